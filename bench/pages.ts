/**
 * npm run bench:pages -- [--size 100000] [--engines pglite,postgres]
 *
 * How long the server takes for lists and statement pages, asked over HTTP by several readers at once, first alone and
 * then while the month is settled again. Prints a table and writes bench/PAGES.md.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { Hono } from 'hono'
import { generateRecords } from '../samples/generate.ts'
import { loadRecords } from '../samples/load.ts'
import { createAccount } from '../src/access/accounts.ts'
import { installPermissions } from '../src/access/install.ts'
import type { Role } from '../src/access/roles.ts'
import { type Database, openDatabase } from '../src/records/database.ts'
import { migrate } from '../src/records/migrate.ts'
import { startPostgres } from '../src/records/testing/postgres.ts'
import { api } from '../src/server/api/api.ts'
import type { Env } from '../src/server/api/services.ts'
import { listen } from '../src/server/listen.ts'
import { servicesOf } from '../src/server/services.ts'
import { cookiesOf } from '../src/server/testing/services.ts'
import type { PolicyVersion } from '../src/settlement/policy-version.ts'
import { settle } from '../src/settlement/settle.ts'
import { machine } from './machine.ts'
import { settings, settingsText } from './postgres-settings.ts'
import { period, published } from './task.ts'

const { values } = parseArgs({
  options: {
    size: { type: 'string', default: '100000' },
    engines: { type: 'string', default: 'pglite,postgres' },
    rounds: { type: 'string', default: '20' },
  },
})
const size = Number(values.size)
const rounds = Number(values.rounds)
const readers = 4
const password = 'mesurer-ce-qui-dure'

interface Reader {
  readonly label: string
  readonly name: string
  readonly person: string | null
  readonly role: Role
}

const finance: Reader = { label: 'finance', name: 'finance', person: null, role: 'finance' }
const manager: Reader = { label: 'group leader', name: 'P000001', person: 'P000001', role: 'sales-manager' }
const seller: Reader = { label: 'salesperson', name: 'P000002', person: 'P000002', role: 'salesperson' }

/** As the pages ask: the rows, and what they amount to apart. */
const rows = (path: string) => `${path}&totals=without`

const pages: readonly { readonly label: string; readonly path: string; readonly as: Reader }[] = [
  { label: 'contracts, last signed first', path: rows('/contracts?sort=-signed_on'), as: finance },
  { label: 'their number and sums', path: '/contracts?totals=only', as: finance },
  {
    label: 'contracts of a kind by turnover, page 20',
    path: rows(`/contracts?sort=-turnover&page=20&filter=${encodeURIComponent('{"kind":["直营购销合同"]}')}`),
    as: finance,
  },
  {
    label: 'their number and sums',
    path: `/contracts?totals=only&filter=${encodeURIComponent('{"kind":["直营购销合同"]}')}`,
    as: finance,
  },
  {
    label: 'receipts of a month',
    path: rows(
      `/records/receipt?filter=${encodeURIComponent('{"received_on":{"from":"2026-06-01","to":"2026-06-30"}}')}`,
    ),
    as: finance,
  },
  {
    label: 'their number and sums',
    path: `/records/receipt?totals=only&filter=${encodeURIComponent('{"received_on":{"from":"2026-06-01","to":"2026-06-30"}}')}`,
    as: finance,
  },
  { label: "a group's contracts", path: rows('/contracts?sort=-signed_on'), as: manager },
  { label: 'their number and sums', path: '/contracts?totals=only', as: manager },
  { label: 'own contracts', path: rows('/contracts?sort=-signed_on'), as: seller },
  { label: 'their number and sums', path: '/contracts?totals=only', as: seller },
  { label: 'own statement', path: '/statements/2026-06/people/P000002', as: seller },
  { label: "a member's statement", path: '/statements/2026-06/people/P000002', as: manager },
  { label: 'people of a month', path: '/statements/2026-06/people?size=50', as: finance },
]

interface Timing {
  readonly label: string
  readonly as: string
  readonly alone: number
  readonly busy: number
}

