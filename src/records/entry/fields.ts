/** What a person enters of a record, and how it is told. */
import type { Field, RecordObject } from '../../language/vocabulary.ts'

/** The fields a person enters, which are columns of the object's table. */
export const enteredFields = (object: RecordObject): Field[] =>
  object.fields.filter((field) => !field.derived)

/** What was paid comes in whole fen; a price may be finer. */
export const isPaid = ({ id, type }: Field): boolean => id === 'amount' && type.kind === 'number'

export const columnOf = (field: Field): string => `t."${field.columns[0]}"`

export function shownAs(field: Field): string {
  const column = columnOf(field)
  if (field.type.kind === 'boolean') return column
  return field.type.kind === 'number' ? `trim_scale(${column}::numeric)::text` : `${column}::text`
}
