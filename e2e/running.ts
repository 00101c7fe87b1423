/** The application over a test's own database, and a browser in which anybody may visit it. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import type { Role } from '../src/access/roles.ts'
import type { Services } from '../src/server/api/services.ts'
import { application } from '../src/server/application.ts'
import { listen } from '../src/server/listen.ts'
import { makeAccount, password } from '../src/server/testing/accounts.ts'
import { buildWeb } from '../src/server/web.ts'
import { openBrowser } from './browser.ts'

/** Milliseconds to wait for what should appear, on a machine that does other work. */
export const patience = 60_000

export const desk: BrowserContextOptions = {
  locale: 'zh-CN',
  viewport: { width: 1440, height: 900 },
  reducedMotion: 'reduce',
}
export const phone: BrowserContextOptions = { ...desk, viewport: { width: 390, height: 844 } }

export interface Running {
  readonly address: string
  readonly browser: Browser
  /** An account that signs in by its name; one of a person when the name is a staff number. */
  readonly account: (name: string, role: Role, person?: string) => Promise<void>
  /** A page for nobody, in a window of its own. */
  readonly open: (path: string, options?: BrowserContextOptions) => Promise<Page>
  /** The same, signed in. `on` hears of the page before it loads. */
  readonly openAs: (
    name: string,
    path: string,
    options?: BrowserContextOptions,
    on?: (page: Page) => void,
  ) => Promise<Page>
  /** Closes the windows opened so far. */
  readonly leave: () => Promise<void>
  readonly close: () => Promise<void>
}

/** Closing it closes the database of the services, too. */
export async function running(services: Services): Promise<Running> {
  const app = application(services, await buildWeb())
  const [server, browser] = await Promise.all([
    listen('127.0.0.1', 0, (request, env) => app.fetch(request, env as object)),
    openBrowser(),
  ])
  const address = server.address.slice(0, -1)
  const leave = async () => {
    for (const context of browser.contexts()) await context.close()
  }
  return {
    address,
    browser,
    leave,
    async account(name, role, person) {
      await makeAccount(services.db, name, [role], { person: person ?? null, displayName: `账号（${name}）` })
    },
    async open(path, options = desk) {
      const page = await (await browser.newContext(options)).newPage()
      page.setDefaultTimeout(patience)
      await page.goto(address + path)
      return page
    },
    async openAs(name, path, options = desk, on = () => {}) {
      const context = await browser.newContext(options)
      const answer = await context.request.post(`${address}/api/session`, {
        data: { name, password },
        headers: { 'x-requested-with': 'hengji' },
      })
      if (!answer.ok()) throw new Error(`${name} could not sign in: ${await answer.text()}`)
      const page = await context.newPage()
      page.setDefaultTimeout(patience)
      on(page)
      await page.goto(address + path)
      return page
    },
    async close() {
      await browser.close()
      await server.close()
      await services.jobs.stop()
      await services.db.close()
    },
  }
}
