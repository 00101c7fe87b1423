/** A salesperson follows one number of the statement down to a receipt, on a phone and at a desk (M-6.2). */
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Database } from '../src/records/database.ts'
import { smallCompany } from '../src/records/testing/company.ts'
import { testServices } from '../src/server/testing/services.ts'
import { publish } from '../src/settlement/policy-version.ts'
import { settle } from '../src/settlement/settle.ts'
import { month } from '../src/settlement/testing/company.ts'
import { axeViolations } from './browser.ts'
import { desk, phone, type Running, running } from './running.ts'

const policy = `---
制度: 试行办法
版本: 1
期间: 月
应付项: 员工.应发
---

# 第一条 提成

当月收到的款按一成计提，固定工资照发。

\`\`\`policy
员工:
  固定 = 缺省(固定工资, 0)
  收款 = 合计(合同.回款.金额, 合同.回款.收款日 在 本期)
  提成合计 = 收款 × 10%
  团队收款 = 合计(全部 员工.收款)
  团队奖 = 团队收款 × 1%
  应发 = 固定 + 提成合计 + 团队奖
\`\`\`
`

const records = [
  `update record.person set name = '<b onmouseover=alert(1)>业务员乙</b>' where person_no = 'P4'`,
  `insert into record.fixed_pay (person_no, base_pay, allowance, valid_from) values ('P4', 4000, 0, '2026-10-11')`,
  `insert into import.file (name, sha256, imported_by) values ('回款流水.csv', repeat('a', 64), '财务部')`,
  `insert into record.receipt (contract_no, receipt_no, received_on, amount, kind, import_id, source_row)
   select 'C3', 'R9', '2026-11-10', 500, '进度款', id, 7 from import.file`,
]

let db: Database
let site: Running
let complaints: string[]

beforeAll(async () => {
  db = await smallCompany('postgres')
  site = await running(await testServices(db))
  for (const record of records) await db.exec(record)
  await site.account('P4', 'salesperson', 'P4')
  await site.account('P1', 'director', 'P1')
  const version = await publish(db, policy, '人事')
  for (const name of ['2026-10', '2026-11']) await settle(db, { version, period: month(name), actor: '财务' })
})
afterEach(async () => {
  await site.leave()
  expect(complaints.filter((line) => !/status of 404/.test(line))).toEqual([])
})
afterAll(() => site?.close())

function openAs(person: string, path: string, locale: string, small: boolean): Promise<Page> {
  complaints = []
  return site.openAs(person, path, { ...(small ? phone : desk), locale }, (page) => {
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('console', (line) => line.type() === 'error' && complaints.push(line.text()))
  })
}

const fits = (page: Page) => page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth')

test.each([
  ['zh-CN', true, '打开绩效单', '来自文件“回款流水.csv”第 7 行', '绩效单', '另有 3 行属于他人，不显示'],
  [
    'en-GB',
    false,
    'Open the statement',
    'From file “回款流水.csv”, row 7',
    'Statement',
    '3 more rows belong to others',
  ],
] as const)('from the amount to the receipt, %s', async (locale, phone, statement, origin, start, hidden) => {
  const page = await openAs('P4', '/', locale, phone)
  await page.getByRole('link', { name: statement }).click()
  await page.getByRole('button', { name: /^提成合计/ }).waitFor()
  await page.getByRole('heading', { level: 1, name: /<b onmouseover=alert\(1\)>业务员乙<\/b>/ }).waitFor()
  await page.getByText('4,056.00').first().waitFor()
  expect(await fits(page)).toBe(true)
  expect(await axeViolations(page)).toEqual([])
  await page.getByRole('button', { name: /^提成合计/ }).click()
  const panel = page.getByRole('dialog')
  await panel.getByText('= 500 × 10%').waitFor()
  await panel.locator('mark', { hasText: '提成合计 = 收款 × 10%' }).waitFor()
  expect(await axeViolations(page)).toEqual([])
  await panel.getByRole('button', { name: /C3 \/ R9/ }).click()
  await panel.getByText(origin).waitFor()
  expect(await fits(page)).toBe(true)
  // What is opened is in the address.
  await page.reload()
  await panel.getByText(origin).waitFor()
  expect(await axeViolations(page)).toEqual([])
  await page.goBack()
  await panel.getByText('= 500 × 10%').waitFor()
  await panel.getByRole('navigation').getByRole('button', { name: start, exact: true }).click()
  await panel.waitFor({ state: 'hidden' })
  await page.getByRole('button', { name: /^团队奖/ }).click()
  await panel.getByText(hidden).waitFor()
  await page.keyboard.press('Escape')
  await panel.waitFor({ state: 'hidden' })
  const clause = page.getByRole('main').getByRole('listitem').getByRole('link').first()
  const title = await clause.textContent()
  await clause.click()
  await page.waitForURL('**/policies/*#clause-*')
  const target = page.locator(new URL(page.url()).hash)
  await target.waitFor()
  expect((await target.textContent())?.trim()).toBe(title)
})

test('who sees more has the list, and finds a person in it', async () => {
  const page = await openAs('P1', '/statements', 'zh-CN', false)
  const people = page.locator('tbody td:first-child a')
  await page.getByRole('link', { name: '经理' }).waitFor()
  expect(await people.count()).toBe(4)
  expect(await axeViolations(page)).toEqual([])
  await page.getByPlaceholder('搜索').fill('P2')
  await page.getByPlaceholder('搜索').press('Enter')
  await page.waitForURL('**q=P2*')
  await people.nth(1).waitFor({ state: 'detached' })
  await page.getByRole('link', { name: '经理' }).click()
  await page.getByRole('heading', { level: 1, name: '经理的绩效单' }).waitFor()
  await page.goto(`${site.address}/statements/2026-11/P9`)
  await page.getByText('它不存在，或不在您可以看到的范围里。').waitFor()
})
