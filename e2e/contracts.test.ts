/** Contracts in a browser: the list, one file with its money, and entering one. M-2, M-4. */
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { axeViolations, openBrowser, shot } from './browser.ts'
import { type Company, enter, openCompany, samplePassword } from './company.ts'
import { patience } from './running.ts'

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
  context = await browser.newContext({
    locale: 'zh-CN',
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
  })
  page = await context.newPage()
})
afterEach(() => context.close())

test('M-4.5 a contract shows where its money is and whom it earned what', async () => {
  await enter(page, company, '0055', '/contracts')
  await page.getByRole('searchbox').fill('CP-2026-9103')
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: 'CP-2026-9103' }).click()
  await page.getByRole('heading', { name: '给谁带来了多少' }).waitFor()
  await page.getByText('退款').first().waitFor()
  await page.getByText('2026年10月').first().waitFor()
  expect(await axeViolations(page)).toEqual([])
  await shot(page, 'contract')
})

test('trust 1: a salesperson sees the own contracts only, on a phone', async () => {
  await page.setViewportSize({ width: 390, height: 844 })
  await enter(page, company, '0013', '/contracts')
  await page
    .getByText(/共 \d+ 份/)
    .first()
    .waitFor()
  expect(await page.getByRole('button', { name: '登记合同' }).count()).toBe(0)
  const cards = page.getByRole('main').getByRole('listitem')
  await cards.first().getByRole('link').first().waitFor()
  const edges = await cards
    .locator('b, a, dd')
    .evaluateAll((all) => all.map((own) => own.getBoundingClientRect().right))
  expect(Math.max(...edges)).toBeLessThanOrEqual(390)
  await choose('排序', '营业额（元） ↓')
  await page.waitForURL('**sort=-turnover*')
  await cards.first().getByText('697,205.00').first().waitFor()
  expect(await axeViolations(page)).toEqual([])
  await shot(page, 'contracts-phone')
  await page.goto(`${company.address}/contracts/CP-2026-9103`)
  await page.getByText('它不存在，或不在您可以看到的范围里。').waitFor()
  expect(await axeViolations(page)).toEqual([])
  const width = await page.locator('html').evaluate((own) => own.scrollWidth)
  expect(width).toBeLessThanOrEqual(390)
})

test('M-4.2 the price is held against the base price as it is typed, and the contract is entered whole', async () => {
  await enter(page, company, '0055', '/contracts/new')
  await page.getByLabel('合同编号').fill('CP-2026-E2E1')
  await choose('类型', '直营购销合同')
  await pick('客户', 'K0148')
  await pick('业务员', '0013')
  await pick('部门', 'CP')
  await page.getByLabel('签订日').fill('2026-06-15')
  await page.keyboard.press('Enter')
  await page.getByLabel('营业额').fill('19,600')
  await pick('产品', 'JN-37')
  await page.getByLabel('数量').fill('2')
  await page.getByLabel('单价').fill('9800')
  await page.getByText('与基准价持平').waitFor()
  await page.getByText('与营业额一致').waitFor()
  // The same person twice in the split is said at the second one.
  for (const at of [0, 1]) {
    await page.getByRole('button', { name: '加一个人' }).click()
    await page.getByRole('combobox', { name: '人', exact: true }).nth(at).fill('0013')
    await page.locator('.ant-select-dropdown:visible').getByTitle(/^0013/).click()
    await page.locator('.ant-select-dropdown:visible').waitFor({ state: 'hidden' })
  }
  await page.getByText('这个人已经在第 1 行了').waitFor()
  const second = page.getByRole('combobox', { name: '人', exact: true }).nth(1)
  const told = await second.getAttribute('aria-describedby')
  expect(await page.locator(`[id="${told}"]`).textContent()).toMatch('已经在第 1 行')
  expect(await axeViolations(page)).toEqual([])
  await shot(page, 'contract-new')
  await page.getByRole('button', { name: '登记', exact: true }).click()
  await page.getByText(/业绩归属第 2 行：.*（0013）已经在第 1 行了/).waitFor()
  const remove = page.locator('section', { hasText: '业绩归属' }).getByRole('button', { name: '删去' })
  for (const _ of [0, 1]) await remove.first().click()
  // /contracts/new is this form: no contract can have that number.
  await page.getByLabel('合同编号').fill('new')
  await page.getByRole('button', { name: '登记', exact: true }).click()
  await page.getByText('打不开自己的页面，请换一个').waitFor()
  await page.getByLabel('合同编号').fill('CP-2026-E2E1')
  await page.getByRole('button', { name: '登记', exact: true }).click()
  await page.getByRole('heading', { name: 'CP-2026-E2E1' }).waitFor()
  const [entry] = await company.services.db.query(
    `select actor, action from audit.entry where subject = '合同 CP-2026-E2E1' order by entry_id desc limit 1`,
  )
  expect(entry).toEqual({ actor: '贾秋实（0055）', action: 'create' })
})

