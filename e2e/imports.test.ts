/** Finance imports receipts with two bad rows and gets them back; administration adds a person and a post (M-1.4, M-5.1). */
import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Database } from '../src/records/database.ts'
import { readSheet } from '../src/records/sheet/read.ts'
import { smallCompany } from '../src/records/testing/company.ts'
import { testServices } from '../src/server/testing/services.ts'
import { axeViolations, shot } from './browser.ts'
import { type Running, running } from './running.ts'

let db: Database
let site: Running

beforeAll(async () => {
  db = await smallCompany('postgres')
  site = await running(await testServices(db))
  await site.account('caiwu', 'finance')
  await site.account('xingzheng', 'administration')
})
afterEach(() => site.leave())
afterAll(() => site?.close())

async function openAs(name: string, path: string): Promise<Page> {
  const page = await site.openAs(name, path)
  await page.locator('main h1').waitFor()
  return page
}

async function clean(page: Page, name: string): Promise<void> {
  await page.waitForLoadState('networkidle')
  await shot(page, name)
  expect(await axeViolations(page), name).toEqual([])
}

const workbook = `合同编号,回款单号,到账日期,到账金额,款项性质,经手
C1,N1,2026-11-20,100.10,其他,王
C2,N2,2026-11-21,200.20,进度款,王
C9,N3,2026-11-21,300,其他,王
C2,N4,2026-13-21,400,其他,王
C1,R1,2026-10-09,301,订金,王
`

test('finance imports receipts in three steps and fetches the two rows that were not taken', async () => {
  const page = await openAs('caiwu', '/imports')
  await clean(page, 'imports')
  await page.locator('input[type=file]').setInputFiles({
    name: '回款.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(workbook),
  })
  await page.waitForURL('**/imports/uploads/*')
  await page.getByText('不认识').first().waitFor()
  await clean(page, 'imports-match')
  expect(await page.getByRole('button', { name: '下一步：检查会改动什么' }).isDisabled()).toBe(true)
  await page.getByRole('combobox', { name: '回款 经手 对应的项目' }).click()
  await page.locator('.ant-select-item-option', { hasText: '不导入这一列' }).click()
  await page.getByText('列名都认出来了').waitFor()
  await page.getByRole('button', { name: '下一步：检查会改动什么' }).click()
  await page.getByText('将新增 2 行、修改 1 行').waitFor()
  expect(await db.query(`select 1 as one from record.receipt where receipt_no = 'N1'`)).toEqual([])
  await clean(page, 'imports-preview')
  await page.reload()
  await page.getByRole('button', { name: '确认导入 3 行' }).click()
  await page.getByText('读 5 行 ＝ 收下 3 行').waitFor()
  await clean(page, 'imports-result')
  const saving = page.waitForEvent('download')
  await page.getByRole('button', { name: '下载没有收下的行' }).click()
  const saved = await saving
  expect(saved.suggestedFilename()).toBe('回款-未收下.xlsx')
  const [sheet] = (await readSheet({ name: 'r.xlsx', bytes: await readFile(await saved.path()) })).sheets
  expect(sheet?.rows.map(({ values }) => values[1]?.text)).toEqual(['N3', 'N4'])
  await page.getByRole('link', { name: '查看这次导入' }).click()
  await page.getByRole('button', { name: '撤回这次导入' }).waitFor()
  await clean(page, 'imports-detail')
  await page.getByRole('button', { name: '撤回这次导入' }).click()
  await page.getByText('回款删除 2 行、还原 1 行').waitFor()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /撤\s*回/ })
    .click()
  await page.getByText('已经撤回').first().waitFor()
  expect(
    await db.query(`select amount from record.receipt where contract_no = 'C1' and receipt_no = 'R1'`),
  ).toEqual([{ amount: '300' }])
})

test('administration adds a person and a post, and the next post ends it', async () => {
  const page = await openAs('xingzheng', '/people')
  await clean(page, 'people')
  await page.getByRole('button', { name: '登记员工' }).click()
  const drawer = page.getByRole('dialog')
  await drawer.getByLabel('工号').fill('P9')
  await drawer.getByLabel('姓名').fill('新同事')
  await drawer.getByLabel('入职日').fill('2026-11-01')
  await drawer.getByLabel('入职日').press('Enter')
  await clean(page, 'people-new')
  await drawer.getByRole('button', { name: /保\s*存/ }).click()
  await page.getByRole('link', { name: '新同事' }).click()
  await page.getByRole('button', { name: '登记任职' }).waitFor()
  await clean(page, 'person')
  for (const [unit, position, from] of [
    ['产品事业部', '业务员', '2026-11-01'],
    ['工程事业部', '项目经理', '2026-11-20'],
  ] as const) {
    await page.getByRole('button', { name: '登记任职' }).click()
    await drawer.getByLabel('部门').click()
    await drawer.getByLabel('部门').fill(unit)
    await page.locator('.ant-select-item-option', { hasText: unit }).click()
    await drawer.getByLabel('岗位').fill(position)
    await drawer.getByLabel('生效日').fill(from)
    await drawer.getByLabel('生效日').press('Enter')
    await drawer.getByRole('button', { name: /保\s*存/ }).click()
    await page.getByRole('cell', { name: position, exact: true }).waitFor()
  }
  expect(
    await db.query(
      `select position, valid_from, valid_to from record.assignment where person_no = 'P9' order by 2`,
    ),
  ).toEqual([
    { position: '业务员', valid_from: '2026-11-01', valid_to: '2026-11-20' },
    { position: '项目经理', valid_from: '2026-11-20', valid_to: null },
  ])
  await page.getByRole('button', { name: '查看（记入日志）' }).click()
  await page.getByText('这次查看已经记入审计日志').waitFor()
})

test('the other pages of records are in order', async () => {
  for (const path of [
    '/receipts',
    '/receipts?record=new',
    '/acceptances',
    '/returns',
    '/customers',
    '/customers/K1',
  ]) {
    const page = await openAs('caiwu', path)
    await clean(page, path.replaceAll(/[^a-z1]+/gi, '-').slice(1))
    await site.leave()
  }
  for (const path of [
    '/products',
    '/products/A',
    '/products?tab=filings',
    '/people?tab=units',
    '/people?tab=teams',
  ]) {
    const page = await openAs('xingzheng', path)
    await clean(page, path.replaceAll(/[^a-z1]+/gi, '-').slice(1))
    await site.leave()
  }
})
