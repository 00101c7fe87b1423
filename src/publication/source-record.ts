/** A record as the company wrote it down, and where it came from: the end of every explanation. M-6.2. */
import type { Field, Period, RecordObject } from '../language/index.ts'
import type { Database } from '../records/database.ts'
import { sourceIn } from './people.ts'

export interface SourceRecord {
  readonly object: RecordObject
  readonly key: readonly string[]
  readonly values: readonly { readonly field: Field; readonly value: string | null }[]
}

export interface Origin {
  readonly file: string | null
  readonly row: number | null
  readonly by: string | null
  readonly at: string
}

/** Undefined when there is no such record in the period. `object` comes from the vocabulary, the key from a person. */
export async function sourceRecord(
  db: Database,
  period: Period,
  object: RecordObject,
  key: readonly string[],
): Promise<SourceRecord | undefined> {
  if (key.length !== object.key.length) return undefined
  const source = sourceIn(object, period)
  const list = object.fields.map((field) => {
    const columns = field.columns.map((column) =>
      field.type.kind === 'number' ? `trim_scale(x."${column}")::text` : `x."${column}"::text`,
    )
    return `concat_ws(' / ', ${columns.join(', ')})`
  })
  const where = matching(object, key)
  const inPeriod = object.period === undefined ? '' : ` and x."${object.period}" = '${period.name}'`
  const [row] = await db.query<{ values: string[] }>(
    `select array[${list.join(', ')}]::text[] as values from ${source} x where ${where}${inPeriod}`,
    key,
  )
  if (!row) return undefined
  const values = object.fields.map((field, at) => ({ field, value: row.values[at] || null }))
  return { object, key, values }
}

/** Where it was entered. Not every record has a row of its own: a contract without shares is credited to its salesperson. */
export async function originOf(
  db: Database,
  period: Period,
  object: RecordObject,
  key: readonly string[],
): Promise<Origin | undefined> {
  const inPeriod = object.period === undefined ? '' : ` and x."${object.period}" = '${period.name}'`
  const [row] = await db.query<Origin>(
    `select f.name as file, x.source_row as row, x.entered_by as by,
       to_char(x.entered_at, 'YYYY-MM-DD HH24:MI') as at
     from record."${object.id}" x left join import.file f on f.id = x.import_id
     where ${matching(object, key)}${inPeriod}`,
    key,
  )
  return row
}

function matching(object: RecordObject, key: readonly string[]): string {
  return key.map((_, at) => `x."${object.key[at]}"::text = $${at + 1}`).join(' and ')
}