test('a contract half filled in outlives a refusal, a new load and the end of the sign-in', async () => {
  await enter(page, company, '0055', '/contracts/new')
  await page.getByLabel('合同编号').fill('CP-2026-E2E2')
  await page.getByRole('button', { name: '登记', exact: true }).click()
  const { y = 900, height = 0 } = (await page.getByText('请先填写：类型').boundingBox()) ?? {}
  expect(y + height).toBeLessThan(900)
  await page.reload()
  await page.getByText('上次没有登记完的内容还在').waitFor()
  expect(await page.getByLabel('合同编号').inputValue()).toBe('CP-2026-E2E2')
  await context.clearCookies()
  await page.getByRole('combobox', { name: '客户' }).fill('K0148')
  await page.waitForURL('**/sign-in?to=*')
  await page.locator('input[autocomplete="username"]').fill('0055')
  const password = page.locator('input[autocomplete="current-password"]')
  await password.fill(samplePassword)
  await password.press('Enter')
  await page.waitForURL('**/contracts/new')
  await page.getByText('上次没有登记完的内容还在').waitFor()
  expect(await page.getByLabel('合同编号').inputValue()).toBe('CP-2026-E2E2')
  expect(await axeViolations(page)).toEqual([])
  await page.getByRole('button', { name: '重新填写' }).click()
  expect(await page.getByLabel('合同编号').inputValue()).toBe('')
})

test('a receipt half filled in outlives a new load and the end of the sign-in, and is gone once saved or given up', async () => {
  await enter(page, company, '0055', '/receipts?record=new')
  const form = page.getByRole('dialog')
  await form.getByLabel('回款单号').fill('HK-E2E-9')
  await form.getByLabel('金额').fill('1200.50')
  await page.reload()
  const told = page.getByText('上次没有保存的内容还在')
  await told.waitFor()
  expect(await form.getByLabel('回款单号').inputValue()).toBe('HK-E2E-9')
  expect(await axeViolations(page)).toEqual([])
  await context.clearCookies()
  await form.getByRole('combobox', { name: '合同' }).fill('CP-2026')
  await page.waitForURL('**/sign-in?to=*')
  await page.locator('input[autocomplete="username"]').fill('0055')
  const password = page.locator('input[autocomplete="current-password"]')
  await password.fill(samplePassword)
  await password.press('Enter')
  await told.waitFor()
  expect(await form.getByLabel('金额').inputValue()).toBe('1200.50')
  await page.getByRole('button', { name: '重新填写' }).click()
  expect(await form.getByLabel('金额').inputValue()).toBe('')
  await page.reload()
  await form.getByLabel('金额').waitFor()
  expect([await told.count(), await form.getByLabel('金额').inputValue()]).toEqual([0, ''])
  // Of a record that is there, what was changed of it.
  await page.goto(`${company.address}/customers/K0148?record=${encodeURIComponent('["K0148"]')}`)
  const name = form.getByLabel('名称')
  const stored = await name.inputValue()
  await name.fill(`${stored}分厂`)
  await page.reload()
  await told.waitFor()
  expect(await name.inputValue()).toBe(`${stored}分厂`)
  // Written back as it was, nothing is left to be kept.
  await name.fill(stored)
  await page.reload()
  await name.waitFor()
  expect(await told.count()).toBe(0)
  await name.fill(`${stored}分厂`)
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await form.waitFor({ state: 'hidden' })
  const kept = await page.evaluate(() =>
    Object.keys(sessionStorage).filter((key) => key.includes('.record.')),
  )
  expect(kept).toEqual([])
})

