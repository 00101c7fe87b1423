/** The jobs one has started: how far they are, what came of them, and stopping them. */
import { z } from '@hono/zod-openapi'
import { type Actor, scopeOf } from '../../access/actor.ts'
import { noteLook } from '../../access/looks.ts'
import { Refusal } from '../../records/refusal.ts'
import { jobKinds } from '../jobs/kinds.ts'
import { endpoint, routes } from './endpoint.ts'
import type { Env, Language, Services } from './services.ts'

const tags: [string] = ['后台任务']

const job = z
  .object({
    id: z.string(),
    kind: z.string(),
    title: z.string(),
    status: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
    done: z.number(),
    total: z.number(),
    stage: z.string(),
    result: z.unknown().describe('没有权限看的为 null；别人的工资只在读取这一个任务时给出'),
    error: z.object({ code: z.string(), message: z.string() }).nullable(),
    createdAt: z.string(),
  })
  .openapi('Job')

type Job = z.infer<typeof job>

const byId = { params: z.object({ id: z.uuid() }) }

const declared = {
  list: endpoint({
    method: 'get',
    path: '/jobs',
    access: 'signed-in',
    tags,
    summary: '我的后台任务，最近的在前',
    answer: z.object({ jobs: z.array(job) }),
  }),
  read: endpoint({
    method: 'get',
    path: '/jobs/{id}',
    access: 'signed-in',
    tags,
    summary: '一个后台任务',
    request: byId,
    answer: job,
  }),
  cancel: endpoint({
    method: 'delete',
    path: '/jobs/{id}',
    once: false,
    access: 'signed-in',
    tags,
    summary: '停止一个后台任务',
    request: byId,
    answer: job,
  }),
}

interface Row extends Omit<Job, 'error'> {
  readonly error: { code: string; message: string; english?: string } | null
}

const columns = `job_id as id, kind, title, status, done, total, stage, result, error, created_at as "createdAt"`

/** One's own jobs only: whose they are is part of every statement. */
export function jobRoutes(services: Services) {
  const { db } = services
  const kinds = new Map(jobKinds(services).map((own) => [own.kind, own]))
  /** Roles come and go while results stay. */
  const permitted = ({ kind }: Row, actor: Actor) =>
    kinds.get(kind)?.reading.every(([verb, resource]) => scopeOf(actor, verb, resource)) ?? false
  /** In passing, such as in the list of all that is looked at again and again: without the pay of others. */
  const inPassing = (row: Row, { actor, language }: Env['Variables']) =>
    present(permitted(row, actor) && !kinds.get(row.kind)?.look ? row : { ...row, result: null }, language)
  const one = async (account: string, id: string, sql: string): Promise<Row> => {
    const [row] = await db.query<Row>(sql, [account, id])
    if (!row) throw new Refusal('not_found')
    return row
  }
  return routes()
    .openapi(declared.list, async (c) => {
      const rows = await db.query<Row>(
        `select ${columns} from job.job where account_id = $1 order by job.created_at desc limit 50`,
        [c.var.actor.account],
      )
      return c.json({ jobs: rows.map((row) => inPassing(row, c.var)) }, 200)
    })
    .openapi(declared.read, async (c) => {
      const { id } = c.req.valid('param')
      const sql = `select ${columns} from job.job where account_id = $1 and job_id = $2::uuid`
      const { actor, language } = c.var
      const row = await one(actor.account, id, sql)
      if (!permitted(row, actor)) return c.json(present({ ...row, result: null }, language), 200)
      const look = row.result === null ? undefined : kinds.get(row.kind)?.look?.(row.result as never, actor)
      if (look) await noteLook(db, actor, look)
      return c.json(present(row, language), 200)
    })
    .openapi(declared.cancel, async (c) => {
      const { id } = c.req.valid('param')
      const sql = `update job.job set cancel_requested = true,
          status = case when status = 'queued' then 'cancelled' else status end,
          ended_at = case when status = 'queued' then clock_timestamp() else ended_at end
        where account_id = $1 and job_id = $2::uuid returning ${columns}`
      return c.json(inPassing(await one(c.var.actor.account, id, sql), c.var), 200)
    })
}

function present({ error, ...row }: Row, language: Language): Job {
  const message = language === 'en' ? (error?.english ?? error?.message) : error?.message
  return { ...row, error: error && { code: error.code, message: message ?? '' } }
}
