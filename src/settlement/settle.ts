/** Settles a period: computes the policy on the records and stores the results as a run that can be replaced until it is closed. */
import type { CompileRequest, EarlierResults, Period, Program, RecordObject } from '../language/index.ts'
import type { Database } from '../records/database.ts'
import { Refusal } from '../records/refusal.ts'
import { type Computed, compute } from './compute.ts'
import { resultDigest } from './digest.ts'
import { type PolicyVersion, versionById } from './policy-version.ts'
import { countProblems } from './problems.ts'
import { attach, createPartition, dropReplaced, readyToAttach } from './result-tables.ts'
import { earlierRuns, findRun, lockPeriod, partitionOf, policyRun, type Run, type RunKind } from './run.ts'
import { isClosed, isOpen, statusIn } from './states.ts'

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
 * Computes a period and replaces its draft, whatever version made it, in one transaction. The same records give the
 * same result digest. Refuses a period whose results are final.
 */
export async function settle(db: Database, options: SettleOptions): Promise<Run> {
  const { version, period, kind = 'regular' } = options
  await dropReplaced(db)
  return db.transaction(async (within) => {
    await lockPeriod(within, version.policy, period)
    const begun = await clock(within)
    const old =
      kind === 'regular'
        ? await policyRun(within, version.policy, period)
        : await findRun(within, version, period, kind)
    if (old && kind === 'regular') refuseFinal(old)
    const { run, computed } = await computeDraft(within, options)
    const result = await resultDigest(within, computed.results, () => within.pause())
    const problems = await countProblems(within, computed.results, computed.sites)
    for (const table of computed.stageTables) await within.exec(`drop table ${table}`)
    const objects = computed.results.map(({ object }) => object)
    await readyToAttach(within, version, run, objects)
    // From here on what is written is for others to see, and nobody reads in between.
    // Whoever is reading the old results reads them to the end: their tables go before the next settlement.
    if (old) await within.query('delete from settlement.run where run_id = $1', [old.run_id])
    const stored = await store(within, options, { run, begun, result, problems }, computed.sites)
    await attach(within, version, run, objects)
    return stored
  })
}

/** What people have seen, or what was paid, is not settled again. */
export function refuseFinal({ status, period }: Pick<Run, 'status' | 'period'>): void {
  if (isClosed(status)) throw new Refusal('run_closed', { period })
  if (!isOpen(status)) throw new Refusal('run_published', { period, ...statusIn(status) })
}

/** The records are read from now on. Not `now()`, which is when the transaction began, maybe to wait for another. */
async function clock(db: Database): Promise<string> {
  const [row] = await db.query<{ now: string }>('select clock_timestamp() as now')
  return row?.now ?? ''
}

/**
 * A settlement is a few large queries: no compiling them to machine code, memory to hash and sort in, workers also
 * where many rows come back, and few samples of keys that are near unique. The embedded database shares the memory of
 * this process and never gives it back.
 */
const forBigRuns: Readonly<Record<Database['engine'], string>> = {
  postgres: `set local jit = off; set local work_mem = '128MB'; set local parallel_tuple_cost = 0.01;
    set local default_statistics_target = 10`,
  pglite: `set local work_mem = '32MB'; set local default_statistics_target = 10`,
}

export async function tuneForBigRun(db: Database): Promise<void> {
  await db.exec(forBigRuns[db.engine])
}

/** Computes a period into partitions that are not attached yet, under the number of a run that is not written yet. */
export async function computeDraft(
  db: Database,
  options: SettleOptions,
): Promise<{ run: number; computed: Computed }> {
  await tuneForBigRun(db)
  const { run, large } = await nextRun(db)
  return { run, computed: await computePeriod(db, options, run, large) }
}

/**
 * Rows of a table from which a statement more costs less than what it saves: on a server workers share both, on the
 * embedded database who waits to read comes in between.
 */
const many: Readonly<Record<Database['engine'], number>> = { postgres: 1_000_000, pglite: 100_000 }

