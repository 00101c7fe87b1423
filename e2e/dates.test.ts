/** Days in forms: written as people write them, kept as one. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { smallCompany } from '../src/records/testing/company.ts'
import type { Services } from '../src/server/api/services.ts'
import { testServices } from '../src/server/testing/services.ts'
import { axeViolations, shot } from './browser.ts'
import { type Running, running } from './running.ts'

let app: Running
let services: Services
beforeAll(async () => {
  services = await testServices(await smallCompany('pglite'))
  app = await running(services)
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

test('M-4.4 what looks like a slip is asked about when it is saved, however fast', async () => {
  const page = await app.openAs('money', '/contracts/C2?record=new')
  const form = page.getByRole('dialog')
  await form.getByLabel('回款单号').fill('R7')
  await form.getByLabel('收款日').fill('2020-01-05')
  await page.keyboard.press('Enter')
  await form.getByLabel('款项类别').click()
  await page.locator('.ant-select-item-option', { hasText: '进度款' }).click()
  await form.getByLabel('金额').fill('999999999')
  await form.getByRole('button', { name: '保存' }).click()
  const question = page.getByRole('dialog').filter({ hasText: '这里像是写错了' })
  await question.getByText('收款日早于合同的签订日 2026-10-10').waitFor()
  await question.getByText(/超过营业额 2,410.00 元/).waitFor()
  await shot(page, 'doubts-asked')
  expect(await axeViolations(page, '.ant-modal')).toEqual([])
  const stored = () => services.db.query(`select from record.receipt where receipt_no = 'R7'`)
  await question.getByRole('button', { name: '取消' }).click()
  await question.waitFor({ state: 'detached' })
  expect(await stored()).toHaveLength(0)
  await form.getByRole('button', { name: '保存' }).click()
  await question.getByRole('button', { name: '确认无误，保存' }).click()
  await form.waitFor({ state: 'detached' })
  expect(await stored()).toHaveLength(1)
})
