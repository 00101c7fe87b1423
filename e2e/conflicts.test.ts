/** Two people at the same text or cell, and a connection that goes: nothing typed is lost, and a person decides (X-1, M-5.4). */
import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { parsePeriod } from '../src/language/index.ts'
import type { Database } from '../src/records/database.ts'
import { smallCompany } from '../src/records/testing/company.ts'
import { testServices } from '../src/server/testing/services.ts'
import { publish } from '../src/settlement/policy-version.ts'
import { settle } from '../src/settlement/settle.ts'
import { axeViolations, shot } from './browser.ts'
import { type Running, running } from './running.ts'

let db: Database
let site: Running

beforeAll(async () => {
  db = await smallCompany('postgres')
  site = await running(await testServices(db))
  await site.account('jia', 'administration')
  await site.account('yi', 'administration')
  const version = await publish(db, await readFile('policies/marketing-and-service.md', 'utf8'), '人事')
  const period = parsePeriod('2026-10')
  if (period) await settle(db, { version, period, actor: '财务' })
}, 180_000)
afterEach(() => site.leave())
afterAll(() => site?.close())

const draft = async () => {
  const [row] = await db.query<{ document: string }>(
    'select document from settlement.policy_draft order by draft_id desc limit 1',
  )
  return row?.document ?? ''
}

/** Writes at the end of the first sentence's line. */
async function write(page: Page, words: string): Promise<void> {
  await page.locator('.cm-line', { hasText: '让每一份合同' }).first().click()
  // Of the line as it is shown, then of the whole line.
  await page.keyboard.press('End')
  await page.keyboard.press('End')
  await page.keyboard.type(words)
}
const stands = (page: Page, words: string) =>
  page.getByRole('toolbar').getByRole('status').getByText(words).waitFor()

/** Where the draft is written, once the first test has begun it. */
let address = ''

test('two people write the same draft: both texts are shown, and one decides', async () => {
  const first = await site.openAs('jia', '/policies/1')
  await first.getByRole('button', { name: '修改' }).click()
  await first.locator('.cm-content').waitFor()
  address = first.url().slice(site.address.length)
  const second = await site.openAs('yi', address)
  await second.locator('.cm-content').waitFor()
  await write(first, '甲写的')
  await stands(first, '已保存')
  await write(second, '乙写的')
  const dialog = second.getByRole('dialog', { name: '别人也改了这份草案' })
  await dialog.getByText('账号（jia） 在您打开之后保存过').waitFor()
  await dialog.locator('ins', { hasText: '乙' }).waitFor()
  await dialog.locator('del', { hasText: '甲' }).waitFor()
  await shot(second, 'conflict-draft')
  expect(await axeViolations(second)).toEqual([])
  await dialog.getByRole('button', { name: '用我的内容覆盖' }).click()
  await stands(second, '已保存')
  await dialog.waitFor({ state: 'hidden' })
  expect(await draft()).toMatch(/乙写的/)
  expect(await draft()).not.toMatch(/甲写的/)

  await write(first, '又写的')
  await first.getByRole('dialog').getByRole('button', { name: '用对方的内容' }).click()
  await first.locator('.cm-line', { hasText: '乙写的' }).waitFor()
  await stands(first, '已保存')
  expect(await draft()).not.toMatch(/又写的/)
  await write(first, '，再写')
  await expect.poll(draft).toMatch(/乙写的，再写/)
})

test('a draft written without a connection stays, also over a reload, and is saved when it is back', async () => {
  const page = await site.openAs('jia', address)
  await page.locator('.cm-content').waitFor()
  await page.context().setOffline(true)
  await write(page, '断线时写的')
  await stands(page, '还没有保存到服务器，已存在这台电脑上')
  await shot(page, 'offline-draft')
  expect(await draft()).not.toMatch(/断线时写的/)
  // The page can be loaded again, but nothing can be saved yet.
  const saving = (url: URL) => url.pathname.startsWith('/api/policies/drafts/')
  await page.route(saving, (route) => (route.request().method() === 'PUT' ? route.abort() : route.continue()))
  await page.context().setOffline(false)
  await page.reload()
  await page.getByText('上次没有保存到服务器的内容已经恢复').waitFor()
  await page.locator('.cm-line', { hasText: '断线时写的' }).waitFor()
  expect(await draft()).not.toMatch(/断线时写的/)
  await page.unroute(saving)
  await stands(page, '已保存')
  expect(await draft()).toMatch(/断线时写的/)
})

const score = async () => {
  const [row] = await db.query<{ score: string }>(
    `select trim_scale(score)::text as score from record.monthly_score
     where period = '2026-10' and person_no = 'P4' and indicator = '业务资料齐整度'`,
  )
  return row?.score
}
const cellOf = (page: Page) =>
  page
    .getByRole('row', { name: /业务员乙 P4/ })
    .getByRole('gridcell')
    .nth(2)
async function enter(page: Page, value: string): Promise<void> {
  await cellOf(page).click()
  await page.keyboard.type(value)
  await page.keyboard.press('Enter')
}

test('two people score the same cell: both values are shown, and one decides', async () => {
  const first = await site.openAs('jia', '/reviews?month=2026-10')
  const second = await site.openAs('yi', '/reviews?month=2026-10')
  await cellOf(first).waitFor()
  await cellOf(second).waitFor()
  await enter(first, '8')
  await first.getByText('全部已保存').waitFor()
  await enter(second, '7')
  const asked = second.getByRole('region', { name: '1 格需要处理' })
  await asked.getByText('您填的是 7，账号（jia） 已经改为 8').waitFor()
  await shot(second, 'conflict-cell')
  expect(await axeViolations(second)).toEqual([])
  expect(await score()).toBe('8')
  await asked.getByRole('button', { name: '用我的' }).click()
  await second.getByText('全部已保存').waitFor()
  expect(await score()).toBe('7')

  await enter(first, '9')
  await first.getByRole('region').getByText('您填的是 9，账号（yi） 已经改为 7').waitFor()
  await first.getByRole('button', { name: '用对方的' }).click()
  await first.getByText('全部已保存').waitFor()
  await first.getByRole('gridcell', { name: /^7/ }).first().waitFor()
  expect(await score()).toBe('7')
})

test('a score given without a connection stays, also over a reload, and is saved when it is back', async () => {
  const page = await site.openAs('jia', '/reviews?month=2026-10')
  await cellOf(page).waitFor()
  const before = await score()
  await page.context().setOffline(true)
  await enter(page, '6.5')
  await page.getByText('没有连接：填写的内容存在这台电脑上').waitFor()
  await shot(page, 'offline-cell')
  const saving = (url: URL) => url.pathname.endsWith('/cells')
  await page.route(saving, (route) => route.abort())
  await page.context().setOffline(false)
  await page.reload()
  await page.getByRole('gridcell', { name: /^6\.5/ }).first().waitFor()
  expect(await score()).toBe(before)
  await page.unroute(saving)
  await page.getByText('全部已保存').waitFor()
  expect(await score()).toBe('6.5')
})
