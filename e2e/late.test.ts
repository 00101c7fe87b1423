/** A receipt of a closed month: finance is told before and after saving, and finds it waiting at the workbench. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { calculate, closeMonth, type Office, officeOn } from '../src/server/api/settlement/testing.ts'
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

test('personnel enters what identifies a person; it is shown masked (L-4)', {
  timeout: 120_000,
}, async () => {
  const page = await site.openAs('xingzheng', '/people/S')
  await page.getByText('还没有登记身份证号、银行卡和电话。').waitFor()
  await page.getByRole('button', { name: '登记', exact: true }).last().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('身份证号').fill('110105194912310021')
  await dialog.getByLabel('银行卡号').fill('4111 1111 1111 1111')
  await dialog.getByRole('button', { name: '保存' }).click()
  await dialog.getByText('校验位和出生日期要对').waitFor()
  await dialog.getByLabel('身份证号').fill('11010519491231002x')
  await page.waitForLoadState('networkidle')
  await shot(page, 'personal-data-form')
  expect(await axeViolations(page)).toEqual([])
  await dialog.getByRole('button', { name: '保存' }).click()
  await page.getByText('1101**********002X').waitFor()
  await page.getByText('************1111').waitFor()
  await page.getByRole('button', { name: '登记或更正' }).click()
  await dialog.getByText('现在：1101**********002X').waitFor()
  await dialog.getByRole('checkbox', { name: '删去银行卡号' }).check()
  await dialog.getByRole('button', { name: '保存' }).click()
  await page.getByText('************1111').first().waitFor({ state: 'detached' })
  await page.reload()
  await page.getByText('1101**********002X').waitFor()
  await shot(page, 'personal-data')
})
