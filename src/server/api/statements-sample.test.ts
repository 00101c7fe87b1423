/** The sample company's statements, from the amount down to the rows of the books they came from. M-6.2. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sampleAccounts } from '../../../samples/accounts.ts'
import { actorOf } from '../../access/accounts.ts'
import { parsePeriod } from '../../language/index.ts'
import { reading } from '../../publication/reading.ts'
import { slipContent } from '../../publication/slip/content.ts'
import { slipDefinition } from '../../publication/slip/definition.ts'
import { slipTexts } from '../../publication/slip/texts.ts'
import type { Cause, Place, Reason } from '../../publication/why/reason.ts'
import type { Database } from '../../records/database.ts'
import { versionFor } from '../../settlement/policy-version.ts'
import { signIn } from '../testing/accounts.ts'
import { sampleCompany } from '../testing/sample-company.ts'
import { type Caller, testApi, testServices } from '../testing/services.ts'
import type { Services } from './services.ts'

const month = '2026-10'
let db: Database
let services: Services
let app: ReturnType<typeof testApi>
const people: Record<string, Caller> = {}

beforeAll(async () => {
  db = (await sampleCompany()).db
  services = await testServices(db)
  app = testApi(services)
}, 240_000)
afterAll(async () => {
  await services.jobs.stop()
  await db.close()
})

async function ask(person: string, path: string, query: Record<string, string | number> = {}) {
  const password = sampleAccounts.find(({ name }) => name === person)?.password ?? ''
  const call = people[person] ?? (await signIn(app, person, password))
  people[person] = call
  const search = new URLSearchParams(
    Object.fromEntries(Object.entries(query).map(([key, value]) => [key, String(value)])),
  )
  const { status, body } = await call('GET', `/statements/${month}/people/${person}${path}?${search}`)
  expect([path, status]).toEqual([path, 200])
  return body
}

const reasonFor = async (person: string, { object, key, name }: Place): Promise<Reason> =>
  (await ask(person, '/reason', { object, key: JSON.stringify(key), name })).reason

/** The parts of a reason that are rows, wherever in its tree. */
function aggregates(reason: Reason): { readonly within: Reason; readonly cause: Cause }[] {
  return reason.causes.flatMap((cause) => [
    ...(cause.rows !== null && cause.value !== '0' ? [{ within: reason, cause }] : []),
    ...(cause.reason ? aggregates(cause.reason) : []),
  ])
}

/** The first source record found, and how many openings it took. */
async function findRecord(
  person: string,
  place: Place,
  openings: number,
): Promise<{ file: string; openings: number } | undefined> {
  if (openings > 3) return undefined
  const reason = await reasonFor(person, place)
  for (const { within, cause } of aggregates(reason)) {
    const { object, key, name } = within
    const rows = await ask(person, '/rows', {
      object,
      key: JSON.stringify(key),
      name,
      input: cause.rows ?? 0,
    })
    for (const row of rows.rows.slice(0, 2)) {
      if (row.opens) {
        const found = await findRecord(person, row.opens, openings + 1)
        if (found) return found
        continue
      }
      const { origin } = await ask(person, '/record', { object: rows.object, key: JSON.stringify(row.key) })
      if (origin?.file) return { file: origin.file, openings: openings + 1 }
    }
  }
  return undefined
}

/** Straight from the stored results. */
async function stored(person: string, name: string): Promise<string | undefined> {
  const period = parsePeriod(month)
  if (!period) throw new Error(month)
  const { id, program } = await versionFor(db, period)
  const definition = program.definitions.find((own) => own.object.id === 'person' && own.name.text === name)
  const [row] = await db.query<{ value: string }>(
    `select trim_scale(r."${definition?.id}")::text as value from settlement."v${id}_person" r
     join settlement.run using (run_id) where period = $1 and kind = 'regular' and "K1" = $2`,
    [month, person],
  )
  return row?.value
}

describe.each(['0013', '0009', '0003'])('the statement of %s', (person) => {
  test('M-6.2 every item is what is stored, and its reason says so, down to a row of a file', async () => {
    const { lines, payable } = await ask(person, '')
    expect(payable).toBe(await stored(person, '应发工资'))
    expect(lines.map(({ name }: { name: string }) => name)).toEqual([
      '固定工资考评后',
      '团队业绩奖',
      '计发提成',
      '最低工资补足',
    ])
    for (const { name, amount } of lines) {
      const place = { object: 'person', key: [person], name }
      expect([name, amount]).toEqual([name, await stored(person, name)])
      expect((await reasonFor(person, place)).value).toBe(amount)
      if (amount === '0') continue
      const found = await findRecord(person, place, 1)
      expect([name, found?.file]).toEqual([name, expect.stringMatching(/\.(csv|xlsx)$/)])
    }
  }, 120_000)
})

test('a person reaches a receipt in three openings, and the file and row it came from', async () => {
  const [first] = aggregates(await reasonFor('0013', { object: 'person', key: ['0013'], name: '计发提成' }))
  expect(first?.cause.text).toBe('合计(业绩归属.销售提成)')
  const shares = await ask('0013', '/rows', {
    object: 'person',
    key: '["0013"]',
    name: '提成合计',
    input: first?.cause.rows ?? 0,
  })
  expect(shares.hidden).toBe(0)
  for (const share of shares.rows) {
    // The contract's own amounts are opened with the share's.
    const money = aggregates(await reasonFor('0013', share.opens)).find(
      ({ within }) => within.name === '本期收款',
    )
    if (!money) continue
    const { object, key, name } = money.within
    const receipts = await ask('0013', '/rows', {
      object,
      key: JSON.stringify(key),
      name,
      input: money.cause.rows ?? 0,
    })
    const record = await ask('0013', '/record', {
      object: 'receipt',
      key: JSON.stringify(receipts.rows[0].key),
    })
    expect(record.origin).toMatchObject({ file: '回款流水.csv', row: expect.any(Number) })
    return
  }
  expect.fail('no share with a receipt')
})

test('M-6.2 the paper slip has every figure, its clause and its formula', async () => {
  const [account] = await db.query<{ account_id: string }>(
    `select account_id from access.account where sign_in_name = '0009'`,
  )
  const actor = await actorOf(db, account?.account_id ?? '')
  if (!actor) throw new Error('no 0009')
  const asked = { db, versionOf: services.versionOf, actor, month, person: '0009' }
  const slip = await reading(asked, (open) => slipContent(open, '公司'))
  const text = JSON.stringify(slipDefinition(slip, slipTexts.zh))
  for (const name of ['应发工资', '固定工资考评后', '团队业绩奖', '计发提成']) {
    const value = await stored('0009', name)
    const [whole = '', fraction = ''] = (value ?? '').split('.')
    expect(text).toContain(`${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${fraction.padEnd(2, '0')}`)
  }
  expect(text).toContain('第十四条 业务经理的团队业绩奖')
  expect(text).toContain('合计(所带业务组.团队业绩奖)')
  // Each contract the commission came from is named.
  expect(text).toMatch(/CP-2026-\d{4} \/ 0009：[\d,]+\.\d{2} 元/)
  expect(text).not.toContain('预计')
})
