/**
 * A month of the sample company, December 2026, by the people who make it, each in an own browser: finance brings in a
 * contract and its money, 行政部 gives the missing rating and changes the policy for next year, 主管副总 approves it,
 * finance settles, 主管副总 signs, publishes and closes, and the salesperson follows a number down to the file it came
 * from. Each test goes on where the one before ended. X-3, M-6.2.
 */
import { readFile } from 'node:fs/promises'
import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { verifyChain } from '../src/access/audit.ts'
import type { Cell, CellKind } from '../src/records/sheet/cell.ts'
import { readSheet } from '../src/records/sheet/read.ts'
import type { SheetToWrite } from '../src/records/sheet/write.ts'
import { writeXlsx } from '../src/records/sheet/write-xlsx.ts'
import { openBrowser } from './browser.ts'
import { type Company, openCompany } from './company.ts'
import { signIn } from './every-page.ts'

let company: Company
let browser: Browser
let context: BrowserContext

beforeAll(async () => {
  ;[company, browser] = await Promise.all([openCompany(), openBrowser()])
})
afterEach(() => context?.close())
afterAll(async () => {
  await browser?.close()
  await company?.close()
})

async function openAs(name: string, path: string): Promise<Page> {
  const viewport = { width: 1440, height: 900 }
  context = await browser.newContext({ locale: 'zh-CN', viewport, reducedMotion: 'reduce' })
  await signIn(context, company, name)
  const page = await context.newPage()
  await page.goto(company.address + path)
  await page.locator('main h1').waitFor()
  return page
}

const one = async <Row>(sql: string, ...values: unknown[]): Promise<Row> => {
  const [row] = await company.services.db.query<Row & Record<string, unknown>>(sql, values)
  if (!row) throw new Error(`nothing found: ${sql}`)
  return row
}

/** Half of it is paid in December: 19,600 × 3% × 9,800 ÷ 19,600 = 294 at a review of 100%. */
const contract = 'CP-2026-J001'
const sheets: readonly SheetToWrite[] = [
  sheet(
    '合同',
    ['合同编号', '类型', '客户', '部门', '业务员', '签订日期', '营业额', '质保金', '状态'],
    [[contract, '直营购销合同', 'K0148', 'CP', '0013', '2026-12-01', 19600, 0, '履行中']],
  ),
  sheet(
    '合同明细',
    ['合同编号', '行号', '产品', '数量', '单价', '金额'],
    [[contract, 1, 'JS-200', 1, 19600, 19600]],
  ),
  sheet(
    '回款',
    ['合同编号', '回款单号', '收款日期', '金额', '款项类别'],
    [
      [contract, 'HK-J1', '2026-12-10', 9800, '进度款'],
      // Nobody knows this contract.
      ['CP-2026-X999', 'HK-J2', '2026-12-11', 5000, '进度款'],
    ],
  ),
]

type Value = string | number

function sheet(name: string, headings: readonly string[], rows: readonly (readonly Value[])[]): SheetToWrite {
  const kind = (value: Value): CellKind =>
    typeof value === 'number' ? 'number' : /^\d{4}-\d\d-\d\d$/.test(value) ? 'date' : 'text'
  const cell = (value: Value): Cell => ({ kind: kind(value), text: String(value) })
  return { name, columns: headings.map((heading) => ({ heading })), rows: rows.map((row) => row.map(cell)) }
}

async function workbook(): Promise<Buffer> {
  const out = new PassThrough()
  const [bytes] = await Promise.all([buffer(out), writeXlsx(out, sheets)])
  return bytes
}

test('finance imports a contract and its money, and gets one row back', async () => {
  const page = await openAs('0055', '/imports')
  await page.locator('input[type=file]').setInputFiles({
    name: '十二月补录.xlsx',
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer: await workbook(),
  })
  await page.waitForURL('**/imports/uploads/*')
  await page.getByText('列名都认出来了').first().waitFor()
  await page.getByRole('button', { name: '下一步：检查会改动什么' }).click()
  await page.getByRole('button', { name: '确认导入 3 行' }).click()
  await page.getByText('读 4 行 ＝ 收下 3 行').waitFor()
  const saving = page.waitForEvent('download')
  await page.getByRole('button', { name: '下载没有收下的行' }).click()
  const saved = await saving
  const { sheets: back } = await readSheet({ name: 'back.xlsx', bytes: await readFile(await saved.path()) })
  expect(back.flatMap(({ rows }) => rows.map(({ values }) => values[1]?.text))).toEqual(['HK-J2'])
  const receipts = `select receipt_no, amount::text, source_row from record.receipt where contract_no like 'CP-2026-%' and receipt_no like 'HK-J%'`
  expect(await company.services.db.query(receipts)).toEqual([
    { receipt_no: 'HK-J1', amount: '9800', source_row: 2 },
  ])
})

test('行政部 gives a rating that was missing', async () => {
  const page = await openAs('0054', '/reviews?month=2026-12&tab=ratings')
  const grid = page.getByRole('grid', { name: '行政部的协作评价' })
  await grid
    .getByRole('row', { name: /刘铁军 0046/ })
    .getByRole('gridcell')
    .last()
    .click()
  await page.keyboard.type('9')
  await page.keyboard.press('Enter')
  await page.getByText('全部已保存').waitFor()
  await page.getByText('行政部：已评 11 / 18 人').waitFor()
  const rating = `select score::text, period from record.cooperation_rating where person_no = '0046' and period = '2026-12' and score = 9`
  expect(await one(rating)).toEqual({ score: '9', period: '2026-12' })
})

