/** What a draft would do: for one person while writing, for everybody as a job, and what the law may say. X-4. */
import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { type Actor, allow } from '../../access/actor.ts'
import { asActor } from '../../access/as-actor.ts'
import { record } from '../../access/audit.ts'
import { noteLook } from '../../access/looks.ts'
import type { Database } from '../../records/database.ts'
import { Refusal } from '../../records/refusal.ts'
import type { Cell } from '../../records/sheet/cell.ts'
import { readPeriod } from '../../settlement/aside.ts'
import type { Effect } from '../../settlement/effect.ts'
import { type Focus, liveResult } from '../../settlement/live.ts'
import { lawOf } from '../../settlement/policy-approval.ts'
import { draftById } from '../../settlement/policy-draft.ts'
import { versionWithDocument } from '../../settlement/policy-history.ts'
import { effectSubject, readingEffects } from '../jobs/policy-effect.ts'
import { endpoint, json, routes } from './endpoint.ts'
import { download } from './listing.ts'
import { document, law, live, period, which } from './policy-shapes.ts'
import { type Env, type Services, startJob } from './services.ts'

const tags: [string] = ['制度']

const focus = z.strictObject({ kind: z.enum(['person', 'contract']), key: z.string().min(1).max(100) })

const declared = {
  law: endpoint({
    method: 'post',
    path: '/policies/law',
    once: false,
    access: ['read', 'policy-draft'],
    tags,
    summary: '一份文档可能涉及的法律问题',
    request: { body: json(z.strictObject({ document })) },
    answer: z.object({ law: z.array(law) }),
  }),
  live: endpoint({
    method: 'post',
    path: '/policies/try',
    once: false,
    access: ['read', 'policy-draft'],
    tags,
    summary: '在一个月份上为一个人或一份合同试算，不留下任何东西',
    request: { body: json(z.strictObject({ document, period, focus })) },
    answer: live,
  }),
  effect: endpoint({
    method: 'post',
    path: '/policies/effects',
    status: 202,
    access: ['read', 'policy-draft'],
    tags,
    summary:
      '比较两份文档在一个月份上对每个人的影响（后台任务）；第一份制度没有以前的（before 为 null），给出每个人的应发',
    request: { body: json(z.strictObject({ before: which.nullable(), after: which, period })) },
    answer: z.object({ job: z.string() }),
  }),
  export: endpoint({
    method: 'get',
    path: '/policies/effects/{job}',
    access: ['read', 'policy-draft'],
    tags,
    summary: '影响的逐人表',
    request: {
      params: z.object({ job: z.uuid() }),
      query: z.strictObject({ format: z.enum(['xlsx', 'csv']).default('xlsx') }),
    },
    answer: z.unknown(),
    file: ['xlsx', 'csv'],
  }),
}

export function policyTrialRoutes(services: Services) {
  const { db } = services
  return routes()
    .openapi(declared.law, async (c) => c.json({ law: await lawOf(db, c.req.valid('json').document) }, 200))
    .openapi(declared.live, async (c) => {
      const { document: text, period: name, focus: on } = c.req.valid('json')
      const when = readPeriod(name)
      await allowFocus(db, c.var.actor, on, when.last)
      const found = await liveResult(db, { document: text, period: when, focus: on })
      if (on.kind !== 'person' || on.key !== c.var.actor.person) {
        const whose = on.kind === 'person' ? on.key : `合同 ${on.key}`
        await noteLook(db, c.var.actor, { subject: `制度试算 ${when.name} ${whose}` })
      }
      return c.json(found, 200)
    })
    .openapi(declared.effect, async (c) => {
      const { before, after, period: name } = c.req.valid('json')
      allow(c.var.actor, 'read', 'statement')
      const old = before === null ? undefined : await documentOf(db, c, before)
      const fresh = await documentOf(db, c, after)
      const versions = [...(old ? [old.version] : []), fresh.version].join(' → ')
      const title = `制度影响：${versions}（${readPeriod(name).name}）`
      const input = { before: old?.document ?? null, after: fresh.document, period: name }
      const job = await startJob(services, c, async () => ({ kind: 'policy-effect', title, input }))
      return c.json({ job }, 200)
    })
    .openapi(declared.export, async (c) => {
      const { actor } = c.var
      for (const [verb, resource] of readingEffects) allow(actor, verb, resource)
      allow(actor, 'export', 'statement')
      const { format } = c.req.valid('query')
      const { job } = c.req.valid('param')
      const [row] = await db.query<{ title: string; result: Effect }>(
        `select title, result from job.job where account_id = $1 and job_id = $2::uuid and kind = 'policy-effect' and status = 'done'`,
        [actor.account, job],
      )
      if (!row) throw new Refusal('not_found')
      const { period: name, rows } = row.result
      const details = { rows: rows.length, format, by: actor.kind }
      await db.transaction((within) =>
        record(within, { actor: actor.name, action: 'export', subject: effectSubject(name), details }),
      )
      return download(c, sheetOf(row.result), format) as never
    })
}

async function documentOf(
  db: Database,
  { var: { actor } }: Context<Env>,
  text: string,
): Promise<{ document: string; version: string }> {
  const number = Number(text.replace('d', ''))
  if (!text.startsWith('d')) return versionWithDocument(db, number)
  return asActor(db, actor, (within) => draftById(within, number))
}

/** Whose pay is shown has to be within reach, as of the month's last day. Refuses with not_found. */
async function allowFocus(db: Database, actor: Actor, { kind, key }: Focus, on: string): Promise<void> {
  allow(actor, 'read', 'statement')
  const sql =
    kind === 'person'
      ? `select from record.person p where p.person_no = $1 and (access.scope('statement', 'read') = 5
           or p.person_no in (select access.people('statement', 'read')))`
      : `select from record.contract where contract_no = $1 and (access.scope('statement', 'read') = 5
           or contract_no in (select access.contracts('statement', 'read')))`
  const [found] = await asActor(db, actor, (within) => within.query(sql, [key]), { on })
  if (!found) throw new Refusal('not_found')
}

function sheetOf({ period: name, rows, first }: Effect) {
  const text = (value: string): Cell => ({ kind: value === '' ? 'empty' : 'text', text: value })
  const amount = (value: string | null): Cell =>
    value === null ? { kind: 'empty', text: '' } : { kind: 'number', text: value }
  const amounts = first ? ['应发'] : ['现在', '之后', '差额']
  return {
    name: effectSubject(name),
    columns: ['工号', '姓名', '部门', '岗位', ...amounts].map((heading) => ({ heading })),
    rows: rows.map((row) => [
      ...[row.person, row.name, row.unit, row.position].map(text),
      ...(first ? [row.after] : [row.before, row.after, row.difference]).map(amount),
    ]),
  }
}
