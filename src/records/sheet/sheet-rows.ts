import { Refusal } from '../refusal.ts'
import { type Archive, refuseDamaged } from './archive.ts'
import { type Cell, columnIndex, columnName, emptyCell, type Row, textCell } from './cell.ts'
import { shiftDecimal, workbookDecimal } from './decimal.ts'
import type { Limits } from './limits.ts'
import { coverRows } from './merged-rows.ts'
import { type Merge, readMerges } from './merges.ts'
import { plainNumber } from './number-format.ts'
import { richText, type SheetPart, type WorkbookParts } from './parts.ts'
import { serialCell } from './serial.ts'
import { attribute, scanXml, type XmlHandler } from './xml.ts'

export interface SheetReading {
  readonly archive: Archive
  readonly parts: WorkbookParts
  readonly sheet: SheetPart
  readonly limits: Limits
  /** Serials already turned into dates. */
  readonly dates: Map<string, Cell>
  /** Found once, however often the rows are read. */
  merges?: Promise<readonly Merge[]>
}

/** The rows of a sheet that have a filled cell, one chunk of the file in memory at a time. */
export async function* sheetRows(reading: SheetReading): AsyncGenerator<Row> {
  reading.merges ??= readMerges(reading.archive, reading.sheet.part, reading.limits)
  const merges = await reading.merges
  const cover = coverRows(merges, reading.limits.columns)
  let count = 0
  for await (const rows of rowBatches(reading)) {
    for (const row of rows) {
      count += 1
      if (count > reading.limits.rows) throw tooLarge(reading, `超过 ${reading.limits.rows} 行`)
      yield merges.length === 0 ? row : cover(row)
    }
  }
}

async function* rowBatches(reading: SheetReading): AsyncGenerator<readonly Row[]> {
  const { archive, sheet } = reading
  const sink = rowSink(reading)
  const scanner = scanXml(sink)
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for await (const chunk of archive.stream(sheet.part)) {
      scanner.write(decoder.decode(chunk, { stream: true }))
      if (sink.rows.length > 0) yield sink.rows.splice(0)
      if (sink.done()) return
    }
    scanner.end()
  } catch (error) {
    refuseDamaged(archive.file, error)
  }
}

interface OpenCell {
  readonly column: number
  readonly type: string
  readonly style: number
  formula: boolean
  value: string | undefined
}

/** A cell as Excel, WPS and most programs spell it. Any other spelling goes through the tokens. */
const usualCell = /<c r="([A-Z]{1,3}\d+)"(?: s="(\d+)")?(?: t="(s|n|b)")?><v>([^<&]{0,40})<\/v><\/c>/y

/** Turns the elements of a sheet into rows. */
function rowSink(reading: SheetReading): XmlHandler & { readonly rows: Row[]; done(): boolean } {
  const rows: Row[] = []
  const inline = richText()
  let rowNumber = 0
  let cells: Cell[] = []
  let cell: OpenCell | undefined
  let inValue = false
  let ended = false
  let inRow = false
  let nextColumn = 0

  const openRow = (attributes: string) => {
    const number = Number(attribute(attributes, 'r') ?? rowNumber + 1)
    if (!Number.isInteger(number) || number <= rowNumber)
      throw damaged(reading, `第 ${rowNumber} 行之后行号错乱`)
    rowNumber = number
    cells = []
    nextColumn = 0
    inRow = true
  }
  const openCell = (attributes: string) => {
    const address = attribute(attributes, 'r')
    const column = address === undefined ? nextColumn : columnIndex(address)
    if (column < nextColumn) throw damaged(reading, `第 ${rowNumber} 行的单元格顺序错乱`)
    nextColumn = column + 1
    const style = Number(attribute(attributes, 's') ?? 0)
    cell = { column, type: attribute(attributes, 't') ?? 'n', style, formula: false, value: undefined }
  }
  const closeCell = (open: OpenCell) => {
    if (open.type === 'inlineStr') open.value = inline.take()
    const value = cellOf(open, rowNumber, reading)
    if (value === emptyCell) return
    if (open.column >= reading.limits.columns) throw tooLarge(reading, `超过 ${reading.limits.columns} 列`)
    while (cells.length < open.column) cells.push(emptyCell)
    cells.push(value)
  }

  return {
    rows,
    done: () => ended,
    skim(text, start) {
      usualCell.lastIndex = start
      const match = inRow ? usualCell.exec(text) : null
      if (match === null) return start
      const [whole, address = '', style = '0', type = 'n', value = ''] = match
      const column = columnIndex(address)
      if (column < nextColumn) throw damaged(reading, `第 ${rowNumber} 行的单元格顺序错乱`)
      nextColumn = column + 1
      closeCell({ column, type, style: Number(style), formula: false, value })
      return start + whole.length
    },
    open(element, attributes) {
      if (element === 'c') openCell(attributes)
      else if (element === 'v') inValue = true
      else if (element === 'row') openRow(attributes)
      else if (element === 'f' && cell !== undefined) cell.formula = true
      else inline.open(element)
      if (inValue && cell !== undefined) cell.value ??= ''
    },
    text(part) {
      if (inValue && cell !== undefined) cell.value += part
      else inline.text(part)
    },
    close(element) {
      if (element === 'v') inValue = false
      else if (element === 'c' && cell !== undefined) {
        closeCell(cell)
        cell = undefined
      } else if (element === 'row') {
        inRow = false
        if (cells.length > 0) rows.push({ row: rowNumber, cells })
      } else if (element === 'sheetData') ended = true
      else inline.close(element)
    },
  }
}

