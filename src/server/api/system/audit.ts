/** The audit log: searching it, taking it along, and whether it still is what was written. */
import { z } from '@hono/zod-openapi'
import { type Actor, allow } from '../../../access/actor.ts'
import { lookAs } from '../../../access/as-actor.ts'
import { record } from '../../../access/audit.ts'
import { actionName } from '../../../access/audit-actions.ts'
import { asFarAsPayIsSeen } from '../../../access/audit-pay.ts'
import { type Named, withNames } from '../../../access/audit-people.ts'
import {
  type AuditQuery,
  type AuditRow,
  auditWords,
  peopleNamed,
  searchAudit,
  unusualVolumes,
} from '../../../access/audit-search.ts'
import { actorInWords, detailsInWords } from '../../../access/audit-words.ts'
import { anchorOf } from '../../../access/backups.ts'
import { readSettings } from '../../../access/settings.ts'
import type { Database } from '../../../records/database.ts'
import { Refusal } from '../../../records/refusal.ts'
import type { Cell } from '../../../records/sheet/cell.ts'
import { endpoint, routes } from '../endpoint.ts'
import { download, exportBatch, inShanghai, listQuery, readFilter } from '../listing.ts'
import { type Language, type Services, startJob } from '../services.ts'
import { type Declared, withTried } from './denied-words.ts'

const tags: [string] = ['审计']

const entry = z.object({
  id: z.string(),
  at: z.string(),
  actor: z.string(),
  action: z.string(),
  subject: z.string(),
  details: z.record(z.string(), z.unknown()),
  /** Actor and subject as they are shown: people by their names. */
  ...{ who: z.string(), about: z.string(), names: z.record(z.string(), z.string()) },
})

const declared = {
  list: endpoint({
    ...{ method: 'get', path: '/audit', access: ['read', 'audit'], tags },
    summary: '谁在什么时候做了什么；filter 里可以有 actor、action 和 at（from、to）',
    request: { query: listQuery },
    answer: z.object({ rows: z.array(entry), total: z.number(), sums: z.record(z.string(), z.string()) }),
  }),
  overview: endpoint({
    ...{ method: 'get', path: '/audit/overview', access: ['read', 'audit'], tags },
    summary: '可以筛选的经手人和动作，审计链到哪一条，最近一次核对，异常多的导出和查看',
    answer: z.object({
      actors: z.array(z.string()),
      actions: z.array(z.string()),
      entries: z.string(),
      head: z.string(),
      checked: z
        .object({ at: z.string(), actor: z.string(), entries: z.number(), whole: z.boolean() })
        .nullable(),
      anchor: z
        .object({ file: z.string(), made_at: z.string(), entry: z.string(), holds: z.boolean() })
        .nullable(),
      alarmCount: z.number(),
      alarms: z.array(
        z.object({
          actor: z.string(),
          day: z.string(),
          exports: z.number(),
          looks: z.number(),
          rows: z.string(),
        }),
      ),
    }),
  }),
  verify: endpoint({
    ...{ method: 'post', path: '/audit/verification', access: ['read', 'audit'], tags, status: 202 as const },
    summary: '从头重算审计链（后台任务）',
    answer: z.object({ job: z.string() }),
  }),
}

