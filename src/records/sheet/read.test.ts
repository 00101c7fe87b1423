import ExcelJS from 'exceljs'
import { expect, test } from 'vitest'
import type { Cell, Row } from './cell.ts'
import { openWorkbook, readSheet, readTable } from './read.ts'
import type { Source } from './source.ts'
import { rawRow, rawWorkbook } from './testing.ts'

async function rows(source: Source, sheet?: string): Promise<Row[]> {
  const found: Row[] = []
  for await (const row of readTable(source, sheet)) found.push(row)
  return found
}

async function cells(source: Source): Promise<readonly Cell[]> {
  return (await rows(source))[0]?.cells ?? []
}

const brief = ({ kind, text, shown }: Cell) =>
  shown === undefined ? `${kind}:${text}` : `${kind}:${text}=${shown}`

test('cells written by Excel itself keep their kind and exact text (M-4.1)', async () => {
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet('合同')
  sheet.addRow(['合同编号', '00123', 0.07, new Date(Date.UTC(2026, 2, 5)), true, null, { error: '#N/A' }])
  sheet.getCell('D1').numFmt = 'yyyy"年"m"月"d"日"'
  sheet.addRow([
    { richText: [{ text: '甲' }, { text: '乙' }] },
    { formula: '1+1', result: 2 },
    { text: '链接', hyperlink: 'http://x' },
  ])
  const bytes = Buffer.from(await book.xlsx.writeBuffer())
  const found = await rows({ name: '合同.xlsx', bytes })
  expect(found.map((row) => row.cells.map(brief))).toEqual([
    ['text:合同编号', 'text:00123', 'number:0.07', 'date:2026-03-05', 'boolean:TRUE', 'empty:', 'error:#N/A'],
    ['text:甲乙', 'number:2', 'text:链接'],
  ])
})

test('numbers are the decimals of the file, never rounded on the way', async () => {
  const values = [
    '0.1',
    '123456789012345678',
    '0.070000000000000007',
    '1E-3',
    '99999999999999999999.01',
    '-0',
  ]
  const source = await rawRow(values.map((value) => `<c><v>${value}</v></c>`).join(''))
  expect((await cells(source)).map((cell) => cell.text)).toEqual([
    '0.1',
    '123456789012345678',
    '0.07',
    '0.001',
    '99999999999999999999.01',
    '0',
  ])
})

test('percentages and padded numbers say how they are shown', async () => {
  const source = await rawRow('<c s="1"><v>0.29999999999999999</v></c><c s="2"><v>123</v></c>', [
    '0.00%',
    '000000',
  ])
  expect((await cells(source)).map(brief)).toEqual(['number:0.3=30%', 'number:123=000123'])
})

test('every spelling of a text cell is read, with its escapes', async () => {
  const strings =
    '<si><t xml:space="preserve"> 前 </t></si><si><r><t>甲</t></r><rPh><t>注音</t></rPh><r><t>乙</t></r></si>'
  const source = await rawWorkbook({
    strings,
    sheets: [
      {
        rows: `<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="inlineStr"><is><t>A&amp;B_x000A_C</t></is></c>
          <c t="str"><f>""</f><v></v></c><c t='str'><v><![CDATA[<b>]]></v></c></row>`,
      },
    ],
  })
  expect((await cells(source)).map(brief)).toEqual([
    'text: 前 ',
    'text:甲乙',
    'text:A&B\nC',
    'empty:',
    'text:<b>',
  ])
})

test('prefixed elements, gaps between columns and rows, and cells without addresses', async () => {
  const source = await rawWorkbook({
    sheets: [
      {
        rows: '<x:row r="3" xmlns:x="m"><x:c r="C3"><x:v>1</x:v></x:c><x:c><x:v>2</x:v></x:c></x:row><row r="9"><c r="AA9"><v>3</v></c></row>',
      },
    ],
  })
  const found = await rows(source)
  expect(found.map((row) => [row.row, row.cells.length])).toEqual([
    [3, 4],
    [9, 27],
  ])
  expect(found[0]?.cells.map(brief)).toEqual(['empty:', 'empty:', 'number:1', 'number:2'])
})

