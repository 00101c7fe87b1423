import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Cell, emptyCell } from './cell.ts'
import { readTable } from './read.ts'
import type { SheetToWrite } from './write.ts'
import { writeCsv } from './write-csv.ts'
import { writeXlsx } from './write-xlsx.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hengji-'))
})
afterAll(() => rm(folder, { recursive: true }))

const text = (value: string): Cell => ({ kind: 'text', text: value })
const number = (value: string, shown?: string): Cell => ({
  kind: 'number',
  text: value,
  ...(shown && { shown }),
})
const date = (value: string): Cell => ({ kind: 'date', text: value })

async function readBack(path: string): Promise<Cell[][]> {
  const found: Cell[][] = []
  for await (const row of readTable(path)) found.push([...row.cells])
  return found.slice(1)
}

const hostile = [
  '=1+1',
  '+1',
  '-2+3',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '\n=1',
  '=HYPERLINK("http://x","y")',
  '＝1+1',
  '－1',
  '=cmd|"/c calc"!A1',
  '"=1',
]

const sheetOf = (rows: readonly (readonly Cell[])[]): SheetToWrite => ({
  name: '合同/明细',
  columns: Array.from({ length: 4 }, (_, at) => ({ heading: `列${at}` })),
  rows,
})

test('a workbook written comes back cell for cell', async () => {
  const path = join(folder, 'a.xlsx')
  const rows = [
    [text('00123'), number('0.07'), date('2026-03-05'), { kind: 'boolean', text: 'TRUE' } as const],
    [text(' 前后 '), number('123456789012345678.01'), date('2026-03-05 08:30:00')],
    [text('a_x0041_b\u0001\r\n&<>"'), number('-0.5'), text('行\n二'), text('𠮷')],
    [number('0.3', '30%'), text('x'), emptyCell, text('末')],
  ]
  await writeXlsx(path, [sheetOf(rows)])
  expect(await readBack(path)).toEqual(rows)
})

test('hostile texts are texts in every format, and come back unchanged (class 22, ASVS 1.2.10)', async () => {
  const rows = hostile.map((value) => [text(value), number('-5')])
  await writeXlsx(join(folder, 'h.xlsx'), [sheetOf(rows)])
  await writeCsv(join(folder, 'h.csv'), sheetOf(rows))
  const book = new ExcelJS.Workbook()
  await book.xlsx.readFile(join(folder, 'h.xlsx'))
  book.worksheets[0]?.eachRow((row, at) => {
    if (at > 1)
      expect([row.getCell(1).type, row.getCell(1).style.numFmt]).toEqual([ExcelJS.ValueType.String, '@'])
  })
  const csv = await readFile(join(folder, 'h.csv'), 'utf8')
  expect(csv.startsWith('\ufeff')).toBe(true)
  for (const line of csv.split('\r\n').slice(1, -1)) expect(line).not.toMatch(/^"?[=+\-@＝－\t\r\n]/)
  expect(csv).toContain(',-5\r\n')
  for (const name of ['h.xlsx', 'h.csv']) {
    expect((await readBack(join(folder, name))).map((row) => row[0]?.text)).toEqual(hostile)
  }
})

test('any text survives CSV and XLSX', async () => {
  const value = fc.oneof(
    fc.string({ unit: 'grapheme', minLength: 1 }),
    fc.stringMatching(/^[=+"',;|\t\r\n -]{1,5}x$/),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 5 }), async (pairs) => {
      const rows = pairs.map((pair) => pair.map(text))
      await writeXlsx(join(folder, 'p.xlsx'), [sheetOf(rows)])
      expect(await readBack(join(folder, 'p.xlsx'))).toEqual(rows)
      await writeCsv(join(folder, 'p.csv'), sheetOf(rows))
      expect(await readBack(join(folder, 'p.csv'))).toEqual(rows)
    }),
    { numRuns: 60 },
  )
})

test('a code formatted with leading zeros is written as text', async () => {
  await writeXlsx(join(folder, 'z.xlsx'), [sheetOf([[number('123', '000123')]])])
  expect(await readBack(join(folder, 'z.xlsx'))).toEqual([[text('000123')]])
})

test('the workbook is one that another program reads: names, formats, choices, frozen heading', async () => {
  const path = join(folder, 'n.xlsx')
  const columns = [
    { heading: '工号', format: 'text' as const },
    { heading: '类别', choices: ['订金', '进度款'] },
  ]
  const sheet = { name: 'a/b:[很长很长很长很长很长很长很长很长很长很长很长]', columns, rows: [] }
  await writeXlsx(path, [sheet, sheet])
  const book = new ExcelJS.Workbook()
  await book.xlsx.readFile(path)
  const names = book.worksheets.map((found) => found.name)
  expect(new Set(names).size).toBe(2)
  expect(names.every((name) => name.length <= 31 && !/[[\]:/]/.test(name))).toBe(true)
  expect(book.worksheets[0]?.getColumn(1).numFmt).toBe('@')
  expect(book.worksheets[0]?.getCell('B7').dataValidation?.formulae).toEqual(['"订金,进度款"'])
  expect(book.worksheets[0]?.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 })
})

test('the same rows give the same bytes', async () => {
  const paths = ['1.xlsx', '2.xlsx'].map((name) => join(folder, name))
  for (const path of paths) await writeXlsx(path, [sheetOf([[text('x'), date('2026-01-01')]])])
  const [one, two] = await Promise.all(paths.map((path) => readFile(path)))
  expect(one?.equals(two ?? Buffer.alloc(0))).toBe(true)
})

test('a failure while rows are made fails the write', async () => {
  const rows = (function* () {
    yield [text('x')]
    throw new Error('database gone')
  })()
  await expect(writeXlsx(join(folder, 'f.xlsx'), [{ ...sheetOf([]), rows }])).rejects.toThrow('database gone')
})
