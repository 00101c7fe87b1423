/** What of a record half entered may stay in the browser, and how it is found again. */
import type { TypedPlace } from '../../typed.ts'
import type { RecordField, Value, Values } from './record-data.ts'

export interface KeptRecord {
  /** Of the record as it was when the typing began: another one now is a conflict, found when it is saved. */
  readonly version: string | undefined
  readonly values: Values
}

type FieldMarks = Pick<RecordField, 'id' | 'confidential'>

/** Whether the row before ends with a new one: asked beside the fields. */
export const endsPrevious = '#end'

/** What somebody is paid, and by what they can be told or paid, does not lie about in a browser. */
const placesKept = (fields: readonly FieldMarks[]): ReadonlySet<string> =>
  new Set([...fields.filter(({ confidential }) => confidential === null).map(({ id }) => id), endsPrevious])

/** By kind and record; a new one by where it is entered: a receipt of this contract is not one of another. */
export function placeOf(
  account: string,
  object: string,
  key: readonly string[] | undefined,
  given: Values,
): TypedPlace {
  return { account, kind: 'record', of: `${object}.${JSON.stringify(key ?? ['new', given])}` }
}

/** Undefined when there is nothing worth keeping. */
export function keptOf(
  version: string | undefined,
  values: Values,
  fields: readonly FieldMarks[],
): KeptRecord | undefined {
  const places = placesKept(fields)
  const entries = Object.entries(values).filter(([field]) => places.has(field))
  return entries.length > 0 ? { version, values: Object.fromEntries(entries) } : undefined
}

/** Of what lay in the browser only what is a record's: fields that there are, with values they can have. */
export function readKept(found: object | undefined, fields: readonly FieldMarks[]): KeptRecord | undefined {
  if (!found || !('values' in found) || typeof found.values !== 'object' || found.values === null)
    return undefined
  const places = placesKept(fields)
  const values = Object.entries(found.values).filter(
    (entry): entry is [string, Value] => places.has(entry[0]) && isValue(entry[1]),
  )
  const version = 'version' in found && typeof found.version === 'string' ? found.version : undefined
  return values.length > 0 ? { version, values: Object.fromEntries(values) } : undefined
}

const isValue = (value: unknown) => value === null || typeof value === 'string' || typeof value === 'boolean'
