/** A month in the browser: finance calculates, a director signs, finance pays and takes the file (X-3, trust 39). */
import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type Office, officeOn } from '../src/server/api/settlement/testing.ts'
import { approveAdjustments, findAdjustments } from '../src/settlement/adjust.ts'
import { readPeriod } from '../src/settlement/aside.ts'
import { publishRun, review } from '../src/settlement/close.ts'
import { publish } from '../src/settlement/policy-version.ts'
import { settle } from '../src/settlement/settle.ts'
import { policyFile } from '../src/settlement/testing/company.ts'
import { money } from '../src/settlement/testing/seller.ts'
import { axeViolations } from './browser.ts'
import { type Running, running } from './running.ts'

let office: Office
let site: Running

beforeAll(async () => {
  office = await officeOn('postgres', ['2026-01'])
  // The first month to settle: nothing has been yet.
  site = await running(office.services)
}, 180_000)
afterEach(() => site.leave())
afterAll(() => site?.close())

/** Takes a step whose window names the consequence, and waits for the state it leads to. */
async function sign(page: Page, action: string, state: string): Promise<void> {
  await page.getByRole('main').getByRole('button', { name: action, exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('结果摘要').waitFor()
  expect(await dialog.textContent()).toContain('元')
  // What was looked at, and what the appraisal still lacks.
  for (const box of await dialog.getByRole('checkbox').all()) await box.check()
  await dialog.getByRole('button', { name: action, exact: true }).click()
  await page.locator('[aria-current="step"]').filter({ hasText: state }).waitFor()
}

test('from calculation to payment', async () => {
  const finance = await site.openAs('caiwu', '/settlement')
  await finance.getByRole('heading', { name: '结算', level: 1 }).waitFor()
  await finance.getByRole('main').getByRole('button', { name: '结算', exact: true }).click()
  await finance.getByRole('dialog').getByRole('button', { name: '结算', exact: true }).click()
  // Put into the background, unless it is over by then: the month appears either way.
  const following = finance.getByRole('dialog', { name: '后台任务' })
  await following
    .getByRole('button', { name: /放到后台|关闭/ })
    .last()
    .click()
  await finance.getByRole('link', { name: '2026年1月' }).click()
  await finance.locator('[aria-current="step"]').filter({ hasText: '已计算' }).waitFor()
  expect(await axeViolations(finance)).toEqual([])

  const director = await site.openAs('zhuguan', '/settlement/2026-01')
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
  await finance.goto(`${site.address}/settlement?tab=ledger`)
  await finance.getByRole('columnheader', { name: '应付余额' }).waitFor()
  expect(await axeViolations(finance)).toEqual([])
})

test('a month of two policies is shown and acted on one at a time, down to taking a reopening back', async () => {
  const trial = '试点营销及售后中心业绩考核管理办法'
  const document = readFileSync(policyFile, 'utf8').replace('制度: 营销', '制度: 试点营销')
  const { db } = office
  const version = await publish(db, document, 'shenji')
  const period = readPeriod('2026-01')
  await settle(db, { version, period, actor: 'caiwu' })
  for (const step of [review, publishRun]) await step(db, { version, period, actor: 'zhuguan' })

  const finance = await site.openAs('caiwu', '/settlement/2026-01')
  await finance.getByRole('heading', { name: '这个期间有几份制度' }).waitFor()
  expect(await axeViolations(finance)).toEqual([])
  await finance.getByRole('button', { name: trial }).click()
  await finance.locator('[aria-current="step"]').filter({ hasText: '已公布' }).waitFor()

  await finance.getByRole('button', { name: '申请重新打开' }).click()
  await finance.getByRole('dialog').getByRole('textbox').fill('试点的比例写错了')
  await finance.getByRole('dialog').getByRole('button', { name: '提出申请' }).click()
  const asked = finance.getByText('caiwu 申请重新打开：试点的比例写错了')
  await asked.waitFor()
  await finance.getByRole('button', { name: '撤回申请' }).click()
  await asked.waitFor({ state: 'detached' })

  await finance.getByRole('combobox', { name: '制度' }).click()
  await finance.getByTitle(office.version.policy, { exact: true }).click()
  await finance.locator('[aria-current="step"]').filter({ hasText: '已发放' }).waitFor()
})

test('two differences of one closed month stand side by side, and say what changed in words (X-3)', async () => {
  const { db, version } = office
  const decision = { version, period: readPeriod('2026-01') }
  await money(db, '2026-01-20', 5000)
  await findAdjustments(db, { ...decision, actor: 'caiwu' })
  await approveAdjustments(db, { ...decision, actor: 'zhuguan' })
  await db.exec(`delete from record.receipt where received_on = '2026-01-20'`)
  await findAdjustments(db, { ...decision, actor: 'caiwu' })
  const page = await site.openAs('zhuguan', '/settlement?tab=adjustments')
  const groups = page.getByRole('heading', { name: /^2026年1月 的差额/ })
  await groups.nth(1).waitFor()
  await page.getByText('这个月之前已批准差额 150.00 元').waitFor()
  await page.getByText('提成合计：450.00 元 → 300.00 元').waitFor()
  expect(await axeViolations(page)).toEqual([])
})
