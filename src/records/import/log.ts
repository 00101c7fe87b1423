import type { Database } from '../database.ts'
import type { SheetResult } from './import-file.ts'

/** Keeps who imported which file, and when. Gives the number rows carry as `import_id`. */
export async function recordFile(
  db: Database,
  { file, sha256 }: { readonly file: string; readonly sha256: string },
  actor: string,
): Promise<string> {
  const [row] = await db.query<{ id: string }>(
    'insert into import.file (name, sha256, imported_by) values ($1, $2, $3) returning id',
    [file, sha256, actor],
  )
  if (row === undefined) throw new Error('import.file gave no id')
  return row.id
}

export async function recordSheet(db: Database, importId: string, sheet: SheetResult): Promise<void> {
  const { skipped } = sheet
  await db.query(
    `insert into import.sheet (file_id, sheet, object, read_rows, accepted_rows, rejected_rows, added_rows, changed_rows,
       unchanged_rows, skipped_rows, sums, late_rows, late_periods)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13::text[])`,
    [
      importId,
      sheet.sheet,
      sheet.objectId,
      sheet.read,
      sheet.accepted,
      sheet.rejected,
      sheet.added,
      sheet.changed,
      sheet.unchanged,
      skipped.blank + skipped.total + skipped.heading + skipped.note + skipped.example,
      JSON.stringify(sheet.sums),
      sheet.late.rows,
      sheet.late.periods,
    ],
  )
}
