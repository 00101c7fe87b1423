/**
 * Explanations read results, they are not a second computation: a query over the stored results of one row gives
 * what each formula of that row took in.
 */

import type { Expression } from '../check/expression.ts'
import type { CheckedDefinition, Program } from '../check/program.ts'
import type { RecordObject } from '../vocabulary.ts'
import { Compilation, type CompileRequest } from './compilation.ts'
import { type Fragment, textLiteral } from './fragment.ts'
import { Row } from './row.ts'
import { sqlTypeOf } from './sql-type.ts'

export interface ExplainedInput {
  readonly definition: CheckedDefinition
  readonly expression: Expression
  /** Columns of the query. */
  readonly value: string
  readonly problem: string | undefined
  /** Column with the number of the table row used, from 1. */
  readonly tableRow: string | undefined
  /** Columns with the key of the row that has the value, when it is another row's definition. */
  readonly key: readonly string[]
}

export interface ExplainPlan {
  /** One row: the inputs of the given definitions. */
  readonly sql: string
  readonly inputs: readonly ExplainedInput[]
}

export interface ExplainRequest extends Omit<CompileRequest, 'stageTable' | 'only'> {
  readonly settled: (object: RecordObject) => string
}

/** The query for the inputs of definitions of one row, by its key. */
export function planExplanation(
  program: Program,
  object: RecordObject,
  key: readonly string[],
  definitions: readonly CheckedDefinition[],
  request: ExplainRequest,
): ExplainPlan {
  const { row, compilation } = rowOf(program, object, key, request)
  const inputs: ExplainedInput[] = []
  const columns: { name: string; fragment: Fragment; sql: string }[] = []
  const add = (fragment: Fragment, sql: string) => {
    const name = `c${columns.length + 1}`
    columns.push({ name, fragment, sql })
    return name
  }
  const keyColumns = ({ traced }: Expression) =>
    traced?.kind === 'variable' ? row.keys(traced.steps).map((part) => add(part, `${part.sql}::text`)) : []
  for (const definition of definitions) {
    row.enter(definition)
    for (const expression of inputsOf(definition.expression)) {
      const fragment = expression.sql(row)
      const value = add(fragment, shown(fragment.sql, expression))
      const problem = fragment.problem === undefined ? undefined : add(fragment, fragment.problem)
      const kept = compilation
        .takeKept()
        .find((other) => other.definition === definition && other.suffix === `T${expression.from}`)
      const tableRow = kept && add(kept.fragment, `${kept.fragment.sql}::integer`)
      inputs.push({ definition, expression, value, problem, tableRow, key: keyColumns(expression) })
    }
    row.leave()
  }
  const level = Math.max(1, ...columns.map((column) => column.fragment.level))
  const list = columns.map((column) => `${column.sql} as ${column.name}`)
  return { sql: `select ${list.join(', ') || '1'} from ${row.source(level, list)} ${row.alias}`, inputs }
}

/** The query that lists the rows an aggregate took in for one row: key, value, and which definition the value is. */
export function planRows(
  program: Program,
  object: RecordObject,
  key: readonly string[],
  input: Pick<ExplainedInput, 'definition' | 'expression'>,
  request: ExplainRequest,
  limit: number,
): string {
  const { traced } = input.expression
  if (traced?.kind !== 'aggregate') throw new Error('only aggregates take in rows')
  const { chain, value, condition } = traced
  const { row, compilation } = rowOf(program, object, key, request)
  row.enter(input.definition)
  const inner = new Row(compilation, chain.rows, row)
  const keys = inner.keys()
  const shownValue = value.sql(inner)
  const conditions = condition.parts.map((part) => part.sql(inner))
  const [first] = chain.up
  const innerKeys = chain.link ? inner.keys([...(first ?? []), chain.link]) : []
  const outerKeys = chain.link ? row.keys(chain.anchor) : []
  const depth = Math.max(
    1,
    ...[...keys, shownValue, ...conditions, ...innerKeys].map((fragment) => fragment.level),
  )
  const level = Math.max(inner.outerLevel, ...outerKeys.map((fragment) => fragment.level), 1)
  const where = [
    ...innerKeys.map((own, i) => `${own.sql} = ${row.alias}.${outerKeys[i]?.sql}`),
    ...conditions.map((part) => part.sql),
  ]
  const order = keys.map((_, i) => `k${i + 1}`).join(', ')
  const list = [
    ...keys.map((own, i) => `${own.sql} as k${i + 1}`),
    `${shown(shownValue.sql, value)} as value`,
  ]
  const select = `select ${list.join(', ')} from ${inner.source(depth, [...list, ...where])} ${inner.alias}${where.length > 0 ? ` where ${where.join(' and ')}` : ''}`
  const texts = keys.map((_, i) => `i.k${i + 1}::text`).join(', ')
  return `select array[${texts}] as key, i.value, count(*) over () as total from ${row.source(level, [select])} ${row.alias} join lateral (${select}) i on true order by ${order} limit ${limit}`
}

function rowOf(
  program: Program,
  object: RecordObject,
  key: readonly string[],
  request: ExplainRequest,
): { row: Row; compilation: Compilation } {
  const names = object.key.map((_, i) => `"K${i + 1}"`)
  const one = `(select ${key.map((value, i) => `${keyLiteral(object, i, value)} as ${names[i]}`).join(', ')}) k`
  const unused = () => {
    throw new Error('an explanation stores nothing')
  }
  const compilation = new Compilation(
    program,
    { ...request, stageTable: unused, only: { [object.id]: one } },
    [],
  )
  compilation.begin({ index: 0, object, definitions: [], scope: undefined })
  return { row: new Row(compilation, object), compilation }
}

/** Keys that are whole numbers or days compare as such. */
function keyLiteral(object: RecordObject, index: number, value: string): string {
  const field = object.fields.find((other) => other.columns.at(-1) === object.key[index])
  if (field?.type.kind === 'date') return `${textLiteral(value)}::date`
  return field?.type.kind === 'number' || object.key[index] === 'row_number'
    ? `${textLiteral(value)}::integer`
    : textLiteral(value)
}

function shown(sql: string, expression: Expression): string {
  return sqlTypeOf(expression.type) === 'numeric' ? `trim_scale((${sql})::numeric)::text` : `(${sql})::text`
}

/**
 * What a formula shows of itself: names, aggregates, table rows, earlier values; under a table row also its keys, and
 * the value before rounding when the whole formula is rounded.
 */
export function inputsOf(expression: Expression): Expression[] {
  const [first] = expression.children
  const unrounded = expression.construct === 'rounding' && first && !first.traced ? [first] : []
  return [...unrounded, ...collect(expression)]
}

function collect(expression: Expression): Expression[] {
  if (expression.traced?.kind === 'aggregate' || expression.traced?.kind === 'earlier') return [expression]
  const below = expression.children.flatMap(collect)
  return expression.traced ? [expression, ...below] : below
}
