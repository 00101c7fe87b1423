/** Single records entered by hand. What the database refuses comes back in the words of its rule. */
import type { Field, RecordObject } from '../../language/vocabulary.ts'
import type { Database } from '../database.ts'
import { Refusal } from '../refusal.ts'
import { ruleText } from '../rules.ts'
import { enteredFields, isMoney, shownAs } from './fields.ts'
import { longerThan, longestOf } from './lengths.ts'

export type RecordValues = Readonly<Record<string, string | boolean | null>>

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
  await inWords(object, values, () =>
    db.query(
      `insert into record."${object.id}" (${columns.join(', ')}) values (${[...places, '$1', 'clock_timestamp()'].join(', ')})`,
      [enteredBy, ...given.map(({ value }) => value)],
    ),
  )
}

/** Refuses with record_conflict when the row is no longer the one that was read. */
export async function updateRecord(
  db: Database,
  object: RecordObject,
  { key, version, values, enteredBy }: Change,
): Promise<void> {
  const given = givenFields(object, values)
  const set = given.map(({ field }, i) => `"${field.columns[0]}" = $${i + 2}::${sqlType(field)}`)
  const at = given.length + 2
  const changed = await inWords(object, values, () =>
    db.query(
      `update record."${object.id}" t set ${[...set, 'entered_by = $1', 'entered_at = clock_timestamp()', 'import_id = null', 'source_row = null'].join(', ')}
       where ${keyCondition(object, at)} and ${versionSql} = $${at + key.length} returning 1 as one`,
      [enteredBy, ...given.map(({ value }) => value), ...key, version],
    ),
  )
  if (changed.length > 0) return
  const { enteredBy: who } = await readRecord(db, object, key)
  throw new Refusal('record_conflict', { who: who ?? '别人' })
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
  const removed = await inWords(object, {}, () =>
    db.query(
      `delete from record."${object.id}" t where ${keyCondition(object)} and ${versionSql} = $${key.length + 1} returning 1 as one`,
      [...key, version],
    ),
  )
  if (removed.length > 0) return
  const { enteredBy: who } = await readRecord(db, object, key)
  throw new Refusal('record_conflict', { who: who ?? '别人' })
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

interface Given {
  readonly field: Field
  readonly value: string | boolean | null
}

/** Refuses fields the object does not have, and values not of their type, all at once. */
function givenFields(object: RecordObject, values: RecordValues): Given[] {
  const fields = enteredFields(object)
  const problems: string[] = []
  const given = Object.entries(values).flatMap(([id, raw]): Given[] => {
    const field = fields.find((own) => own.id === id)
    if (!field) {
      problems.push(`没有“${id.slice(0, 40)}”这一项`)
      return []
    }
    const value = typeof raw === 'string' && raw.trim() === '' ? null : raw
    const longest = longestOf(field)
    if (isText(field) && typeof value === 'string' && value.trim().length > longest)
      problems.push(`${field.label}：${longerThan(longest)}`)
    else if (!fits(field, value))
      problems.push(`${field.label}：“${String(value).slice(0, 40)}”${expected(field)}`)
    return [{ field, value: typeof value === 'string' ? value.trim() : value }]
  })
  if (problems.length > 0) throw new Refusal('record_rule', { rule: problems.join('；') })
  return given
}

const isText = ({ type }: Field) => type.kind === 'text' || type.kind === 'reference'

function fits(field: Field, value: string | boolean | null): boolean {
  const { type } = field
  if (value === null) return true
  if (type.kind === 'boolean') return typeof value === 'boolean'
  if (typeof value !== 'string') return false
  if (isMoney(field)) return /^-?\d{1,15}(\.\d{1,2}0*)?$/.test(value)
  if (type.kind === 'number') return /^-?\d{1,15}(\.\d{1,8})?$/.test(value)
  if (type.kind === 'date') return isDate(value)
  return true
}

function isDate(text: string): boolean {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined
  // The years an import takes, too: 0206 for 2026 is a slip, and would never be found again.
  return (
    at !== undefined &&
    !Number.isNaN(at.getTime()) &&
    at.toISOString().startsWith(text) &&
    /^(19|2[01])/.test(text)
  )
}

function expected(field: Field): string {
  const { type } = field
  if (isMoney(field)) return '应当是数字，最多到分'
  if (type.kind === 'number') return '不是数字'
  if (type.kind === 'date') return '不是日期，应当写成 2026-10-31，在 1900 年至 2199 年之间'
  return type.kind === 'boolean' ? '应当是“是”或“否”' : '应当是文字'
}

function sqlType({ type }: Field): string {
  return type.kind === 'number'
    ? 'numeric'
    : type.kind === 'date'
      ? 'date'
      : type.kind === 'boolean'
        ? 'boolean'
        : 'text'
}

interface DatabaseError {
  readonly code?: string
  readonly constraint?: string
  readonly column?: string
  readonly table?: string
}

/** The database's refusal as a sentence about the record. */
async function inWords<T>(object: RecordObject, values: RecordValues, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw refusalOf(object, values, error as DatabaseError) ?? error
  }
}

function refusalOf(object: RecordObject, values: RecordValues, error: DatabaseError): Refusal | undefined {
  const { code, constraint = '', column } = error
  const key = object.key.map((own) => String(values[fieldOfColumn(object, own)?.id ?? ''] ?? '')).join(' / ')
  if (code === '23505') return existing(object, key)
  if (code === '23502')
    return new Refusal('record_rule', {
      rule: `请填写${fieldOfColumn(object, column ?? '')?.label ?? column}`,
    })
  if (code === '23503') {
    const label = object.fields.find(
      (field) => !field.derived && constraint.includes(field.columns[0] ?? ' '),
    )?.label
    if (error.table === object.id && label)
      return new Refusal('record_rule', { rule: `没有这个${label}，请先登记` })
    return new Refusal('record_in_use', { key: key || object.label, users: error.table ?? '' })
  }
  const rule = code === '23514' || code === '23P01' ? ruleText(constraint) : undefined
  return rule === undefined ? undefined : new Refusal('record_rule', { rule })
}

/** What has no number of its own is not helped by another number: a person's post from a day, a person's share. */
function existing(object: RecordObject, key: string): Refusal {
  const fields = object.key.flatMap((column) => fieldOfColumn(object, column) ?? [])
  const own = fields.at(-1)
  if (own?.type.kind === 'text' || own?.type.kind === 'number') return new Refusal('record_exists', { key })
  return new Refusal('record_twice', {
    ...{ key, object: object.label, objectEnglish: object.english },
    fields: fields.map(({ label }) => label).join('、'),
    fieldsEnglish: fields.map(({ english }) => english).join(', '),
  })
}

const fieldOfColumn = (object: RecordObject, column: string) =>
  enteredFields(object).find((field) => field.columns[0] === column)
