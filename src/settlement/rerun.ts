/**
 * Settles again only what a change of records reaches. Every stage computes the rows it may concern, compares them
 * with what is stored, and only rows that really differ reach further.
 */
import {
  type CheckedDefinition,
  type Compiled,
  type CompiledStage,
  compile,
  problemColumn,
  type RecordObject,
  readsOf,
  spreadOf,
} from '../language/index.ts'
import type { Database } from '../records/database.ts'
import { Refusal } from '../records/refusal.ts'
import { everyRow, family, type Ground, reached, siblings } from './affected.ts'
import { countProblems } from './problems.ts'
import { findRun, lockPeriod, partitionOf, type Run, rowsOf, storedResults } from './run.ts'
import { lookBack, refuseFinal, type SettleOptions } from './settle.ts'

export interface Change {
  /** Id of the object whose record changed, or whose lines, receipts … changed. */
  readonly object: string
  readonly keys: readonly string[]
}

export interface Rerun {
  readonly run: Run
  /** Rows computed again and rows that came out different. */
  readonly computed: number
  readonly changed: number
}

/**
 * Brings the draft of a period up to date after some records changed. The outcome equals settling everything again;
 * its digest is taken when the run is reviewed. A change of who a record belongs to names both owners.
 */
export async function rerun(
  db: Database,
  options: SettleOptions,
  changes: readonly Change[],
): Promise<Rerun> {
  const { version, period } = options
  return db.transaction(async (within) => {
    await lockPeriod(within, version.policy, period)
    const run = await findRun(within, version, period)
    if (!run) throw new Refusal('run_none', { period: period.name })
    refuseFinal(run)
    const work = await begin(within, options, run)
    await seed(work, changes)
    let [computed, changed] = [0, 0]
    for (const stage of work.compiled.stages) {
      const counts = await runStage(work, stage)
      computed += counts.computed
      changed += counts.changed
    }
    const problems = await countProblems(within, work.results, work.compiled.sites)
    const [updated] = await within.query<Run>(
      `update settlement.run set status = 'calculated', reviewed_by = null, reviewed_at = null, input_digest = null,
         result_digest = '', problems = $2, sites = $3::jsonb, computed_at = clock_timestamp(), started_by = $4
       where run_id = $1 returning *`,
      [run.run_id, problems, JSON.stringify(work.compiled.sites), options.actor],
    )
    if (!updated) throw new Error(`run ${run.run_id} is gone`)
    return { run: updated, computed, changed }
  })
}

interface Work {
  readonly db: Database
  readonly run: Run
  readonly compiled: Compiled
  readonly ground: Ground
  /** Objects with results or read by the policy. */
  readonly objects: readonly RecordObject[]
  readonly results: ReturnType<typeof storedResults>
}

const onlyTable = (object: RecordObject) => `"only ${object.id}"`
/** Changed rows: keys, and which definitions differ; null when the records themselves changed or the row came or went. */
const changedTable = (object: RecordObject) => `"changed ${object.id}"`

async function begin(db: Database, options: SettleOptions, run: Run): Promise<Work> {
  const { version, period } = options
  const { program } = version
  const withResults = new Set(program.definitions.map((definition) => definition.object))
  const compiled = compile(program, {
    ...(await lookBack(db, options)),
    period,
    stageTable: (stage) => rowsOf(run, stage.object),
    only: Object.fromEntries([...withResults].map((object) => [object.id, onlyTable(object)])),
  })
  const results = (object: RecordObject) => (withResults.has(object) ? `${rowsOf(run, object)} s` : undefined)
  const used = new Set(
    program.definitions.flatMap((definition) => readsOf(definition).map((read) => read.object)),
  )
  const objects = program.names.objects.filter((object) => withResults.has(object) || used.has(object.id))
  return {
    db,
    run,
    compiled,
    ground: { program, period, results },
    objects,
    results: storedResults(program, run),
  }
}

/** The changed records and everything whose key begins with theirs. */
async function seed({ db, ground, objects }: Work, changes: readonly Change[]): Promise<void> {
  for (const object of objects) {
    const { source } = object
    const types = source.startsWith('(')
      ? source
          .replaceAll(':first', `date '${ground.period.first}'`)
          .replaceAll(':last', `date '${ground.period.last}'`)
      : source
    const keys = object.key.map((column, i) => `"${column}" as "K${i + 1}"`).join(', ')
    await db.exec(`create temp table ${changedTable(object)} on commit drop as select ${keys}, null::text[] as ids from ${types} s limit 0;
      create temp table ${onlyTable(object)} on commit drop as select ${object.key.map((_, i) => `"K${i + 1}"`).join(', ')} from ${changedTable(object)}`)
  }
  for (const { object: id, keys } of changes) {
    const root = ground.program.names.objects.find((object) => object.id === id)
    if (root?.key.length !== 1)
      throw new Refusal('object_unknown', {
        object: id,
        objects: ground.program.names.objects.map((object) => object.label).join('、'),
      })
    const own = `select unnest(array[${keys.map((key) => `'${key.replace(/'/g, "''")}'`).join(', ')}]::text[]) as "K1"`
    for (const object of objects) {
      const parts = [...(object === root ? [own] : []), ...family(ground, root, object, own)]
      for (const part of parts)
        await db.exec(`insert into ${changedTable(object)} select p.*, null from (${part}) p`)
    }
  }
}

