/** Lists of records as they were entered: filtered, sorted, paged, with sums. */
import type { Field, RecordObject } from '../../language/vocabulary.ts'
import type { Database } from '../database.ts'
import { Refusal } from '../refusal.ts'
import { type Extra, extraShown, extraSql, extrasOf } from './extras.ts'
import { labelColumns } from './labels.ts'

/** A value, one of several, a range (both ends included), or whether there is any. */
export type Filter =
  | string
  | boolean
  | readonly string[]
  | { readonly from?: string | undefined; readonly to?: string | undefined }
  | { readonly empty: boolean }

export interface ListQuery {
  /** Part of a key, a text, or the name of what the row refers to. */
  readonly q?: string | undefined
  /** A field, with a minus for the largest first. */
  readonly sort?: string | undefined
  readonly page: number
  readonly size: number
  readonly filter: Readonly<Record<string, Filter>>
  /** The day what is worked out from other records is as of; today when not given. */
  readonly on?: string | undefined
  /**
   * SQL over `t` that holds for every row within the reader's reach. Row-level security leaves out the others anyway;
   * said here, an index finds the few.
   */
  readonly reach?: string | undefined
  /** Counting and summing all rows takes longer than reading a page of them, and does not change with the page. */
  readonly totals?: 'with' | 'without' | 'only' | undefined
}

export interface RecordList {
  /** By field id; numbers as decimal text. What a reference is called stands under `<field>.name`. */
  readonly rows: Record<string, string | boolean | null>[]
  /** Null when not asked for. */
  readonly total: number | null
  /** Of amounts (元), over all rows found. */
  readonly sums: Record<string, string>
}

/** The fields a person enters, which are columns of the object's table. */
export const enteredFields = (object: RecordObject): Field[] =>
  object.fields.filter((field) => !field.derived)

export const columnOf = (field: Field): string => `t."${field.columns[0]}"`

/** Refuses with request_invalid when a field is not the object's. */
export async function listRecords(db: Database, object: RecordObject, query: ListQuery): Promise<RecordList> {
  const { joins, labels } = labelColumns(object)
  const params: unknown[] = []
  const where = conditions(object, query, labels, params)
  // Names are joined to every row only where they decide which rows or in what order; else to the rows of the page.
  const byName = (query.q ?? '').trim() !== '' || query.sort?.endsWith('.name') === true
  const found = { from: `from record."${object.id}" t ${byName ? joins.join(' ') : ''} ${where}`, params }
  const { totals = 'with' } = query
  return {
    ...(totals === 'without' ? { total: null, sums: {} } : await totalsOf(db, object, found)),
    rows: totals === 'only' ? [] : await pageOf(db, object, query, found),
  }
}

interface Found {
  readonly from: string
  readonly params: readonly unknown[]
}

async function totalsOf(
  db: Database,
  object: RecordObject,
  { from, params }: Found,
): Promise<Pick<RecordList, 'total' | 'sums'>> {
  const summed = enteredFields(object).filter(({ type }) => type.kind === 'number' && type.unit === '元')
  const sums = summed.map((field) => `'${field.id}', trim_scale(coalesce(sum(${columnOf(field)}), 0))::text`)
  const [row] = await db.query<{ total: number; sums: Record<string, string> }>(
    `select count(*)::int as total, jsonb_build_object(${sums.join(', ')}) as sums ${from}`,
    params,
  )
  return { total: row?.total ?? 0, sums: row?.sums ?? {} }
}

function pageOf(
  db: Database,
  object: RecordObject,
  query: ListQuery,
  { from, params }: Found,
): Promise<RecordList['rows']> {
  const fields = enteredFields(object)
  const { joins, labels } = labelColumns(object)
  const selection = [
    ...fields.map((field) => `${shownAs(field)} as "${field.id}"`),
    ...[...labels].map(([field, sql]) => `${sql} as "${field}.name"`),
    ...extrasOf(object).map((extra) => `${extraShown(extra, query.on)} as "${extra.id}"`),
    `t.entered_by as "entered_by"`,
    `to_char(t.entered_at, 'YYYY-MM-DD HH24:MI:SS.US') as "entered_at"`,
  ]
  const order = orderOf(object, query, labels)
  const columns = [...fields.map(columnOf), 't.entered_by', 't.entered_at']
  return db.query<Record<string, string | boolean | null>>(
    `select ${selection.join(', ')} from (
       select ${columns.join(', ')} ${from} order by ${order}
       limit ${Math.trunc(query.size)} offset ${Math.trunc((query.page - 1) * query.size)}
     ) t ${joins.join(' ')} order by ${order}`,
    params,
  )
}

