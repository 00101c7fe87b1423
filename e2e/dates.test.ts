/** Days in forms: written as people write them, kept as one. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { smallCompany } from '../src/records/testing/company.ts'
import { testServices } from '../src/server/testing/services.ts'
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
