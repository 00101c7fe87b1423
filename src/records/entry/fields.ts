/** What a person enters of a record, and how it is told. */
import type { Field, RecordObject } from '../../language/vocabulary.ts'

/** The fields a person enters, which are columns of the object's table. */
export const enteredFields = (object: RecordObject): Field[] =>
  object.fields.filter((field) => !field.derived)

/** In whole fen; a price may be finer. */
export const isMoney = ({ type }: Field): boolean => type.kind === 'number' && type.unit === '元'

/** Numbers of lines and counts, which the tables keep as integers. */
export const isWhole = ({ type, columns: [column = ''] }: Field): boolean =>
  type.kind === 'number' && /_(no|count)$/.test(column)

/** Whether a row says something that is not everybody's to see (trust 6). */
export const isConfidential = (object: RecordObject): boolean =>
  enteredFields(object).some(({ confidential }) => confidential !== undefined)

export const columnOf = (field: Field): string => `t."${field.columns[0]}"`

export function shownAs(field: Field): string {
  const column = columnOf(field)
  if (field.type.kind === 'boolean') return column
  return field.type.kind === 'number' ? `trim_scale(${column}::numeric)::text` : `${column}::text`
}
