/** `npm run screenshots`: every page as those see it who may, as a desktop, a phone and in the dark, into .cache/screenshots. */
import type { Browser, BrowserContextOptions } from 'playwright-core'
import { draftFrom } from '../src/settlement/policy-draft.ts'
import { openBrowser, pictures, shot } from './browser.ts'
import { type Company, openCompany } from './company.ts'
import { fetching, placesOf, settled, signIn } from './every-page.ts'

const views: Readonly<Record<string, BrowserContextOptions>> = {
  desktop: { viewport: { width: 1440, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
  dark: { viewport: { width: 1440, height: 900 }, colorScheme: 'dark' },
}

/** Who is asked in this order for a page nobody before could open; a salesperson's own pages are hers. */
const viewers = ['0013', '0055', '0054', '0001', 'admin'] as const

const [company, browser] = await Promise.all([openCompany(), openBrowser()])
try {
  await draftFrom(company.services.db, 1, '罗玉珍（0054）')
  for (const [view, options] of Object.entries(views)) await takeAll(browser, company, view, options)
} finally {
  await browser.close()
  await company.close()
}
console.log(pictures)

async function takeAll(
  browser: Browser,
  company: Company,
  view: string,
  options: BrowserContextOptions,
): Promise<void> {
  const taken = new Set<string>()
  for (const name of viewers) {
    const context = await browser.newContext({ ...options, locale: 'zh-CN', reducedMotion: 'reduce' })
    const page = await context.newPage()
    const open = fetching(page)
    const take = async (address: string, as: string) => {
      await page.goto(company.address + address)
      await settled(page, open)
      await shot(page, `${as}-${view}`)
    }
    if (taken.size === 0) await take('/sign-in', 'sign-in')
    await signIn(context, company, name)
    const places = await placesOf(context, company)
    for (const { path, address } of places.filter((place) => !taken.has(keyOf(place))))
      await take(address, path === '/' ? 'workbench' : address.slice(1).replaceAll(/[^\w-]+/g, '-'))
    for (const place of places) taken.add(keyOf(place))
    await context.close()
  }
}

/** The page and its tab, whoever's key is in the address. */
function keyOf({ path, address }: { readonly path: string; readonly address: string }): string {
  return path + (address.split('?')[1] ?? '')
}