export function shownAs(field: Field): string {
  const column = columnOf(field)
  if (field.type.kind === 'boolean') return column
  return field.type.kind === 'number' ? `trim_scale(${column}::numeric)::text` : `${column}::text`
}

function conditions(
  object: RecordObject,
  { q, filter, on, reach }: ListQuery,
  labels: ReadonlyMap<string, string>,
  params: unknown[],
): string {
  const parts = Object.entries(filter).map(([id, wanted]) =>
    conditionOf(comparedOf(object, id, on), wanted, params),
  )
  if (reach !== undefined) parts.push(reach)
  if (q !== undefined && q.trim() !== '') {
    params.push(q.trim().toLowerCase())
    const searched = [
      ...enteredFields(object)
        .filter((field) => field.type.kind === 'text' || field.type.kind === 'reference')
        .map(columnOf),
      ...labels.values(),
    ]
    parts.push(`position($${params.length} in lower(concat_ws(' ', ${searched.join(', ')}))) > 0`)
  }
  return parts.length > 0 ? `where ${parts.join(' and ')}` : ''
}

/** What a list can be narrowed and sorted by: a column of the object, or what is worked out. */
interface Compared {
  readonly label: string
  readonly kind: Field['type']['kind']
  readonly sql: string
  /** Always there: PostgreSQL can then read an index backwards instead of sorting. */
  readonly certain?: boolean
}

function comparedOf(object: RecordObject, id: string, on: string | undefined): Compared {
  const extra: Extra | undefined = extrasOf(object).find((own) => own.id === id)
  if (extra) return { label: extra.label, kind: extra.kind, sql: extraSql(extra, on) }
  const field = fieldOf(object, id)
  return { label: field.label, kind: field.type.kind, sql: columnOf(field), certain: !field.nullable }
}

const sqlTypes: Readonly<Record<Field['type']['kind'], string>> = {
  number: 'numeric',
  date: 'date',
  boolean: 'boolean',
  text: 'text',
  reference: 'text',
}

function conditionOf(field: Compared, wanted: Filter, params: unknown[]): string {
  const column = field.sql
  const type = sqlTypes[field.kind]
  const place = (value: unknown, of: string = type) => {
    params.push(value)
    return `$${params.length}::${of}`
  }
  if (typeof wanted === 'boolean') return `${column} = ${place(wanted, 'boolean')}`
  if (typeof wanted === 'string') return `${column} = ${place(checked(field, wanted))}`
  if (isList(wanted))
    return `${column} = any(${place(
      wanted.map((value) => checked(field, value)),
      `${type}[]`,
    )})`
  if ('empty' in wanted) return `${column} is ${wanted.empty ? '' : 'not '}null`
  const ends = [
    ...(wanted.from === undefined ? [] : [`${column} >= ${place(checked(field, wanted.from))}`]),
    ...(wanted.to === undefined ? [] : [`${column} <= ${place(checked(field, wanted.to))}`]),
  ]
  return ends.length > 0 ? `(${ends.join(' and ')})` : 'true'
}

const isList = (wanted: Filter): wanted is readonly string[] => Array.isArray(wanted)

/** A value that is not of the field's type would be the database's error; it is the asker's. */
function checked(field: Compared, value: string): string {
  const fits =
    field.kind === 'number'
      ? /^-?\d{1,20}(\.\d{1,12})?$/.test(value)
      : field.kind === 'boolean'
        ? /^(true|false)$/.test(value)
        : field.kind === 'date'
          ? /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value))
          : value.length <= 500
  if (!fits) throw new Refusal('request_invalid', { problems: `${field.label}: ${value.slice(0, 50)}` })
  return value
}

function fieldOf(object: RecordObject, id: string): Field {
  const field = enteredFields(object).find((own) => own.id === id)
  if (!field) throw new Refusal('request_invalid', { problems: `${object.label}: ${id.slice(0, 50)}` })
  return field
}

/** Only columns of known fields reach the SQL; the key makes the order complete. */
function orderOf(
  object: RecordObject,
  { sort = '', on }: ListQuery,
  labels: ReadonlyMap<string, string>,
): string {
  const descending = sort.startsWith('-')
  const id = sort.replace(/^-/, '')
  const key = object.key.map((column) => `t."${column}"`)
  if (id === '') return key.join(', ')
  const label = labels.get(id.replace(/\.name$/, ''))
  const named = id.endsWith('.name') && label !== undefined
  const { sql, certain } = named ? { sql: label, certain: false } : comparedOf(object, id, on)
  return [`${sql} ${descending ? 'desc' : 'asc'}${certain ? '' : ' nulls last'}`, ...key].join(', ')
}
