/** Every page for every role: it opens, says nothing on the console, fetches nothing that fails, and axe finds nothing. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { draftFrom } from '../src/settlement/policy-draft.ts'
import { axeViolations, openBrowser } from './browser.ts'
import { type Company, openCompany } from './company.ts'
import { fetching, type Place, placesOf, settled, signIn, someoneOf } from './every-page.ts'

let company: Company
let browser: Browser

beforeAll(async () => {
  ;[company, browser] = await Promise.all([openCompany(), openBrowser()])
  // So that there is one to go on writing.
  await draftFrom(company.services.db, 1, '罗玉珍（0054）')
})
afterAll(async () => {
  await browser?.close()
  await company?.close()
})

const desktop: BrowserContextOptions = { viewport: { width: 1440, height: 900 } }
const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }
const dark: BrowserContextOptions = { ...desktop, colorScheme: 'dark' }

// antd measures scroll bars with an empty style element that has no nonce; that it is refused does no harm.
const harmless = /Applying inline style/

/** What is wrong with the pages of a role, one line each; nothing, one hopes. */
async function faultsOf(
  name: string,
  options: BrowserContextOptions,
  among: (place: Place) => boolean = () => true,
): Promise<readonly string[]> {
  const context = await browser.newContext({ locale: 'zh-CN', reducedMotion: 'reduce', ...options })
  try {
    await signIn(context, company, name)
    const page = await context.newPage()
    const faults: string[] = []
    const open = fetching(page)
    let at = ''
    page.on('pageerror', (error) => faults.push(`${at}: ${error.message}`))
    page.on('console', (line) => {
      if (line.type() === 'error' && !harmless.test(line.text())) faults.push(`${at}: ${line.text()}`)
    })
    page.on('response', (answer) => {
      if (answer.status() >= 400) faults.push(`${at}: ${answer.status()} ${answer.url()}`)
    })
    const places = (await placesOf(context, company)).filter(among)
    expect(places.length).toBeGreaterThan(2)
    for (const place of places) {
      at = place.address
      faults.push(...(await look(page, place, open)))
    }
    return faults
  } finally {
    await context.close()
  }
}

// What kinds of elements a page has and how it is shown: where both are as before, axe would say the same again.
const shapeOf = `[innerWidth, matchMedia('(prefers-color-scheme: dark)').matches, document.documentElement.lang]
  .concat([...new Set([...document.querySelectorAll('body *')]
    .map((own) => own.tagName + own.getAttribute('class') + [...own.attributes].map(({ name }) => name)))].sort())
  .join()`
const seen = new Set()

async function look(page: Page, { address }: Place, open: Set<unknown>): Promise<string[]> {
  await page.goto(company.address + address)
  await settled(page, open)
  const faults: string[] = []
  const wide = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')
  if (wide > 0) faults.push(`${address}: ${wide} px too wide`)
  const headings = await page.locator('main h1').count()
  if (headings !== 1) faults.push(`${address}: ${headings} main headings`)
  const missing = page.getByText(/没有这个页面|您没有查看这一页的权限|这一页没有显示出来/)
  if (await missing.count()) faults.push(`${address}: ${await missing.first().textContent()}`)
  const shape = await page.evaluate<string>(shapeOf)
  if (seen.has(shape)) return faults
  seen.add(shape)
  for (const { id, nodes } of await axeViolations(page)) faults.push(`${address}: ${id}\n${nodes.join('\n')}`)
  return faults
}

const views = { desktop, phone, dark }

// Two at a time: one page is drawn while the other is fetched.
test.concurrent.each(Object.entries(someoneOf))(
  '%s (%s) at a desk',
  { timeout: 240_000 },
  async (_, name) => {
    expect(await faultsOf(name, desktop)).toEqual([])
  },
)

test.concurrent.each([
  ['salesperson', '0013', 'dark'],
  ['salesperson', '0013', 'phone'],
  ['administration', '0054', 'dark'],
  ['director', '0001', 'phone'],
] as const)('%s (%s) %s', { timeout: 240_000 }, async (_, name, view) => {
  expect(await faultsOf(name, views[view])).toEqual([])
})

test.concurrent('signing in and a statement in English', { timeout: 240_000 }, async () => {
  const english = { ...phone, locale: 'en-GB' }
  const context = await browser.newContext({ reducedMotion: 'reduce', ...english })
  const page = await context.newPage()
  const open = fetching(page)
  await page.goto(`${company.address}/sign-in`)
  await settled(page, open)
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  expect(await axeViolations(page)).toEqual([])
  await context.close()
  expect(await faultsOf('0013', english, ({ path }) => path.startsWith('/statements'))).toEqual([])
})
