/** Brings a company of any size into a database: in bulk, or as sheets through the import a company uses. */
import { appendFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateRecords } from '../samples/generate.ts'
import { loadRecords } from '../samples/load.ts'
import { columnsOf } from '../samples/tables.ts'
import type { Database } from '../src/records/database.ts'
import { importFolder } from '../src/records/import/import-folder.ts'
import { vocabulary } from '../src/records/vocabulary.ts'

export interface Loaded {
  readonly rows: number
  readonly milliseconds: number
}

export async function loadInBulk(db: Database, contracts: number): Promise<Loaded> {
  const start = performance.now()
  const rows = await loadRecords(db, generateRecords({ contracts }))
  return { rows, milliseconds: performance.now() - start }
}

/** Imports a folder of CSV files with Chinese headings, one per object, every row checked. */
export async function importSheets(db: Database, contracts: number): Promise<Loaded> {
  const folder = await mkdtemp(join(tmpdir(), 'hengji-bench-'))
  try {
    await writeSheets(folder, contracts)
    const start = performance.now()
    const results = await importFolder(db, folder, { actor: 'bench', allOrNothing: true })
    const sheets = results.flatMap((result) => result.sheets)
    if (results.some((result) => result.importId === null)) throw new Error('a generated row was rejected')
    return {
      rows: sheets.reduce((sum, sheet) => sum + sheet.accepted, 0),
      milliseconds: performance.now() - start,
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function writeSheets(folder: string, contracts: number): Promise<void> {
  const begun = new Set<string>()
  for (const { object: id, rows } of generateRecords({ contracts })) {
    const object = vocabulary.objects.find((known) => known.id === id)
    if (!object) throw new Error(`no object ${id}`)
    const columns = columnsOf(object)
    const file = join(folder, `${object.label}.csv`)
    if (!begun.has(id)) {
      const fields = object.fields.filter((field) => field.derived !== true)
      await appendFile(file, `${fields.map((field) => field.label).join(',')}\n`)
      begun.add(id)
    }
    const text = rows.map((row) => columns.map((column) => shown(row[column] ?? '')).join(',')).join('\n')
    await appendFile(file, `${text}\n`)
  }
}

function shown(value: string): string {
  if (value === 'true' || value === 'false') return value === 'true' ? '是' : '否'
  return /[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value
}
