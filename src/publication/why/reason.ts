/** Why values of one row are what they are, opened through the row's own definitions and one row further. M-6.2. */
import { asSystem } from '../../access/as-actor.ts'
import { resultOwners } from '../../access/protection.ts'
import {
  type CheckedDefinition,
  type Clause,
  clauseAt,
  type Program,
  type RecordObject,
  type Type,
  typeName,
} from '../../language/index.ts'
import type { Database } from '../../records/database.ts'
import type { Explainer, Explanation, Input } from '../../settlement/explain.ts'
import type { Settled } from '../settled.ts'
import { isVisible, type Key, nameOf } from './visible.ts'

/** How a value is to be shown: 元, 比率 and so on for numbers. */
export interface Shape {
  readonly kind: 'number' | 'date' | 'text' | 'boolean' | 'row'
  readonly unit?: string
}

export interface Place {
  readonly object: string
  readonly key: Key
  readonly name: string
}

export interface Reason extends Place {
  readonly label: string
  readonly value: string | null
  readonly shape: Shape
  readonly problem: string | null
  /** In the policy's words, and with values in place of the names; null when that is the same. */
  readonly formula: string
  readonly withValues: string | null
  /** Which clause of the document, and its heading. */
  readonly clause: { readonly at: number; readonly title: string } | null
  readonly causes: readonly Cause[]
}

export interface Cause {
  readonly text: string
  readonly kind: Input['kind']
  readonly value: string | null
  readonly shape: Shape
  /** The row of the policy's table that was used. */
  readonly tableRow: string | null
  /** Of this row, or of another that could be opened right here. */
  readonly reason: Reason | null
  /** Explained further up. */
  readonly above: boolean
  /** Another row, to be asked for on its own. */
  readonly elsewhere: Place | null
  /** Another row that is not this reader's to see. */
  readonly hidden: boolean
  /** Which input of the value it is, for asking for the rows taken in. */
  readonly rows: number | null
}

export interface Reader {
  /** The database as the person who asks. */
  readonly mine: Database
  readonly settled: Settled
  readonly why: Explainer
}

export interface Row {
  readonly object: RecordObject
  readonly key: Key
}

/** What has been read and told so far: nothing is explained twice in one tree. */
interface Told {
  readonly rows: Map<string, Explanations>
  readonly places: Set<string>
}

type Explanations = ReadonlyMap<CheckedDefinition, Explanation>

interface Walk extends Reader {
  readonly row: Row
  readonly explanations: Explanations
  readonly told: Told
  /** Whether rows further away are opened as well. */
  readonly further: boolean
}

/** Whether the first row may be seen has been decided before. */
export async function reasonOf(
  reader: Reader,
  row: Row,
  definition: CheckedDefinition,
): Promise<Reason | undefined> {
  const told: Told = { rows: new Map(), places: new Set() }
  return walked(
    { ...reader, row, explanations: await explained(reader, told, row), told, further: true },
    definition,
  )
}

/** All of a row at once: however deep they go, it costs one query. Numbers made of others' rows are made as the owner. */
async function explained({ mine, why }: Reader, told: Told, { object, key }: Row): Promise<Explanations> {
  const name = [object.id, ...key].join('\n')
  const known = told.rows.get(name)
  if (known) return known
  const own = why.program.definitions.filter((definition) => definition.object === object)
  const found = await asSystem(mine, () => why.row(object, key, own))
  const explanations = new Map(
    own.flatMap((definition, at) => {
      const explanation = found[at]
      return explanation ? [[definition, explanation] as const] : []
    }),
  )
  told.rows.set(name, explanations)
  return explanations
}

async function walked(walk: Walk, definition: CheckedDefinition): Promise<Reason | undefined> {
  const explanation = walk.explanations.get(definition)
  if (!explanation) return undefined
  walk.told.places.add(placeName(walk.row, definition))
  const causes: Cause[] = []
  for (const { input, at } of distinct(explanation)) causes.push(await causeOf(walk, input, at))
  const { value, problem, formula, withValues } = explanation
  const { program } = walk.why
  return {
    ...placeOf(walk.row, definition),
    label: walk.row.object.label,
    value,
    shape: shapeOf(definition.valueType),
    problem: problem ?? null,
    formula,
    // Where a value in it is another's, the formula is shown in words only.
    withValues: withValues === formula || causes.some(isMasked) ? null : withValues,
    clause: clauseOf(program, definition),
    causes,
  }
}

/** A name used twice in a formula is one cause. */
function distinct({ inputs }: Explanation): { readonly input: Input; readonly at: number }[] {
  const texts = new Set<string>()
  return inputs.flatMap((input, at) => {
    const known = texts.has(input.text)
    texts.add(input.text)
    return known ? [] : [{ input, at }]
  })
}

async function causeOf(walk: Walk, input: Input, at: number): Promise<Cause> {
  const { text, kind, value, tableRow } = input
  const opened = await open(walk, input)
  return {
    text,
    kind,
    value: opened.masked ? null : value,
    shape: shapeOf(input.type),
    tableRow: tableRow ?? null,
    reason: opened.reason ?? null,
    above: opened.above ?? false,
    elsewhere: opened.elsewhere ?? null,
    hidden: opened.hidden ?? false,
    rows: kind === 'aggregate' ? at : null,
  }
}

interface Opened {
  readonly reason?: Reason | undefined
  readonly above?: boolean
  readonly elsewhere?: Place
  readonly hidden?: boolean
  /** Its value is somebody else's and not told. */
  readonly masked?: boolean
}

async function open(walk: Walk, { definition, key }: Input): Promise<Opened> {
  if (!definition || key.some((part) => part === '')) return {}
  const row = { object: definition.object, key }
  if (walk.told.places.has(placeName(row, definition))) return { above: true }
  if (row.object === walk.row.object && nameOf(key) === nameOf(walk.row.key))
    return { reason: await walked(walk, definition) }
  if (!(await isVisible(walk.mine, walk.settled.period, row.object, key)))
    return { hidden: true, masked: resultOwners[row.object.id]?.by === 'person' }
  if (!walk.further) return { elsewhere: placeOf(row, definition) }
  const explanations = await explained(walk, walk.told, row)
  return { reason: await walked({ ...walk, row, explanations, further: false }, definition) }
}

const isMasked = ({ hidden, value }: Cause) => hidden && value === null

const placeName = ({ object, key }: Row, { id }: CheckedDefinition) => [object.id, id, ...key].join('\n')

const placeOf = ({ object, key }: Row, definition: CheckedDefinition): Place => ({
  object: object.id,
  key,
  name: definition.name.text,
})

export function shapeOf(type: Type): Shape {
  if (type.kind === 'number') return { kind: 'number', unit: typeName(type) }
  return { kind: type.kind === 'period' || type.kind === 'invalid' ? 'text' : type.kind }
}

export function clauseOf(program: Program, definition: CheckedDefinition): Reason['clause'] {
  const { clauses } = program.document
  const clause: Clause | undefined = clauseAt(program.document, definition.span.from)
  return clause ? { at: clauses.indexOf(clause), title: clause.title } : null
}
