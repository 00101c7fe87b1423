/** The month an appraisal is for: its run, whether it may still be written, and which month is being worked on. */
import { type Period, parsePeriod, shiftPeriod } from '../../language/index.ts'
import type { Database } from '../../records/database.ts'
import { Refusal } from '../../records/refusal.ts'
import { refuseAhead } from '../../settlement/ahead.ts'
import { noteLate } from '../../settlement/late/late.ts'
import type { PolicyVersion } from '../../settlement/policy-version.ts'
import { policyRun, type Run } from '../../settlement/run.ts'
import { isClosed, type RunStatus } from '../../settlement/states.ts'
import type { VersionOf } from '../settled.ts'
import { personVariable, rate } from './indicators.ts'

/** Free until the run is reviewed; refused until it is closed for good; then what comes late is an adjustment. */
export type MonthState = 'open' | 'reviewed' | 'closed'

export interface ReviewMonth {
  readonly period: Period
  /** The run whose policy appraises people, if the month was calculated. */
  readonly settled: { readonly run: Run; readonly version: PolicyVersion } | undefined
}

/** Refuses with period_invalid. */
export async function reviewMonth(db: Database, versionOf: VersionOf, name: string): Promise<ReviewMonth> {
  const period = parsePeriod(name)
  if (period?.length !== 'month') throw new Refusal('period_invalid', { period: name.slice(0, 20) })
  const policies = await db.query<{ policy: string }>(
    `select policy from settlement.run where period = $1 and kind = 'regular' order by policy`,
    [period.name],
  )
  for (const { policy } of policies) {
    const run = await policyRun(db, policy, period)
    const version = run && (await versionOf(run.version_id))
    if (version && personVariable(version.program, rate)) return { period, settled: { run, version } }
  }
  return { period, settled: undefined }
}

export function stateOf({ settled }: Pick<ReviewMonth, 'settled'>): MonthState {
  return settled ? stateOfStatus(settled.run.status) : 'open'
}

function stateOfStatus(status: RunStatus): MonthState {
  if (status === 'calculated') return 'open'
  return isClosed(status) ? 'closed' : 'reviewed'
}

/**
 * Keeps the month from being settled, reviewed or closed until the transaction ends, and refuses when it no longer
 * takes what is to be written, or cannot be settled for a long time yet. As the owner: requests may not lock runs.
 */
export async function holdMonth(
  db: Database,
  { period, settled }: ReviewMonth,
  { late }: { readonly late: boolean },
): Promise<void> {
  if (!settled) return refuseAhead(db, [period])
  const { policy } = settled.run
  await waitShortly(db, `${policy} ${period.name}`)
  const [run] = await db.query<{ status: RunStatus }>(
    `select status from settlement.run where policy = $1 and period = $2 and kind = 'regular'`,
    [policy, period.name],
  )
  const state = stateOfStatus(run?.status ?? 'calculated')
  if (state === 'reviewed') throw new Refusal('review_sealed', { period: period.name })
  if (state === 'closed' && !late) throw new Refusal('review_late', { period: period.name })
  await noteLate(db, 'monthly_score', [{ policy, period }])
}

/** A settlement takes seconds; whoever writes meanwhile is told to try again rather than kept waiting. */
async function waitShortly(db: Database, name: string): Promise<void> {
  try {
    await db.query(`select set_config('lock_timeout', '4s', true)`)
    await db.query('select pg_advisory_xact_lock_shared(4857, hashtext($1))', [name])
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === '55P03') throw new Refusal('review_busy')
    throw error
  }
}

export interface MonthEntry {
  readonly month: string
  readonly state: MonthState
}

/** Months with a run, and the one being worked on: the first not closed, or the one after the last that is. */
export async function reviewMonths(
  db: Database,
): Promise<{ readonly months: readonly MonthEntry[]; readonly current: string }> {
  const rows = await db.query<{ period: string; status: RunStatus }>(
    `select distinct on (period) period, status from settlement.run
     where kind = 'regular' and period ~ '^\\d{4}-\\d{2}$' order by period, run_id desc`,
  )
  const months = rows.map(({ period, status }) => ({ month: period, state: stateOfStatus(status) }))
  const open = months.find(({ state }) => state !== 'closed')?.month
  const last = parsePeriod(months.at(-1)?.month ?? '')
  const [now] = await db.query<{ month: string }>(`select to_char(current_date, 'YYYY-MM') as month`)
  return { months, current: open ?? (last ? shiftPeriod(last, 1).name : (now?.month ?? '')) }
}
