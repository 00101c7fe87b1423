import type { RecordObject } from '../src/language/vocabulary.ts'
import { vocabulary } from '../src/records/vocabulary.ts'

/** A row of `record.<object>`: its columns, every value as the text the database takes. */
export type Row = Readonly<Record<string, string | null>>

/** Rows by object id. */
export type Tables = Map<string, Row[]>

export function emptyTables(): Tables {
  return new Map()
}

export function add(tables: Tables, object: string, ...rows: readonly Row[]): void {
  const present = tables.get(object)
  if (present) present.push(...rows)
  else tables.set(object, [...rows])
}

export function rowsOf(tables: Tables, object: string): readonly Row[] {
  return tables.get(object) ?? []
}

/** The columns a company fills in, in the vocabulary's order. */
export function columnsOf(object: RecordObject): string[] {
  return object.fields.filter((field) => field.derived !== true).flatMap((field) => field.columns)
}

/** The objects in an order in which they can be filled. */
export const objects: readonly RecordObject[] = vocabulary.objects