test('signing out asks about what is not saved, in every tab, and leaves nothing of it behind (trust 6)', async () => {
  await enter(page, company, '0055', '/receipts?record=new')
  const form = page.getByRole('dialog')
  await form.getByLabel('金额').fill('1200.50')
  const other = await context.newPage()
  other.setDefaultTimeout(patience)
  await other.goto(`${company.address}/contracts/new`)
  await other.getByLabel('合同编号').fill('CP-2026-E2E3')
  await other.evaluate(() => localStorage.setItem('hengji.language', 'zh'))
  // The open drawer covers the menu; what it keeps is there on any page.
  await page.goto(`${company.address}/receipts`)
  const leave = async () => {
    await page.getByRole('button', { name: /我的账号/ }).click()
    await page.getByRole('menuitem', { name: '退出登录' }).click()
    await page.getByText('还没有保存：记录 1 条、合同 1 份。').waitFor()
  }
  await leave()
  expect(await axeViolations(page, '.ant-modal')).toEqual([])
  await shot(page, 'sign-out-unsaved')
  await page.getByRole('button', { name: '取消' }).click()
  await page.goto(`${company.address}/receipts?record=new`)
  await page.getByText('上次没有保存的内容还在').waitFor()
  await page.goto(`${company.address}/receipts`)
  await leave()
  await page.getByRole('button', { name: '放弃并退出' }).click()
  for (const tab of [page, other]) {
    await tab.waitForURL('**/sign-in')
    await tab.getByRole('heading', { name: '登录' }).waitFor()
    const kept = await tab.evaluate(() => [...Object.keys(sessionStorage), ...Object.keys(localStorage)])
    expect(kept.filter((key) => key.startsWith('hengji.'))).toEqual(['hengji.language'])
  }
})

test('in English, what a form asks and refuses is said in English; what is stored stays as it is (X-5)', async () => {
  await page.addInitScript(() => localStorage.setItem('hengji.language', 'en'))
  await enter(page, company, '0055', '/receipts?record=new')
  const form = page.getByRole('dialog')
  await form.getByText('Deposit, progress payment, acceptance payment, retention or other.').waitFor()
  await pick('Contract', 'CP-2026-9103')
  await form.getByLabel('Number').fill('HK-E2E-EN')
  await form.getByLabel('Received on').fill('2026-12-02')
  await page.keyboard.press('Enter')
  await form.getByLabel('Amount').fill('2000000000000')
  await choose('Kind', 'Progress payment', form)
  expect(await form.textContent()).not.toMatch(/元|订金|款/)
  await form.getByRole('button', { name: 'Save' }).click()
  await page
    .getByText(/the contract’s receipts come to .* more than its turnover/)
    .last()
    .waitFor()
  await page.getByRole('button', { name: 'It is right, save' }).click()
  await form
    .getByText('The amount must be between 0 and one trillion yuan; enter what is paid back')
    .waitFor()
  await shot(page, 'receipt-english')
  await form.getByLabel('Amount').fill('1')
  await form.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('button', { name: 'It is right, save' }).click()
  await form.waitFor({ state: 'hidden' })
  const [stored] = await company.services.db.query(
    `select kind from record.receipt where receipt_no = 'HK-E2E-EN'`,
  )
  expect(stored).toEqual({ kind: '进度款' })
})

async function choose(label: string, option: string, within: Page | Locator = page): Promise<void> {
  const select = within.getByRole('combobox', { name: label })
  await select.focus()
  await page.keyboard.press('Enter')
  await page.locator(`.ant-select-dropdown:visible [title="${option}"]`).click()
  await page.locator(`.ant-select-dropdown [title="${option}"]`).waitFor({ state: 'hidden' })
}

/** Types part of it, waits for what the server found, and takes it. */
async function pick(label: string, key: string): Promise<void> {
  const found = page.waitForResponse((answer) => answer.url().includes(`q=${key}`))
  await page.getByRole('combobox', { name: label }).first().fill(key)
  await (await found).finished()
  const option = page.locator('.ant-select-dropdown:visible .ant-select-item-option').filter({ hasText: key })
  await option.first().click()
}
