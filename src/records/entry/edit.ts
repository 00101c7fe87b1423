/** Single records entered by hand. What the database refuses comes back in the words of its rule. */
import type { RecordObject } from '../../language/vocabulary.ts'
import type { Database } from '../database.ts'
import { Refusal } from '../refusal.ts'
import { enteredFields, shownAs } from './fields.ts'
import { givenFields, type RecordValues, sqlType } from './given.ts'
import { inWords } from './in-words.ts'

export interface StoredRecord {
  readonly values: RecordValues
  /** Says which state of the row was read; writing with another one is refused. */
  readonly version: string
  readonly enteredBy: string | null
  readonly file: string | null
  readonly sourceRow: number | null
}

const keyCondition = (object: RecordObject, from = 1) =>
  object.key.map((column, i) => `t."${column}"::text = $${from + i}`).join(' and ')

const versionSql = `to_char(t.entered_at, 'YYYY-MM-DD HH24:MI:SS.US')`

/** Refuses with not_found, also when the row is out of reach. */
export async function readRecord(
  db: Database,
  object: RecordObject,
  key: readonly string[],
): Promise<StoredRecord> {
  const fields = enteredFields(object)
  const [row] = await db.query<Record<string, string | boolean | number | null>>(
    `select ${fields.map((field) => `${shownAs(field)} as "${field.id}"`).join(', ')}, ${versionSql} as "#version",
       t.entered_by as "#by", t.import_id::text as "#import", t.source_row as "#row"
     from record."${object.id}" t where ${keyCondition(object)}`,
    key,
  )
  if (!row) throw new Refusal('not_found')
  const values = Object.fromEntries(
    fields.map(({ id }) => [id, (row[id] ?? null) as string | boolean | null]),
  )
  return {
    values,
    version: String(row['#version']),
    enteredBy: row['#by'] === null ? null : String(row['#by']),
    file: await fileName(db, row['#import']),
    sourceRow: typeof row['#row'] === 'number' ? row['#row'] : null,
  }
}

/** The file a row came from has a name only for whoever may see imports. */
async function fileName(db: Database, id: unknown): Promise<string | null> {
  if (typeof id !== 'string') return null
  const [file] = await db.query<{ name: string }>('select name from import.file where id = $1::bigint', [id])
  return file?.name ?? null
}

/** Fields that are not given take the table's default. */
export async function createRecord(
  db: Database,
  object: RecordObject,
  values: RecordValues,
  enteredBy: string,
): Promise<void> {
  const given = givenFields(object, values)
  const columns = [...given.map(({ field }) => `"${field.columns[0]}"`), 'entered_by', 'entered_at']
  const places = given.map(({ field }, i) => `$${i + 2}::${sqlType(field)}`)
  await inWords(db, object, { values }, () =>
    db.query(
      `insert into record."${object.id}" (${columns.join(', ')}) values (${[...places, '$1', 'clock_timestamp()'].join(', ')})`,
      [enteredBy, ...given.map(({ value }) => value)],
    ),
  )
}

/** Refuses with record_conflict when the row is no longer the one that was read, with record_key_kept what would rename it. */
export async function updateRecord(
  db: Database,
  object: RecordObject,
  { key, version, values, enteredBy }: Change,
): Promise<void> {
  const given = givenFields(object, values).filter(({ field, value }) => {
    const at = object.key.indexOf(field.columns[0] ?? '')
    // What was settled and closed goes by this key.
    if (at >= 0 && value !== key[at])
      throw new Refusal('record_key_kept', { field: field.label, fieldEnglish: field.english })
    return at < 0
  })
  const set = given.map(({ field }, i) => `"${field.columns[0]}" = $${i + 2}::${sqlType(field)}`)
  const at = given.length + 2
  const changed = await inWords(db, object, { values }, () =>
    db.query(
      `update record."${object.id}" t set ${[...set, 'entered_by = $1', 'entered_at = clock_timestamp()', 'import_id = null', 'source_row = null'].join(', ')}
       where ${keyCondition(object, at)} and ${versionSql} = $${at + key.length} returning 1 as one`,
      [enteredBy, ...given.map(({ value }) => value), ...key, version],
    ),
  )
  if (changed.length > 0) return
  const { enteredBy: who } = await readRecord(db, object, key)
  throw changedBy(who)
}

export interface Change {
  readonly key: readonly string[]
  readonly version: string
  readonly values: RecordValues
  readonly enteredBy: string
}

export async function removeRecord(
  db: Database,
  object: RecordObject,
  key: readonly string[],
  version: string,
): Promise<void> {
  const removed = await inWords(db, object, { removed: key }, () =>
    db.query(
      `delete from record."${object.id}" t where ${keyCondition(object)} and ${versionSql} = $${key.length + 1} returning 1 as one`,
      [...key, version],
    ),
  )
  if (removed.length > 0) return
  const { enteredBy: who } = await readRecord(db, object, key)
  throw changedBy(who)
}

/** The row as its table has it, column by column; undefined when there is none within reach. */
export async function rowOf(
  db: Database,
  object: RecordObject,
  key: readonly string[],
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const [found] = await db.query<{ row: Record<string, unknown> }>(
    `select to_jsonb(t) as row from record."${object.id}" t where ${keyCondition(object)}`,
    key,
  )
  return found?.row
}

/** What values would write, column by column. Refuses with record_rule what is not of its type. */
export function columnsOf(
  object: RecordObject,
  values: RecordValues,
): Record<string, string | boolean | null> {
  return Object.fromEntries(
    givenFields(object, values).map(({ field, value }) => [field.columns[0] ?? '', value]),
  )
}

const changedBy = (who: string | null) =>
  new Refusal('record_conflict', { who: who ?? '别人', whoEnglish: who ?? 'somebody else' })
