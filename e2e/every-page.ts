/** Where every page of the application is for somebody: the registry's addresses with keys this person may see. */
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { type Permission, permissions, type Resource, type Verb } from '../src/access/permissions.ts'
import type { Role } from '../src/access/roles.ts'
import { type Company, samplePassword } from './company.ts'
import { patience } from './running.ts'

/** Somebody of every role; the last four are nobody's in the sample company and given for the test. */
export const someoneOf = {
  salesperson: '0013',
  'sales-manager': '0009',
  'unit-head': '0007',
  administration: '0054',
  finance: '0055',
  director: '0001',
  'service-lead': '0003',
  receptionist: '0006',
  engineer: '0047',
  admin: 'admin',
  auditor: 'audit',
  ...{ 'regional-manager': '0002', 'project-manager': '0030', provider: '0033', agency: '0056' },
} as const satisfies Readonly<Partial<Record<Role, string>>>

// The registry names pages written in JSX, which this folder's type check does not read.
const registry = new URL('../web/app/pages.ts', import.meta.url).href
const { pages } = (await import(/* @vite-ignore */ registry)) as {
  pages: readonly { readonly path: string; readonly needs?: readonly [Resource, Verb] }[]
}

// Who may do the same with what a page is about is shown the same page, so one of each kind looks at it, and four at least.
const fewest = 4

function lookersAt(needs: readonly [Resource, Verb]): readonly string[] {
  const [resource, verb] = needs
  const rules: Permission['rules'] = permissions[resource].rules
  const roles = (Object.keys(someoneOf) as (keyof typeof someoneOf)[]).filter((role) => rules[role]?.[verb])
  const kinds = Map.groupBy(roles, (role) => Object.keys(rules[role] ?? {}).join())
  const ofEachKind = [...kinds.values()].flatMap((alike) => alike.slice(0, 1))
  return [...new Set([...ofEachKind, ...roles.toReversed()])].slice(0, Math.max(fewest, kinds.size))
}

/** Whether somebody of this role is one of those who look at the page; at what everybody has, everybody does. */
export function looksAt(role: string, path: string): boolean {
  const needs = pages.find((page) => page.path === path)?.needs
  return !needs || lookersAt(needs).includes(role)
}

export interface Place {
  /** As in web/app/pages.ts. */
  readonly path: string
  readonly address: string
}

/** The tabs of pages that have them. */
const tabs: Readonly<Record<string, readonly string[]>> = {
  '/people': ['units', 'teams'],
  '/products': ['filings'],
  '/reviews': ['overview', 'ratings', 'raises'],
  '/settlement': ['ledger'],
  '/system': ['roles', 'keys', 'webhooks', 'backup', 'settings', 'about'],
}

type Ask = (path: string) => Promise<Record<string, unknown>>
type Rows = readonly Readonly<Record<string, string>>[]
/** Nothing is found where the person may see none. */
const found = async (ask: Ask, path: string, key: string): Promise<readonly string[]> =>
  ((await ask(path)).rows as Rows).slice(0, 1).map((row) => String(row[key]))

/** A closed month, so that everybody may see it. */
const month = '2026-11'

const keysOf: Readonly<Record<string, (ask: Ask) => Promise<readonly string[]>>> = {
  '/contracts/$number': (ask) => found(ask, '/contracts?size=1', 'number'),
  '/statements/$month': async () => [month],
  '/statements/$month/$person': async (ask) =>
    (await found(ask, `/statements/${month}/people?size=1`, 'number')).map((person) => `${month}/${person}`),
  '/settlement/$period': async () => [month, '2026-12'],
  '/policies/$id': async () => ['1'],
  '/policies/$id/edit': async (ask) =>
    ((await ask('/policies')).drafts as { id: number }[]).slice(0, 1).map(({ id }) => `d${id}/edit`),
  '/customers/$code': (ask) => found(ask, '/records/customer?size=1', 'code'),
  '/products/$code': (ask) => found(ask, '/records/product?size=1', 'code'),
  '/people/$number': (ask) => found(ask, '/records/person?size=1', 'number'),
  '/imports/uploads/$id': (ask) => found(ask, '/imports/uploads', 'id'),
  '/imports/$id': (ask) => found(ask, '/imports?size=1', 'id'),
}

