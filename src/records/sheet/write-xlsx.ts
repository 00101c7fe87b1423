import { createWriteStream } from 'node:fs'
import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import yazl from 'yazl'
import { Refusal } from '../refusal.ts'
import { type Cell, columnName } from './cell.ts'
import { looksLikeFormula } from './formula.ts'
import { dateSerial } from './serial.ts'
import { styleOf, stylesXml } from './styles.ts'
import type { ColumnToWrite, SheetToWrite } from './write.ts'

const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packaged = 'http://schemas.openxmlformats.org/package/2006'
const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
const mostRows = 1_048_575
/** Choices are offered this far down; more only makes the file slow to open. */
const choiceRows = 20_000

/**
 * Writes a workbook row by row, in little memory. Numbers keep their decimal text, codes and other texts are stored as
 * text, and nothing is ever stored as a formula. The same input gives the same bytes.
 */
export async function writeXlsx(target: string | Writable, sheets: readonly SheetToWrite[]): Promise<void> {
  const zip = new yazl.ZipFile()
  // Without a fixed time the same export would differ from minute to minute.
  const options = { mtime: new Date(1980, 0, 1), forceDosTimestamp: true, compressionLevel: 4 }
  const names = uniqueNames(sheets.map((sheet) => sheet.name))
  for (const [part, text] of fixedParts(names)) zip.addBuffer(Buffer.from(declaration + text), part, options)
  sheets.forEach((sheet, at) => {
    zip.addReadStreamLazy(`xl/worksheets/sheet${at + 1}.xml`, options, (give) => {
      give(
        null,
        Readable.from(sheetXml(sheet)).on('error', (error) => zip.emit('error', error)),
      )
    })
  })
  const out = zip.outputStream as Readable
  zip.on('error', (error: Error) => out.destroy(error))
  zip.end()
  await pipeline(out, typeof target === 'string' ? createWriteStream(target) : target)
}

