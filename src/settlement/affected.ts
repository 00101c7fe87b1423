/** Which rows a change reaches: SQL that selects keys ("K1" …) of rows, from keys of the rows that changed. */
import type { Field, Period, Program, Read, RecordObject } from '../language/index.ts'

/** A query with columns "K1" …, the keys of rows of an object. */
type Keys = string

export interface Ground {
  readonly program: Program
  readonly period: Period
  /** Table with the stored results of an object, when it has any. */
  readonly results: (object: RecordObject) => string | undefined
}

/** Rows of the object a definition belongs to, reached from changed rows over what the definition reads. */
export function reached(ground: Ground, read: Read, changed: Keys): Keys {
  const reader = read.definition.object
  const { route } = read
  if (!route) return `select ${keyList(reader)} from ${sourceOf(ground, reader)} o where exists (${changed})`
  if (route.kind === 'to') return down(ground, reader, route.steps, changed)
  const rows = down(ground, route.rows, route.inner, changed)
  return down(ground, reader, route.anchor, up(ground, route.rows, route.up, rows))
}

/** Rows that belong to the same group as the given rows, by a reference they share. */
export function siblings(ground: Ground, object: RecordObject, group: Field, keys: Keys): Keys {
  return down(ground, object, [group], up(ground, object, [group], keys))
}

export function everyRow(ground: Ground, object: RecordObject): Keys {
  return `select ${keyList(object)} from ${sourceOf(ground, object)} o`
}

/** The records that belong to a record: those whose key begins with it, such as the lines and receipts of a contract. */
export function family(ground: Ground, root: RecordObject, object: RecordObject, keys: Keys): Keys[] {
  return object.fields
    .filter(
      (field) =>
        field.type.kind === 'reference' &&
        field.type.object === root.id &&
        field.columns.every((column) => object.key.includes(column)),
    )
    .flatMap((field) => {
      const fromSource = `select ${keyList(object)} from ${sourceOf(ground, object)} o where (${field.columns.map((column) => `o."${column}"`).join(', ')}) in (${keys})`
      const stored = ground.results(object)
      const own = field.columns.map((column) => `"K${object.key.indexOf(column) + 1}"`).join(', ')
      return stored === undefined
        ? [fromSource]
        : [fromSource, `select ${kColumns(object)} from ${stored} where (${own}) in (${keys})`]
    })
}

/** Follows references from rows to the rows they lead to. A reference that is part of the key needs no look-up. */
function up(ground: Ground, object: RecordObject, references: readonly Field[], keys: Keys): Keys {
  const [first, ...rest] = references
  if (first?.type.kind !== 'reference') return keys
  const target = objectOf(ground, first.type.object)
  const inKey = first.columns.every((column) => object.key.includes(column))
  const columns = first.columns.map(
    (column, i) => `${inKey ? `k."K${object.key.indexOf(column) + 1}"` : `o."${column}"`} as "K${i + 1}"`,
  )
  const join = inKey
    ? ''
    : ` join ${sourceOf(ground, object)} o on ${object.key.map((column, i) => `o."${column}" = k."K${i + 1}"`).join(' and ')}`
  return up(ground, target, rest, `select ${columns.join(', ')} from (${keys}) k${join}`)
}

/** Rows whose references lead, over the steps, to the given rows. */
function down(ground: Ground, object: RecordObject, steps: readonly Field[], keys: Keys): Keys {
  const [first, ...rest] = steps
  if (first?.type.kind !== 'reference') return keys
  const below = down(ground, objectOf(ground, first.type.object), rest, keys)
  const stored = ground.results(object)
  if (stored !== undefined && first.columns.every((column) => object.key.includes(column))) {
    const own = first.columns.map((column) => `"K${object.key.indexOf(column) + 1}"`).join(', ')
    return `select ${kColumns(object)} from ${stored} where (${own}) in (${below})`
  }
  return `select ${keyList(object)} from ${sourceOf(ground, object)} o where (${first.columns.map((column) => `o."${column}"`).join(', ')}) in (${below})`
}

function sourceOf({ period }: Ground, object: RecordObject): string {
  const dated = object.source
    .replaceAll(':first', `date '${period.first}'`)
    .replaceAll(':last', `date '${period.last}'`)
  return object.period === undefined
    ? dated
    : `(select * from ${dated} p where "${object.period}" = '${period.name}')`
}

function objectOf({ program }: Ground, id: string): RecordObject {
  const found = program.names.objects.find((object) => object.id === id)
  if (!found) throw new Error(`no object ${id}`)
  return found
}

function keyList(object: RecordObject): string {
  return object.key.map((column, i) => `o."${column}" as "K${i + 1}"`).join(', ')
}

function kColumns(object: RecordObject): string {
  return object.key.map((_, i) => `"K${i + 1}"`).join(', ')
}