async function runStage(work: Work, stage: CompiledStage): Promise<{ computed: number; changed: number }> {
  const { db, run } = work
  const { object } = stage
  const keys = object.key.map((_, i) => `"K${i + 1}"`)
  const only = onlyTable(object)
  await db.exec(
    `truncate ${only}; insert into ${only} select distinct ${keys.join(', ')} from (${concerned(work, stage)}) a`,
  )
  const stored = partitionOf(run, object)
  const first = !work.compiled.stages.some((other) => other.object === object && other.index < stage.index)
  if (!first)
    await db.exec(
      `delete from ${only} a where not exists (select from ${stored} r where ${stores(run, keys, 'a')})`,
    )
  const [count] = await db.query<{ count: number }>(`select count(*)::integer as count from ${only}`)
  if (!count || count.count === 0) return { computed: 0, changed: 0 }
  await db.exec(`analyze ${only}; create temp table "fresh" on commit drop as ${stage.sql}; analyze "fresh"`)
  const changed = await store(work, stage, first)
  await db.exec('drop table "fresh"')
  return { computed: count.count, changed }
}

/** Rows whose records changed, whose earlier values changed, or whose definitions read rows that changed. */
function concerned({ ground, objects }: Work, stage: CompiledStage): string {
  const { object } = stage
  const keys = object.key.map((_, i) => `"K${i + 1}"`).join(', ')
  const parts = [`select ${keys} from ${changedTable(object)}`]
  for (const read of stage.definitions.flatMap(readsOf)) {
    const target = objects.find((other) => other.id === read.object)
    if (!target) continue
    const targetKeys = target.key.map((_, i) => `"K${i + 1}"`).join(', ')
    const which = `ids is null${read.variables.length > 0 ? ` or ids && array[${read.variables.map((id) => `'${id}'`).join(', ')}]` : ''}`
    parts.push(reached(ground, read, `select ${targetKeys} from ${changedTable(target)} where ${which}`))
  }
  const all = parts.map((part) => `(${part})`).join(' union all ')
  const spreads = stage.definitions.map(spreadOf)
  if (spreads.includes('all')) return `${everyRow(ground, object)} where exists (${all})`
  const groups = new Set(spreads.flatMap((spread) => (typeof spread === 'object' ? [spread.group] : [])))
  return [all, ...[...groups].map((group) => siblings(ground, object, group, all))]
    .map((part) => `(${part})`)
    .join(' union all ')
}

/** Writes what differs and notes it; rows that no longer come out of the stage go. */
async function store({ db, run }: Work, stage: CompiledStage, first: boolean): Promise<number> {
  const { object } = stage
  const stored = partitionOf(run, object)
  const keys = object.key.map((_, i) => `"K${i + 1}"`)
  const names = stage.columns.map((column) => `"${column.name}"`)
  const own = stage.columns.filter((column) =>
    stage.definitions.some((definition) => definition.id === column.name),
  )
  const id = (definition: CheckedDefinition) =>
    `case when ${differ(stage, definition)} then '${definition.id}' end`
  const ids = `array_remove(array[${stage.definitions.map(id).join(', ')}], null)`
  const changed = changedTable(object)
  let count = 0
  if (first) {
    const gone = `from ${stored} r join ${onlyTable(object)} a on ${stores(run, keys, 'a')} where not exists (select from "fresh" f where ${same(keys, 'f', 'r')})`
    const [removed] = await db.query<{ count: number }>(
      `with gone as (select ${keys.map((key) => `r.${key}`).join(', ')} ${gone}), noted as (insert into ${changed} select *, null from gone),
       removed as (delete from ${stored} r using gone g where ${stores(run, keys, 'g')} returning 1) select count(*)::integer as count from removed`,
    )
    const [added] = await db.query<{ count: number }>(
      `with added as (insert into ${stored} (run_id, ${[...keys, ...names].join(', ')}) select ${[run.run_id, ...keys, ...names].join(', ')} from "fresh" f
         where not exists (select from ${stored} r where ${stores(run, keys, 'f')}) returning ${keys.join(', ')}),
       noted as (insert into ${changed} select *, null from added) select count(*)::integer as count from added`,
    )
    count += (removed?.count ?? 0) + (added?.count ?? 0)
  }
  const [updated] = await db.query<{ count: number }>(
    `with differing as (select ${keys.map((key) => `f.${key}`).join(', ')}, ${ids} as ids from "fresh" f join ${stored} r on ${stores(run, keys, 'f')}
       where (${names.map((name) => `f.${name}`).join(', ')}) is distinct from (${names.map((name) => `r.${name}`).join(', ')})),
     noted as (insert into ${changed} select * from differing where cardinality(ids) > 0),
     updated as (update ${stored} r set ${names.map((name) => `${name} = f.${name}`).join(', ')} from "fresh" f join differing d on ${same(keys, 'd', 'f')}
       where ${stores(run, keys, 'f')} returning 1) select count(*)::integer as count from updated`,
  )
  return own.length > 0 ? count + (updated?.count ?? 0) : count
}

function differ(stage: CompiledStage, definition: CheckedDefinition): string {
  const problem = stage.columns.find((column) => column.name === problemColumn(definition))
  const columns = [definition.id, ...(problem ? [problem.name] : [])]
  return columns.map((name) => `f."${name}" is distinct from r."${name}"`).join(' or ')
}

/** Finds the stored row `r`, by the index that begins with the run. */
function stores(run: Run, keys: readonly string[], other: string): string {
  return `r.run_id = ${run.run_id} and ${same(keys, 'r', other)}`
}

function same(keys: readonly string[], a: string, b: string): string {
  return keys.map((key) => `${a}.${key} = ${b}.${key}`).join(' and ')
}
