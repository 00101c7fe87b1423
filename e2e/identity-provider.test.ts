/** Signing in by the company's own sign-in, as a person does it: a button, the provider, and back. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { installPermissions } from '../src/access/install.ts'
import { smallCompany } from '../src/records/testing/company.ts'
import type { Services } from '../src/server/api/services.ts'
import { application } from '../src/server/application.ts'
import { type Listening, listen } from '../src/server/listen.ts'
import { servicesOf } from '../src/server/services.ts'
import { makeAccount } from '../src/server/testing/accounts.ts'
import { client, type OpenIdProvider, openIdProvider } from '../src/server/testing/openid-provider.ts'
import { buildWeb } from '../src/server/web.ts'
import { openBrowser } from './browser.ts'
import { desk, patience } from './running.ts'

let provider: OpenIdProvider
let server: Listening
let services: Services
let browser: Browser

beforeAll(async () => {
  const [db, web] = await Promise.all([smallCompany('pglite'), buildWeb()])
  await installPermissions(db)
  ;[provider, browser] = await Promise.all([openIdProvider(), openBrowser()])
  let answer: Parameters<typeof listen>[2] = () => new Response('', { status: 503 })
  server = await listen('127.0.0.1', 0, (request, env) => answer(request, env))
  const identityProvider = {
    label: '公司账号',
    discoveryUrl: provider.issuer,
    ...client,
    unencryptedLoopback: true,
  }
  const settings = { folder: '/nowhere', secret: 'x'.repeat(32), identityProvider }
  services = await servicesOf(db, settings, server.address)
  answer = application(services, web).fetch
  await makeAccount(db, 'chen@example.cn', ['salesperson'], { person: 'P2', displayName: '陈的账号' })
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
  await services?.jobs.stop()
  await services?.db.close()
  await provider?.close()
})

async function cameBack(email: string, path: string): Promise<Page> {
  provider.behave({ claims: { sub: `subject-of-${email}`, email, email_verified: true } })
  const page = await (await browser.newContext(desk)).newPage()
  page.setDefaultTimeout(patience)
  await page.goto(`${server.address.slice(0, -1)}${path}`)
  await page
    .getByRole('link', { name: '公司账号' })
    .or(page.getByRole('button', { name: '公司账号' }))
    .click()
  return page
}

test('a person comes in by the company’s sign-in and to the page they asked for', async () => {
  const page = await cameBack('chen@example.cn', '/contracts')
  await page.waitForURL('**/contracts')
  await page.getByRole('heading', { name: '合同', level: 1 }).waitFor()
  await page.reload()
  await page.getByRole('heading', { name: '合同', level: 1 }).waitFor()
})

test('whoever has no account here is told so and stays outside', async () => {
  const page = await cameBack('stranger@example.cn', '/')
  await page.waitForURL('**/sign-in?refused=company')
  const told = await page.getByRole('alert').textContent()
  expect(told).toContain('没有用公司账号登录成功')
  await page.goto(`${server.address}contracts`)
  await page.getByRole('heading', { name: '登录' }).waitFor()
})
