import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SheetResult } from '../src/records/import/import-file.ts'
import { importFolder } from '../src/records/import/import-folder.ts'
import { engines } from '../src/records/testing/server.ts'
import { sampleCompany } from './company.ts'
import { fen, sum, yuan } from './money.ts'
import { rowsOf } from './tables.ts'
import { contentOf, emptyRecords, storedContent } from './testing.ts'
import { writeSampleCompany } from './workbooks.ts'

const company = sampleCompany()
let folder = ''
let files: string[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hengji-samples-'))
  files = await writeSampleCompany(join(folder, 'one'))
})
afterAll(() => rm(folder, { recursive: true }))

test('the same company is written to the same bytes', async () => {
  await writeSampleCompany(join(folder, 'two'))
  for (const file of files) {
    const [one, two] = await Promise.all(['one', 'two'].map((part) => readFile(join(folder, part, file))))
    expect(two && one?.equals(two), file).toBe(true)
  }
})

/** Control totals are in yuan, whatever unit the sheet is in. */
function expectOwnSums(sheets: readonly SheetResult[]) {
  for (const [object, heading, column] of [
    ['contract', '金额/合同总额', 'turnover'],
    ['contract', '金额/质量保证金', 'retention'],
    ['contract_line', '价格（元）/合计金额', 'amount'],
    ['payment_plan', '计划金额（万元）', 'amount'],
    ['receipt', '到账金额', 'amount'],
    ['refund', '退款金额（元）', 'amount'],
  ] as const) {
    const own = sum(rowsOf(company, object).map((row) => fen(row[column] ?? '0')))
    const total = yuan(own).replace(/\.?0+$/, '')
    const found = sheets
      .find(({ objectId }) => objectId === object)
      ?.sums.find((entry) => entry.heading === heading)
    expect(found, `${object} ${heading}`).toMatchObject({ read: total, accepted: total })
  }
}

test.each(engines)('every row of the workbooks is taken in, unchanged, on %s', async (engine) => {
  const db = await emptyRecords(engine)
  const results = await importFolder(db, join(folder, 'one'), { actor: '0054' })
  const sheets = results.flatMap((result) => result.sheets)
  for (const sheet of sheets) {
    expect(sheet.rejections, sheet.sheet).toEqual([])
    expect(sheet.read, sheet.sheet).toBe(rowsOf(company, sheet.objectId).length)
  }
  expect(await storedContent(db)).toEqual(contentOf(company))
  expectOwnSums(sheets)
  const again = await importFolder(db, join(folder, 'one'), { actor: '0054' })
  const touched = again.flatMap((result) => result.sheets).filter((sheet) => sheet.added + sheet.changed > 0)
  expect(touched).toEqual([])
  await db.close()
})

test('another program opens the workbooks: merged title, two-row heading, total row', async () => {
  const book = new ExcelJS.Workbook()
  await book.xlsx.readFile(join(folder, 'one', '合同台账.xlsx'))
  const sheet = book.getWorksheet('合同台账')
  expect(sheet?.getCell('C1').text).toContain('合同台账')
  expect(sheet?.getCell('I3').text).toBe('金额')
  expect(sheet?.getCell('I4').text).toBe('合同总额')
  expect(sheet?.getCell(5 + rowsOf(company, 'contract').length, 1).text).toBe('合计')
})
