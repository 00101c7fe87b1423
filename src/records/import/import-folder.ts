import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Database } from '../database.ts'
import { Refusal } from '../refusal.ts'
import { type ImportOptions, type ImportResult, importSources } from './import-file.ts'

/**
 * Imports every workbook and CSV file of a folder in one transaction, people before contracts whatever the files are
 * called. Lock files of Excel (`~$…`) and hidden files are left out.
 */
export async function importFolder(
  db: Database,
  folder: string,
  options: ImportOptions,
): Promise<ImportResult[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => {
    throw new Refusal('file_not_found', { file: folder })
  })
  const files = entries
    .filter(
      (entry) =>
        entry.isFile() && /\.(xlsx|xlsm|csv|tsv|txt|xls)$/i.test(entry.name) && !/^(~\$|\.)/.test(entry.name),
    )
    .map((entry) => entry.name)
    .sort()
  if (files.length === 0) throw new Refusal('import_folder_empty', { folder })
  return importSources(
    db,
    files.map((file) => join(folder, file)),
    options,
  )
}
