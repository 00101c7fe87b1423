import { Refusal } from '../refusal.ts'
import { openArchive } from './archive.ts'
import { type Cell, emptyCell, type Row } from './cell.ts'
import { csvReader } from './csv-rows.ts'
import { defaultLimits, type Limits } from './limits.ts'
import { readParts } from './parts.ts'
import { sheetRows } from './sheet-rows.ts'
import { formatOf, type Source, sourceName } from './source.ts'

/** A table as a person keeps it: a sheet of a workbook, or a file of delimited text. */
export interface Sheet {
  readonly name: string
  readonly hidden: boolean
  /** Rows with a filled cell, in order, read as they are asked for. */
  rows(): AsyncIterable<Row>
}

export interface Workbook {
  readonly file: string
  readonly sheets: readonly Sheet[]
  close(): void
}

/**
 * Opens an XLSX or delimited text file (UTF-8, UTF-16, GBK, GB18030) and refuses, before unpacking anything, what is
 * too large, encrypted, of another type or built to do harm.
 *
 * A path, or a name with the bytes that were sent. Close the workbook when done. Requirement M-5.1 (computed from
 * records), ASVS 5.2.1–5.2.3.
 */
export async function openWorkbook(source: Source, limits: Limits = defaultLimits): Promise<Workbook> {
  const file = sourceName(source)
  if ((await formatOf(source, limits)) === 'csv') {
    const name = file.replace(/\.[^.]*$/, '')
    const rows = csvReader(source, limits)
    return { file, sheets: [{ name, hidden: false, rows }], close() {} }
  }
  const archive = await openArchive(source, limits)
  try {
    const parts = await readParts(archive, limits)
    const sheets = parts.sheets.map((sheet) => {
      const reading = { archive, parts, sheet, limits, dates: new Map() }
      return { name: sheet.name, hidden: sheet.hidden, rows: () => sheetRows(reading) }
    })
    return { file, sheets, close: () => archive.close() }
  } catch (error) {
    archive.close()
    throw error
  }
}

/** The rows of one sheet: the one of that name, or the first that is not hidden. */
export async function* readTable(source: Source, sheetName?: string): AsyncGenerator<Row> {
  const workbook = await openWorkbook(source)
  try {
    const { sheets, file } = workbook
    const sheet =
      sheetName === undefined
        ? (sheets.find((candidate) => !candidate.hidden) ?? sheets[0])
        : sheets.find((candidate) => candidate.name === sheetName)
    if (sheet === undefined) {
      const known = sheets.map((candidate) => candidate.name).join('、')
      throw new Refusal('sheet_unknown', { file, sheet: sheetName ?? '', sheets: known })
    }
    yield* sheet.rows()
  } finally {
    workbook.close()
  }
}

export interface PlainSheet {
  readonly name: string
  readonly hidden: boolean
  /** The text of the first filled row, trimmed. */
  readonly headings: readonly string[]
  /** Every later row, with as many cells as there are headings or more. */
  readonly rows: readonly { readonly row: number; readonly values: readonly Cell[] }[]
}

/** A whole small file in memory, first row as headings: for tables whose form is fixed. */
export async function readSheet(source: Source): Promise<{ readonly sheets: readonly PlainSheet[] }> {
  const workbook = await openWorkbook(source)
  try {
    const sheets: PlainSheet[] = []
    for (const { name, hidden, rows } of workbook.sheets) {
      const [first, ...others] = await collect(rows())
      const headings = (first?.cells ?? []).map((cell) => cell.text.trim())
      const padded = others.map(({ row, cells }) => ({ row, values: pad(cells, headings.length) }))
      sheets.push({ name, hidden, headings, rows: padded })
    }
    return { sheets }
  } finally {
    workbook.close()
  }
}

function pad(cells: readonly Cell[], width: number): readonly Cell[] {
  return cells.length >= width ? cells : [...cells, ...Array<Cell>(width - cells.length).fill(emptyCell)]
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = []
  for await (const item of items) found.push(item)
  return found
}
