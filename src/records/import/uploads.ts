/** A file on its way into the records: kept, understood as a person says, withdrawn, and gone after a while. */
import { stat } from 'node:fs/promises'
import type { Database } from '../database.ts'
import { Refusal } from '../refusal.ts'
import type { Source } from '../sheet/source.ts'
import type { SheetReading } from './plan.ts'
import type { FileSummary } from './summary.ts'
import { removeFile, type StoredFile, storedFiles, storedPath } from './upload-file.ts'

/** What a person said about a sheet. A list and no record: names in files may be anything. */
export interface SheetChoice {
  readonly name: string
  readonly object?: string | undefined
  readonly leaveOut?: boolean | undefined
  readonly ignore: readonly string[]
  readonly columns: readonly { readonly heading: string; readonly field: string }[]
}

export interface Upload {
  readonly id: string
  readonly name: string
  readonly storedAs: string | null
  readonly bytes: string
  readonly by: string
  readonly at: string
  readonly choices: readonly SheetChoice[]
  readonly allOrNothing: boolean
  readonly status: 'open' | 'done' | 'withdrawn' | 'expired'
  readonly checked: FileSummary | null
  readonly result: FileSummary | null
  readonly importId: string | null
  readonly job: string | null
}

const columns = `upload_id::text as id, name, stored_as as "storedAs", bytes, uploaded_by as by,
  to_char(uploaded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at, coalesce(choices -> 'sheets', '[]') as choices,
  all_or_nothing as "allOrNothing", status, checked, result, import_id::text as "importId", job_id::text as job`

/** So many files of one account wait at most. */
export const mostOpen = 20
/** A file is kept this long, also for fetching the rows that were not taken. */
export const keptDays = 30

export async function recordUpload(
  db: Database,
  file: StoredFile & { readonly name: string; readonly account: string; readonly by: string },
): Promise<string> {
  const [row] = await db.query<{ id: string }>(
    `insert into import.upload (name, stored_as, bytes, account_id, uploaded_by)
     values ($1, $2, $3::bigint, $4, $5) returning upload_id::text as id`,
    [file.name, file.storedAs, file.bytes, file.account, file.by],
  )
  if (row === undefined) throw new Error('no upload was written')
  return row.id
}

/** Refuses with not_found: also what somebody else sent. */
export async function readUpload(db: Database, account: string, id: string): Promise<Upload> {
  const [row] = await db.query<Upload>(
    `select ${columns} from import.upload where account_id = $1 and upload_id = $2::uuid`,
    [account, id],
  )
  if (row === undefined) throw new Refusal('not_found')
  return row
}

export async function openUploads(db: Database, account: string): Promise<Upload[]> {
  return db.query<Upload>(
    `select ${columns} from import.upload where account_id = $1 and status = 'open' order by uploaded_at desc`,
    [account],
  )
}

/** The upload an import came from, whoever sent it. */
export async function uploadOfImport(db: Database, importId: string): Promise<Upload | undefined> {
  const [row] = await db.query<Upload>(`select ${columns} from import.upload where import_id = $1::bigint`, [
    importId,
  ])
  return row
}

export function sheetReadings(choices: readonly SheetChoice[]): ReadonlyMap<string, SheetReading> {
  return new Map(
    choices.map(({ name, object, leaveOut, ignore, columns: chosen }) => [
      name,
      {
        ...(object === undefined ? {} : { object }),
        leaveOut: leaveOut ?? false,
        ignore,
        columns: Object.fromEntries(chosen.map(({ heading, field }) => [heading, field])),
      },
    ]),
  )
}

/** The file itself; refuses with upload_gone when it was deleted meanwhile. */
export async function sourceOf(folder: string, { storedAs, name }: Upload): Promise<Source> {
  const path = storedAs === null ? undefined : storedPath(folder, storedAs)
  const found = path !== undefined && (await stat(path).catch(() => undefined))
  if (path === undefined || !found) throw new Refusal('upload_gone', { file: name, days: keptDays })
  return { name, path }
}

/** What a check found no longer holds once the file is to be understood differently. */
export async function chooseSheets(
  db: Database,
  account: string,
  id: string,
  { sheets, allOrNothing }: { readonly sheets: readonly SheetChoice[]; readonly allOrNothing: boolean },
): Promise<void> {
  const changed = await db.query(
    `update import.upload set choices = $3::jsonb, all_or_nothing = $4, checked = null, result = null
     where account_id = $1 and upload_id = $2::uuid and status = 'open' returning 1 as one`,
    [account, id, JSON.stringify({ sheets }), allOrNothing],
  )
  if (changed.length === 0) throw new Refusal('upload_over')
  await db.query('delete from import.rejection where upload_id = $1::uuid', [id])
}

/** The file itself is the caller's to remove, once this is certain. */
export async function withdrawUpload(db: Database, account: string, id: string): Promise<void> {
  const withdrawn = await db.query(
    `update import.upload set status = 'withdrawn', stored_as = null
     where account_id = $1 and upload_id = $2::uuid and status = 'open' returning 1 as one`,
    [account, id],
  )
  if (withdrawn.length === 0) throw new Refusal('upload_over')
  await db.query('delete from import.rejection where upload_id = $1::uuid', [id])
}

/** Deletes files that were kept long enough, and those nobody knows of. */
export async function sweepUploads(db: Database, folder: string): Promise<void> {
  const old = await db.query<{ stored_as: string }>(
    `with old as (
       select upload_id, stored_as from import.upload
       where stored_as is not null and uploaded_at < now() - make_interval(days => $1)
     )
     update import.upload u set stored_as = null, status = case when u.status = 'open' then 'expired' else u.status end
     from old where old.upload_id = u.upload_id returning old.stored_as`,
    [keptDays],
  )
  for (const { stored_as } of old) await removeFile(folder, stored_as)
  const known = new Set(
    (
      await db.query<{ stored_as: string }>('select stored_as from import.upload where stored_as is not null')
    ).map((row) => row.stored_as),
  )
  for (const name of await storedFiles(folder)) {
    if (known.has(name)) continue
    const found = await stat(storedPath(folder, name)).catch(() => undefined)
    if (found && Date.now() - found.mtimeMs > 3_600_000) await removeFile(folder, name)
  }
}