export function auditRoutes(services: Services, everyRoute: () => readonly Declared[]) {
  const { db } = services
  const inWords = async (actor: Actor, rows: readonly AuditRow[], language: Language) =>
    withTried(db, everyRoute(), await withNames(db, asFarAsPayIsSeen(actor, rows)), language)
  return routes()
    .openapi(declared.list, async (c) => {
      const { filter, format, ...asked } = c.req.valid('query')
      const query = { ...asked, ...narrowed(filter), people: await peopleNamed(db, asked.q) }
      const { actor } = c.var
      if (format === 'json') {
        const found = await lookAs(db, actor, (within) => searchAudit(within, query))
        return c.json({ ...found, rows: await inWords(actor, found.rows, c.var.language), sums: {} }, 200)
      }
      allow(actor, 'export', 'audit')
      const rows = await allRows(
        (work) => lookAs(db, actor, work),
        (part) => inWords(actor, part, 'zh'),
        query,
      )
      await db.transaction((within) =>
        record(within, {
          actor: actor.name,
          action: 'export',
          subject: '审计日志',
          details: { rows: rows.length, format, filter: filter ?? '', q: asked.q ?? '', by: actor.kind },
        }),
      )
      const columns = exported.map((heading) => ({ heading }))
      return download(c, { name: '审计日志', columns, rows }, format) as never
    })
    .openapi(declared.overview, async (c) => {
      const settings = await readSettings(db)
      const [words, alarms, anchor, [head], [checked]] = await Promise.all([
        auditWords(db),
        unusualVolumes(db, settings.audit_alarm_count),
        anchorOf(db),
        db.query<{ entries: string; head: string }>(
          'select entry_id::text as entries, hash as head from audit.head',
        ),
        db.query<{ at: string; actor: string; entries: number; whole: boolean }>(lastCheck),
      ])
      return c.json(
        {
          ...words,
          ...{ entries: head?.entries ?? '0', head: head?.head ?? '', checked: checked ?? null },
          ...{ anchor: anchor ?? null, alarmCount: settings.audit_alarm_count, alarms },
        },
        200,
      )
    })
    .openapi(declared.verify, async (c) =>
      c.json(
        {
          job: await startJob(services, c, async () => ({
            ...{ kind: 'audit-verify', title: '核对审计链', input: {} },
          })),
        },
        202 as never,
      ),
    )
}

const lastCheck = `select to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at, actor,
    (details ->> 'entries')::int as entries, not (details ? 'brokenAt') as whole
  from audit.entry where action = 'audit-verify' order by entry_id desc limit 1`

const dayRange = z.strictObject({ from: z.iso.date().optional(), to: z.iso.date().optional() })

function narrowed(filter: string | undefined): Pick<AuditQuery, 'actor' | 'action' | 'from' | 'to'> {
  const { actor, action, at = {}, ...rest } = readFilter(filter)
  const [unknown] = Object.keys(rest)
  const range = dayRange.safeParse(at)
  if (unknown || !range.success)
    throw new Refusal('request_invalid', { problems: `filter: ${unknown ?? 'at'}` })
  return { actor: listOf(actor), action: listOf(action), from: range.data.from, to: range.data.to }
}

function listOf(filter: unknown): string[] | undefined {
  if (typeof filter === 'string') return [filter]
  return Array.isArray(filter) ? filter.map(String) : undefined
}

/** As the page shows it, then as it was sealed: names change, and what is searched for by program is the code. */
const exported = [
  ...['编号', '时间（北京时间）', '经手人', '动作', '对象', '内容'],
  ...['经手人（原记）', '动作代码', '对象（原记）', '内容（原记）'],
]

type InWords = (rows: readonly AuditRow[]) => Promise<(AuditRow & Named)[]>
type Look = <T>(work: (db: Database) => Promise<T>) => Promise<T>

async function allRows(look: Look, inWords: InWords, query: AuditQuery): Promise<Cell[][]> {
  const rows: Cell[][] = []
  const text = (value: string): Cell =>
    value === '' ? { kind: 'empty', text: '' } : { kind: 'text', text: value }
  for (let page = 1; ; page += 1) {
    const part = await look((db) => searchAudit(db, { ...query, page, size: exportBatch }))
    for (const entry of await inWords(part.rows)) {
      const { id, at, actor, action, subject, about, details } = entry
      const shown = [
        id,
        inShanghai(at),
        actorInWords(entry),
        actionName(action, 'zh'),
        about,
        detailsInWords(entry),
      ]
      rows.push([...shown, actor, action, subject, JSON.stringify(details)].map(text))
    }
    if (part.rows.length < exportBatch) return rows
  }
}
