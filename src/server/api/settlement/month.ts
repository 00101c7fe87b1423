/** One month: its state and digests, who brought it there, what stands before its next steps, and its history. */
import { z } from '@hono/zod-openapi'
import { type Actor, scopeOf } from '../../../access/actor.ts'
import { lookAs } from '../../../access/as-actor.ts'
import type { Verb } from '../../../access/permissions.ts'
import type { Settled } from '../../../publication/settled.ts'
import type { Database } from '../../../records/database.ts'
import { obstacles } from '../../../settlement/obstacles.ts'
import { openReopening } from '../../../settlement/reopening.ts'
import { runStatuses, type Step, steps } from '../../../settlement/states.ts'
import { endpoint, routes } from '../endpoint.ts'
import type { Language, Services } from '../services.ts'
import { month, period, seesWhole, settledOf, tags } from './look.ts'

const status = z.enum(runStatuses)
const who = z.object({ by: z.string(), at: z.string() }).nullable()

const nextStep = z.object({
  step: z.enum(['review', 'publish', 'soft-close', 'close', 'pay', 'reopen']),
  /** Whether this person's role takes it; obstacles are this person's, too. */
  may: z.boolean(),
  obstacles: z.array(z.object({ code: z.string(), message: z.string() })),
})

const monthShape = z.object({
  policy: z.string(),
  version: z.string(),
  period,
  status,
  run: z.number(),
  digest: z.string(),
  inputDigest: z.string().nullable(),
  policyDigest: z.string(),
  snapshotAt: z.string(),
  problems: z.number(),
  calculated: who,
  reviewed: who,
  published: who,
  softClosed: who,
  closed: who,
  paid: who,
  reopening: z
    .object({ reason: z.string(), by: z.string(), at: z.string(), mayConfirm: z.boolean() })
    .nullable(),
  next: z.array(nextStep),
  mayCalculate: z.boolean(),
  mayExport: z.boolean(),
  whole: z.boolean(),
})

const declared = {
  month: endpoint({
    method: 'get',
    path: '/settlement/{period}',
    access: ['read', 'settlement'],
    tags,
    summary: '一个期间的状态、摘要、经手人，和下一步之前还差什么',
    request: month,
    answer: monthShape,
  }),
  history: endpoint({
    method: 'get',
    path: '/settlement/{period}/history',
    access: ['read', 'settlement'],
    tags,
    summary: '谁在什么时候对一个期间做了什么',
    request: month,
    answer: z.object({
      /** Of the audit log; null for whoever may not read it. */
      entries: z
        .array(z.object({ at: z.string(), by: z.string(), action: z.string(), kind: z.string() }))
        .nullable(),
      reopenings: z.array(
        z.object({
          reason: z.string(),
          askedBy: z.string(),
          askedAt: z.string(),
          confirmedBy: z.string().nullable(),
          confirmedAt: z.string().nullable(),
          withdrawnBy: z.string().nullable(),
        }),
      ),
    }),
  }),
}

export function monthRoutes(services: Services) {
  const { db } = services
  return routes()
    .openapi(declared.month, async (c) => {
      const settled = await settledOf(services, c.req.valid('param').period, c.req.valid('query').policy)
      return c.json(await monthOf(db, c.var.actor, settled, c.var.language), 200)
    })
    .openapi(declared.history, async (c) => {
      const settled = await settledOf(services, c.req.valid('param').period, c.req.valid('query').policy)
      return c.json(await historyOf(db, c.var.actor, settled), 200)
    })
}

const verbOf: Readonly<Record<Step, Verb>> = {
  review: 'approve',
  publish: 'approve',
  'soft-close': 'approve',
  close: 'approve',
  pay: 'update',
  reopen: 'update',
}

async function monthOf(
  db: Database,
  actor: Actor,
  settled: Settled,
  language: Language,
): Promise<z.infer<typeof monthShape>> {
  const { run, version, period: at } = settled
  const mayApprove = actor.kind !== 'key' && scopeOf(actor, 'approve', 'settlement') !== undefined
  const next: z.infer<typeof nextStep>[] = []
  for (const step of Object.keys(steps) as Step[]) {
    if (!steps[step].from.includes(run.status)) continue
    const found = await obstacles(db, { version, period: at, actor: actor.name }, run, step)
    next.push({
      step,
      may: verbOf[step] === 'approve' ? mayApprove : scopeOf(actor, 'update', 'settlement') !== undefined,
      obstacles: found.map((refusal) => ({ code: refusal.code, message: refusal.in(language) })),
    })
  }
  const asked = await openReopening(db, run)
  const by = (name: string | null, time: string | null) => (name && time ? { by: name, at: time } : null)
  return {
    policy: run.policy,
    version: version.version,
    period: run.period,
    status: run.status,
    run: run.run_id,
    digest: run.result_digest,
    inputDigest: run.input_digest,
    policyDigest: run.policy_digest,
    snapshotAt: run.snapshot_at,
    problems: run.problems,
    calculated: by(run.started_by, run.computed_at),
    reviewed: by(run.reviewed_by, run.reviewed_at),
    published: by(run.published_by, run.published_at),
    softClosed: by(run.soft_closed_by, run.soft_closed_at),
    closed: by(run.closed_by, run.closed_at),
    paid: by(run.paid_by, run.paid_at),
    reopening: asked
      ? {
          reason: asked.reason,
          by: asked.asked_by,
          at: asked.asked_at,
          mayConfirm: mayApprove && asked.asked_by !== actor.name,
        }
      : null,
    next,
    mayCalculate: scopeOf(actor, 'create', 'settlement') !== undefined,
    mayExport: scopeOf(actor, 'export', 'settlement') !== undefined,
    whole: seesWhole(actor) || scopeOf(actor, 'read', 'statement') === 'all',
  }
}

async function historyOf(db: Database, actor: Actor, { run }: Settled) {
  const entries = scopeOf(actor, 'read', 'audit')
    ? await lookAs(db, actor, (within) =>
        within.query<{ at: string; by: string; action: string; kind: string }>(
          `select at, actor as by, action, coalesce(details ->> 'by', 'person') as kind from audit.entry
           where subject = $1 order by entry_id desc limit 100`,
          [`${run.policy} ${run.period}`],
        ),
      )
    : null
  const reopenings = await lookAs(db, actor, (within) =>
    within.query<{
      reason: string
      askedBy: string
      askedAt: string
      confirmedBy: string | null
      confirmedAt: string | null
      withdrawnBy: string | null
    }>(
      `select reason, asked_by as "askedBy", asked_at as "askedAt", confirmed_by as "confirmedBy",
         confirmed_at as "confirmedAt", withdrawn_by as "withdrawnBy"
       from settlement.reopening where policy = $1 and period = $2 order by reopening_id desc`,
      [run.policy, run.period],
    ),
  )
  return { entries, reopenings }
}
