import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { defaultLimits } from './limits.ts'
import { openWorkbook, readTable } from './read.ts'

async function texts(bytes: Buffer): Promise<string[][]> {
  const found: string[][] = []
  for await (const row of readTable({ name: '表.csv', bytes })) found.push(row.cells.map((cell) => cell.text))
  return found
}

const table = '合同编号,客户,金额\r\nHT-001,北京“朝阳”有限公司,"1,200.50"\r\n'
const expected = [
  ['合同编号', '客户', '金额'],
  ['HT-001', '北京“朝阳”有限公司', '1,200.50'],
]

test.each(['utf8', 'gbk', 'gb18030', 'utf16le', 'utf16be'])(
  'text in %s is recognised without a mark',
  async (encoding) => {
    expect(await texts(iconv.encode(table, encoding))).toEqual(expected)
  },
)

test.each(['utf8', 'utf16le', 'utf16be'])(
  'text in %s is recognised by its byte order mark',
  async (encoding) => {
    expect(await texts(iconv.encode(table, encoding, { addBOM: true }))).toEqual(expected)
  },
)

test('rare characters of GB18030 and multi-byte characters across chunks survive', async () => {
  const name = '𠮷𤭢镕'.repeat(50_000)
  const bytes = iconv.encode(`姓名\n${name.slice(0, 30_000)}\n${'王镕,'.repeat(300)}\n`.repeat(20), 'gb18030')
  const found = await texts(bytes)
  expect(found).toHaveLength(60)
  expect(found.at(-2)).toEqual([name.slice(0, 30_000)])
})

test('text that is in no known encoding is refused, not garbled', async () => {
  const bytes = Buffer.concat([Buffer.from('姓名\n'), Buffer.from([0xff, 0xff, 0x81, 0x20, 0x0a])])
  await expect(texts(bytes)).rejects.toMatchObject({ code: 'file_encoding' })
})

test.each([
  ['a\tb\n1\t2', '\t'],
  ['a;b\n"1;5";2', ';'],
  ['sep=|\na|b', '|'],
  ['标题，只有一格\na,b,c\n1,2,3', ','],
])('the separator of %j is found', async (text, mark) => {
  const found = await texts(Buffer.from(text))
  expect(found.some((row) => row.length > 1)).toBe(true)
  expect(found.flat().every((cell) => !cell.includes(mark) || cell === '1;5')).toBe(true)
})

test('what other programs do to keep Excel from changing a code is undone', async () => {
  expect(await texts(Buffer.from(`="00123",'=1+1,"=""7""",O'Neil,'x\n`))).toEqual([
    ['00123', '=1+1', '7', "O'Neil", "'x"],
  ])
})

test('rows keep the number Excel shows, over blank lines and lines inside quotes', async () => {
  const bytes = Buffer.from('a\r\n\r\n"x\r\ny",2\r\n,,\r\nb\r\n')
  const numbers: number[] = []
  for await (const row of readTable({ name: 'x.csv', bytes })) numbers.push(row.row)
  expect(numbers).toEqual([1, 3, 5])
})

test('a quote that is never closed is refused with its line', async () => {
  const bytes = Buffer.from(`a,b\n1,"未完\n${'2,3\n'.repeat(10)}`)
  await expect(texts(bytes)).rejects.toMatchObject({ code: 'file_csv' })
})

test('rows, columns and cells have limits', async () => {
  const read = async (text: string, limits: object) => {
    const book = await openWorkbook(
      { name: 'x.csv', bytes: Buffer.from(text) },
      { ...defaultLimits, ...limits },
    )
    for await (const _ of book.sheets[0]?.rows() ?? []);
  }
  await expect(read('a\n'.repeat(11), { rows: 10 })).rejects.toMatchObject({ code: 'sheet_too_large' })
  await expect(read('a,'.repeat(11).concat('b'), { columns: 11 })).rejects.toMatchObject({
    code: 'sheet_too_large',
  })
  await expect(read('a'.repeat(41), { cellCharacters: 40 })).rejects.toMatchObject({
    code: 'sheet_too_large',
  })
  await expect(read(','.repeat(400), { columns: 11 })).resolves.toBeUndefined()
})

test('reading a file that is left half-way does not keep it open', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hengji-'))
  const path = join(folder, '大.csv')
  await writeFile(path, '1,2,3\n'.repeat(200_000))
  for await (const row of readTable(path)) if (row.row === 3) break
  await rm(folder, { recursive: true })
})

test('any bytes are read or refused, never a crash', async () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc.string({ unit: 'grapheme' }).map((text) => Buffer.from(text)),
  )
  await fc.assert(
    fc.asyncProperty(bytes, async (value) => {
      await texts(Buffer.from(value)).catch((error: unknown) => expect(error).toHaveProperty('code'))
    }),
  )
})
