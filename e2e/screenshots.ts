/** `npm run screenshots`: every page in the navigation, as a desktop, a phone and in the dark, into .cache/screenshots. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { buildWeb } from '../src/server/web.ts'
import { openBrowser, pictures, shot } from './browser.ts'
import { stubServer } from './stub-server.ts'

const views: Readonly<Record<string, BrowserContextOptions>> = {
  desktop: { viewport: { width: 1440, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
  dark: { viewport: { width: 1440, height: 900 }, colorScheme: 'dark' },
}

const server = await stubServer(await buildWeb(console.error))
const browser = await openBrowser()
try {
  for (const [view, options] of Object.entries(views)) await takeAll(browser, view, options)
} finally {
  await browser.close()
  await server.close()
}
console.log(pictures)

async function takeAll(browser: Browser, view: string, options: BrowserContextOptions): Promise<void> {
  await fetch(`${server.address}api/session`, { method: 'DELETE' })
  const context = await browser.newContext({ ...options, locale: 'zh-CN', reducedMotion: 'reduce' })
  const page = await context.newPage()
  await page.goto(server.address)
  const someone = page.locator('main ul button').first()
  await someone.waitFor()
  await shot(page, `sign-in-${view}`)
  await someone.click()
  await page.waitForURL(server.address)
  for (const path of [...(await pathsOf(page)), '/account']) {
    await page.goto(server.address.slice(0, -1) + path)
    await page.locator('main h1').waitFor({ timeout: 10_000 })
    await page.waitForLoadState('networkidle')
    await shot(page, `${path.slice(1).replaceAll('/', '-') || 'workbench'}-${view}`)
  }
  await context.close()
}

/** Out of sight on a phone, but there. */
async function pathsOf(page: Page): Promise<readonly string[]> {
  const links = page.locator('aside nav ul a')
  await links.first().waitFor({ state: 'attached' })
  return links.evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? '/'))
}
