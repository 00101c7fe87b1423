/** Runs as stored: which version and period, in what state, with which digests. */
import type { CheckedDefinition, Period, Program, RecordObject, Site } from '../language/index.ts'
import { parsePeriod } from '../language/index.ts'
import type { Database } from '../records/database.ts'
import { Refusal } from '../records/refusal.ts'
import type { PolicyVersion } from './policy-version.ts'
import { partition } from './result-tables.ts'
import type { RunStatus } from './states.ts'

export type RunKind = 'regular' | 'shadow' | 'trial'

export interface Run {
  readonly run_id: number
  readonly version_id: number
  readonly policy: string
  readonly period: string
  readonly kind: RunKind
  readonly status: RunStatus
  readonly started_by: string
  /** From this time on the records were read. */
  readonly snapshot_at: string
  /** When the results last changed. */
  readonly computed_at: string
  readonly policy_digest: string
  readonly result_digest: string
  readonly input_digest: string | null
  readonly problems: number
  readonly sites: readonly Site[]
  readonly reviewed_by: string | null
  readonly reviewed_at: string | null
  readonly published_by: string | null
  readonly published_at: string | null
  readonly soft_closed_by: string | null
  readonly soft_closed_at: string | null
  readonly closed_by: string | null
  readonly closed_at: string | null
  readonly paid_by: string | null
  readonly paid_at: string | null
}

const columns = `run_id, version_id, policy, period, kind, status, started_by, snapshot_at, computed_at, policy_digest, result_digest,
  input_digest, problems, sites, reviewed_by, reviewed_at, published_by, published_at, soft_closed_by, soft_closed_at,
  closed_by, closed_at, paid_by, paid_at`

export async function findRun(
  db: Database,
  version: PolicyVersion,
  period: Period,
  kind: RunKind = 'regular',
): Promise<Run | undefined> {
  const [run] = await db.query<Run>(
    `select ${columns} from settlement.run where version_id = $1 and period = $2 and kind = $3 order by run_id desc limit 1`,
    [version.id, period.name, kind],
  )
  return run
}

export async function runById(db: Database, id: number): Promise<Run> {
  const [run] = await db.query<Run>(`select ${columns} from settlement.run where run_id = $1`, [id])
  if (!run) throw new Error(`no run ${id}`)
  return run
}

/** Who settles, reviews, closes or adjusts a period does so alone, until the transaction ends. */
export async function lockPeriod(db: Database, policy: string, period: Period): Promise<void> {
  await db.query('select pg_advisory_xact_lock(4857, hashtext($1))', [`${policy} ${period.name}`])
}

/** The regular run of a policy and period, whatever version settled it: there is one at most. */
export async function policyRun(db: Database, policy: string, period: Period): Promise<Run | undefined> {
  const [run] = await db.query<Run>(
    `select ${columns} from settlement.run where policy = $1 and period = $2 and kind = 'regular'`,
    [policy, period.name],
  )
  return run
}

/** The run of a period, whatever version settled it; refuses when there is none, or several policies and none named. */
export async function runOf(db: Database, period: Period, policy?: string): Promise<Run> {
  const runs = await db.query<Run>(
    `select ${columns} from settlement.run
     where period = $1 and kind = 'regular' and ($2::text is null or policy = $2) order by policy`,
    [period.name, policy ?? null],
  )
  const [run] = runs
  if (!run) throw new Refusal('run_none', { period: period.name })
  if (runs.length > 1)
    throw new Refusal('policy_which', { policies: runs.map((other) => other.policy).join('、') })
  return run
}

type DatedRun = Run & { readonly at: Period }

/** Regular runs of a policy, oldest first. */
export async function policyRuns(db: Database, policy: string): Promise<readonly DatedRun[]> {
  const runs = await db.query<Run>(
    `select ${columns} from settlement.run where policy = $1 and kind = 'regular'`,
    [policy],
  )
  return runs
    .flatMap((run) => {
      const at = parsePeriod(run.period)
      return at ? [{ ...run, at }] : []
    })
    .sort((a, b) => (a.at.first < b.at.first ? -1 : 1))
}

/** Those before a period of the same length: what 上期, 本年累计 and 历期合计 read. */
export async function earlierRuns(
  db: Database,
  policy: string,
  period: Period,
): Promise<readonly DatedRun[]> {
  const runs = await policyRuns(db, policy)
  return runs.filter(({ at }) => at.length === period.length && at.first < period.first)
}

export function partitionOf(run: Pick<Run, 'version_id' | 'run_id'>, object: RecordObject): string {
  return partition(run.version_id, object, run.run_id)
}

/** A run's results to be looked up by key: the index that all runs share begins with the run. */
export function rowsOf(run: Pick<Run, 'version_id' | 'run_id'>, object: RecordObject): string {
  return `(select * from ${partitionOf(run, object)} where run_id = ${run.run_id})`
}

/** Where a run's results are, object by object. */
export function storedResults(
  program: Program,
  run: Run,
): { object: RecordObject; definitions: CheckedDefinition[]; table: string }[] {
  const byObject = Map.groupBy(program.definitions, (definition) => definition.object)
  return [...byObject].map(([object, definitions]) => ({
    object,
    definitions,
    table: partitionOf(run, object),
  }))
}
