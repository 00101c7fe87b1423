import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import yazl from 'yazl'
import { columnName } from '../src/records/sheet/cell.ts'
import { day } from './days.ts'

/**
 * Workbooks as people make them in Excel: merged titles, number formats, shared texts. Apart from the product's own
 * writer on purpose, so that importing the samples is not reading back what the same code wrote.
 */
export interface SheetContent {
  readonly name: string
  readonly rows: readonly (readonly CellContent[])[]
  /** Ranges such as `A1:H1`. */
  readonly merges: readonly string[]
}

export type CellContent =
  | null
  | string
  | { readonly number: string; readonly format?: Format }
  | { readonly date: string; readonly format: 'slashed' | 'chinese' }
  | { readonly heading: string }

export type Format = 'plain' | 'grouped' | 'percent' | 'percent2'

const formats = {
  plain: 'General',
  grouped: '#,##0.00',
  percent: '0%',
  percent2: '0.00%',
  slashed: 'yyyy/m/d',
  chinese: 'yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;',
} as const

const styleNames = [...Object.keys(formats), 'heading']
const namespace = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packaged = 'http://schemas.openxmlformats.org/package/2006'
const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** The same sheets give the same bytes. */
export async function writeWorkbook(file: string, sheets: readonly SheetContent[]): Promise<void> {
  const texts = new Map<string, number>()
  const zip = new yazl.ZipFile()
  const put = (part: string, xml: string) => {
    const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    zip.addBuffer(Buffer.from(head + xml), part, { mtime: new Date(2026, 11, 31), forceDosTimestamp: true })
  }
  for (const [at, sheet] of sheets.entries()) put(`xl/worksheets/sheet${at + 1}.xml`, sheetXml(sheet, texts))
  put('[Content_Types].xml', contentTypes(sheets.length))
  put('_rels/.rels', relations([['r1', 'officeDocument', 'xl/workbook.xml']]))
  const list = sheets.map(
    ({ name }, at) => `<sheet name="${escaped(name)}" sheetId="${at + 1}" r:id="r${at + 1}"/>`,
  )
  put(
    'xl/workbook.xml',
    `<workbook ${namespace} xmlns:r="${office}"><sheets>${list.join('')}</sheets></workbook>`,
  )
  const parts = sheets.map((_, at) => [`r${at + 1}`, 'worksheet', `worksheets/sheet${at + 1}.xml`] as const)
  const common = [
    ['rs', 'styles', 'styles.xml'] as const,
    ['rt', 'sharedStrings', 'sharedStrings.xml'] as const,
  ]
  put('xl/_rels/workbook.xml.rels', relations([...parts, ...common]))
  put('xl/styles.xml', stylesXml())
  const items = [...texts.keys()].map((text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`)
  put('xl/sharedStrings.xml', `<sst ${namespace} uniqueCount="${items.length}">${items.join('')}</sst>`)
  zip.end()
  await pipeline(zip.outputStream, createWriteStream(file))
}

function contentTypes(sheets: number): string {
  const part = (name: string, kind: string) =>
    `<Override PartName="/xl/${name}" ContentType="${type}.${kind}+xml"/>`
  const list = Array.from({ length: sheets }, (_, at) => part(`worksheets/sheet${at + 1}.xml`, 'worksheet'))
  list.push(
    part('workbook.xml', 'sheet.main'),
    part('styles.xml', 'styles'),
    part('sharedStrings.xml', 'sharedStrings'),
  )
  const rels =
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
  return `<Types xmlns="${packaged}/content-types">${rels}${list.join('')}</Types>`
}

function relations(list: readonly (readonly [id: string, kind: string, target: string])[]): string {
  const each = list.map(
    ([id, kind, to]) => `<Relationship Id="${id}" Type="${office}/${kind}" Target="${to}"/>`,
  )
  return `<Relationships xmlns="${packaged}/relationships">${each.join('')}</Relationships>`
}

function stylesXml(): string {
  const codes = Object.values(formats)
  const numbers = codes.map((code, at) => `<numFmt numFmtId="${170 + at}" formatCode="${code}"/>`)
  const styles = codes.map((_, at) => `<xf numFmtId="${170 + at}" applyNumberFormat="1"/>`)
  styles.push(
    '<xf numFmtId="0" fontId="1" applyFont="1" applyAlignment="1"><alignment horizontal="center"/></xf>',
  )
  return `<styleSheet ${namespace}><numFmts count="${codes.length}">${numbers.join('')}</numFmts><fonts count="2"><font><sz val="11"/></font><font><b/><sz val="12"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0"/></cellStyleXfs><cellXfs count="${styles.length}">${styles.join('')}</cellXfs></styleSheet>`
}

function sheetXml({ rows, merges }: SheetContent, texts: Map<string, number>): string {
  const lines = rows.map((cells, at) => {
    const filled = cells.map((cell, column) => cellXml(cell, `${columnName(column)}${at + 1}`, texts))
    return `<row r="${at + 1}">${filled.join('')}</row>`
  })
  const merged = merges.map((range) => `<mergeCell ref="${range}"/>`).join('')
  const after = merges.length > 0 ? `<mergeCells count="${merges.length}">${merged}</mergeCells>` : ''
  return `<worksheet ${namespace}><sheetFormatPr defaultRowHeight="15"/><sheetData>${lines.join('')}</sheetData>${after}</worksheet>`
}

function cellXml(cell: CellContent, place: string, texts: Map<string, number>): string {
  if (cell === null || cell === '') return ''
  if (typeof cell === 'string') return sharedText(cell, place, 'plain', texts)
  if ('heading' in cell) return sharedText(cell.heading, place, 'heading', texts)
  if ('date' in cell)
    return `<c r="${place}" s="${styleOf(cell.format)}"><v>${day(cell.date) + 25_569}</v></c>`
  return `<c r="${place}" s="${styleOf(cell.format ?? 'plain')}"><v>${cell.number}</v></c>`
}

function sharedText(text: string, place: string, style: string, texts: Map<string, number>): string {
  const at = texts.get(text) ?? texts.size
  texts.set(text, at)
  return `<c r="${place}" s="${styleOf(style)}" t="s"><v>${at}</v></c>`
}

function styleOf(name: string): number {
  return styleNames.indexOf(name)
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
