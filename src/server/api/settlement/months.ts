/** Months and where they stand, and calculating some of them. */
import { z } from '@hono/zod-openapi'
import type { Actor } from '../../../access/actor.ts'
import { type Period, periodOf, shiftPeriod } from '../../../language/index.ts'
import { payableSql } from '../../../publication/review/payable.ts'
import type { Settled } from '../../../publication/settled.ts'
import type { Database } from '../../../records/database.ts'
import { Refusal } from '../../../records/refusal.ts'
import { latestOn, refuseAhead } from '../../../settlement/ahead.ts'
import { refuseUnknownPolicy } from '../../../settlement/policy-version.ts'
import { policyRun, policyRuns, type Run } from '../../../settlement/run.ts'
import { refuseFinal } from '../../../settlement/settle.ts'
import { isOpen, runStatuses } from '../../../settlement/states.ts'
import { endpoint, json, routes } from '../endpoint.ts'
import { type Services, startJob } from '../services.ts'
import { amount, look, period, periodNamed, settledBefore, tags } from './look.ts'

const status = z.enum(runStatuses)
const monthRow = z.object({
  policy: z.string(),
  period,
  status,
  problems: z.number(),
  people: z.number(),
  payable: amount,
  change: amount.nullable(),
  computedAt: z.string(),
  startedBy: z.string(),
})

const overview = z.object({
  months: z.array(monthRow),
  /** What can be calculated: drafts, and of each policy the month after its last. */
  open: z.array(z.object({ policy: z.string(), period, settled: z.boolean() })),
  /** Of each policy, the last period that may be calculated today. */
  latest: z.array(z.object({ policy: z.string(), period })),
})

const declared = {
  overview: endpoint({
    method: 'get',
    path: '/settlement',
    access: ['read', 'settlement'],
    tags,
    summary: '各期间的结算，最近的在前',
    answer: overview,
  }),
  calculate: endpoint({
    method: 'post',
    path: '/settlement/calculations',
    access: ['create', 'settlement'],
    tags,
    summary: '结算一个或几个期间，从早到晚',
    status: 202,
    request: {
      body: json(
        z.strictObject({ policy: z.string().min(1).max(200), periods: z.array(period).min(1).max(24) }),
      ),
    },
    answer: z.object({ job: z.string() }),
  }),
}

export function overviewRoutes(services: Services) {
  const { db } = services
  return routes()
    .openapi(declared.overview, async (c) => {
      const { actor } = c.var
      const policies = await policiesInForce(db)
      const months: z.infer<typeof monthRow>[] = []
      const open: z.infer<typeof overview>['open'] = []
      for (const own of policies) {
        const runs = await policyRuns(db, own.policy)
        for (const run of runs.slice(-24)) months.push(await rowOf(services, actor, run, run.at))
        open.push(...openMonths(own, runs))
      }
      months.sort((a, b) => (a.period < b.period ? 1 : -1))
      const latest = policies.map(({ policy, length, today }) => ({
        policy,
        period: latestOn(today, length).name,
      }))
      return c.json({ months, open, latest }, 200)
    })
    .openapi(declared.calculate, async (c) => {
      const { policy, periods } = c.req.valid('json')
      const { actor } = c.var
      const ordered = [...new Set(periods)].map(periodNamed).sort((a, b) => (a.first < b.first ? -1 : 1))
      const names = ordered.map(({ name }) => name)
      await refuseUnknownPolicy(db, policy)
      await refuseAhead(db, ordered)
      const title = `结算 ${names.length > 1 ? `${names[0]} – ${names.at(-1)}` : names[0]}`
      const job = await startJob(services, c, async (within) => {
        for (const at of ordered) {
          const run = await policyRun(within, policy, at)
          if (run) refuseFinal(run)
        }
        const going = await calculating(within, policy, names)
        if (going && going.account_id !== actor.account)
          throw new Refusal('run_busy', { period: names[0] ?? '', who: going.actor })
        return going?.job_id ?? { kind: 'settle', title, input: { policy, periods: names } }
      })
      return c.json({ job }, 200)
    })
}

/** A settlement that has not ended and touches one of the months: there is one at a time. */
async function calculating(db: Database, policy: string, periods: readonly string[]) {
  const [job] = await db.query<{ job_id: string; account_id: string; actor: string }>(
    `select job_id, account_id, actor from job.job where kind = 'settle' and status in ('queued', 'running')
       and not cancel_requested and input ->> 'policy' = $1 and input -> 'periods' ?| $2::text[] limit 1`,
    [policy, periods],
  )
  return job
}

interface InForce {
  readonly policy: string
  readonly length: Period['length']
  /** The first day it was ever in force, or this year's. */
  readonly since: string
  readonly today: string
}

function policiesInForce(db: Database): Promise<InForce[]> {
  return db.query<InForce>(
    `select policy, max(period_length) as length, current_date::text as today,
       coalesce(min(valid_from), date_trunc('year', current_date)::date)::text as since
     from settlement.policy_version group by 1 order by 1`,
  )
}

/** Drafts, then what follows the last month, up to the present one; at least one that may be settled, a year at most. */
function openMonths(
  { policy, length, since, today }: InForce,
  runs: readonly (Run & { readonly at: Period })[],
): z.infer<typeof overview>['open'] {
  const drafts = runs.filter(({ status: now }) => isOpen(now))
  const last = runs.at(-1)
  const first = last ? shiftPeriod(last.at, 1) : periodOf(since, length)
  const following = Array.from({ length: 12 }, (_, at) => shiftPeriod(first, at)).filter(
    (own, at) => own.first <= (at === 0 ? latestOn(today, length).first : today),
  )
  return [
    ...drafts.map((run) => ({ policy, period: run.period, settled: true })),
    ...following.map(({ name }) => ({ policy, period: name, settled: false })),
  ]
}

async function rowOf(
  services: Services,
  actor: Actor,
  run: Run,
  at: Period,
): Promise<z.infer<typeof monthRow>> {
  const settled: Settled = { run, version: await services.versionOf(run.version_id), period: at }
  const source = payableSql(settled, await settledBefore(services, settled))
  const [sum] = source
    ? await look(services, actor, at, (within) =>
        within.query<{ people: number; payable: string; change: string | null }>(
          `select count(*) filter (where here)::int as people, trim_scale(coalesce(sum(pay), 0))::text as payable,
             case when bool_or(there) then trim_scale(coalesce(sum(pay), 0) - coalesce(sum(before), 0))::text end as change
           from (${source.sql}) x`,
        ),
      )
    : []
  return {
    policy: run.policy,
    period: run.period,
    status: run.status,
    problems: run.problems,
    people: sum?.people ?? 0,
    payable: sum?.payable ?? '0',
    change: sum?.change ?? null,
    computedAt: run.computed_at,
    startedBy: run.started_by,
  }
}