export async function signIn(context: BrowserContext, { address }: Company, name: string): Promise<void> {
  const headers = { 'x-requested-with': 'hengji' }
  const data = { name, password: samplePassword }
  const answer = await context.request.post(`${address}/api/session`, { data, headers })
  if (!answer.ok()) throw new Error(`${name} could not sign in: ${answer.status()}`)
}

/** As an administrator does it. */
export async function giveRoles(browser: Browser, company: Company): Promise<void> {
  const context = await browser.newContext()
  try {
    await signIn(context, company, 'admin')
    const api = `${company.address}/api`
    const { rows } = await (await context.request.get(`${api}/accounts?size=200`)).json()
    for (const role of ['regional-manager', 'project-manager', 'provider', 'agency'] as const) {
      const account = rows.find((row: { sign_in_name: string }) => row.sign_in_name === someoneOf[role])
      const from = account.roles[0].from
      const answer = await context.request.put(`${api}/accounts/${account.id}/roles`, {
        headers: { 'x-requested-with': 'hengji' },
        data: { roles: [{ role, from, to: null }], ownPassword: samplePassword },
      })
      if (!answer.ok()) throw new Error(`${role}: ${await answer.text()}`)
    }
  } finally {
    await context.close()
  }
}

/** Every page the signed-in person of this context may open. */
export async function placesOf(context: BrowserContext, { address }: Company): Promise<readonly Place[]> {
  const ask: Ask = async (path) => {
    const answer = await context.request.get(`${address}/api${path}`)
    if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`)
    return answer.json()
  }
  const may = (await ask('/session')).may as Record<string, Record<string, string>>
  const own = pages.filter(({ needs }) => !needs || may[needs[0]]?.[needs[1]])
  const places = await Promise.all(own.map(({ path }) => placesAt(path, ask)))
  return places.flat()
}

async function placesAt(path: string, ask: Ask): Promise<readonly Place[]> {
  if (!path.includes('$'))
    return [path, ...(tabs[path] ?? []).map((tab) => `${path}?tab=${tab}`)].map((address) => ({
      path,
      address,
    }))
  const keys = keysOf[path]
  if (!keys) throw new Error(`say in e2e/every-page.ts what stands for the parameters of ${path}`)
  const start = path.slice(0, path.indexOf('$'))
  return (await keys(ask)).map((key) => ({ path, address: start + encodeURI(key) }))
}

/** From one page to another as a link does, without fetching the application again. */
export async function go(page: Page, from: Place, to: Place): Promise<void> {
  await page.evaluate(`document.querySelector('main h1')?.setAttribute('data-left', '')`)
  await page.evaluate(`history.pushState({}, '', ${JSON.stringify(to.address)})`)
  // The heading of the page that is left is not the one to wait for, unless both are one page.
  const left = page.locator('main h1[data-left]')
  if (from.path !== to.path) await left.waitFor({ state: 'detached', timeout: 500 }).catch(() => {})
}

/** Resolves when the page has its heading and nothing is being fetched any more. */
export async function settled(page: Page, open: Set<unknown>): Promise<void> {
  await page.locator('main h1').first().waitFor({ timeout: patience })
  const until = Date.now() + patience
  for (let busy = true; busy || open.size > 0; ) {
    if (Date.now() > until) throw new Error(`${page.url()} goes on fetching`)
    if (open.size > 0) await new Promise((next) => setTimeout(next, 10))
    else busy = await page.evaluate<boolean>(busyAfterwards)
  }
}

/** Asked of the page itself, after what it has to do now and a moment for what comes of that. */
const busyAfterwards = `new Promise((done) => setTimeout(
  () => done(document.querySelector('main [aria-busy=true], main .ant-skeleton') !== null), 50))`

/** What is being fetched, kept up to date. */
export function fetching(page: Page): Set<unknown> {
  const open = new Set<unknown>()
  page.on('request', (request) => request.resourceType() !== 'eventsource' && open.add(request))
  page.on('requestfinished', (request) => open.delete(request))
  page.on('requestfailed', (request) => open.delete(request))
  return open
}
