/** A checked program and a period become SQL: one query per stage, and how results come together. */
import type { Narrowing } from '../check/expression.ts'
import type { CheckedDefinition, Program } from '../check/program.ts'
import type { RecordObject } from '../vocabulary.ts'
import { Compilation, type CompileRequest } from './compilation.ts'
import { carriedColumn, problemColumn, quote } from './fragment.ts'
import { Row } from './row.ts'
import type { Site } from './site.ts'
import { sqlTypeOf } from './sql-type.ts'
import { isWide, planStages, type Stage } from './stages.ts'

export interface ResultColumn {
  readonly name: string
  readonly sqlType: string
}

export interface CompiledStage extends Stage {
  /** SELECT of keys ("K1" …), values ("L1" …), problem numbers ("P1" …) and what explanations need ("T…", "S…"). */
  readonly sql: string
  /** SELECT to be stored before, in `request.groupTable`: keys ("k1" …) of the rows of this stage, and aggregates. */
  readonly group: string | undefined
  /** All columns after the keys, but for those carried along. */
  readonly columns: readonly ResultColumn[]
  /** Of the columns carried along, those with days: later stages leave out rows by them. */
  readonly days: readonly string[]
}

export interface Compiled {
  readonly stages: readonly CompiledStage[]
  readonly sites: readonly Site[]
  /** Definitions that can have a problem: only these have a problem column. */
  readonly failing: ReadonlySet<CheckedDefinition>
}

/**
 * Compiles a program for one period.
 * Stages are to be stored in order, each in the table that `request.stageTable` names; later stages read them.
 */
