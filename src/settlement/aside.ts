/**
 * Results to compare that are not a run: a draft or another version, computed beside what is stored and gone with the
 * transaction.
 */
import {
  type CheckedDefinition,
  type Period,
  type Program,
  parsePeriod,
  type Site,
} from '../language/index.ts'
import type { Database } from '../records/database.ts'
import { Refusal } from '../records/refusal.ts'
import { compute } from './compute.ts'
import { type PolicyVersion, versionById, versionFor } from './policy-version.ts'
import { earlierRuns, partitionOf, policyRun, type Run } from './run.ts'
import { lookBack, tuneForBigRun } from './settle.ts'

/** The results of a document in a period, wherever they are. */
export interface Side {
  readonly program: Program
  /** By object id. */
  readonly tables: ReadonlyMap<string, string>
  readonly sites: readonly Site[]
}

/** Runs work whose traces in the database are then undone, whatever they are. */
export async function undone<T>(db: Database, work: (db: Database) => Promise<T>): Promise<T> {
  let result: { value: T } | undefined
  try {
    await db.transaction(async (within) => {
      result = { value: await work(within) }
      throw new Undone()
    })
  } catch (error) {
    if (!(error instanceof Undone)) throw error
  }
  if (!result) throw new Error('nothing came of it')
  return result.value
}

class Undone extends Error {}

/** Refuses with policy_own_objects: those have no records here. */
export async function computeAside(
  db: Database,
  name: string,
  program: Program,
  period: Period,
  onStage?: (done: number, total: number, what: string) => void,
): Promise<Side> {
  if (program.declared.length > 0)
    throw new Refusal('policy_own_objects', {
      objects: program.declared.map((object) => object.label).join('、'),
    })
  await tuneForBigRun(db)
  const policy = program.document.meta.name
  const version = { id: 0, policy, version: '', digest: '', program }
  const { results, sites } = await compute(db, program, period, {
    ...(await lookBack(db, { version, period })),
    table: (kind, table) => `"${name} ${kind} ${table}"`,
    create: ({ table, sql }) => `create temp table ${table} on commit drop as ${sql}`,
    ...(onStage ? { onStage: (done, total, stage) => onStage(done, total, stage.object.label) } : {}),
  })
  return { program, sites, tables: new Map(results.map(({ object, table }) => [object.id, table])) }
}

export function storedSide(program: Program, run: Run): Side {
  const objects = new Set(program.definitions.map((definition: CheckedDefinition) => definition.object))
  return {
    program,
    sites: run.sites,
    tables: new Map([...objects].map((object) => [object.id, partitionOf(run, object)])),
  }
}

/**
 * Whether a run would come out the same today. A late record is noted for the first period it is seen in, and later ones
 * may see it as well. What a stored run is compared with is computed from the records of today: where they have
 * changed, a document would answer for what it did not do.
 */
export async function standsToday(db: Database, run: Run, period: Period): Promise<boolean> {
  const late = await db.query<{ period: string }>(
    `select distinct period from settlement.late_record where policy = $1 and noted_at > $2::timestamptz
     union all select $3 from settlement.adjustment a join settlement.run r using (run_id)
       where r.policy = $1 and a.in_period = $3 and a.approved_at > $2::timestamptz`,
    [run.policy, run.snapshot_at, period.name],
  )
  if (late.some((row) => (parsePeriod(row.period)?.last ?? '') <= period.last)) return false
  const earlier = await earlierRuns(db, run.policy, period)
  return earlier.every(({ computed_at }) => computed_at <= run.snapshot_at)
}

/**
 * What settled the period, or would: the stored run while it stands, else its version, or the one in force, computed
 * aside; undefined without one. `settled` is whether it is what was settled.
 */
export async function presentSide(
  db: Database,
  policy: string,
  period: Period,
): Promise<{ readonly side: Side; readonly version: PolicyVersion; readonly settled: boolean } | undefined> {
  const run = await policyRun(db, policy, period)
  if (run) {
    const version = await versionById(db, run.version_id)
    const settled = await standsToday(db, run, period)
    const side = settled
      ? storedSide(version.program, run)
      : await computeAside(db, 'present', version.program, period)
    return { side, version, settled }
  }
  const version = await inForce(db, policy, period)
  return (
    version && { side: await computeAside(db, 'present', version.program, period), version, settled: false }
  )
}

async function inForce(db: Database, policy: string, period: Period): Promise<PolicyVersion | undefined> {
  try {
    return await versionFor(db, period, policy)
  } catch (error) {
    if (error instanceof Refusal && error.code === 'policy_none') return undefined
    throw error
  }
}

/** Refuses with period_invalid. */
export function readPeriod(name: string): Period {
  const period = parsePeriod(name)
  if (!period) throw new Refusal('period_invalid', { period: name.slice(0, 20) })
  return period
}
