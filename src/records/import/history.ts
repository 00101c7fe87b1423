/** Every import there was, newest first: of the pages and of the command line. */
import type { Database } from '../database.ts'
import { Refusal } from '../refusal.ts'
import type { LateRows } from './import-file.ts'

export interface ImportRow {
  readonly id: string
  readonly name: string
  readonly imported_by: string
  readonly imported_at: string
  readonly objects: readonly string[]
  readonly read: number
  readonly accepted: number
  readonly rejected: number
  readonly added: number
  readonly changed: number
  readonly unchanged: number
  readonly undone_at: string | null
  readonly undone_by: string | null
}

export interface HistoryQuery {
  readonly q?: string | undefined
  readonly sort?: string | undefined
  readonly page: number
  readonly size: number
}

const moment = (column: string) =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as ${column}`

const selection = `select f.id::text as id, f.name, f.imported_by, f.imported_at, f.undone_at, f.undone_by,
    coalesce(s.objects, '[]') as objects, coalesce(s.read, 0) as read, coalesce(s.accepted, 0) as accepted,
    coalesce(s.rejected, 0) as rejected, coalesce(s.added, 0) as added, coalesce(s.changed, 0) as changed,
    coalesce(s.unchanged, 0) as unchanged
  from import.file f left join (
    select file_id, jsonb_agg(distinct object) as objects, sum(read_rows)::int as read, sum(accepted_rows)::int as accepted,
      sum(rejected_rows)::int as rejected, sum(added_rows)::int as added, sum(changed_rows)::int as changed,
      sum(unchanged_rows)::int as unchanged
    from import.sheet group by file_id
  ) s on s.file_id = f.id`

const sortable = ['imported_at', 'name', 'imported_by', 'read', 'accepted', 'rejected', 'added', 'changed']

export async function listImports(
  db: Database,
  { q, sort, page, size }: HistoryQuery,
): Promise<{ rows: ImportRow[]; total: number; sums: Record<string, string> }> {
  const wanted = sort?.replace(/^-/, '') ?? 'imported_at'
  if (!sortable.includes(wanted)) throw new Refusal('request_invalid', { problems: `sort: ${wanted}` })
  const order = `${wanted} ${sort === undefined || sort.startsWith('-') ? 'desc' : 'asc'}, id::bigint desc`
  const asked = q === undefined || q.trim() === '' ? null : q.trim().toLowerCase()
  const where = `where $1::text is null or position($1 in lower(concat_ws(' ', name, imported_by))) > 0`
  const [count] = await db.query<{ total: number }>(
    `select count(*)::int as total from import.file ${where}`,
    [asked],
  )
  const rows = await db.query<ImportRow>(
    `select id, name, imported_by, ${moment('imported_at')}, objects, read, accepted, rejected, added, changed, unchanged,
       ${moment('undone_at')}, undone_by
     from (${selection}) h ${where} order by ${order} limit $2 offset $3`,
    [asked, size, (page - 1) * size],
  )
  return { rows, total: count?.total ?? 0, sums: {} }
}

export interface ImportedSheetRow {
  readonly sheet: string
  readonly object: string
  readonly read: number
  readonly accepted: number
  readonly rejected: number
  readonly added: number
  readonly changed: number
  readonly unchanged: number
  readonly skipped: number
  readonly sums: readonly {
    readonly heading: string
    readonly unit: string
    readonly read: string
    readonly accepted: string
  }[]
  /** Null for an import of before they were counted. */
  readonly late: LateRows | null
}

export interface ImportDetail {
  readonly file: ImportRow & { readonly sha256: string; readonly keptBefore: boolean }
  readonly sheets: readonly ImportedSheetRow[]
}

export async function readImport(db: Database, id: string): Promise<ImportDetail> {
  const [file] = await db.query<ImportDetail['file']>(
    `select h.id, h.name, imported_by, ${moment('imported_at')}, objects, read, accepted, rejected, added, changed, unchanged,
       ${moment('undone_at')}, undone_by, f.sha256, f.kept_before as "keptBefore"
     from (${selection}) h join (select id as own, sha256, kept_before from import.file) f on f.own::text = h.id
     where h.id = $1`,
    [id],
  )
  if (!file) throw new Refusal('not_found')
  const sheets = await db.query<ImportedSheetRow>(
    `select sheet, object, read_rows as read, accepted_rows as accepted, rejected_rows as rejected, added_rows as added,
       changed_rows as changed, unchanged_rows as unchanged, skipped_rows as skipped, sums,
       case when late_rows is not null then jsonb_build_object('rows', late_rows, 'periods', late_periods) end as late
     from import.sheet where file_id = $1::bigint order by sheet`,
    [id],
  )
  return { file, sheets }
}