/**
 * The run's number, wanted before its row because its partitions carry it, and whether there are many records, as far as
 * the database remembers.
 */
async function nextRun(db: Database): Promise<{ run: number; large: boolean }> {
  const [row] = await db.query<{ run: number; large: boolean }>(
    `select nextval(pg_get_serial_sequence('settlement.run', 'run_id'))::integer as run,
       exists (select from pg_class where relnamespace = 'record'::regnamespace and relkind = 'r' and reltuples > ${many[db.engine]}) as large`,
  )
  if (!row) throw new Error('no number for a run')
  return row
}

/** Results go straight into the run's partitions; steps on the way into tables whose loss would not matter. */
async function computePeriod(
  db: Database,
  options: SettleOptions,
  run: number,
  large: boolean,
): Promise<Computed> {
  const { version, period, onProgress } = options
  const result = createPartition(version.program, version.id, run)
  return compute(db, version.program, period, {
    ...(await lookBack(db, options)),
    groupsApart: large,
    table: (kind, name) =>
      kind === 'result' ? `settlement."v${version.id}_${name}_${run}"` : `settlement."stage_${run}_${name}"`,
    create: (target) =>
      target.kind === 'result' ? result(target) : `create unlogged table ${target.table} as ${target.sql}`,
    // Nobody looks at what is computed so far: it belongs to a run that is not written yet.
    between: () => db.pause(),
    ...(onProgress ? { onStage: (done, total, stage) => onProgress(done, total, stage.object.label) } : {}),
  })
}

/** Where the results of earlier periods are. */
export async function lookBack(
  db: Database,
  { version, period, ...given }: Pick<SettleOptions, 'version' | 'period' | 'earlier'>,
): Promise<Pick<CompileRequest, 'earlier' | 'settledPeriods'> & { readonly basis: string }> {
  const earlier =
    given.earlier ?? (looksBack(version.program) ? await earlierRuns(db, version.policy, period) : [])
  const programs = new Map([[version.id, version.program]])
  for (const { version_id } of earlier) {
    if (!programs.has(version_id)) programs.set(version_id, (await versionById(db, version_id)).program)
  }
  return {
    // All that names their tables: a process may know several databases, in which runs have the same numbers.
    basis: earlier.map((run) => `${run.at.name}=${run.version_id}/${run.run_id}`).join(' '),
    settledPeriods: () => earlier.map((run) => run.at),
    earlier: (object, wanted) => {
      const run = earlier.findLast((other) => other.at.name === wanted.name)
      const program = run && programs.get(run.version_id)
      return run && program && resultsOf(run, program, object)
    },
  }
}

function looksBack({ definitions }: Program): boolean {
  return definitions.some(({ uses }) => uses.some(({ use }) => use === 'earlier'))
}

/** Results of an earlier run by variable name: another version of the policy may keep them in other columns. */
export function resultsOf(run: Run, program: Program, object: RecordObject): EarlierResults {
  const own = program.definitions.filter((definition) => definition.object.id === object.id)
  return {
    table: partitionOf(run, object),
    columns: Object.fromEntries(own.map((definition) => [definition.name.text, definition.id])),
  }
}

interface Draft {
  readonly run: number
  readonly begun: string
  /** Digest of the results. */
  readonly result: string
  readonly problems: number
}

async function store(
  db: Database,
  { version, period, actor, kind = 'regular' }: SettleOptions,
  { run: number, begun, result, problems }: Draft,
  sites: Computed['sites'],
): Promise<Run> {
  const [run] = await db.query<Run>(
    `insert into settlement.run (run_id, version_id, policy, period, kind, status, started_by, policy_digest, result_digest, problems, sites, snapshot_at)
     overriding system value values ($9, $1, $10, $2, $3, 'calculated', $4, $5, $6, $7, $8::jsonb, $11::timestamptz) returning *`,
    [
      version.id,
      period.name,
      kind,
      actor,
      version.digest,
      result,
      problems,
      JSON.stringify(sites),
      number,
      version.policy,
      begun,
    ],
  )
  if (!run) throw new Error('no run was written')
  return run
}
