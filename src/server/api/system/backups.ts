/** Backups: making one, proving that it can be restored, taking it away from here. */
import { createReadStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { ReadableStream as NodeStream } from 'node:stream/web'
import { z } from '@hono/zod-openapi'
import { type Actor, notAllowed } from '../../../access/actor.ts'
import { record } from '../../../access/audit.ts'
import { daysSinceProved, listBackups, markRemoved, readBackup } from '../../../access/backups.ts'
import { readSettings } from '../../../access/settings.ts'
import { confirmPassword } from '../../../access/user-changes.ts'
import { shownName, sizes } from '../../../records/import/upload-file.ts'
import { Refusal } from '../../../records/refusal.ts'
import { backupFolder } from '../../jobs/backups.ts'
import { mostBytes, receiveBackup, sweepSentBackups } from '../../jobs/sent-backups.ts'
import { endpoint, json, routes } from '../endpoint.ts'
import { fileAnswer } from '../listing.ts'
import { perform, type Services, startJob } from '../services.ts'
import { linksForOnce } from './links-for-once.ts'

const tags: [string] = ['备份与恢复']

/** What restoring it into an empty database found. */
const verification = z.object({
  ok: z.boolean(),
  tables: z.number(),
  rows: z.number(),
  ledgerEntries: z.number(),
  ledgerSum: z.string(),
  auditEntries: z.number(),
  auditHead: z.string(),
  auditWhole: z.boolean(),
  runs: z.number(),
  wrongRuns: z.array(z.string()).readonly(),
})

const backup = z.object({
  id: z.string(),
  file: z.string(),
  sha256: z.string(),
  bytes: z.string(),
  tables: z.number(),
  rows: z.string(),
  made_by: z.string(),
  made_at: z.string(),
  verified_at: z.string().nullable(),
  verification: verification.nullable(),
})

const byId = { params: z.object({ id: z.uuid() }) }
const job = z.object({ job: z.string() })

const declared = {
  list: endpoint({
    ...{ method: 'get', path: '/backups', access: ['read', 'backup'], tags },
    summary: '备份的列表，和最近一次证实可以恢复是多久以前',
    answer: z.object({
      backups: z.array(backup),
      /** Days since the newest proved one was made; null when there never was one. */
      days: z.number().nullable(),
      remindAfter: z.number(),
      overdue: z.boolean(),
    }),
  }),
  create: endpoint({
    ...{ method: 'post', path: '/backups', access: ['create', 'backup'], tags, status: 202 as const },
    summary: '做一份备份（后台任务）',
    answer: job,
  }),
  verify: endpoint({
    ...{ method: 'post', path: '/backups/{id}/verification', access: ['update', 'backup'], tags },
    summary: '把备份恢复到一个空的内存数据库里，核对行数、台账、审计链和结算结果（后台任务）',
    request: byId,
    answer: job,
    status: 202,
  }),
  prove: endpoint({
    ...{ method: 'post', path: '/backups/sent', access: ['update', 'backup'], tags, sends: 'file' as const },
    summary:
      '核对一份别处来的备份，请求的内容就是文件本身：恢复前先证实它可以恢复；核对完文件随即删除（后台任务）',
    request: { query: z.strictObject({ name: z.string().min(1).max(300) }) },
    answer: job,
    status: 202,
  }),
  link: endpoint({
    ...{ method: 'post', path: '/backups/{id}/links', access: ['export', 'backup'], tags },
    summary: '要下载备份，再说一次自己的密码；得到的链接一分钟内可以用一次。接口密钥不能下载',
    request: { ...byId, body: json(z.strictObject({ ownPassword: z.string().min(1).max(200) })) },
    answer: z.object({ link: z.string() }),
    once: false,
  }),
  file: endpoint({
    ...{ method: 'get', path: '/backups/{id}/file', access: ['export', 'backup'], tags },
    summary: '用刚得到的链接下载备份文件；里面有工资和个人信息',
    request: { ...byId, query: z.strictObject({ link: z.uuid() }) },
    answer: z.string(),
    file: ['zip'],
  }),
  remove: endpoint({
    ...{ method: 'delete', path: '/backups/{id}', access: ['remove', 'backup'], tags },
    summary: '删除一份备份',
    request: byId,
    answer: z.object({ id: z.string() }),
  }),
}

/** A backup holds everybody's pay, which not every administrator's key should carry away. */
function refuseKeys({ kind }: Actor, verb: 'create' | 'export'): void {
  if (kind === 'key') throw notAllowed(verb, 'backup')
}

export function backupRoutes(services: Services) {
  const { db, folder } = services
  const links = linksForOnce()
  return routes()
    .openapi(declared.list, async (c) => {
      const [backups, days, settings] = await Promise.all([
        listBackups(db),
        daysSinceProved(db),
        readSettings(db),
      ])
      const remindAfter = settings.backup_reminder_days
      return c.json({ backups, days, remindAfter, overdue: days === null || days > remindAfter }, 200)
    })
    .openapi(declared.create, async (c) => {
      refuseKeys(c.var.actor, 'create')
      const job = await startJob(services, c, async () => ({
        kind: 'backup',
        title: '做一份备份',
        input: {},
      }))
      return c.json({ job }, 202 as never)
    })
    .openapi(declared.verify, async (c) => {
      const { id, file } = await readBackup(db, c.req.valid('param').id)
      const title = `核对备份 ${file}`
      const job = await startJob(services, c, async () => ({ kind: 'backup-verify', title, input: { id } }))
      return c.json({ job }, 202 as never)
    })
    .openapi(declared.prove, async (c) => {
      const name = shownName(c.req.valid('query').name)
      const stated = Number(c.req.header('content-length') ?? 0)
      if (stated > mostBytes) throw new Refusal('file_too_large', sizes(name, stated, mostBytes))
      const { body } = c.req.raw
      if (body === null) throw new Refusal('file_empty', { file: name })
      await sweepSentBackups(db, folder)
      const { sha256, ...input } = await receiveBackup(folder, name, body as NodeStream)
      const title = `核对备份 ${name}`
      // Of a file that was sent twice the second is swept away.
      const job = await startJob(services, c, async () => ({ kind: 'backup-verify-sent', title, input }), {
        file: sha256,
      })
      return c.json({ job }, 202 as never)
    })
    .openapi(declared.link, async (c) => {
      const { actor } = c.var
      refuseKeys(actor, 'export')
      const { id } = await readBackup(db, c.req.valid('param').id)
      await confirmPassword(db, actor, c.req.valid('json').ownPassword)
      return c.json({ link: links.give(`${actor.account} ${id}`) }, 200)
    })
    .openapi(declared.file, async (c) => {
      const { actor } = c.var
      refuseKeys(actor, 'export')
      const { id, file, rows } = await readBackup(db, c.req.valid('param').id)
      if (!links.take(c.req.valid('query').link, `${actor.account} ${id}`)) throw new Refusal('link_over')
      const stream = createReadStream(join(backupFolder(folder), file))
      await db.transaction((within) =>
        record(within, {
          actor: actor.name,
          action: 'export',
          subject: `备份 ${file}`,
          details: { rows: Number(rows), by: actor.kind },
        }),
      )
      return fileAnswer(c, Readable.toWeb(stream) as ReadableStream, file, 'application/zip') as never
    })
    .openapi(declared.remove, async (c) => {
      const { id, file } = await readBackup(db, c.req.valid('param').id)
      await perform(
        services,
        c,
        { action: 'backup-remove', subject: `备份 ${file}`, as: 'owner' },
        async (within) => {
          await markRemoved(within, id)
          return { answer: { id } }
        },
      )
      await rm(join(backupFolder(folder), file), { force: true })
      return c.json({ id }, 200)
    })
}
