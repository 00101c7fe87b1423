import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import yazl from 'yazl'
import { Refusal } from '../refusal.ts'
import { defaultLimits, type Limits } from './limits.ts'
import { openWorkbook } from './read.ts'
import type { Source } from './source.ts'
import { rawParts, rawRow, rawWorkbook, zip } from './testing.ts'

/** The refusal's code and text, reading every sheet to its end. */
async function refusal(source: Source, limits: Partial<Limits> = {}): Promise<string> {
  try {
    const book = await openWorkbook(source, { ...defaultLimits, ...limits })
    for (const sheet of book.sheets) for await (const _ of sheet.rows());
    book.close()
    return 'read'
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return `${error.code}: ${error.message}`
  }
}

const bytes = (...parts: (string | Buffer)[]) => Buffer.concat(parts.map((part) => Buffer.from(part)))
const one = { sheets: [{ rows: '<row><c><v>1</v></c></row>' }] }
const compound = Buffer.from('d0cf11e0a1b11ae1', 'hex')

test.each([
  ['旧版的 Excel', bytes(compound, Buffer.alloc(600), Buffer.from('Workbook', 'utf16le'))],
  ['网页', bytes('\ufeff\n <html><body><table><tr><td>1</td></tr></table>')],
  ['网页', bytes('<!DOCTYPE HTML PUBLIC "x">')],
  ['XML', bytes('<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>')],
  ['PDF', bytes('%PDF-1.7\n')],
  ['PNG', bytes(Buffer.from('89504e470d0a1a0a', 'hex'))],
  ['JPEG', bytes(Buffer.from('ffd8ffe000104a46', 'hex'))],
  ['RAR', bytes('Rar!\x1a\x07\x00')],
])('a file that really is %s is named as such, whatever its name (ASVS 5.2.2)', async (found, content) => {
  expect(await refusal({ name: '合同台账.xlsx', bytes: content })).toMatch(
    new RegExp(`^file_wrong_type.*${found}`),
  )
})

test('an encrypted workbook is refused with what to do', async () => {
  const content = bytes(compound, Buffer.alloc(1_048_560), Buffer.from('EncryptedPackage', 'utf16le'))
  expect(await refusal({ name: '工资.xlsx', bytes: content })).toMatch(/^file_encrypted.*去掉密码/)
})

test('other archives and Office files are not workbooks', async () => {
  const of = async (parts: Record<string, string>) => refusal({ name: 'a.xlsx', bytes: await zip(parts) })
  expect(await of({ 'readme.txt': 'x' })).toMatch(/^file_wrong_type.*压缩包/)
  expect(await of({ mimetype: 'x', 'content.xml': '<a/>' })).toMatch(/^file_wrong_type.*OpenDocument/)
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument'
  const link = (target: string) => ({
    '_rels/.rels': `<Relationships><Relationship Id="a" Type="${office}" Target="${target}"/></Relationships>`,
    [target]: 'x',
  })
  expect(await of(link('word/document.xml'))).toMatch(/^file_wrong_type.*Word/)
  expect(await of(link('xl/workbook.bin'))).toMatch(/^file_wrong_type.*xlsb/)
})

test('missing and empty files', async () => {
  expect(await refusal('/没有/这个/文件.xlsx')).toMatch(/^file_not_found/)
  expect(await refusal({ name: '空.csv', bytes: Buffer.alloc(0) })).toMatch(/^file_empty/)
  expect(await refusal(tmpdir())).toMatch(/^file_wrong_type.*文件夹/)
})

test('a small file that unpacks to a very large one is refused before it is unpacked (ASVS 5.2.3)', async () => {
  const rows = `<row><c><v>1</v></c></row>`.repeat(800_000)
  const source = await rawWorkbook({ sheets: [{ rows }] })
  const before = process.memoryUsage().rss
  expect(await refusal(source)).toMatch(/^file_bomb.*倍/)
  expect(process.memoryUsage().rss - before).toBeLessThan(50_000_000)
  expect(await refusal(source, { ratio: 1e9, unpackedBytes: 1_000_000 })).toMatch(/^file_bomb.*解开后超过/)
})

test('a part that is larger than it declares is stopped at the declared size', async () => {
  const parts = rawParts({ sheets: [{ rows: '<row><c><v>1</v></c></row>'.repeat(100_000) }] })
  const content = await zip(parts)
  const size = Buffer.from(parts['xl/worksheets/sheet1.xml'] ?? '').length
  const truth = Buffer.alloc(4)
  truth.writeUInt32LE(size)
  const lie = Buffer.alloc(4)
  lie.writeUInt32LE(1000)
  for (let at = content.indexOf(truth); at !== -1; at = content.indexOf(truth, at)) lie.copy(content, at)
  expect(await refusal({ name: 'a.xlsx', bytes: content })).toMatch(/^file_bomb.*与它声明的不符/)
})

