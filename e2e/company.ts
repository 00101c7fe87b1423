/** The whole application on the sample company, for browser tests; everybody signs in as they would. */
import type { Page } from 'playwright-core'
import type { Services } from '../src/server/api/services.ts'
import { application } from '../src/server/application.ts'
import { listen } from '../src/server/listen.ts'
import { servicesOf } from '../src/server/services.ts'
import { sampleCompany } from '../src/server/testing/sample-company.ts'
import { buildWeb } from '../src/server/web.ts'
import { patience } from './running.ts'

export interface Company {
  readonly address: string
  readonly services: Services
  close(): Promise<void>
}

export async function openCompany(): Promise<Company> {
  const [web, { db, folder }] = await Promise.all([buildWeb(), sampleCompany()])
  let answer: Parameters<typeof listen>[2] = () => new Response('', { status: 503 })
  const listening = await listen('127.0.0.1', 0, (request, env) => answer(request, env))
  const services = await servicesOf(
    db,
    { folder, secret: undefined, identityProvider: undefined },
    listening.address,
  )
  answer = application(services, web).fetch
  return {
    address: listening.address.replace(/\/$/, ''),
    services,
    async close() {
      await listening.close()
      await services.jobs.stop()
      await db.close()
    },
  }
}

export const samplePassword = 'shuizhi-2026'

/** Through the sign-in page, and on to a path. */
export async function enter(page: Page, { address }: Company, name: string, path = '/'): Promise<void> {
  page.setDefaultTimeout(patience)
  await page.goto(`${address}/sign-in?to=${encodeURIComponent(path)}`)
  await page.locator('input[autocomplete="username"]').fill(name)
  await page.locator('input[autocomplete="current-password"]').fill(samplePassword)
  await page.keyboard.press('Enter')
  await page.waitForURL((url) => url.pathname === path.split('?')[0])
  await page.locator('main h1').waitFor()
}
