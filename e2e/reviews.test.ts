/** 行政部 fills the month by keyboard, a raise is proposed and approved by a second person (M-5). */
import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { parsePeriod } from '../src/language/index.ts'
import type { Database } from '../src/records/database.ts'
import { smallCompany } from '../src/records/testing/company.ts'
import { testServices } from '../src/server/testing/services.ts'
import { publish } from '../src/settlement/policy-version.ts'
import { settle } from '../src/settlement/settle.ts'
import { axeViolations } from './browser.ts'
import { desk, phone, type Running, running } from './running.ts'

let db: Database
let site: Running

const staff = `
  insert into record.person (person_no, name, hired_on) values ('X1', '行政部经理', '2020-01-01'), ('N1', '内勤', '2020-01-01');
  insert into record.assignment (person_no, unit_code, position, heads_unit, valid_from) values
    ('X1', 'XZ', '行政部经理', true, '2020-01-01'), ('N1', 'CP', '内勤', false, '2020-01-01')`

beforeAll(async () => {
  db = await smallCompany('postgres')
  site = await running(await testServices(db))
  await db.exec(staff)
  await site.account('X1', 'administration', 'X1')
  await site.account('P1', 'director', 'P1')
  await site.account('P4', 'salesperson', 'P4')
  const version = await publish(db, await readFile('policies/marketing-and-service.md', 'utf8'), '人事')
  const period = parsePeriod('2026-10')
  if (period) await settle(db, { version, period, actor: '财务' })
})
afterEach(() => site.leave())
afterAll(() => site?.close())

const openAs = (person: string, path: string, options = desk): Promise<Page> =>
  site.openAs(person, path, { ...options, permissions: ['clipboard-read', 'clipboard-write'] })

const scores = () =>
  db.query(
    `select person_no, indicator, score from record.monthly_score where period = '2026-10' and person_no = 'P4' order by 2`,
  )
/** The name in the active cell's row, and the number of its column. As text: tests know no browser types. */
const active = (page: Page): Promise<string> =>
  page.evaluate(`(() => {
    const cell = document.getElementById(document.querySelector('[role=grid]').getAttribute('aria-activedescendant'))
    return cell.parentElement.firstElementChild.textContent + ' ' + cell.getAttribute('aria-colindex')
  })()`)
const saved = (page: Page) => page.getByText('全部已保存').waitFor()

test('a gap is found, filled, undone and filled again without the mouse', async () => {
  const page = await openAs('X1', '/reviews?month=2026-10')
  const grid = page.getByRole('grid', { name: '2026年10月考评表' })
  await grid.focus()
  await page.keyboard.press('g')
  await expect.poll(() => active(page)).toBe('经理 P2 6')
  await page.keyboard.press('Alt+ArrowDown')
  await expect.poll(() => active(page)).toBe('业务员乙 P4 4')
  await page.keyboard.type('8.5')
  await page.keyboard.press('Tab')
  await saved(page)
  await expect.poll(scores).toEqual([{ person_no: 'P4', indicator: '业务资料齐整度', score: '8.5' }])
  await page.keyboard.press('Control+z')
  await expect.poll(scores).toEqual([])
  await saved(page)
  await page.keyboard.press('Control+y')
  await expect.poll(scores).toHaveLength(1)
  await saved(page)
  await page.reload()
  await page.getByRole('gridcell', { name: /^8\.5/ }).waitFor()
  expect(await axeViolations(page)).toEqual([])
})

test('a block from Excel fills what is open and leaves what is computed', async () => {
  const page = await openAs('X1', '/reviews?month=2026-10')
  const grid = page.getByRole('grid')
  await grid.focus()
  await page.evaluate(`navigator.clipboard.writeText('９\\t7.5\\t10\\r\\n')`)
  await page
    .getByRole('row', { name: /业务员乙 P4/ })
    .getByRole('gridcell')
    .nth(2)
    .click()
  await page.keyboard.press('Control+v')
  await saved(page)
  await expect.poll(scores).toMatchObject([{ score: '9' }, { score: '10' }, { score: '7.5' }])
  await page
    .getByRole('row', { name: /业务员甲 P3/ })
    .getByRole('gridcell')
    .nth(2)
    .click()
  await page.keyboard.press('Control+v')
  await page.getByText(/格是从记录算出来的/).waitFor()
  await page
    .getByRole('row', { name: /业务员乙 P4/ })
    .getByRole('gridcell')
    .nth(2)
    .click()
  await page.keyboard.type('11')
  await page.keyboard.press('Enter')
  await page.getByText('资料齐整度 “11”不对').waitFor()
  await page.getByRole('button', { name: /放\s*弃/ }).click()
  await saved(page)
})

test('M-5.3 a raise is proposed by one and approved by another', async () => {
  const office = await openAs('X1', '/reviews?month=2026-10&tab=raises')
  await office.getByRole('button', { name: '申请加分' }).click()
  const dialog = office.getByRole('dialog')
  await dialog.getByLabel('员工').fill('P2')
  await dialog.getByLabel('员工').press('Enter')
  await dialog.getByLabel('理由').fill('独力挽回停用两年的老客户')
  await dialog.getByRole('button', { name: '提交申请' }).click()
  const item = office.getByRole('listitem').filter({ hasText: '独力挽回' })
  await item.getByText('等待批准').waitFor()
  expect(await item.getByRole('button', { name: /^批\s*准$/ }).count()).toBe(0)
  await dialog.waitFor({ state: 'hidden' })
  expect(await axeViolations(office)).toEqual([])
  await site.leave()
  const director = await openAs('P1', '/reviews?month=2026-10&tab=raises')
  const waiting = director.getByRole('listitem').filter({ hasText: '独力挽回' })
  await waiting.getByRole('button', { name: /^批\s*准$/ }).click()
  await director
    .getByRole('dialog')
    .getByRole('button', { name: /^批\s*准$/ })
    .click()
  await waiting.getByText('已批准').waitFor()
  const approved = `select approved_by from record.exceptional_score where person_no = 'P2' and period = '2026-10'`
  expect(await db.query(approved)).toEqual([{ approved_by: 'P1' }])
})

test('a salesperson sees his own score and what it rests on, on a phone', async () => {
  const page = await openAs('P4', '/reviews?month=2026-10', phone)
  await page.getByText(/你?的考评得分是|考评得分是/).waitFor()
  await page.getByText('最近十二个月').waitFor()
  const wide = await page.evaluate<number>('document.documentElement.scrollWidth')
  expect(wide).toBeLessThanOrEqual(390)
  expect(await axeViolations(page)).toEqual([])
})