test('行政部 writes the version of next year and hands it in', async () => {
  const page = await openAs('0054', '/policies/1')
  await page.getByRole('button', { name: '修改' }).click()
  const begins = page.locator('.cm-line', { hasText: '生效日: ' })
  await begins.click()
  await page.keyboard.press('End')
  await page.keyboard.press('Shift+Home')
  await page.keyboard.insertText('生效日: 2027-01-01')
  await page.getByLabel('到条款…').click()
  await page.getByTitle(/第五条/).click()
  await page.locator('.cm-line', { hasText: '| 主营产品' }).click()
  await page.getByLabel('第 1 行，比例').fill('3.5%')
  await page.getByText('已保存', { exact: true }).waitFor()
  await page.getByRole('button', { name: '提交批准' }).click()
  await page.getByLabel('改了什么，为什么').fill('明年起主营产品的基本提成比例提到 3.5%')
  await page.getByRole('dialog').getByRole('button', { name: '提交批准' }).click()
  await page.getByText('待批准').first().waitFor()
  expect(await page.getByRole('button', { name: '批准并发布' }).count()).toBe(0)
})

test('主管副总 approves it, and December keeps the old rate', async () => {
  const page = await openAs('0001', '/policies')
  await page.getByRole('link', { name: /营销及售后中心业绩考核管理办法 2026\.2/ }).click()
  await page.getByRole('region', { name: '第五条 两种提成比例' }).getByText('3.5%').waitFor()
  for (const box of await page.getByLabel('我看过这一条').all()) await box.check()
  await page.getByRole('button', { name: '批准并发布' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '批准并发布' }).click()
  await page.getByRole('link', { name: '看发布的版本' }).click()
  await page.getByText('沈知远（0001）').first().waitFor()
  const versions = `select version, valid_from, valid_to from settlement.policy_version order by version_id`
  expect(await company.services.db.query(versions)).toMatchObject([
    { version: '2026.1' },
    { version: '2026.2' },
  ])
})

test('finance settles December', async () => {
  const page = await openAs('0055', '/settlement')
  await page.getByRole('main').getByRole('button', { name: '结算', exact: true }).click()
  const window = page.getByRole('dialog')
  expect(await window.getByRole('checkbox', { name: /2026年12月/ }).isChecked()).toBe(true)
  await window.getByRole('button', { name: '结算', exact: true }).click()
  await window.getByText('完成', { exact: true }).waitFor()
  const { started_by, version } = await one<{ started_by: string; version: string }>(
    `select started_by, version from settlement.run join settlement.policy_version using (version_id) where period = '2026-12' and kind = 'regular'`,
  )
  expect([started_by, version]).toEqual(['贾秋实（0055）', '2026.1'])
})

/** Takes a step whose window names what one signs, and waits for the state it leads to. */
async function sign(page: Page, action: string, state: string): Promise<void> {
  await page.getByRole('main').getByRole('button', { name: action, exact: true }).click()
  const window = page.getByRole('dialog')
  await window.getByText('结果摘要').waitFor()
  // What was looked at, and what the appraisal still lacks.
  for (const box of await window.getByRole('checkbox').all()) await box.check()
  await window.getByRole('button', { name: action, exact: true }).click()
  await page.locator('[aria-current="step"]').filter({ hasText: state }).waitFor()
}

test('主管副总 reviews, publishes and closes it', async () => {
  const page = await openAs('0001', '/settlement/2026-12')
  await sign(page, '复核', '已复核')
  await sign(page, '公布', '已公布')
  await sign(page, '关账', '已关账')
  const { run_id, status } = await one<{ run_id: number; status: string }>(
    `select run_id, status from settlement.run where period = '2026-12' and kind = 'regular'`,
  )
  expect(status).toBe('closed')
  const posted = `select count(*)::int as people from settlement.ledger_entry where run_id = $1 and account = 'payable' and kind = 'earned'`
  expect((await one<{ people: number }>(posted, run_id)).people).toBeGreaterThan(50)
})

test('M-6.2 the salesperson follows the commission to the row of the file, in three openings', async () => {
  const page = await openAs('0013', '/statements')
  await page.goto(`${company.address}/statements/2026-12/0013`)
  // 4,200 fixed, and three contracts: 280.75 + 149.54 + 273.42 = 703.71.
  await page.getByText('4,903.71').first().waitFor()
  await page.getByRole('button', { name: /^计发提成/ }).click()
  const why = page.getByRole('dialog')
  await why.getByText('703.71').first().waitFor()
  await why.getByRole('button', { name: new RegExp(contract) }).click()
  // 资料齐整 9 × 40% + 客户投诉 10 × 30% + 回款进度 9 × 30% = 9.3, so 294 × 93% = 273.42.
  await why.getByText('273.42').first().waitFor()
  await why.getByText('= 四舍五入(588 × 9800 ÷ 19600, 2)').waitFor()
  await why.getByRole('button', { name: /HK-J1/ }).first().click()
  await why.getByText('来自文件“十二月补录.xlsx”第 2 行').waitFor()
  await why.getByText('9,800.00').first().waitFor()
})

test('trust 39: what was done is in the audit log, whole and by name', async () => {
  const { db } = company.services
  expect((await verifyChain(db)).brokenAt).toBeUndefined()
  const steps = await db.query<{ actor: string; action: string }>(
    `select actor, action from audit.entry where subject like '%2026-12' and action in ('review', 'publish', 'close')
     order by entry_id desc limit 3`,
  )
  const director = '沈知远（0001）'
  expect(steps).toEqual(['close', 'publish', 'review'].map((action) => ({ actor: director, action })))
  const owed = await one<{ amount: string }>(
    `select amount::text from settlement.ledger_entry where person_no = '0013' and period = '2026-12' and kind = 'earned'`,
  )
  expect(owed.amount).toBe('4903.71')
})
