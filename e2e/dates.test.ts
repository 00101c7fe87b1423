/** Days in forms: written as people write them, kept as one. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { smallCompany } from '../src/records/testing/company.ts'
import { testServices } from '../src/server/testing/services.ts'
import { axeViolations } from './browser.ts'
import { type Running, running } from './running.ts'

let app: Running
beforeAll(async () => {
  app = await running(await testServices(await smallCompany('pglite')))
  await app.account('money', 'finance')
})
afterAll(() => app?.close())

test.each(['Tab', 'Enter'])('a day may be typed in several ways, left with %s', async (key) => {
  const page = await app.openAs('money', '/contracts/new')
  const day = page.getByLabel('签订日').first()
  for (const typed of ['2026-12-9', '2026/12/9', '20261209', '2026.12.9', '2026年12月9日']) {
    await day.fill('2026-01-01')
    await page.keyboard.press('Enter')
    await day.fill(typed)
    await page.keyboard.press(key)
    await expect.poll(() => day.inputValue(), { message: typed }).toBe('2026-12-09')
  }
})

test('a receipt dated after today is taken, but not without a word at the field', async () => {
  const page = await app.openAs('money', '/receipts?record=new')
  const form = page.getByRole('dialog')
  const day = form.getByLabel('收款日')
  const note = form.getByText(/这一天在今天（\d{4}-\d{2}-\d{2}）之后/)
  await day.fill('2099-01-31')
  await page.keyboard.press('Enter')
  await note.waitFor()
  const described = (await day.getAttribute('aria-describedby')) ?? ''
  expect(await page.locator(`[id="${described.split(' ').at(-1)}"]`).textContent()).toMatch('之后')
  expect(await axeViolations(page)).toEqual([])
  await day.fill('2026-01-31')
  await page.keyboard.press('Enter')
  await note.waitFor({ state: 'detached' })
})
