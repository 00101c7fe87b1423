/** The two runs over an upload: one that shows what would happen, and the one that does it. */
import type { Database } from '../database.ts'
import { Refusal } from '../refusal.ts'
import { type ImportOptions, importFile } from './import-file.ts'
import { type FileSummary, keepRejections, summaryOf } from './summary.ts'
import { sheetReadings, sourceOf, type Upload } from './uploads.ts'

type Running = Pick<ImportOptions, 'actor' | 'onProgress' | 'permit' | 'late'>

/** Nothing is written but what was found. */
export async function checkUpload(
  db: Database,
  folder: string,
  upload: Upload,
  running: Running,
): Promise<FileSummary> {
  const source = await sourceOf(folder, upload)
  const sheets = sheetReadings(upload.choices)
  const result = await importFile(db, source, { ...running, sheets, rehearsal: true })
  const summary = summaryOf({ ...result, importId: null })
  await db.transaction(async (within) => {
    const kept = await within.query(
      `update import.upload set checked = $2::jsonb, result = null
       where upload_id = $1::uuid and status = 'open' and coalesce(choices -> 'sheets', '[]') = $3::jsonb returning 1 as one`,
      [upload.id, JSON.stringify(summary), JSON.stringify(upload.choices)],
    )
    if (kept.length === 0) throw new Refusal('upload_changed')
    await keepRejections(within, upload.id, result)
  })
  return summary
}

/**
 * Rows, counts, what was rejected and that the upload is done are one transaction; begun again after a crash, it finds
 * either nothing done or everything. `conclude` adds to that transaction.
 */
export function importUpload(
  db: Database,
  folder: string,
  upload: Upload,
  running: Running & {
    /** Of the check that was confirmed. */
    readonly digest: string
    readonly conclude: (within: Database, summary: FileSummary) => Promise<void>
  },
): Promise<FileSummary> {
  const { conclude, digest, ...options } = running
  return db.transaction(async (within) => {
    const [now] = await within.query<
      Pick<Upload, 'status' | 'result' | 'choices'> & { digest: string | null }
    >(
      `select status, result, coalesce(choices -> 'sheets', '[]') as choices, checked ->> 'digest' as digest
       from import.upload where upload_id = $1::uuid for update`,
      [upload.id],
    )
    if (now?.status === 'done' && now.result !== null) return now.result
    if (now?.status !== 'open') throw new Refusal('upload_over')
    if (now.digest !== digest) throw new Refusal('import_not_checked')
    const result = await importFile(within, await sourceOf(folder, upload), {
      ...options,
      sheets: sheetReadings(now.choices),
      allOrNothing: upload.allOrNothing,
    })
    const summary = summaryOf(result)
    await keepRejections(within, upload.id, result)
    await within.query(
      `update import.upload set result = $2::jsonb, import_id = $3::bigint, status = $4
       where upload_id = $1::uuid`,
      [upload.id, JSON.stringify(summary), result.importId, result.importId === null ? 'open' : 'done'],
    )
    if (result.importId !== null) await conclude(within, summary)
    return summary
  })
}

export interface RejectedRow {
  readonly sheet: string
  readonly row: number
  readonly reasons: string[]
}

export async function rejectedRows(db: Database, upload: string): Promise<RejectedRow[]> {
  return db.query<RejectedRow>(
    `select sheet, source_row as row, reasons from import.rejection where upload_id = $1::uuid
     order by sheet, source_row`,
    [upload],
  )
}
