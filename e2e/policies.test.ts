/** 行政部 changes a rate and sees what it does to somebody; 主管副总 approves, and there is a new version. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Database } from '../src/records/database.ts'
import { testServices } from '../src/server/testing/services.ts'
import { month, settleAndClose } from '../src/settlement/testing/company.ts'
import { money, score, sellerOn } from '../src/settlement/testing/seller.ts'
import { axeViolations } from './browser.ts'
import { type Running, running } from './running.ts'

let db: Database
let site: Running

beforeAll(async () => {
  const seller = await sellerOn('postgres')
  db = seller.db
  await money(db, '2026-01-10', 10_000)
  await score(db, '2026-01', 10)
  await settleAndClose(db, seller.version, month('2026-01'))
  site = await running(await testServices(db))
  await site.account('author', 'administration')
  await site.account('approver', 'director')
  await site.account('reader', 'salesperson')
})
afterEach(() => site.leave())
afterAll(() => site?.close())

test('a clause is linked to, names lead to their definition, and reading loads no editor', async () => {
  const page = await site.openAs('reader', '/policies')
  const loaded: string[] = []
  page.on('request', (request) => loaded.push(request.url()))
  await page.getByRole('link', { name: '2026.1' }).click()
  await page.getByRole('heading', { name: '第五条 两种提成比例' }).waitFor()
  await page.getByRole('link', { name: '第十五条 绩效工资单' }).click()
  expect(page.url()).toMatch(/#clause-\d+$/)
  await page.getByRole('link', { name: '综合考评率', exact: true }).first().click()
  expect(decodeURIComponent(page.url())).toMatch(/#def-person-综合考评率$/)
  expect(loaded.filter((url) => /code-editor/.test(url))).toEqual([])
  expect(await page.getByRole('button', { name: '修改' }).count()).toBe(0)
  expect(await axeViolations(page)).toEqual([])
})

test('a rate changed in its table, tried on a person while writing, submitted', async () => {
  const page = await site.openAs('author', '/policies/1')
  const editor = page.waitForResponse((response) => /code-editor.*\.js/.test(response.url()))
  await page.getByRole('button', { name: '修改' }).click()
  await editor
  await page.getByLabel('到条款…').click()
  await page.getByTitle(/第五条/).click()
  await page.locator('.cm-line', { hasText: '| 主营产品' }).click()
  await page.getByLabel('第 1 行，比例').fill('4%')
  await page.getByLabel('选一个人').click()
  await page.getByTitle(/^S /).click()
  const live = page.getByRole('region', { name: '试算' })
  await live.getByText('3,300.00').first().waitFor()
  await live.getByText('3,400.00').first().waitFor()
  await page.getByText('已保存', { exact: true }).waitFor()
  expect(await axeViolations(page)).toEqual([])

  // Mistakes are found beside the page, in a worker, as they are written; and they go.
  expect(page.workers()).toHaveLength(1)
  await page.getByLabel('第 1 行，比例').fill('四成')
  await page.getByText(/^[1-9]\d* 处错误/).waitFor()
  await page.locator('.cm-lintRange-error').first().waitFor()
  await page.getByLabel('第 1 行，比例').fill('4%')
  await page.locator('.cm-lintRange-error').first().waitFor({ state: 'detached' })
  await page.getByText('已保存', { exact: true }).waitFor()

  await page.reload()
  await page.locator('.cm-content').waitFor()
  await page.getByRole('button', { name: '提交批准' }).click()
  await page.getByLabel('改了什么，为什么').fill('主营产品提到 4%')
  await page.getByRole('dialog').getByRole('button', { name: '提交批准' }).click()
  await page.getByText('待批准').first().waitFor()
  await page.getByText('1 人多得，0 人少得').first().waitFor()
  expect(await page.getByRole('button', { name: '批准并发布' }).count()).toBe(0)
})

test('another person reads the numbers, ticks off the warnings and approves', async () => {
  const page = await site.openAs('approver', '/policies')
  await page.getByRole('link', { name: /营销及售后中心业绩考核管理办法 2026\.2/ }).click()
  await page.getByText('1 人多得，0 人少得').first().waitFor()
  await page.locator('ins', { hasText: '4' }).first().waitFor()
  await page.getByRole('button', { name: '算出每个人的影响' }).click()
  await page.getByRole('cell', { name: '+100.00' }).first().waitFor()
  const approve = page.getByRole('button', { name: '批准并发布' })
  expect(await approve.isDisabled()).toBe(true)
  for (const box of await page.getByLabel('我看过这一条').all()) await box.check()
  expect(await axeViolations(page)).toEqual([])
  await approve.click()
  await page.getByRole('dialog').getByRole('button', { name: '批准并发布' }).click()
  await page.getByRole('link', { name: '看发布的版本' }).click()
  await page.getByText('账号（approver）').first().waitFor()
  await page.goto(`${site.address}/policies`)
  await page.getByRole('link', { name: '2026.2', exact: true }).waitFor()
  expect(await axeViolations(page)).toEqual([])
})

test('two versions compared: words, and who gains', async () => {
  const page = await site.openAs('author', '/policies/compare')
  await page.getByText('2 处改动').waitFor()
  await page.getByRole('button', { name: '算出每个人的影响' }).click()
  await page.getByRole('cell', { name: '第五条 两种提成比例' }).waitFor()
  expect(await axeViolations(page)).toEqual([])
})