export function compile(program: Program, request: CompileRequest): Compiled {
  const steps = compileByStage(program, request)
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

/** The same a stage at a time, so that the database can work on one while the next is compiled. */
export function* compileByStage(
  program: Program,
  request: CompileRequest,
): Generator<CompiledStage, Compiled, void> {
  const plan = planStages(program)
  const compilation = new Compilation(program, request, plan)
  if (request.whole) compilation.carried = carriedOf(program, request, plan)
  const stages = yield* compileStages(compilation, plan)
  return { stages, sites: sitesOf(compilation), failing: compilation.failing }
}

const carriedColumns = new WeakMap<Program, Compilation['carried']>()

/** A first stage takes along what later ones read of the records. That shows once they are compiled, for any period. */
function carriedOf(
  program: Program,
  request: CompileRequest,
  plan: readonly Stage[],
): Compilation['carried'] {
  const known = carriedColumns.get(program)
  if (known) return known
  const trial = new Compilation(program, request, plan)
  for (const _ of compileStages(trial, plan));
  carriedColumns.set(program, trial.read)
  return trial.read
}

function* compileStages(
  compilation: Compilation,
  plan: readonly Stage[],
): Generator<CompiledStage, CompiledStage[], void> {
  const stages: CompiledStage[] = []
  for (const stage of plan) {
    const own = stages.filter((earlier) => earlier.object === stage.object)
    const last = plan.findLast((other) => other.object === stage.object) === stage
    const compiled = compileStage(compilation, stage, compilation.request.whole && last ? own : [])
    stages.push(compiled)
    yield compiled
  }
  return stages
}

/** Without the places whose problem turned out to be impossible, such as 甲 in 有值(甲) 且 甲 > 3. */
function sitesOf({ sites, failing }: Compilation): Site[] {
  const columns = new Set([...failing].map(({ object, id }) => `${object.id} ${id}`))
  return sites.filter((site) => columns.has(`${site.object} ${site.variable}`))
}

function compileStage(
  compilation: Compilation,
  stage: Stage,
  earlier: readonly CompiledStage[],
): CompiledStage {
  compilation.begin(stage)
  const row = new Row(compilation, stage.object)
  narrow(row, stage)
  const keys = row.keys()
  const values = stage.definitions.map((definition) => {
    const fragment = row.variable([], definition, definition.span)
    if (fragment.problem !== undefined) compilation.markFailing(definition)
    return { definition, fragment }
  })
  const kept = compilation.takeKept()
  const level = Math.max(1, ...[...values, ...kept].map(({ fragment }) => fragment.level))
  const columns = [
    ...earlier.flatMap((other) => {
      const table = compilation.request.stageTable(other)
      return other.columns.map((column) => ({ ...column, sql: row.computedBefore(table, column.name).sql }))
    }),
    ...values.map(({ definition, fragment }) => valueColumn(definition, fragment.sql, fragment.problem)),
    ...values.flatMap(({ definition, fragment }) =>
      fragment.problem === undefined
        ? []
        : [{ name: problemColumn(definition), sqlType: 'integer', sql: fragment.problem }],
    ),
    ...kept.map(({ definition, suffix, fragment }) => ({
      name: `${definition.id}${suffix}`,
      sqlType: 'numeric',
      sql: `${fragment.sql}::numeric`,
    })),
  ]
  const carried = compilation.carriedBy(stage)
  const list = [
    ...keys.map((key, i) => `${key.sql} as "K${i + 1}"`),
    ...columns.map((column) => `${column.sql} as ${quote(column.name)}`),
    ...carried.map((column) => `${row.record(column).sql} as ${quote(carriedColumn(column))}`),
  ]
  const scope = values.find(({ definition }) => definition === stage.scope)?.fragment
  const filter = scope
    ? ` where ${[scope.sql, ...(scope.problem ? [`${scope.problem} is not null`] : [])].join(' or ')}`
    : ''
  const sql = `select ${list.join(', ')} from ${row.source(level, [...list, filter])} ${row.alias}${filter}`
  return {
    ...stage,
    sql,
    group: compilation.group,
    columns: columns.map(({ name, sqlType }) => ({ name, sqlType })),
    days: carried.filter((column) => holdsDays(stage.object, column)).map(carriedColumn),
  }
}

function holdsDays({ fields }: RecordObject, column: string): boolean {
  return fields.some(({ type, columns }) => type.kind === 'date' && columns.includes(column))
}

/**
 * Leaves out rows early, unless what decides about them looks at all rows, such as a ranking that 计算范围 uses. A
 * condition that is exact uses nothing of its own row; beside it a ranking is one of the rows it holds for.
 */
function narrow(row: Row, { scope, definitions }: Stage): void {
  const narrowing = scope?.expression.narrow
  if (narrowing?.exact || !definitions.some((definition) => isWide(definition.expression)))
    apply(row, scope, narrowing)
}

function apply(row: Row, scope: CheckedDefinition | undefined, narrowing: Narrowing | undefined): void {
  if (!scope || !narrowing) return
  row.enter(scope)
  narrowing.apply(row)
  row.leave()
}

function valueColumn(
  definition: CheckedDefinition,
  value: string,
  problem: string | undefined,
): ResultColumn & { sql: string } {
  const sqlType = sqlTypeOf(definition.valueType)
  const guarded = problem === undefined ? value : `case when ${problem} is null then ${value} end`
  return { name: definition.id, sqlType, sql: `(${guarded})::${sqlType}` }
}

export interface ResultTable {
  readonly object: RecordObject
  readonly definitions: readonly CheckedDefinition[]
  readonly columns: readonly ResultColumn[]
  /** SELECT of keys and all columns, from the tables of the stages. */
  readonly sql: string
  /** The stage that already is the result, when there is only one or it takes along the others. */
  readonly stage: CompiledStage | undefined
}

/** The results of each object with definitions, put together from its stages. */
export function resultTables(compiled: Compiled, request: CompileRequest): ResultTable[] {
  const byObject = Map.groupBy(compiled.stages, (stage) => stage.object)
  return [...byObject].map(([object, stages]) => {
    const scope = stages.find((stage) => stage.scope)
    const base = scope ?? stages[0]
    if (!base) throw new Error('an object without stages')
    const definitions = stages.flatMap((stage) => stage.definitions)
    const keys = object.key.map((_, i) => `"K${i + 1}"`)
    const last = stages.at(-1)
    if (last && (request.whole || stages.length === 1)) {
      const list = [...keys, ...last.columns.map((column) => quote(column.name))].join(', ')
      const sql = `select ${list} from ${request.stageTable(last)}`
      return { object, definitions, columns: last.columns, sql, stage: last }
    }
    const columns = stages.flatMap((stage) => stage.columns)
    const list = [
      ...keys.map((key) => `s${base.index}.${key}`),
      ...stages.flatMap((stage) => stage.columns.map((column) => `s${stage.index}.${quote(column.name)}`)),
    ]
    const joins = stages
      .filter((stage) => stage !== base)
      .map((stage) => `join ${request.stageTable(stage)} s${stage.index} using (${keys.join(', ')})`)
    const sql = `select ${list.join(', ')} from ${[`${request.stageTable(base)} s${base.index}`, ...joins].join(' ')}`
    return { object, definitions, columns, sql, stage: undefined }
  })
}
