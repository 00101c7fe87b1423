/** Lists of records as they were entered: filtered, sorted, paged, with sums. */
import type { RecordObject } from '../../language/vocabulary.ts'
import type { Database } from '../database.ts'
import { comparedOf, conditions, type Narrowing } from './conditions.ts'
import { extraShown, extrasOf } from './extras.ts'
import { columnOf, enteredFields, shownAs } from './fields.ts'
import { labelColumns } from './labels.ts'
import { type Found, type Keeping, totalsOf } from './totals.ts'

export interface ListQuery extends Narrowing {
  /** A field, with a minus for the largest first. */
  readonly sort?: string | undefined
  readonly page: number
  readonly size: number
  /** Counting and summing all rows takes longer than reading a page of them, and does not change with the page. */
  readonly totals?: 'with' | 'without' | 'only' | undefined
  readonly keeping?: Keeping | undefined
}

export interface RecordList {
  /** By field id; numbers as decimal text. What a reference is called stands under `<field>.name`. */
  readonly rows: Record<string, string | boolean | null>[]
  /** Null when not asked for. */
  readonly total: number | null
  /** Of amounts (元), over all rows found. */
  readonly sums: Record<string, string>
}

/** Refuses with request_invalid when a field is not the object's. */
export async function listRecords(db: Database, object: RecordObject, query: ListQuery): Promise<RecordList> {
  const { joins, labels } = labelColumns(object)
  const params: unknown[] = []
  const where = conditions(object, query, labels, params)
  // Names are joined to every row only where they decide which rows or in what order; else to the rows of the page.
  const byName = (query.q ?? '').trim() !== '' || query.sort?.endsWith('.name') === true
  const found = { from: `from record."${object.id}" t ${byName ? joins.join(' ') : ''} ${where}`, params }
  const keeping = byName || beyondItsTable(object, query) ? undefined : query.keeping
  const { totals = 'with' } = query
  return {
    ...(totals === 'without' ? { total: null, sums: {} } : await totalsOf(db, object, found, keeping)),
    rows: totals === 'only' ? [] : await pageOf(db, object, query, found),
  }
}

/** Rows are found by other tables: by who reaches them, or by what is worked out. */
const beyondItsTable = (object: RecordObject, { reach, filter }: ListQuery): boolean =>
  reach !== undefined || extrasOf(object).some(({ id }) => id in filter)

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
