/** Every page, for every role that sees it differently: it opens, says nothing on the console, fetches nothing that fails, and axe finds nothing. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { draftFrom } from '../src/settlement/policy-draft.ts'
import { axeViolations, openBrowser } from './browser.ts'
import { type Company, openCompany } from './company.ts'
import {
  fetching,
  giveRoles,
  go,
  looksAt,
  type Place,
  placesOf,
  settled,
  signIn,
  someoneOf,
} from './every-page.ts'

let company: Company
let browser: Browser

beforeAll(async () => {
  ;[company, browser] = await Promise.all([openCompany(), openBrowser()])
  await giveRoles(browser, company)
  // So that there is one to go on writing.
  await draftFrom(company.services.db, 1, '罗玉珍（0054）')
})
afterAll(async () => {
  await browser?.close()
  await company?.close()
})

const desk: BrowserContextOptions = { viewport: { width: 1440, height: 900 } }
const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }
const dark: BrowserContextOptions = { ...desk, colorScheme: 'dark' }

interface Visit {
  readonly options: BrowserContextOptions
  readonly among?: (place: Place) => boolean
  readonly axe?: boolean
  /** Hears of the page before it loads. */
  readonly listen?: (page: Page) => void
  /** What else is wrong with a page, in this view. */
  readonly also?: (page: Page) => Promise<readonly string[]>
}

// Rows are alike: of a long table the first show what is wrong with all, and axe takes its time for each.
const fewRows = `(() => {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync('tbody tr:nth-child(n + 8) { display: none !important }')
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
})()`

/** What is wrong with the pages of a role, one line each; nothing, one hopes. */
async function faultsOf(
  name: string,
  { options, among = () => true, axe = true, listen, also }: Visit,
): Promise<readonly string[]> {
  const context = await browser.newContext({ locale: 'zh-CN', reducedMotion: 'reduce', ...options })
  try {
    await signIn(context, company, name)
    const page = await context.newPage()
    listen?.(page)
    const faults: string[] = []
    const open = fetching(page)
    let at = ''
    page.on('pageerror', (error) => faults.push(`${at}: ${error.message}`))
    page.on('console', (line) => {
      if (line.type() === 'error') faults.push(`${at}: ${line.text()}`)
    })
    page.on('response', (answer) => {
      if (answer.status() >= 400) faults.push(`${at}: ${answer.status()} ${answer.url()}`)
    })
    const places = (await placesOf(context, company)).filter(among)
    expect(places.length).toBeGreaterThan(1)
    await page.goto(`${company.address}/account`)
    await page.evaluate(fewRows)
    await settled(page, open)
    let last: Place = { path: '/account', address: '/account' }
    for (const place of places) {
      at = place.address
      if (at !== last.address) await go(page, last, place)
      await settled(page, open)
      last = place
      const found = [...(await lookAt(page, axe)), ...((await also?.(page)) ?? [])]
      faults.push(...found.map((fault) => `${at}: ${fault}`))
    }
    return faults
  } finally {
    await context.close()
  }
}

// What kinds of elements a part of the page has and how it is shown: where that is as before, axe would say the same again.
// What stands alone in its place is not the part, but what it holds: the header, a list, a section of a form.
const looks = `(() => {
  const view = [innerWidth, matchMedia('(prefers-color-scheme: dark)').matches]
  const shapeOf = (elements) => view.concat([...new Set([...elements]
    .map((own) => own.tagName + own.getAttribute('class') + [...own.attributes].map(({ name }) => name)))].sort()).join()
  const partsOf = (own, deep) => deep === 0 || own.children.length === 0 ? [own]
    : [...own.children].flatMap((child) => partsOf(child, own.children.length === 1 ? deep : deep - 1))
  const main = document.querySelector('main')
  globalThis.parts = partsOf(main, 3)
  return {
    // A phone shows a page that is too wide smaller, and innerWidth grows with it.
    wide: document.documentElement.scrollWidth - Math.min(innerWidth, screen.width),
    headings: main.querySelectorAll('h1').length,
    missing: /没有这个页面|您没有查看这一页的权限|这一页没有显示出来/.exec(main.textContent)?.[0],
    frame: shapeOf(document.querySelectorAll('body :not(main, main *)')),
    parts: parts.map((part) => shapeOf([part, ...part.querySelectorAll('*')])),
  }
})()`

