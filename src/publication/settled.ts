/** The settled periods people can look at, each with the version of the policy that settled it. */
import { type Period, parsePeriod } from '../language/index.ts'
import type { Database } from '../records/database.ts'
import { Refusal } from '../records/refusal.ts'
import { type PolicyVersion, versionById } from '../settlement/policy-version.ts'
import { type Run, runOf } from '../settlement/run.ts'
import type { RunStatus } from '../settlement/states.ts'

export interface Settled {
  readonly run: Run
  readonly version: PolicyVersion
  readonly period: Period
}

export interface PeriodEntry {
  readonly period: Period
  readonly status: RunStatus
  readonly problems: number
}

/** Reading and checking a document takes long enough to do it once; what a version says never changes. */
export type VersionOf = (id: number) => Promise<PolicyVersion>

export function versionsOf(db: Database): VersionOf {
  const known = new Map<number, PolicyVersion>()
  return async (id) => {
    const version = known.get(id) ?? (await versionById(db, id))
    known.set(id, version)
    return version
  }
}

/** Months with a result, oldest first. */
export async function settledPeriods(db: Database): Promise<PeriodEntry[]> {
  const rows = await db.query<{ period: string; status: RunStatus; problems: number }>(
    `select distinct on (period) period, status, problems from settlement.run
     where kind = 'regular' order by period, run_id desc`,
  )
  return rows.flatMap(({ period, status, problems }) => {
    const read = parsePeriod(period)
    return read ? [{ period: read, status, problems }] : []
  })
}

/** Refuses with period_invalid or run_none. */
export async function settledIn(db: Database, versionOf: VersionOf, name: string): Promise<Settled> {
  const period = parsePeriod(name)
  if (!period) throw new Refusal('period_invalid', { period: name.slice(0, 20) })
  const run = await runOf(db, period)
  return { run, version: await versionOf(run.version_id), period }
}

/** The result of another period, or undefined when it has not been settled. */
export async function settledIfAny(
  db: Database,
  versionOf: VersionOf,
  period: Period,
): Promise<Settled | undefined> {
  try {
    return await settledIn(db, versionOf, period.name)
  } catch (error) {
    if (error instanceof Refusal && error.code === 'run_none') return undefined
    throw error
  }
}
