/** The frame of the application in a browser: signing in, the way around, lists, and what goes wrong. */
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Listening } from '../src/server/listen.ts'
import { axeViolations, openBrowser } from './browser.ts'
import { buildGallery } from './build-gallery.ts'
import { stubServer } from './stub-server.ts'

let server: Listening
let browser: Browser
let context: BrowserContext
let page: Page
let complaints: string[]

beforeAll(async () => {
  const folder = await buildGallery()
  ;[server, browser] = await Promise.all([stubServer(folder), openBrowser()])
})

afterAll(async () => {
  await browser?.close()
  await server?.close()
})

beforeEach(async () => {
  await fetch(at('/api/session'), { method: 'DELETE' })
  context = await browser.newContext({
    locale: 'zh-CN',
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
  })
  page = await context.newPage()
  complaints = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (line) => line.type() === 'error' && complaints.push(line.text()))
})

afterEach(async () => {
  await context.close()
  const known = /status of (401|404)/
  expect(complaints.filter((line) => !known.test(line))).toEqual([])
})

const at = (path: string) => server.address.slice(0, -1) + path

async function signInTo(path: string): Promise<void> {
  await page.goto(at(path))
  await page.getByRole('button', { name: /林若溪/ }).click()
  await page.waitForURL(at(encodeURI(path)))
}

test('signing in leads to the address that was asked for, and signing out back', async () => {
  await signInTo('/account?from=mail')
  await page.getByRole('heading', { name: '账号与安全', level: 1 }).waitFor()
  await page.getByRole('button', { name: /我的账号/ }).click()
  await page.getByRole('menuitem', { name: '退出登录' }).click()
  await page.getByRole('heading', { name: '登录' }).waitFor()
  await page.goto(at('/account'))
  await page.waitForURL('**/sign-in?to=%2Faccount')
})

test('nobody is sent to another site after signing in', async () => {
  await page.goto(at('/sign-in?to=//example.com/'))
  await page.getByRole('button', { name: /林若溪/ }).click()
  await page.getByText('林若溪，您好').waitFor()
  expect(page.url()).toBe(at('/'))
})

test('a wrong password says so; a second step and a new password are asked for when needed', async () => {
  await page.goto(at('/'))
  const form = async (name: string, password: string) => {
    await page.getByLabel('工号或邮箱').fill(name)
    await page.getByLabel('密码', { exact: true }).fill(password)
    await page.getByRole('button', { name: '登录', exact: true }).click()
  }
  await form('1003', 'wrong')
  await page.getByRole('alert').getByText('工号或密码不对').first().waitFor()
  await form('totp', 'right')
  await page.getByRole('heading', { name: '两步验证' }).waitFor()
  await page.getByRole('button', { name: '换个账号' }).click()
  await form('change', 'right')
  await page.getByLabel('新密码', { exact: true }).fill('correct horse battery')
  await page.getByLabel('再输入一次新密码').fill('correct horse battery')
  await page.getByRole('button', { name: '更换密码' }).click()
  await page.getByText('林若溪，您好').waitFor()
})

test('a list keeps its state in the address, sums everything, and opens a row by mouse and keyboard', async () => {
  await signInTo('/gallery')
  await page.getByText('共 347 条').waitFor()
  await page.getByRole('columnheader', { name: /金额/ }).click()
  await page.waitForURL('**/gallery?sort=amount')
  await page.getByPlaceholder('搜索').fill('长河')
  await page.getByPlaceholder('搜索').press('Enter')
  await page.getByText('共 70 条').waitFor()
  const address = page.url()
  await page.reload()
  await page.getByText('共 70 条').waitFor()
  expect(page.url()).toBe(address)
  // The cross beside what is searched for is there now.
  expect(await axeViolations(page)).toEqual([])
  await page.goBack()
  await page.getByText('共 347 条').waitFor()
  await page.waitForURL('**/gallery?sort=amount')
  await page.goForward()
  await page.getByText('共 70 条').waitFor()
  const first = page.locator('tbody tr td:first-child a').first()
  await first.focus()
  await page.keyboard.press('ArrowDown')
  const second = await page.locator('tbody tr td:first-child a').nth(1).textContent()
  await page.keyboard.press('Enter')
  await page.waitForURL(`**/contracts/${second}`)
  await page.goBack()
  await page.locator('tbody tr:not([aria-hidden])').nth(2).locator('td').nth(2).click()
  await page.waitForURL('**/contracts/HT-*')
})

test('more than a hundred rows are drawn only where one looks', async () => {
  await signInTo('/gallery?size=200')
  await page.getByText('共 347 条').waitFor()
  expect(await page.locator('.ant-table-row').count()).toBeLessThan(60)
})

test('pages are found by the keyboard, and the keys are listed', async () => {
  await signInTo('/gallery')
  await page.getByText('共 347 条').waitFor()
  const marks: string[] = []
  for (let presses = 0; presses < 3; presses += 1) {
    await page.keyboard.press('Tab')
    marks.push(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle'))
  }
  expect(marks).toEqual(['solid', 'solid', 'solid'])
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: '键盘操作' }).waitFor()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: '搜索' }).fill('账号')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/account')
})

test('a page that breaks, one that is not there, and one that is not for me', async () => {
  await signInTo('/account')
  await page.goto(at('/broken'))
  await page.getByText('这一页没有显示出来').waitFor()
  await page.getByText(/编号 20\d\d-/).waitFor()
  complaints = []
  await page.goto(at('/nowhere/at/all'))
  await page.getByText('没有这个页面').waitFor()
  await page.goto(at('/secret'))
  await page.getByText('您没有查看这一页的权限').waitFor()
})

