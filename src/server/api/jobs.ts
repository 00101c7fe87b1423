/** The jobs one has started: how far they are, what came of them, and stopping them. */
import { z } from '@hono/zod-openapi'
import { Refusal } from '../../records/refusal.ts'
import { endpoint, routes } from './endpoint.ts'
import type { Services } from './services.ts'

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
    result: z.unknown(),
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
export function jobRoutes({ db }: Services) {
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
      return c.json({ jobs: rows.map((row) => present(row, c.var.language)) }, 200)
    })
    .openapi(declared.read, async (c) => {
      const { id } = c.req.valid('param')
      const sql = `select ${columns} from job.job where account_id = $1 and job_id = $2::uuid`
      return c.json(present(await one(c.var.actor.account, id, sql), c.var.language), 200)
    })
    .openapi(declared.cancel, async (c) => {
      const { id } = c.req.valid('param')
      const sql = `update job.job set cancel_requested = true,
          status = case when status = 'queued' then 'cancelled' else status end,
          ended_at = case when status = 'queued' then clock_timestamp() else ended_at end
        where account_id = $1 and job_id = $2::uuid returning ${columns}`
      return c.json(present(await one(c.var.actor.account, id, sql), c.var.language), 200)
    })
}

function present({ error, ...row }: Row, language: 'zh' | 'en'): Job {
  const message = language === 'en' ? (error?.english ?? error?.message) : error?.message
  return { ...row, error: error && { code: error.code, message: message ?? '' } }
}
