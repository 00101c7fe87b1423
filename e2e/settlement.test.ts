/** A month in the browser: finance calculates, a director signs, finance pays and takes the file (X-3, trust 39). */
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type Office, officeOn, password } from '../src/server/api/settlement/testing.ts'
import { application } from '../src/server/application.ts'
import { type Listening, listen } from '../src/server/listen.ts'
import { buildWeb } from '../src/server/web.ts'
import { axeViolations, openBrowser } from './browser.ts'

let office: Office
let server: Listening
let browser: Browser
const open: BrowserContext[] = []

beforeAll(async () => {
  office = await officeOn('postgres', ['2026-01'])
  // The first month to settle: nothing has been yet.
  const app = application(office.services, await buildWeb())
  ;[server, browser] = await Promise.all([listen('127.0.0.1', 0, app.fetch), openBrowser()])
}, 180_000)
afterEach(async () => {
  for (const context of open.splice(0)) await context.close()
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
  await office?.services.jobs.stop()
  await office?.db.close()
})

async function openAs(name: string, path: string): Promise<Page> {
  const context = await browser.newContext({
    locale: 'zh-CN',
    viewport: { width: 1440, height: 1000 },
    reducedMotion: 'reduce',
  })
  open.push(context)
  const address = server.address.slice(0, -1)
  const signedIn = await context.request.post(`${address}/api/session`, {
    data: { name, password },
    headers: { 'x-requested-with': 'hengji' },
  })
  expect(signedIn.status()).toBe(200)
  const page = await context.newPage()
  await page.goto(address + path)
  return page
}

/** Takes a step whose window names the consequence, and waits for the state it leads to. */
async function sign(page: Page, action: string, state: string): Promise<void> {
  await page.getByRole('main').getByRole('button', { name: action, exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('结果摘要').waitFor()
  expect(await dialog.textContent()).toContain('元')
  const seen = dialog.getByRole('checkbox')
  if (await seen.count()) await seen.check()
  await dialog.getByRole('button', { name: action, exact: true }).click()
  await page.locator('[aria-current="step"]').filter({ hasText: state }).waitFor()
}

test('from calculation to payment', { timeout: 120_000 }, async () => {
  const finance = await openAs('caiwu', '/settlement')
  await finance.getByRole('heading', { name: '结算', level: 1 }).waitFor()
  await finance.getByRole('main').getByRole('button', { name: '结算', exact: true }).click()
  await finance.getByRole('dialog').getByRole('button', { name: '结算', exact: true }).click()
  await finance.getByRole('dialog').getByText('完成', { exact: true }).waitFor({ timeout: 30_000 })
  await finance.getByRole('dialog').getByRole('button', { name: '关闭' }).last().click()
  await finance.getByRole('link', { name: '2026年1月' }).click()
  await finance.locator('[aria-current="step"]').filter({ hasText: '已计算' }).waitFor()
  expect(await axeViolations(finance)).toEqual([])

  const director = await openAs('zhuguan', '/settlement/2026-01')
  await sign(director, '复核', '已复核')
  await sign(director, '公布', '已公布')
  await sign(director, '关账', '已关账')
  expect(await axeViolations(director)).toEqual([])

  await finance.reload()
  await sign(finance, '标记为已发放', '已发放')
  await finance.getByRole('button', { name: /工资表/ }).click()
  const saved = finance.waitForEvent('download')
  await finance.getByRole('menuitem', { name: '工资表 CSV' }).click()
  expect((await saved).suggestedFilename()).toBe('2026-01 工资表.csv')
  await finance.goto(`${server.address}settlement?tab=ledger`)
  await finance.getByRole('columnheader', { name: '应付余额' }).waitFor()
  expect(await axeViolations(finance)).toEqual([])
})
