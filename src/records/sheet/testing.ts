import { buffer } from 'node:stream/consumers'
import yazl from 'yazl'
import type { Source } from './source.ts'

/** Makes workbooks part by part, so that tests can have what no honest program writes. */
export async function zip(parts: Readonly<Record<string, string | Buffer>>): Promise<Buffer> {
  const file = new yazl.ZipFile()
  for (const [name, content] of Object.entries(parts)) file.addBuffer(Buffer.from(content), name)
  file.end()
  return buffer(file.outputStream)
}

const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packaged = 'http://schemas.openxmlformats.org/package/2006/relationships'

export interface RawSheet {
  readonly name?: string
  /** The inside of `<sheetData>`. */
  readonly rows: string
  /** What follows `</sheetData>`. */
  readonly after?: string
  readonly state?: string
}

export interface RawWorkbook {
  readonly sheets: readonly RawSheet[]
  /** The inside of `<sst>`. */
  readonly strings?: string
  /** Custom formats, the first of which is style 1. */
  readonly formats?: readonly string[]
  readonly date1904?: boolean
  readonly extra?: Readonly<Record<string, string | Buffer>>
}

export function rawParts(book: RawWorkbook): Record<string, string | Buffer> {
  const sheets = book.sheets.map(
    ({ name, state = 'visible' }, at) =>
      `<sheet name="${name ?? `表${at + 1}`}" sheetId="${at + 1}" state="${state}" r:id="s${at}"/>`,
  )
  const links = book.sheets.map(
    (_, at) =>
      `<Relationship Id="s${at}" Type="${office}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`,
  )
  const formats = book.formats ?? []
  const codes = formats.map((code, at) => `<numFmt numFmtId="${200 + at}" formatCode="${code}"/>`)
  const styles = formats.map((_, at) => `<xf numFmtId="${200 + at}"/>`)
  return {
    '_rels/.rels': `<Relationships xmlns="${packaged}"><Relationship Id="w" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<?xml version="1.0"?><workbook ${main} xmlns:r="${office}"><workbookPr date1904="${book.date1904 ?? false}"/><sheets>${sheets.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${packaged}">${links.join('')}<Relationship Id="a" Type="${office}/styles" Target="styles.xml"/><Relationship Id="b" Type="${office}/sharedStrings" Target="/xl/sharedStrings.xml"/></Relationships>`,
    'xl/styles.xml': `<styleSheet ${main}><numFmts>${codes.join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${styles.join('')}</cellXfs></styleSheet>`,
    'xl/sharedStrings.xml': `<sst ${main}>${book.strings ?? ''}</sst>`,
    ...Object.fromEntries(
      book.sheets.map(({ rows, after = '' }, at) => [
        `xl/worksheets/sheet${at + 1}.xml`,
        `<?xml version="1.0"?><worksheet ${main}><sheetData>${rows}</sheetData>${after}</worksheet>`,
      ]),
    ),
    ...book.extra,
  }
}

export async function rawWorkbook(book: RawWorkbook, name = '测试.xlsx'): Promise<Source> {
  return { name, bytes: await zip(rawParts(book)) }
}

/** One sheet of one row with the given cells. */
export function rawRow(cells: string, formats: readonly string[] = []): Promise<Source> {
  return rawWorkbook({ sheets: [{ rows: `<row r="1">${cells}</row>` }], formats })
}
