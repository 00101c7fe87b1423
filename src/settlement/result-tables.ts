/**
 * Result tables: one per policy version and object, a partition per run. What a partition holds is typed: keys,
 * values, problem numbers and what explanations need. Closed partitions are guarded by triggers.
 */
import {
  compile,
  type Program,
  problemColumn,
  type RecordObject,
  type ResultColumn,
  resultTables,
} from '../language/index.ts'
import type { Database } from '../records/database.ts'
import type { Target } from './compute.ts'
import type { PolicyVersion } from './policy-version.ts'

/** Any month: the columns of a program do not depend on the period. */
const anyPeriod = { length: 'month', name: '2026-01', first: '2026-01-01', last: '2026-01-31' } as const

/** The table all runs of a version share for an object. */
function parentTable(version: number, object: RecordObject): string {
  return `settlement."v${version}_${object.id}"`
}

export function partition(version: number, object: RecordObject, run: number): string {
  return `settlement."v${version}_${object.id}_${run}"`
}

interface Shape {
  readonly object: RecordObject
  readonly columns: readonly ResultColumn[]
}

/** The columns of each object's results in any period: a problem column for every value, whether or not it can fail. */
function shapes(program: Program): Shape[] {
  const request = {
    period: anyPeriod,
    stageTable: () => 'none',
    earlier: () => undefined,
    settledPeriods: () => [],
  }
  return resultTables(compile(program, request), request).map(({ object, definitions, columns }) => {
    const problems = definitions.map((definition) => ({
      name: problemColumn(definition),
      sqlType: 'integer',
    }))
    return { object, columns: [...columns.filter((column) => !column.name.startsWith('P')), ...problems] }
  })
}

export async function createResultTables(db: Database, version: number, program: Program): Promise<void> {
  for (const { object, columns } of shapes(program)) {
    const table = parentTable(version, object)
    const keys = object.key.map((_, i) => `"K${i + 1}"`)
    const [sample] = await keyTypes(db, object)
    const list = [
      'run_id integer not null',
      ...keys.map((key, i) => `${key} ${sample?.[i] ?? 'text'} not null`),
      ...columns.map((column) => `"${column.name}" ${column.sqlType}`),
    ]
    await db.exec(`create table ${table} (${list.join(', ')}, primary key (run_id, ${keys.join(', ')})) partition by list (run_id);
      create trigger closed_stays before insert or update or delete on ${table} for each row execute function settlement.refuse_closed_result();
      select access.protect_result('${table}', '${object.id}')`)
  }
}

/** The SQL types of an object's key columns, with their collation. */
async function keyTypes(db: Database, object: RecordObject): Promise<string[][]> {
  const source = object.source
    .replaceAll(':first', `date '${anyPeriod.first}'`)
    .replaceAll(':last', `date '${anyPeriod.last}'`)
  const columns = object.key.map((column) => `pg_typeof("${column}")::text`)
  const rows = await db.query<{ types: string[] }>(
    `select array[${columns.join(', ')}] as types from (select ${object.key.map((column) => `"${column}"`).join(', ')} from ${source} s limit 0) x
     right join (select 1) one on true`,
  )
  return rows.map((row) => row.types.map((type) => (type === 'text' ? 'text collate "C"' : type)))
}

/** Makes a run's partition of what a query selects. Apart from its parent until attached, so that rows come in fast. */
export function createPartition(program: Program, version: number, run: number): (target: Target) => string {
  return ({ object, columns, sql }) => {
    const target = partition(version, object, run)
    const keys = object.key.map((_, i) => `"K${i + 1}"`)
    const present = new Set(columns.map((column) => column.name))
    // The parent has a problem column for every value, this period or not.
    const absent = program.definitions
      .filter((definition) => definition.object === object)
      .map(problemColumn)
      .filter((name) => !present.has(name))
    const values = [
      ...[...present].map((name) => `"${name}"`),
      ...absent.map((name) => `null::integer as "${name}"`),
    ]
    return `create table ${target} as select ${[`${run} as run_id`, ...keys, ...values].join(', ')} from (${sql}) s`
  }
}

/** What takes time before partitions are attached, when they are still nobody's. */
export async function readyToAttach(
  db: Database,
  version: PolicyVersion,
  run: number,
  objects: readonly RecordObject[],
): Promise<void> {
  for (const object of objects) {
    const target = partition(version.id, object, run)
    const keys = ['run_id', ...object.key.map((_, i) => `"K${i + 1}"`)]
    // Without statistics PostgreSQL takes the rows of a run for a few of many.
    await db.exec(`analyze ${target} (run_id);
      alter table ${target} add check (run_id = ${run}), add primary key (${keys.join(', ')})`)
    await db.pause()
    for (const key of lookedUpBy(object)) await db.exec(`create index on ${target} ("${key}")`)
    await db.pause()
  }
}

/** Keys behind the first that rows are looked up by: the shares of a person are, the lines of a number are not. */
function lookedUpBy({ key, fields }: RecordObject): string[] {
  const references = fields.flatMap(({ type, columns }) =>
    type.kind === 'reference' ? [columns.join()] : [],
  )
  return key.flatMap((column, i) => (i > 0 && references.includes(column) ? [`K${i + 1}`] : []))
}

/** Puts the partitions of a run under their parents. */
export async function attach(
  db: Database,
  version: PolicyVersion,
  run: number,
  objects: readonly RecordObject[],
): Promise<void> {
  for (const object of objects) {
    const target = partition(version.id, object, run)
    await db.exec(`alter table ${parentTable(version.id, object)} attach partition ${target} for values in (${run});
      create trigger closed_truncate before truncate on ${target} for each statement execute function settlement.refuse_change();
      select access.protect_result('${target}', '${object.id}')`)
  }
}

/**
 * Drops the partitions of runs that were replaced. A run and its partitions come with one transaction, so none is missed;
 * each goes in one of its own, waiting for who reads it with nothing else in its hands.
 */
export async function dropReplaced(db: Database): Promise<void> {
  const tables = await db.query<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c
     where c.relnamespace = 'settlement'::regnamespace and c.relkind = 'r' and c.relname ~ '^v\\d+_.+_\\d+$'
       and not exists (select from settlement.run r where r.run_id::text = substring(c.relname from '\\d+$'))`,
  )
  for (const { name } of tables)
    await db.transaction(async (within) => {
      await within.pause()
      await within.exec(`drop table if exists ${name}`)
    })
}
