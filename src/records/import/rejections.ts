import type { Writable } from 'node:stream'
import { Refusal } from '../refusal.ts'
import { type Cell, emptyCell, type Row } from '../sheet/cell.ts'
import { openWorkbook } from '../sheet/read.ts'
import type { ColumnToWrite, SheetToWrite } from '../sheet/write.ts'
import { writeXlsx } from '../sheet/write-xlsx.ts'
import { rejectionHeadings } from './headings/names.ts'
import type { ImportResult, Rejection, SheetResult } from './import-file.ts'
import { sha256 } from './plan.ts'

export interface RejectedFile extends Pick<ImportResult, 'file' | 'sha256' | 'source'> {
  readonly sheets: readonly RejectedSheet[]
}

export interface RejectedSheet extends Pick<SheetResult, 'sheet' | 'object' | 'headings'> {
  readonly rejections: readonly Pick<Rejection, 'row' | 'reasons'>[]
}

/**
 * Writes the rejected rows as a workbook: each sheet with its own columns and beside every row the reasons and the number
 * it had. Corrected, the workbook can be imported as it is. Gives the number of rows written; with none, no file is made.
 */
export async function writeRejections(result: RejectedFile, path: string | Writable): Promise<number> {
  const rejected = result.sheets.filter((sheet) => sheet.rejections.length > 0)
  if (rejected.length === 0) return 0
  // The rows are read a second time rather than kept in memory, so they must still be the same.
  if ((await sha256(result.source)) !== result.sha256)
    throw new Refusal('file_changed', { file: result.file })
  const workbook = await openWorkbook(result.source)
  try {
    const sheets = rejected.flatMap((sheet) => {
      const rows = workbook.sheets.find((candidate) => candidate.name === sheet.sheet)?.rows
      return rows === undefined ? [] : [rejectedSheet(sheet, rows)]
    })
    await writeXlsx(path, sheets)
    return rejected.reduce((sum, sheet) => sum + sheet.rejections.length, 0)
  } finally {
    workbook.close()
  }
}

function rejectedSheet(sheet: RejectedSheet, rows: () => AsyncIterable<Row>): SheetToWrite {
  const columns: ColumnToWrite[] = sheet.headings.map(({ heading }) => ({ heading }))
  const [reason, number] = rejectionHeadings
  return {
    // The name says what the sheet holds, also where the file's own name did not.
    name: sheet.sheet.includes(sheet.object) ? sheet.sheet : `${sheet.object}-${sheet.sheet}`,
    columns: [...columns, { heading: reason, width: 60 }, { heading: number, width: 8 }],
    rows: rejectedRows(sheet, rows()),
  }
}

async function* rejectedRows(sheet: RejectedSheet, rows: AsyncIterable<Row>): AsyncGenerator<Cell[]> {
  const reasons = new Map(sheet.rejections.map((rejection) => [rejection.row, rejection.reasons]))
  for await (const { row, cells } of rows) {
    const found = reasons.get(row)
    if (found === undefined) continue
    const own = sheet.headings.map(({ index }) => shownCell(cells[index]))
    yield [
      ...own,
      { kind: 'text', text: found.join('；').slice(0, 32_000) },
      { kind: 'number', text: String(row) },
    ]
  }
}

/** A merged value is written out in every row, since the rows leave their neighbours. */
function shownCell(cell: Cell | undefined): Cell {
  if (cell?.covered?.above === true) return cell.covered.by
  return cell ?? emptyCell
}