async function measure(db: Database): Promise<{ readonly timings: Timing[]; readonly settlements: number }> {
  await migrate(db)
  await installPermissions(db)
  await loadRecords(db, generateRecords({ contracts: size }))
  await db.exec('vacuum analyze')
  const version = await published(db, 'core')
  await settle(db, { version, period, actor: 'bench' })
  const folder = await mkdtemp(join(tmpdir(), 'hengji-pages-'))
  const services = await servicesOf(
    db,
    { folder, secret: 's'.repeat(32), identityProvider: undefined },
    'http://127.0.0.1:1',
  )
  const app = new Hono<Env>().route('/api', api(services))
  const listening = await listen('127.0.0.1', 0, (request, env) => app.fetch(request, env as object))
  try {
    const cookies = new Map<Reader, string>()
    for (const reader of [finance, manager, seller])
      cookies.set(reader, await signedIn(db, listening.address, reader))
    return await timeAll(db, version, listening.address, cookies)
  } finally {
    await listening.close()
    await services.jobs.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

async function signedIn(db: Database, address: string, { name, person, role }: Reader): Promise<string> {
  await createAccount(db, {
    ...{ signInName: name, person, displayName: `${name}（测速）`, roles: [role] },
    ...{ password, mustChangePassword: false, createdBy: 'bench' },
  })
  const answer = await fetch(`${address}api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-requested-with': 'hengji' },
    body: JSON.stringify({ name, password }),
  })
  if (!answer.ok) throw new Error(`${name}: ${await answer.text()}`)
  return cookiesOf(answer.headers)
}

async function timeAll(
  db: Database,
  version: PolicyVersion,
  address: string,
  cookies: ReadonlyMap<Reader, string>,
): Promise<{ timings: Timing[]; settlements: number }> {
  const ask = async (path: string, reader: Reader) => {
    const begun = performance.now()
    const answer = await fetch(`${address}api${path}`, { headers: { cookie: cookies.get(reader) ?? '' } })
    await answer.arrayBuffer()
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
    return performance.now() - begun
  }
  for (const { path, as } of pages) await ask(path, as)
  const alone = await p95s(ask)
  let settling = true
  let settlements = 0
  const busyWork = (async () => {
    while (settling) {
      await settle(db, { version, period, actor: 'bench' })
      settlements += 1
    }
  })()
  const busy = await p95s(ask)
  settling = false
  await busyWork
  const timings = pages.map(({ label, as }, at) => ({
    label,
    as: as.label,
    alone: alone[at] ?? Number.NaN,
    busy: busy[at] ?? Number.NaN,
  }))
  return { timings, settlements }
}

/** Where readers wait for whole settlements, fewer rounds say as much. */
const longest = 90_000

/** Milliseconds a reader looks at a page: without, both cores are busy with them and waiting is all there is to measure. */
const glance = 200

/** Several readers go through all pages again and again; the 95th percentile of each page. */
async function p95s(ask: (path: string, reader: Reader) => Promise<number>): Promise<number[]> {
  const times: number[][] = pages.map(() => [])
  const end = performance.now() + longest
  const reader = async (offset: number) => {
    for (let round = 0; round < rounds && (round === 0 || performance.now() < end); round += 1) {
      for (let step = 0; step < pages.length; step += 1) {
        const at = (step + offset) % pages.length
        const page = pages[at]
        if (page) times[at]?.push(await ask(page.path, page.as))
        await setTimeout(glance)
      }
    }
  }
  await Promise.all(Array.from({ length: readers }, (_, at) => reader(at * 2)))
  return times.map((own) => own.toSorted((a, b) => a - b)[Math.ceil(own.length * 0.95) - 1] ?? Number.NaN)
}

const engines = values.engines.split(',')
const sections: string[] = []
if (engines.includes('postgres')) {
  const server = await startPostgres(settings)
  const db = await openDatabase({ url: server.url })
  try {
    sections.push(section('PostgreSQL', 50, await measure(db)))
  } finally {
    await db.close()
    await server.stop()
  }
}
if (engines.includes('pglite')) {
  const folder = await mkdtemp(join(tmpdir(), 'hengji-pages-db-'))
  const db = await openDatabase({ dataDir: folder })
  try {
    sections.push(section('PGlite', 100, await measure(db)))
  } finally {
    await db.close()
    await rm(folder, { recursive: true, force: true })
  }
}

function section(
  engine: string,
  target: number,
  { timings, settlements }: Awaited<ReturnType<typeof measure>>,
): string {
  const rows = timings.map(
    ({ label, as, alone, busy }) =>
      `| ${label} | ${as} | ${alone.toFixed(0)} ms | ${busy.toFixed(0)} ms | ${alone <= target ? 'yes' : 'no'} / ${busy <= target ? 'yes' : 'no'} |`,
  )
  return [
    `## ${engine}`,
    '',
    `The month was settled ${settlements} times while the second column was measured.`,
    '',
    `| page | read by | p95 alone | p95 while settling | ≤ ${target} ms |`,
    '|---|---|--:|--:|---|',
    ...rows,
  ].join('\n')
}

const page = [
  '# Speed of lists and statement pages',
  '',
  `\`npm run bench:pages -- --size ${size}\` on ${new Date().toISOString().slice(0, 10)}: ${machine()}.`,
  `${size.toLocaleString('en-US')} contracts; ${readers} readers at once, each opening a page ${glance} ms after the last came, ${rounds} rounds (fewer`,
  'after 90 s); over HTTP on this machine, sign-in, row-level security and JSON included. While the second column was',
  'measured, the month was settled again and again without a pause.',
  '',
  sections.join('\n\n'),
  '',
  ...(engines.includes('postgres')
    ? ['PostgreSQL was started by the script with', `${settingsText}; fsync on.`, '']
    : []),
].join('\n')
process.stdout.write(page)
await writeFile(new URL('PAGES.md', import.meta.url), page)