test('blank formatted rows and cells to the far right cost nothing', async () => {
  const blank = '<row><c r="XFD2" s="1"/></row>'
  const source = await rawWorkbook({
    sheets: [{ rows: `<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="0"/></row>${blank.repeat(50_000)}` }],
  })
  expect((await rows(source)).map((row) => row.cells.length)).toEqual([1])
})

test('dates of the 1904 system and ISO dates', async () => {
  const source = await rawWorkbook({
    formats: ['yyyy-mm-dd'],
    date1904: true,
    sheets: [{ rows: '<row><c s="1"><v>44624</v></c><c t="d"><v>2026-03-05T00:00:00</v></c></row>' }],
  })
  expect((await cells(source)).map(brief)).toEqual(['date:2026-03-05', 'date:2026-03-05'])
})

test('covered cells of merged ranges point to the cell that is shown', async () => {
  const source = await rawWorkbook({
    sheets: [
      {
        rows: `<row r="1"><c r="A1" t="str"><v>金额</v></c><c r="C1" t="str"><v>备注</v></c></row>
          <row r="2"><c r="A2" t="str"><v>含税</v></c><c r="B2" t="str"><v>不含税</v></c></row>
          <row r="3"><c r="B3"><v>5</v></c></row>`,
        after:
          '<mergeCells count="2"><mergeCell ref="A1:B1"/><mergeCell ref="C1:C2"/></mergeCells><pageMargins/>',
      },
    ],
  })
  const found = await rows(source)
  const covered = found.map((row) => row.cells.map((cell) => cell.covered?.by.text))
  expect(covered).toEqual([
    [undefined, '金额', undefined],
    [undefined, undefined, '备注'],
    [undefined, undefined],
  ])
  expect(found.map((row) => row.cells.find((cell) => cell.covered)?.covered?.above)).toEqual([
    false,
    true,
    undefined,
  ])
})

test('a text that looks like the end of the rows does not hide the merged ranges', async () => {
  const source = await rawWorkbook({
    sheets: [
      {
        rows: `<row><c t="str"><v>sheetData> &lt;/sheetData></v></c></row>${'<row><c><v>1</v></c></row>'.repeat(9000)}`,
        after: '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>',
      },
    ],
  })
  expect((await rows(source))[0]?.cells[1]?.covered?.by.kind).toBe('text')
})

test('the sheet is the first one shown unless it is named', async () => {
  const sheet = (name: string, value: string, state = 'visible') => ({
    name,
    state,
    rows: `<row><c><v>${value}</v></c></row>`,
  })
  const source = await rawWorkbook({
    sheets: [sheet('参数', '1', 'hidden'), sheet('合同', '2'), sheet('A&amp;B', '3')],
  })
  expect((await cells(source))[0]?.text).toBe('2')
  expect((await rows(source, 'A&B'))[0]?.cells[0]?.text).toBe('3')
  await expect(rows(source, '回款')).rejects.toMatchObject({ code: 'sheet_unknown' })
  const book = await openWorkbook(source)
  expect(book.sheets.map(({ name, hidden }) => [name, hidden])).toEqual([
    ['参数', true],
    ['合同', false],
    ['A&B', false],
  ])
  book.close()
})

test('a small file whole, with headings', async () => {
  const bytes = Buffer.from('\ufeff 工号 ,姓名,备注\r\n007,张三\r\n\r\n,"李,四",x\r\n')
  const { sheets } = await readSheet({ name: '员工.csv', bytes })
  expect(sheets.map(({ name, headings }) => [name, headings])).toEqual([['员工', ['工号', '姓名', '备注']]])
  expect(sheets[0]?.rows.map(({ row, values }) => [row, values.map((cell) => cell.text)])).toEqual([
    [2, ['007', '张三', '']],
    [4, ['', '李,四', 'x']],
  ])
})