function fixedParts(names: readonly string[]): [part: string, text: string][] {
  const number = names.map((_, at) => at + 1)
  const type = (part: string, kind: string) =>
    `<Override PartName="/xl/${part}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${kind}+xml"/>`
  const relation = (id: string, kind: string, to: string) =>
    `<Relationship Id="${id}" Type="${office}/${kind}" Target="${to}"/>`
  const relations = (inside: string) =>
    `<Relationships xmlns="${packaged}/relationships">${inside}</Relationships>`
  const sheetList = names.map(
    (name, at) => `<sheet name="${escapeXml(name)}" sheetId="${at + 1}" r:id="s${at + 1}"/>`,
  )
  return [
    [
      '[Content_Types].xml',
      `<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>${type('workbook.xml', 'sheet.main')}${type('styles.xml', 'styles')}${number.map((n) => type(`worksheets/sheet${n}.xml`, 'worksheet')).join('')}</Types>`,
    ],
    ['_rels/.rels', relations(relation('w', 'officeDocument', 'xl/workbook.xml'))],
    [
      'xl/workbook.xml',
      `<workbook ${main} xmlns:r="${office}"><sheets>${sheetList.join('')}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      relations(
        number.map((n) => relation(`s${n}`, 'worksheet', `worksheets/sheet${n}.xml`)).join('') +
          relation('t', 'styles', 'styles.xml'),
      ),
    ],
    ['xl/styles.xml', stylesXml(main)],
  ]
}

/** Excel allows 31 characters, no `[]:*?/\` and no name twice. */
function uniqueNames(names: readonly string[]): string[] {
  const used = new Set<string>()
  return names.map((name) => {
    const base =
      name
        .replace(/[[\]:*?/\\]/g, '_')
        .replace(/^'+|'+$/g, '')
        .slice(0, 31) || '表'
    let unique = base
    for (let n = 2; used.has(unique.toLowerCase()); n += 1) unique = `${base.slice(0, 27)}(${n})`
    used.add(unique.toLowerCase())
    return unique
  })
}

async function* sheetXml(sheet: SheetToWrite): AsyncGenerator<string> {
  const { columns } = sheet
  const widths = columns.map((column, at) => columnXml(column, at + 1))
  const panes =
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
  let block = `${declaration}<worksheet ${main}>${panes}<cols>${widths.join('')}</cols><sheetData>`
  block += rowXml(
    1,
    columns.map((column) => textXml(column.heading, 'heading')),
  )
  let row = 1
  for await (const cells of sheet.rows) {
    row += 1
    if (row > mostRows)
      throw new Refusal('sheet_too_long_to_write', { sheet: sheet.name, limit: mostRows - 1 })
    block += rowXml(
      row,
      cells.map((cell, at) => cellXml(cell, columns[at])),
    )
    if (block.length < 65_536) continue
    yield block
    block = ''
  }
  yield `${block}</sheetData>${validations(columns)}</worksheet>`
}

function columnXml(column: ColumnToWrite, number: number): string {
  const width = column.width ?? Math.min(40, Math.max(10, displayWidth(column.heading) + 4))
  const style = column.format === undefined ? '' : ` style="${styleOf(column.format)}"`
  return `<col min="${number}" max="${number}" width="${width}" customWidth="1"${style}/>`
}

/** A Chinese character is twice as wide as a digit. */
function displayWidth(text: string): number {
  return [...text].reduce((sum, character) => sum + (character > '\u2e80' ? 2 : 1), 0)
}

function rowXml(row: number, cells: readonly string[]): string {
  return `<row r="${row}">${cells.map((cell, at) => cell.replace('<c', `<c r="${columnName(at)}${row}"`)).join('')}</row>`
}

function cellXml(cell: Cell, column: ColumnToWrite | undefined): string {
  switch (cell.kind) {
    case 'empty':
      return ''
    case 'number':
      return numberXml(cell, column)
    case 'date':
      return dateXml(cell.text)
    case 'boolean':
      return `<c t="b"><v>${cell.text === 'TRUE' ? 1 : 0}</v></c>`
    case 'text':
    case 'error':
      return textXml(cell.text, looksLikeFormula(cell.text) ? 'quoted' : 'text')
  }
}

function numberXml(cell: Cell, column: ColumnToWrite | undefined): string {
  // Shown with leading zeros: a code, whose zeros would be gone as a number.
  if (cell.shown !== undefined && !cell.shown.endsWith('%')) return textXml(cell.shown, 'text')
  if (column?.format === 'text') return textXml(cell.text, 'text')
  const format = cell.shown === undefined ? (column?.format ?? 'number') : 'percent'
  return `<c s="${styleOf(format)}"><v>${escapeXml(cell.text)}</v></c>`
}

function dateXml(text: string): string {
  const [date = '', time] = text.split(' ')
  const days = dateSerial(date)
  if (days === undefined) return textXml(text, 'text')
  if (time === undefined) return `<c s="${styleOf('date')}"><v>${days}</v></c>`
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number)
  const part = (hours * 3600 + minutes * 60 + seconds) / 86_400
  return `<c s="${styleOf('moment')}"><v>${days + part}</v></c>`
}

function textXml(text: string, style: 'text' | 'quoted' | 'heading'): string {
  if (text === '') return ''
  if (text.length > 32_767) throw new Error('A cell holds at most 32,767 characters')
  return `<c s="${styleOf(style)}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(text)}</t></is></c>`
}

/** Lists of choices, as far as Excel takes them inside the file: 255 characters and no commas. */
function validations(columns: readonly ColumnToWrite[]): string {
  const lists = columns.flatMap(({ choices = [] }, at) => {
    const list = choices.join(',')
    if (choices.length === 0 || list.length > 250 || choices.some((choice) => /[",]/.test(choice))) return []
    const range = `${columnName(at)}2:${columnName(at)}${choiceRows}`
    return `<dataValidation type="list" allowBlank="1" showErrorMessage="1" sqref="${range}"><formula1>"${escapeXml(list)}"</formula1></dataValidation>`
  })
  return lists.length === 0
    ? ''
    : `<dataValidations count="${lists.length}">${lists.join('')}</dataValidations>`
}

/** Characters XML cannot hold are written as Excel writes them, `_x0001_`; text that looks like such is itself escaped. */
function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(/[^\P{Cc}\t\n]|[\ufffe\uffff]/gu, (character) => {
      return `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`
    })
    .replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)
}