function cellOf(open: OpenCell, row: number, reading: SheetReading): Cell {
  const { value } = open
  if (value === undefined) {
    if (!open.formula) return emptyCell
    const { archive, sheet } = reading
    throw new Refusal('file_formula', {
      file: archive.file,
      sheet: sheet.name,
      cell: `${columnName(open.column)}${row}`,
    })
  }
  switch (open.type) {
    case 's':
      return textCell(shared(value, reading))
    case 'b':
      return { kind: 'boolean', text: value.trim() === '1' || value.trim() === 'true' ? 'TRUE' : 'FALSE' }
    case 'e':
      return { kind: 'error', text: value }
    case 'd':
      return isoCell(value)
    case 'n':
      return numberCell(value, open.style, reading)
    default:
      return limitedText(value, reading)
  }
}

function shared(index: string, reading: SheetReading): string {
  const text = reading.parts.sharedStrings[Number(index)]
  if (text === undefined) throw damaged(reading, '引用了不存在的文字')
  return text
}

function limitedText(value: string, reading: SheetReading): Cell {
  if (value.length > reading.limits.cellCharacters) throw tooLarge(reading, '有过长的单元格')
  return textCell(value)
}

function isoCell(value: string): Cell {
  const text = value
    .replace('T', ' ')
    .replace(/(\.\d+)?Z?$/, '')
    .replace(/ 00:00:00$/, '')
  return { kind: 'date', text }
}

function numberCell(value: string, style: number, reading: SheetReading): Cell {
  const trimmed = value.trim()
  if (trimmed === '') return emptyCell
  const meaning = reading.parts.meanings[style] ?? plainNumber
  if (meaning.kind === 'date' || meaning.kind === 'time') return dateCell(trimmed, reading)
  const text = workbookDecimal(trimmed)
  if (text === undefined) throw damaged(reading, `数字写作 ${trimmed.slice(0, 40)}`)
  if (meaning.kind === 'percent') return { kind: 'number', text, shown: `${shiftDecimal(text, 2)}%` }
  if (meaning.kind === 'zeros' && /^\d+$/.test(text) && text.length < meaning.digits) {
    return { kind: 'number', text, shown: text.padStart(meaning.digits, '0') }
  }
  return { kind: 'number', text }
}

/** Dates repeat from row to row, so each serial is worked out once. */
function dateCell(serial: string, { dates, parts }: SheetReading): Cell {
  const known = dates.get(serial)
  if (known !== undefined) return known
  const cell = serialCell(serial, parts.system1904)
  if (dates.size < 10_000) dates.set(serial, cell)
  return cell
}

function damaged({ archive, sheet }: SheetReading, cause: string): Refusal {
  return new Refusal('file_damaged', { file: archive.file, cause: `工作表“${sheet.name}”${cause}` })
}

function tooLarge({ archive, sheet }: SheetReading, cause: string): Refusal {
  return new Refusal('sheet_too_large', { file: archive.file, sheet: sheet.name, cause })
}
