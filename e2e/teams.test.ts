/** Groups in a browser: corrected, led by another, merged; and only looked at by everybody else. M-7.1, M-7.2. */
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { axeViolations, openBrowser, shot } from './browser.ts'
import { type Company, enter, openCompany } from './company.ts'
import { desk } from './running.ts'

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

const group = (name: string): Locator => page.getByRole('region', { name, exact: true })

test('M-7.1 a membership ends, a name is corrected, and another member leads', async () => {
  await enter(page, company, '0054', '/people?tab=teams')
  await group('筑基组')
    .getByRole('button', { name: /^修改 林欣/ })
    .click()
  const form = page.getByRole('dialog')
  await form.getByLabel('失效日').fill('2026-12-01')
  await page.keyboard.press('Enter')
  await form.getByRole('button', { name: '保存' }).click()
  await form.waitFor({ state: 'hidden' })
  await group('筑基组').getByText('2022-03-14 至 2026-12-01').waitFor()
  await group('筑基组').getByRole('button', { name: '修改 筑基组' }).click()
  await form.getByLabel('名称').fill('磐石组')
  await form.getByRole('button', { name: '保存' }).click()
  await form.waitFor({ state: 'hidden' })
  await group('磐石组').getByRole('button', { name: '换组长' }).click()
  await form.getByRole('combobox', { name: '新组长' }).press('Enter')
  await page.locator('.ant-select-dropdown:visible [title^="朱刚"]').click()
  await form.getByLabel('从哪一天起').fill('2026-12-01')
  await page.keyboard.press('Enter')
  expect(await axeViolations(page)).toEqual([])
  await form.getByRole('button', { name: '换组长' }).click()
  await form.waitFor({ state: 'hidden' })
  await group('磐石组').getByText('组长 · 2026-12-01 起').waitFor()
  // A new member begins in the group on whose card it was asked for.
  await group('磐石组').getByRole('button', { name: '加一名成员' }).click()
  await form.getByText('磐石组').first().waitFor()
  expect(await form.getByRole('combobox', { name: '业务组' }).isDisabled()).toBe(true)
})

test('M-7.2 a group merges into another, and takes its people along', async () => {
  await enter(page, company, '0054', '/people?tab=teams')
  await group('恒联组').getByRole('button', { name: '解散或并入' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('从哪一天起不再有这个组').fill('2026-12-01')
  await page.keyboard.press('Enter')
  await form.getByRole('combobox', { name: '并入' }).press('Enter')
  await page.locator('.ant-select-dropdown:visible [title^="致远组"]').click()
  await form.getByRole('button', { name: '并入', exact: true }).click()
  await form.waitFor({ state: 'hidden' })
  await page.goto(`${company.address}/people?tab=teams&on=2026-12-02`)
  await group('恒联组').getByText('2026-12-01 并入 致远组').waitFor()
  await group('致远组').getByText('现有 14 人').waitFor()
  expect(await group('恒联组').getByRole('button', { name: '换组长' }).count()).toBe(0)
  await shot(page, 'teams-merged')
})

test('trust 1: everybody else only looks', async () => {
  await enter(page, company, '0009', '/people?tab=teams')
  await group('致远组').waitFor()
  expect(
    await page
      .getByRole('main')
      .getByRole('button', { name: /修改|成员|组长|解散/ })
      .count(),
  ).toBe(0)
})
