/** A contract corrected where one reads it: papers, credit, lines, and what a reader is not offered. M-2, M-4.6. */
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { axeViolations, openBrowser, shot } from './browser.ts'
import { type Company, enter, openCompany } from './company.ts'
import { desk, phone } from './running.ts'

const shared = '/contracts/CP-2025-0023'

let company: Company
let browser: Browser
let context: BrowserContext
let page: Page

beforeAll(async () => {
  ;[company, browser] = await Promise.all([openCompany(), openBrowser()])
})
afterAll(async () => {
  await browser?.close()
  await company?.close()
})
beforeEach(async () => {
  context = await browser.newContext(desk)
  page = await context.newPage()
})
afterEach(() => context.close())

test('the administration marks a paper as received with one click, on a phone, and the completeness follows', async () => {
  await page.setViewportSize({ width: 390, height: 844 })
  await enter(page, company, '0054', shared)
  const papers = page.getByRole('region', { name: '资料清单' })
  await papers.getByText('3 份资料，已齐备 2 份。').waitFor()
  // It may correct what is listed, and list nothing new.
  expect(await page.getByRole('button', { name: '加一份资料' }).count()).toBe(0)
  await papers.getByRole('button', { name: '标为已交 报价单' }).click()
  await papers.getByText('3 份资料，已齐备 3 份。').waitFor()
  const [stored] = await company.services.db.query(
    `select complete, submitted_on is not null as dated from record.contract_paper
     where contract_no = 'CP-2025-0023' and name = '报价单'`,
  )
  expect(stored).toEqual({ complete: true, dated: true })
  // Another day is a matter of the drawer.
  await papers.getByRole('button', { name: '修改 报价单' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('提交日').fill('2026-11-20')
  await page.keyboard.press('Enter')
  await form.getByRole('button', { name: '保存' }).click()
  await form.waitFor({ state: 'hidden' })
  await papers.getByText('2026-11-20').waitFor()
  expect(await page.locator('html').evaluate((own) => own.scrollWidth)).toBeLessThanOrEqual(390)
})

test('M-4.6 the head of the unit is told that shares do not sum to 100 %, and corrects them there', async () => {
  await enter(page, company, '0007', shared)
  const shares = page.getByRole('region', { name: '业绩归属' })
  const give = async (percent: string) => {
    await shares.getByRole('button', { name: '修改 谢鹏' }).click()
    const form = page.getByRole('dialog')
    await form.getByLabel('比例').fill(percent)
    await form.getByRole('button', { name: '保存' }).click()
    await form.waitFor({ state: 'hidden' })
  }
  await give('32.5')
  const told = shares.getByRole('alert').filter({ hasText: '比例合计 92.5%，还差 7.5%，应当恰好是 100%。' })
  await told.waitFor()
  await page.reload()
  await told.waitFor()
  expect(await axeViolations(page)).toEqual([])
  await shot(page, 'contract-shares-short')
  // One more person begins with what is left.
  await shares.getByRole('button', { name: '加一个人' }).click()
  expect(await page.getByRole('dialog').getByLabel('比例').inputValue()).toBe('7.5')
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await give('40')
  await told.waitFor({ state: 'hidden' })
  const stored = await company.services.db.query(
    `select trim_scale(share)::text as share from record.credit_share where contract_no = 'CP-2025-0023' order by 1`,
  )
  expect(stored).toEqual([{ share: '0.4' }, { share: '0.6' }])
})

test('a line is entered, told that it exceeds the turnover, and taken out again', async () => {
  await enter(page, company, '0055', shared)
  const lines = page.getByRole('region', { name: '明细与价格' })
  await lines.getByRole('button', { name: '加一行明细' }).click()
  const form = page.getByRole('dialog')
  expect(await form.getByLabel('行号').inputValue()).toBe('3')
  await form.getByRole('combobox', { name: '产品' }).fill('JN-37')
  await page.locator('.ant-select-dropdown:visible [title^="JN-37"]').click()
  await form.getByLabel('数量').fill('2')
  await form.getByLabel('单价').fill('9800')
  await form.getByRole('button', { name: '填入数量 × 单价：19600.00' }).click()
  await form.getByRole('button', { name: '保存' }).click()
  await lines.getByText('明细合计 393,000.00 元，比营业额 373,400.00 元多 19,600.00 元。').waitFor()
  await lines.getByRole('button', { name: '修改 第 3 行' }).click()
  await form.getByRole('button', { name: '删除' }).click()
  await page.locator('.ant-modal-confirm').getByRole('button', { name: '删除' }).click()
  await lines.getByText('比营业额').waitFor({ state: 'hidden' })
  // The number is what everything hangs on; the rest of the contract is open.
  await page.getByRole('button', { name: '修改 合同', exact: true }).click()
  expect(await form.getByLabel('合同编号').isDisabled()).toBe(true)
  expect(await form.getByRole('combobox', { name: '状态' }).isEnabled()).toBe(true)
})

test('trust 1: a reader is offered nothing to change', async () => {
  await enter(page, company, '0009', shared)
  await page.getByRole('region', { name: '业绩归属' }).getByText('谢鹏').waitFor()
  expect(
    await page
      .getByRole('main')
      .getByRole('button', { name: /修改|加一|标为已交/ })
      .count(),
  ).toBe(0)
  // Nor by the address of the drawer.
  const open = encodeURIComponent(JSON.stringify(['credit_share', ['CP-2025-0023', '0027']]))
  await page.goto(`${company.address}${shared}?open=${open}`)
  const drawer = page.getByRole('dialog')
  await drawer.getByText('比例').waitFor()
  expect(await drawer.getByRole('button', { name: /保存|删除/ }).count()).toBe(0)
})

test('M-2.3 a sale begins with what the trial says, and the trial has no price to be low', async () => {
  await enter(page, company, '0055', '/contracts/SY-2026-078')
  await page.getByText('试用不计价').waitFor()
  expect(await page.getByText('不计提成').count()).toBe(0)
  await page.getByRole('link', { name: '转为购销' }).click()
  await page.locator('main .ant-select').filter({ hasText: 'CP　' }).waitFor()
  expect(await page.getByLabel('单价').inputValue()).toBe('')
})

test('a number of 64 characters is broken, not the page, on a phone', async () => {
  const number = `HT${'0123456789'.repeat(6)}AB`
  await company.services.db.query(
    `insert into record.contract (contract_no, kind, customer_code, unit_code, salesperson_no, signed_on, turnover, entered_by)
     select $1, kind, customer_code, unit_code, salesperson_no, signed_on, turnover, entered_by
     from record.contract where contract_no = 'CP-2025-0023'`,
    [number],
  )
  await page.setViewportSize(phone.viewport ?? { width: 390, height: 844 })
  await enter(page, company, '0055', `/contracts/${number}`)
  await page.getByRole('region', { name: '付款计划' }).waitFor()
  for (const path of [`/contracts/${number}`, `/contracts?q=${number}`]) {
    await page.goto(company.address + path)
    await page.getByText(number).first().waitFor()
    const width = await page.locator('html').evaluate((own) => own.scrollWidth)
    expect(width, path).toBeLessThanOrEqual(390)
  }
})
