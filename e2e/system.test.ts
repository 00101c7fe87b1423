/** The administrator lets somebody in, who then sees what the role may and nothing more. */
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Database } from '../src/records/database.ts'
import { smallCompany } from '../src/records/testing/company.ts'
import { password } from '../src/server/testing/accounts.ts'
import { testServices } from '../src/server/testing/services.ts'
import { axeViolations } from './browser.ts'
import { type Running, running } from './running.ts'

let db: Database
let site: Running

beforeAll(async () => {
  db = await smallCompany('postgres')
  site = await running(await testServices(db))
  await site.account('admin', 'admin')
})
afterEach(() => site.leave())
afterAll(() => site?.close())

async function signIn(page: Page, name: string, with_: string): Promise<void> {
  await page.getByLabel('工号或邮箱').fill(name)
  await page.getByLabel('密码', { exact: true }).fill(with_)
  await page.getByRole('button', { name: '登录', exact: true }).click()
}

test('a new user changes the password told once, and sees only what the role may', async () => {
  const page = await site.open('/system')
  await signIn(page, 'admin', password)
  await page.getByRole('button', { name: '新建用户' }).click()
  const form = page.getByRole('dialog', { name: '新建用户' })
  await form.getByLabel('员工').fill('经理')
  await page.getByTitle('经理（P2）').click()
  await form.getByLabel('角色').fill('业务员')
  await page.getByTitle('业务员', { exact: true }).click()
  await page.keyboard.press('Escape')
  expect(await axeViolations(page)).toEqual([])
  await form.getByRole('button', { name: '建立账号' }).click()
  const told = page.getByRole('dialog', { name: '账号已建好' })
  const secret = (await told.locator('code').textContent()) ?? ''
  expect(secret).toMatch(/^(\w{4}-){3}\w{4}$/)
  await told.getByRole('button', { name: '我已保存' }).click()
  await page.getByRole('button', { name: '经理（P2）' }).click()
  await page.getByText('下次登录要换密码').waitFor()
  const drawer = page.getByRole('dialog')
  for (const role of ['财务部', '营销总监/主管副总']) {
    await drawer.getByRole('button', { name: '加一个角色' }).click()
    await drawer.getByLabel('角色', { exact: true }).last().click()
    await page.locator('.ant-select-dropdown:visible').getByTitle(role, { exact: true }).click()
  }
  await drawer.getByText('财务部和营销总监/主管副总').waitFor()
  expect(await axeViolations(page)).toEqual([])
  await site.leave()

  const own = await site.open('/system')
  await signIn(own, 'P2', secret)
  await own.getByLabel('新密码', { exact: true }).fill('shan-gao-shui-chang')
  await own.getByLabel('再输入一次新密码').fill('shan-gao-shui-chang')
  await own.getByRole('button', { name: '更换密码' }).click()
  await own.getByRole('navigation', { name: '主导航' }).waitFor()
  expect(await own.getByRole('link', { name: '系统' }).count()).toBe(0)
  expect(await own.getByRole('link', { name: '审计' }).count()).toBe(0)
  expect(await own.getByRole('button', { name: '新建用户' }).count()).toBe(0)
  expect((await own.request.get(`${site.address}/api/accounts`)).status()).toBe(403)
})

test('a backup is made and proved, and the audit log says so', async () => {
  const page = await site.open('/system?tab=backup')
  await signIn(page, 'admin', password)
  await page.getByText('还没有一份证实可以恢复的备份').waitFor()
  await page.getByRole('button', { name: '做一份备份' }).click()
  const job = page.getByRole('dialog')
  const closeJob = () => job.getByRole('button', { name: '关闭', exact: true }).last().click()
  await closeJob()
  await page.getByText('还没有核对').waitFor()
  await page.getByRole('button', { name: /^核对 hengji-/ }).click()
  await closeJob()
  await page.getByText('今天有一份证实可以恢复的备份').waitFor()
  await db.exec(`insert into webhook.subscription (url, events, secret, active, created_by)
    values ('https://example.com/hook', array['month.closed'], 'x', false, 'admin')`)
  for (const path of ['backup', 'roles', 'keys', 'webhooks', 'about'].map((tab) => `/system?tab=${tab}`)) {
    await page.goto(site.address + path)
    await page.locator('main table, main section h2').first().waitFor()
    expect([path, await axeViolations(page)]).toEqual([path, []])
  }
  await page.goto(`${site.address}/audit`)
  await page
    .getByRole('button', { name: /^备份 hengji-/ })
    .first()
    .waitFor()
  expect(await axeViolations(page)).toEqual([])
  // What was refused to the new user, in words; the request as it was sealed beside it.
  await page
    .getByRole('button', { name: /^查看“用户与角色”：账号的列表/ })
    .first()
    .click()
  await page.getByRole('dialog').getByText('GET /api/accounts').waitFor()
  expect(await axeViolations(page)).toEqual([])
})