test('too many files, sheets, shared strings, merged ranges, columns, rows', async () => {
  const extra = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`xl/media/${at}.png`, 'x']))
  expect(await refusal(await rawWorkbook({ ...one, extra }), { entries: 20 })).toMatch(/^file_bomb.*个文件/)
  const sheets = Array.from({ length: 5 }, () => ({ rows: '' }))
  expect(await refusal(await rawWorkbook({ sheets }), { sheets: 4 })).toMatch(/^file_bomb.*工作表/)
  const strings = await rawWorkbook({ ...one, strings: '<si><t>x</t></si>'.repeat(99) })
  expect(await refusal(strings, { sharedStringsBytes: 1000 })).toMatch(/^file_bomb/)
  const after = `<mergeCells>${'<mergeCell ref="A1:B2"/>'.repeat(11)}</mergeCells>`
  expect(await refusal(await rawWorkbook({ sheets: [{ rows: '', after }] }), { merges: 10 })).toMatch(
    /^file_bomb.*合并/,
  )
  expect(await refusal(await rawRow('<c r="XFD1"><v>1</v></c>'))).toMatch(/^sheet_too_large.*512 列/)
  const long = await rawWorkbook({ sheets: [{ rows: '<row><c><v>1</v></c></row>'.repeat(11) }] })
  expect(await refusal(long, { rows: 10 })).toMatch(/^sheet_too_large.*10 行/)
  expect(await refusal(long, { xlsxBytes: 100 })).toMatch(/^file_too_large/)
})

test('a merged range to the far right does not widen every row', async () => {
  const rows = '<row><c t="str"><v>标题</v></c></row><row><c><v>1</v></c></row>'
  const after = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
  expect(await refusal(await rawWorkbook({ sheets: [{ rows, after }] }))).toBe('read')
})

test('paths out of the archive are refused (class 25)', async () => {
  const content = await zip({ ...rawParts(one), 'xl/aaaaaaaaaaaa.xml': 'x' })
  for (let at = content.indexOf('xl/aaaaaaaaaaaa'); at !== -1; at = content.indexOf('xl/aaaaaaaaaaaa')) {
    content.write('../../etc/aaaaa', at)
  }
  expect(await refusal({ name: 'a.xlsx', bytes: content })).toMatch(/^file_damaged.*指向别处/)
})

test('two parts of one name are refused', async () => {
  const content = await zip({ ...rawParts(one), 'xl/Worksheets/Sheet1.xml': '<worksheet/>' })
  expect(await refusal({ name: 'a.xlsx', bytes: content })).toMatch(/^file_damaged.*两个/)
})

test('a part changed after writing is noticed by its checksum', async () => {
  const parts = rawParts({ sheets: [{ rows: '<row><c><v>1000</v></c></row>' }] })
  const stored = new yazl.ZipFile()
  for (const [name, content] of Object.entries(parts))
    stored.addBuffer(Buffer.from(content), name, { compress: false })
  stored.end()
  const content = await buffer(stored.outputStream)
  content.write('9000', content.indexOf('1000</v>'))
  expect(await refusal({ name: 'a.xlsx', bytes: content })).toMatch(/^file_damaged.*校验和/)
})

test.each([
  ['<row><c t="s"><v>7</v></c></row>', '不存在的文字'],
  ['<row><c><v>1,5</v></c></row>', '数字写作 1,5'],
  ['<row r="2"><c><v>1</v></c></row><row r="1"/>', '行号错乱'],
  ['<row><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>', '顺序错乱'],
  ['<row><c r="1"><v>1</v></c></row>', '顺序错乱'],
  ['<row><c><v>1</v></row>', '</row>'],
])('%s is damaged', async (rows, cause) => {
  const text = await refusal(await rawWorkbook({ sheets: [{ rows }] }))
  expect(text).toContain('file_damaged')
  expect(text).toContain(cause)
})

test('a document type is refused, so there is no entity to expand (ASVS 1.5.1)', async () => {
  const parts = rawParts(one)
  const evil = '<!DOCTYPE sst [<!ENTITY x SYSTEM "file:///etc/passwd">]><sst><si><t>&x;</t></si></sst>'
  const content = await zip({ ...parts, 'xl/sharedStrings.xml': evil })
  expect(await refusal({ name: 'a.xlsx', bytes: content })).toMatch(/^file_damaged.*DOCTYPE/)
})

test('a formula without a stored result is refused with its place', async () => {
  const source = await rawWorkbook({
    sheets: [{ name: '合同', rows: '<row r="7"><c r="D7"><f>B7*C7</f></c></row>' }],
  })
  expect(await refusal(source)).toMatch(/^file_formula.*“合同”的 D7/)
})

test('a file cut short at any place is refused or read whole, on disk as in memory', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hengji-'))
  const whole = await zip(rawParts({ sheets: [{ rows: '<row><c><v>1</v></c></row>'.repeat(2000) }] }))
  for (let cut = 8; cut < whole.length; cut += 97) {
    const path = join(folder, `${cut}.xlsx`)
    await writeFile(path, whole.subarray(0, cut))
    expect(await refusal(path)).not.toBe('read')
    expect(await refusal({ name: 'a.xlsx', bytes: whole.subarray(0, cut) })).not.toBe('read')
  }
  await rm(folder, { recursive: true })
})

test('any single byte changed is refused or changes nothing that is read', { timeout: 60_000 }, async () => {
  const whole = await zip(rawParts({ sheets: [{ rows: '<row><c><v>1</v></c></row>'.repeat(20) }] }))
  for (let at = 0; at < whole.length; at += 3) {
    const content = Buffer.from(whole)
    content[at] = (content[at] ?? 0) ^ 0x55
    await refusal({ name: 'a.xlsx', bytes: content })
  }
})