test('without a network it says so, and says no more when it is back', async () => {
  await signInTo('/account')
  await page.getByRole('heading', { name: '账号与安全', level: 1 }).waitFor()
  await context.setOffline(true)
  await page.getByText('网络断开了').waitFor()
  await context.setOffline(false)
  await page.getByText('网络断开了').waitFor({ state: 'detached' })
})

test('language and appearance are remembered', async () => {
  await signInTo('/account')
  await page.getByRole('button', { name: '语言' }).click()
  await page.getByRole('menuitem', { name: 'English' }).click()
  await page.getByRole('button', { name: 'Appearance' }).click()
  await page.getByRole('menuitem', { name: 'Dark' }).click()
  await page.reload()
  await page.getByRole('heading', { name: 'Account and security', level: 1 }).waitFor()
  expect(await page.locator('html').getAttribute('lang')).toBe('en')
  expect(await page.locator('html').getAttribute('data-scheme')).toBe('dark')
})

test('a month, a chart with its table, and a question before what cannot be undone', async () => {
  await signInTo('/figures')
  await page.locator('canvas').first().waitFor()
  expect(
    await page.getByRole('img', { name: /^10月绩效的构成。固定工资 5,000\.00；.*合计 8,423\.50$/ }).count(),
  ).toBe(1)
  await page.getByText('表格').first().click()
  await page.getByRole('table', { name: '10月绩效的构成' }).getByRole('cell', { name: '-787.00' }).waitFor()
  await page.getByRole('button', { name: '上个月' }).click()
  await page.waitForURL('**/figures?month=2026-09')
  await page.getByRole('heading', { name: '2026年9月', level: 1 }).waitFor()
  await page.getByRole('button', { name: '关账' }).click()
  const question = page.getByRole('dialog').filter({ hasText: '57 份绩效单定稿' })
  await question.getByRole('button', { name: '取消' }).click()
  await page.getByRole('button', { name: '关账' }).click()
  await question.getByRole('button', { name: '关账' }).click()
  await page.getByRole('button', { name: '已关账' }).waitFor()
})

test('an export is the list that is shown, all pages of it', async () => {
  await signInTo('/gallery?q=长河&sort=-amount')
  await page.getByText('共 70 条').waitFor()
  const asked = page.waitForRequest(/format=csv/)
  const saved = page.waitForEvent('download')
  await page.getByRole('button', { name: '导出' }).click()
  await page.getByRole('menuitem', { name: '导出 CSV' }).click()
  const query = new URL((await asked).url()).searchParams
  expect(Object.fromEntries(query)).toEqual({ q: '长河', sort: '-amount', format: 'csv' })
  expect((await saved).suggestedFilename()).toBe('合同.csv')
})

test('columns can be chosen, and are again as chosen after a reload', async () => {
  await signInTo('/gallery')
  await page.getByRole('columnheader', { name: '回款比例' }).waitFor()
  await page.getByRole('button', { name: '显示哪些列' }).click()
  await page.getByRole('checkbox', { name: '回款比例' }).uncheck()
  await page.getByRole('columnheader', { name: '回款比例' }).waitFor({ state: 'detached' })
  await page.reload()
  await page.getByRole('columnheader', { name: '合同号' }).waitFor()
  expect(await page.getByRole('columnheader', { name: '回款比例' }).count()).toBe(0)
})

test('nothing axe finds is wrong in what opens over a page', async () => {
  await signInTo('/gallery')
  await page.getByText('共 347 条').waitFor()
  for (const key of ['Control+k', '?']) {
    await page.keyboard.press(key)
    await page.getByRole('dialog').waitFor()
    expect(await axeViolations(page), key).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
  }
  await page.getByRole('button', { name: /个任务正在进行/ }).click()
  await page.getByText('核对合同号').waitFor()
  expect(await axeViolations(page)).toEqual([])
})

test('a phone has the navigation in a drawer and nothing wider than its screen', async () => {
  await page.setViewportSize({ width: 390, height: 844 })
  await signInTo('/gallery')
  await page.getByText('共 347 条').waitFor()
  const wide = () => page.locator('html').evaluate((html) => html.scrollWidth)
  expect(await wide()).toBe(390)
  await page.getByRole('button', { name: '筛选条件' }).click()
  expect(await wide()).toBe(390)
  await page.getByRole('button', { name: '打开导航' }).click()
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '工作台' }).click()
  await page.waitForURL(at('/'))
})

test.each(['light', 'dark'] as const)('nothing axe finds is wrong, %s', async (colorScheme) => {
  await page.emulateMedia({ colorScheme })
  await page.goto(at('/sign-in'))
  await page.getByRole('button', { name: /林若溪/ }).waitFor()
  expect(await axeViolations(page)).toEqual([])
  await signInTo('/gallery')
  await page.getByText('共 347 条').waitFor()
  expect(await axeViolations(page)).toEqual([])
  for (const [path, heading] of [
    ['/account', '账号与安全'],
    ['/figures', '2026年10月'],
    ['/', '林若溪，您好'],
  ] as const) {
    await page.goto(at(path))
    await page.getByRole('heading', { name: heading, level: 1 }).waitFor()
    expect(await axeViolations(page), path).toEqual([])
  }
})
