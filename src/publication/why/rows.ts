/** The rows a number was added up from: those the reader may see, and how many there are besides. */
import { asSystem } from '../../access/as-actor.ts'
import type { CheckedDefinition, Field, RecordObject } from '../../language/index.ts'
import type { Database } from '../../records/database.ts'
import { Refusal } from '../../records/refusal.ts'
import type { TakenRow } from '../../settlement/explain.ts'
import { sourceIn } from '../people.ts'
import { type Place, type Reader, type Row, type Shape, shapeOf } from './reason.ts'
import { nameOf, visibleKeys } from './visible.ts'

export interface RowBehind {
  readonly key: readonly string[]
  /** What people call it: a customer, a person. */
  readonly title: string | null
  /** Null when rows were counted, not added. */
  readonly value: string | null
  /** Its value is computed, and opens to a reason; otherwise the row opens as a record. */
  readonly opens: Place | null
}

export interface RowsBehind {
  readonly object: string
  readonly label: string
  readonly shape: Shape
  readonly rows: readonly RowBehind[]
  /** Of those to be seen. */
  readonly total: number
  /** Others' rows: counted, and nothing told. */
  readonly hidden: number
}

export interface RowsQuery {
  readonly definition: CheckedDefinition
  readonly input: number
  readonly page: number
  readonly size: number
}

/** More rows than this behind one number are counted, and the first are shown. */
const most = 5000

export async function rowsBehind(reader: Reader, row: Row, query: RowsQuery): Promise<RowsBehind> {
  const { mine, settled, why } = reader
  const { found, shape, via } = await taken(reader, row, query)
  const label = found.rows[0]?.object
  const object = why.program.names.objects.find((own) => own.label === label)
  const empty = { object: object?.id ?? '', label: object?.label ?? '', shape }
  if (!object) return { ...empty, rows: [], total: 0, hidden: found.total }
  const seen = await visibleKeys(
    mine,
    settled.period,
    object,
    found.rows.map(({ key }) => key),
  )
  const own = found.rows.filter(({ key }) => seen.has(nameOf(key)))
  const targets = via && (await targetsOf(reader, object, via, own))
  const visible = targets ? own.filter(({ key }) => targets.has(nameOf(key))) : own
  const from = (query.page - 1) * query.size
  const shown = visible.slice(from, from + query.size)
  const titles = await titlesOf(mine, object, shown)
  return {
    ...empty,
    rows: shown.map((other) => present(object, other, shape, titles, targets)),
    total: visible.length,
    hidden: found.total - visible.length,
  }
}

async function taken({ mine, why }: Reader, { object, key }: Row, { definition, input }: RowsQuery) {
  return asSystem(mine, async () => {
    const [explanation] = await why.row(object, key, [definition])
    const wanted = explanation?.inputs[input]
    if (wanted?.kind !== 'aggregate') throw new Refusal('not_found')
    const { traced } = wanted.expression.expression
    const type = traced?.kind === 'aggregate' ? traced.value.type : wanted.type
    const value = traced?.kind === 'aggregate' ? traced.value.traced : undefined
    const steps = value?.kind === 'variable' || value?.kind === 'field' ? value.steps : []
    const name =
      value?.kind === 'variable'
        ? why.program.definitions.find((own) => own.object.id === value.object && own.id === value.variable)
            ?.name.text
        : undefined
    return {
      found: await why.rows(object, key, wanted, most),
      shape: shapeOf(type),
      via: steps.length > 0 ? { steps, name } : undefined,
    }
  })
}

/** The value is not the row's own but of what it refers to: a member's commission behind a row of membership. */
interface Via {
  readonly steps: readonly Field[]
  readonly name: string | undefined
}

/** By row: what it refers to, where that may be seen, too. Farther than one reference nothing is told. */
async function targetsOf(
  { mine, settled, why }: Reader,
  object: RecordObject,
  { steps: [step, ...farther], name = '' }: Via,
  rows: readonly TakenRow[],
): Promise<ReadonlyMap<string, Place>> {
  const id = step?.type.kind === 'reference' ? step.type.object : undefined
  const target = why.program.names.objects.find((own) => own.id === id)
  if (!step || !target || farther.length > 0 || rows.length === 0) return new Map()
  const parts = object.key.map((_, at) => rows.map(({ key }) => key[at] ?? ''))
  const joined = object.key.map((column, at) => `x."${column}"::text = a.k${at + 1}`)
  const inPeriod = object.period === undefined ? '' : ` and x."${object.period}" = '${settled.period.name}'`
  const found = await mine.query<{ key: string[]; target: string[] }>(
    `select array[${parts.map((_, at) => `a.k${at + 1}`).join(', ')}]::text[] as key,
       array[${step.columns.map((column) => `x."${column}"`).join(', ')}]::text[] as target
     from unnest(${parts.map((_, at) => `$${at + 1}::text[]`).join(', ')}) as a (${parts.map((_, at) => `k${at + 1}`).join(', ')})
     join ${sourceIn(object, settled.period)} x on ${joined.join(' and ')}${inPeriod}`,
    parts,
  )
  const seen = await visibleKeys(
    mine,
    settled.period,
    target,
    found.map((one) => one.target),
  )
  return new Map(
    found
      .filter((one) => seen.has(nameOf(one.target)))
      .map((one) => [nameOf(one.key), { object: target.id, key: one.target, name }]),
  )
}

function present(
  object: RecordObject,
  { key, value, definition }: TakenRow,
  shape: Shape,
  titles: ReadonlyMap<string, string>,
  targets: ReadonlyMap<string, Place> | undefined,
): RowBehind {
  const target = targets?.get(nameOf(key))
  return {
    key,
    title: titles.get(nameOf(key)) ?? null,
    value: shape.kind === 'row' ? null : value,
    opens: definition ? { object: object.id, key, name: definition.name.text } : target?.name ? target : null,
  }
}

/** A contract is known by its customer, everything of a person by the person. As the reader: no name they cannot see. */
async function titlesOf(
  mine: Database,
  object: RecordObject,
  rows: readonly TakenRow[],
): Promise<ReadonlyMap<string, string>> {
  const [first] = object.key
  const sql = titleSql[first ?? '']
  if (!sql || rows.length === 0) return new Map()
  const found = await mine.query<{ key: string; title: string }>(sql, [rows.map(({ key }) => key[0] ?? '')])
  const names = new Map(found.map(({ key, title }) => [key, title]))
  return new Map(
    rows.flatMap(({ key }) => {
      const title = names.get(key[0] ?? '')
      return title === undefined ? [] : [[nameOf(key), title] as const]
    }),
  )
}

const titleSql: Readonly<Record<string, string>> = {
  contract_no: `select c.contract_no as key, k.name as title from record.contract c
    join record.customer k on k.customer_code = c.customer_code where c.contract_no = any($1::text[])`,
  person_no: `select person_no as key, name as title from record.person where person_no = any($1::text[])`,
  unit_code: `select unit_code as key, name as title from record.unit where unit_code = any($1::text[])`,
  team_code: `select team_code as key, name as title from record.team where team_code = any($1::text[])`,
}
