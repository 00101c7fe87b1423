/** A receipt of a closed month: finance is told before and after saving, and finds it waiting at the workbench. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { calculate, closeMonth, type Office, officeOn } from '../src/server/api/settlement/testing.ts'
import { password } from '../src/server/testing/accounts.ts'
import { axeViolations, shot } from './browser.ts'
import { type Running, running } from './running.ts'

let office: Office
let site: Running

beforeAll(async () => {
  office = await officeOn('postgres', ['2026-01'])
  await calculate(office, '2026-01')
  await closeMonth(office, '2026-01')
  site = await running(office.services)
}, 180_000)
afterEach(() => site.leave())
afterAll(() => site?.close())

test('a late receipt is announced, saved and waits as an adjustment', { timeout: 180_000 }, async () => {
  const page = await site.openAs('caiwu', '/receipts?record=new')
  const drawer = page.getByRole('dialog')
  await drawer.getByLabel('合同').fill('C')
  await page.locator('.ant-select-item-option').first().click()
  await drawer.getByLabel('回款单号').fill('L1')
  await drawer.getByLabel('金额').fill('500')
  await drawer.getByLabel('收款日').fill('2026-01-20')
  await drawer.getByLabel('收款日').press('Enter')
  await drawer.getByText('2026年1月已经关账：这笔记录不会改动那个月').waitFor()
  await drawer.getByLabel('款项类别').click()
  await page.locator('.ant-select-item-option', { hasText: '进度款' }).click()
  await page.waitForLoadState('networkidle')
  await shot(page, 'late-before')
  expect(await axeViolations(page)).toEqual([])
  await drawer.getByRole('button', { name: '保存' }).click()
  const told = page.getByRole('alert').filter({ hasText: '那个月没有改动' })
  await told.waitFor()
  await shot(page, 'late-after')
  await told.getByRole('link', { name: '查看往期调整' }).click()
  await page.waitForURL('**/settlement?tab=adjustments')
  await page.getByRole('button', { name: /查找/ }).waitFor()

  await page.goto(`${site.address}/`)
  await page.getByRole('link', { name: /2026-01 关账之后又登记或更正了 1 条记录/ }).click()
  await page.getByRole('button', { name: /查找/ }).click()
  await page.getByRole('heading', { name: /2026年1月/ }).waitFor()
  await page.goto(`${site.address}/`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.waitForLoadState('networkidle')
  expect(await page.getByText('关账之后又登记').count()).toBe(0)
})

test('deleting it, and a contract of a closed month, are told before they are done', {
  timeout: 120_000,
}, async () => {
  const page = await site.openAs('caiwu', '/receipts')
  await page
    .getByRole('button', { name: 'L1' })
    .or(page.getByRole('link', { name: 'L1' }))
    .first()
    .click()
  await page.getByRole('dialog').getByRole('button', { name: '删除' }).click()
  const question = page.getByRole('dialog').filter({ hasText: '删除这条' })
  await question.getByText('2026年1月已经关账：删除不会改动那个月').waitFor()
  await shot(page, 'late-delete')
  expect(await axeViolations(page)).toEqual([])
  await page.goto(`${site.address}/contracts/new`)
  await page.getByLabel('签订日').fill('2026-01-15')
  await page.getByLabel('签订日').press('Enter')
  await page.getByText('2026年1月已经关账').waitFor()
  await shot(page, 'late-contract')
})

test('personnel enters what identifies a person; it is shown masked (L-4)', {
  timeout: 120_000,
}, async () => {
  const page = await site.openAs('xingzheng', '/people/S')
  await page.getByText('还没有登记身份证号、银行卡和电话。').waitFor()
  await page.getByRole('button', { name: '登记', exact: true }).last().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('身份证号').fill('110105194912310021')
  await dialog.getByRole('button', { name: '保存' }).click()
  await dialog.getByText('校验位和出生日期要对').waitFor()
  await dialog.getByLabel('身份证号').fill('11010519491231002x')
  await page.waitForLoadState('networkidle')
  await shot(page, 'personal-data-form')
  expect(await axeViolations(page)).toEqual([])
  await dialog.getByRole('button', { name: '保存' }).click()
  await page.getByText('1101**********002X').waitFor()
  await page.getByRole('button', { name: '登记或更正' }).click()
  await dialog.getByText('现在：1101**********002X').waitFor()
  await dialog.getByRole('checkbox', { name: '删去身份证号' }).check()
  await dialog.getByRole('button', { name: '保存' }).click()
  await page.getByText('1101**********002X').first().waitFor({ state: 'detached' })
  await page.reload()
  await page.getByRole('button', { name: '登记或更正' }).waitFor()
  await shot(page, 'personal-data')
})

test('a bank card that is changed waits, is told on the workbench, and is stopped (trust 20)', {
  timeout: 120_000,
}, async () => {
  const page = await site.openAs('xingzheng', '/people/S')
  const dialog = page.getByRole('dialog')
  const enter = async (button: string, account: string) => {
    await page.getByRole('button', { name: button }).click()
    await dialog.getByLabel('开户行').fill('某银行')
    await dialog.getByLabel('银行卡号').fill(account)
    await dialog.getByLabel('您自己的密码').fill(password)
    await page.waitForLoadState('networkidle')
    expect(await axeViolations(page)).toEqual([])
    await dialog.getByRole('button', { name: '保存' }).click()
    await dialog.waitFor({ state: 'detached' })
  }
  await enter('登记银行卡', '4111 1111 1111 1111')
  await page.getByText('************1111').waitFor()
  await enter('更换银行卡', '5500 0055 5555 5559')
  await page.getByText('银行卡更改中：某银行 ************5559').waitFor()

  const finance = await site.openAs('caiwu', '/')
  await finance.getByRole('link', { name: /的银行卡有更改，请财务核对/ }).click()
  await finance.getByText('在这之前发薪仍用原卡').waitFor()
  expect(await axeViolations(finance)).toEqual([])
  await finance.getByRole('button', { name: '停止更改' }).click()
  await finance.getByLabel('为什么停止').fill('本人没有要求更改')
  await finance.getByRole('dialog').getByRole('button', { name: '停止更改' }).click()
  await finance.getByText('银行卡更改已经停止').waitFor()
  await finance.reload()
  await finance.getByText('停止了更改：本人没有要求更改').waitFor()
  await shot(finance, 'bank-card-stopped')
})
