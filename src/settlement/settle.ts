/** Settles a period: computes the policy on the records and stores the results as a run that can be replaced until it is closed. */
import type { CompileRequest, EarlierResults, Period, Program, RecordObject } from '../language/index.ts'
import type { Database } from '../records/database.ts'
import { Refusal } from '../records/refusal.ts'
import { type Computed, compute } from './compute.ts'
import { resultDigest } from './digest.ts'
import { type PolicyVersion, versionById } from './policy-version.ts'
import { countProblems } from './problems.ts'
import { attach, detach } from './result-tables.ts'
import { earlierRuns, findRun, partitionOf, type Run, type RunKind } from './run.ts'

export interface SettleOptions {
  readonly version: PolicyVersion
  readonly period: Period
  readonly actor: string
  readonly kind?: RunKind
  /** Earlier results to look back on; those of the same policy when not given. */
  readonly earlier?: readonly (Run & { readonly at: Period })[]
  readonly onProgress?: (done: number, total: number, what: string) => void
}

/**
 * Computes a period and replaces its draft, in one transaction. The same records give the same result digest.
 * Refuses a period that is closed and a month whose predecessor has not been closed when the policy looks back.
 */
export async function settle(db: Database, options: SettleOptions): Promise<Run> {
  const { version, period, kind = 'regular' } = options
  return db.transaction(async (within) => {
    await within.query('select pg_advisory_xact_lock(4857, hashtext($1))', [
      `${version.policy} ${period.name}`,
    ])
    const old = await findRun(within, version, period, kind)
    if (old && kind === 'regular' && (old.status === 'closed' || old.status === 'paid')) {
      throw new Refusal('run_closed', { period: period.name })
    }
    const computed = await computePeriod(within, options)
    const objects = computed.results.map((result) => result.object)
    if (old) {
      await detach(within, version.id, old.run_id, objects)
      await within.query('delete from settlement.run where run_id = $1', [old.run_id])
    }
    return store(within, options, computed)
  })
}

/** Computes into temporary tables. */
async function computePeriod(db: Database, options: SettleOptions): Promise<Computed> {
  const { version, period, onProgress } = options
  return compute(db, version.program, period, {
    ...(await lookBack(db, options)),
    temporary: true,
    table: (kind, name) => `"${kind} ${name}"`,
    ...(onProgress ? { onStage: (done, total, stage) => onProgress(done, total, stage.object.label) } : {}),
  })
}

/** Where the results of earlier periods are. */
export async function lookBack(
  db: Database,
  { version, period, ...given }: SettleOptions,
): Promise<Pick<CompileRequest, 'earlier' | 'settledPeriods'>> {
  const earlier = given.earlier ?? (await earlierRuns(db, version.policy, period))
  const programs = new Map([[version.id, version.program]])
  for (const { version_id } of earlier) {
    if (!programs.has(version_id)) programs.set(version_id, (await versionById(db, version_id)).program)
  }
  return {
    settledPeriods: () => earlier.map((run) => run.at),
    earlier: (object, wanted) => {
      const run = earlier.findLast((other) => other.at.name === wanted.name)
      const program = run && programs.get(run.version_id)
      return run && program && resultsOf(run, program, object)
    },
  }
}

/** Results of an earlier run by variable name: another version of the policy may keep them in other columns. */
export function resultsOf(run: Run, program: Program, object: RecordObject): EarlierResults {
  const own = program.definitions.filter((definition) => definition.object.id === object.id)
  return {
    table: partitionOf(run, object),
    columns: Object.fromEntries(own.map((definition) => [definition.name.text, definition.id])),
  }
}

async function store(
  db: Database,
  { version, period, actor, kind = 'regular' }: SettleOptions,
  computed: Computed,
): Promise<Run> {
  const result = await resultDigest(db, computed.results)
  const problems = await countProblems(db, computed.results, computed.sites)
  const [run] = await db.query<Run>(
    `insert into settlement.run (version_id, period, kind, status, started_by, policy_digest, result_digest, problems, sites)
     values ($1, $2, $3, 'calculated', $4, $5, $6, $7, $8::jsonb) returning *`,
    [version.id, period.name, kind, actor, version.digest, result, problems, JSON.stringify(computed.sites)],
  )
  if (!run) throw new Error('no run was written')
  await attach(db, version, run.run_id, computed.results)
  await dropTemporary(db, computed)
  return run
}

async function dropTemporary(db: Database, computed: Computed): Promise<void> {
  const tables = new Set([...computed.stageTables, ...computed.results.map((result) => result.table)])
  for (const table of tables) await db.exec(`drop table if exists ${table}`)
}