interface Looks {
  readonly wide: number
  readonly headings: number
  readonly missing?: string
  readonly frame: string
  readonly parts: readonly string[]
}

const seen = new Set()
const isNew = (shape: string) => seen.size !== seen.add(shape).size

async function lookAt(page: Page, axe: boolean): Promise<readonly string[]> {
  const { wide, headings, missing, frame, parts } = await page.evaluate<Looks>(looks)
  const faults = [
    ...(wide > 0 ? [`${wide} px too wide`] : []),
    ...(headings === 1 ? [] : [`${headings} main headings`]),
    ...(missing ? [missing] : []),
  ]
  if (!axe) return faults
  const newFrame = isNew(`frame ${frame}`)
  const newParts = parts.flatMap((shape, at) => (isNew(`part ${shape}`) ? [at] : []))
  if (!newFrame && newParts.length === 0) return faults
  const within = newFrame ? 'html' : `[${newParts.join()}].map((at) => parts[at])`
  const violations = await axeViolations(page, within)
  return [...faults, ...violations.map(({ id, nodes }) => `${id}\n${nodes.join('\n')}`)]
}

const isTab = ({ address }: Place) => address.includes('?tab=')

// Several at a time (vitest.config.ts): while one page waits for what it fetches, others are drawn.
test.concurrent.each(Object.entries(someoneOf))('%s (%s) at a desk', async (role, name) => {
  const among = (place: Place) =>
    looksAt(role, place.path) && (!isTab(place) || role === 'administration' || role === 'admin')
  expect(await faultsOf(name, { options: desk, among })).toEqual([])
})

test.concurrent.each([
  ['administration', '0054', 'in the dark', dark],
  ['salesperson', '0013', 'on a phone', phone],
] as const)('%s (%s) %s', async (_role, name, _view, options) => {
  expect(await faultsOf(name, { options, among: (place) => !isTab(place) })).toEqual([])
})

// Rows are cards on a phone, also within pages, and a receipt is called by its customer.
const tabular = ['/receipts', '/contracts/$number', '/customers/$code', '/people/$number']

test.concurrent('finance (0055) on a phone', async () => {
  const also = async (page: Page) => {
    const tables = await page.locator('main .ant-table').count()
    const first = page.locator('main li').filter({ hasText: '回款单号' }).first()
    const called = page.url().endsWith('/receipts')
      ? await first.getByRole('button').first().textContent()
      : ''
    return [
      ...(tables > 0 ? [`${tables} tables`] : []),
      ...(/^HK\d+$/.test(called ?? '') ? [`a receipt is called ${called}`] : []),
    ]
  }
  const among = (place: Place) => tabular.includes(place.path) && !isTab(place)
  expect(await faultsOf('0055', { options: phone, among, also, axe: false })).toEqual([])
})

// Every run of Chinese a reader or a screen reader meets.
const chineseWords = `(() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const texts = []
  while (walker.nextNode()) {
    const own = walker.currentNode.parentElement
    if (own.checkVisibility() && !own.closest('[lang=zh], script, style')) texts.push(walker.currentNode.data)
  }
  for (const name of ['aria-label', 'placeholder', 'title', 'alt'])
    for (const own of document.querySelectorAll('[' + name + ']')) texts.push(own.getAttribute(name))
  return [...new Set(texts.join(' ').match(/[\\u4e00-\\u9fff]+/g) ?? [])]
})()`

test.concurrent('in English, Chinese is only what the records and the policies say', async () => {
  const options = { ...desk, locale: 'en-GB' }
  const answers: Promise<string>[] = []
  // What fields are called and ask comes in both languages: its Chinese is nothing a record says.
  const vocabularies = ['/api/records', '/api/policies/vocabulary']
  const listen = (page: Page) =>
    page.on('response', (answer) => {
      const isJson = answer.headers()['content-type']?.startsWith('application/json')
      if (isJson && !vocabularies.includes(new URL(answer.url()).pathname)) answers.push(answer.text())
    })
  const also = async (page: Page) => {
    // The types of the policies' language, shown beside a definition, are words of that language.
    const said = ['日期 文本 是否 比率', ...(await Promise.all(answers))].join()
    return (await page.evaluate<string[]>(chineseWords)).filter((words) => !said.includes(words))
  }
  expect(await faultsOf('0054', { options, listen, also, axe: false })).toEqual([])
})
