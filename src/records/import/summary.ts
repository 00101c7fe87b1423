/** What a check or an import of a file came to, small enough to keep and to send. */
import { createHash } from 'node:crypto'
import type { Database } from '../database.ts'
import type { ImportResult, SheetResult } from './import-file.ts'

const mostShown = 50

export interface SheetSummary extends Omit<SheetResult, 'rejections'> {
  /** The first ones; all of them are in import.rejection. */
  readonly rejections: readonly { readonly row: number; readonly reasons: readonly string[] }[]
}

export interface FileSummary {
  readonly sha256: string
  /** Null when nothing was written. */
  readonly importId: string | null
  readonly sheets: readonly SheetSummary[]
  readonly skippedSheets: ImportResult['skippedSheets']
  /** Tells one finding from another: what is confirmed is what was seen. */
  readonly digest: string
}

export function summaryOf(result: ImportResult): FileSummary {
  const sheets = result.sheets.map(
    (sheet): SheetSummary => ({
      ...sheet,
      warnings: sheet.warnings.slice(0, mostShown),
      rejections: sheet.rejections.slice(0, mostShown).map(({ row, reasons }) => ({ row, reasons })),
    }),
  )
  const { sha256, importId, skippedSheets } = result
  const digest = createHash('sha256')
    .update(JSON.stringify([sha256, sheets]))
    .digest('hex')
    .slice(0, 16)
  return { sha256, importId, sheets, skippedSheets, digest }
}

export async function keepRejections(db: Database, upload: string, result: ImportResult): Promise<void> {
  await db.query('delete from import.rejection where upload_id = $1::uuid', [upload])
  for (const { sheet, rejections } of result.sheets)
    for (let at = 0; at < rejections.length; at += 5000) {
      const part = rejections.slice(at, at + 5000)
      await db.query(
        `insert into import.rejection (upload_id, sheet, source_row, reasons)
         select $1::uuid, $2, r, x::jsonb from unnest($3::int[], $4::text[]) as given(r, x)`,
        [upload, sheet, part.map(({ row }) => row), part.map(({ reasons }) => JSON.stringify(reasons))],
      )
    }
}
