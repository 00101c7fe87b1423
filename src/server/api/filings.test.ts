import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '../../access/roles.ts'
import type { Database } from '../../records/database.ts'
import { smallCompany } from '../../records/testing/company.ts'
import { makeAccount, signIn } from '../testing/accounts.ts'
import { type Caller, testApi, testServices } from '../testing/services.ts'
import type { Services } from './services.ts'

let db: Database
let services: Services
let app: ReturnType<typeof testApi>
let unitHead: Caller
let research: Caller
let finance: Caller
let administration: Caller
let seller: Caller

async function account(name: string, role: Role, person: string | null): Promise<Caller> {
  await makeAccount(db, name, [role], { person, displayName: name })
  return signIn(app, name)
}

beforeAll(async () => {
  db = await smallCompany('postgres')
  services = await testServices(db)
  app = testApi(services)
  await db.exec(`insert into record.unit (unit_code, name, kind) values ('YF', '研发中心', '职能');
    insert into record.person (person_no, name, hired_on) values ('R1', '研发主任', '2020-01-01');
    insert into record.assignment (person_no, unit_code, position, heads_unit, valid_from) values
      ('R1', 'YF', '研发中心主任', true, '2020-01-01')`)
  unitHead = await account('head', 'unit-head', 'P2')
  research = await account('research', 'unit-head', 'R1')
  finance = await account('finance', 'finance', null)
  administration = await account('administration', 'administration', null)
  seller = await account('seller', 'salesperson', 'P4')
})
afterAll(async () => {
  await services.jobs.stop()
  await db.close()
})

const propose = (by: Caller, product: string) => by('POST', '/filings', { product, reason: '客户要用' })

/** What the workbench says is that person's to do about filings. */
const waiting = async (who: Caller): Promise<string[]> =>
  ((await who('GET', '/workbench')).body.waiting as { kind: string }[])
    .map(({ kind }) => kind)
    .filter((kind) => kind === 'agree' || kind === 'file')

describe('product filing (M-2.2)', () => {
  test('proposed, agreed and filed by three people; only then it is in the catalogue', async () => {
    expect((await propose(seller, 'A')).status).toBe(403)
    expect((await propose(finance, 'A')).status).toBe(403)
    const { status, body } = await propose(unitHead, 'A')
    expect(status).toBe(200)
    expect((await propose(unitHead, 'A')).body.code).toBe('filing_open')
    const steps = (id: string) => `/filings/${id}`
    expect((await finance('POST', `${steps(body.id)}/file`, { on: '2026-11-20' })).body.code).toBe(
      'filing_state',
    )
    expect((await unitHead('POST', `${steps(body.id)}/agree`)).body.code).toBe('filing_not_research')
    expect((await finance('GET', '/filings')).body.rows[0]).toMatchObject({ state: '提议', may: [] })
    expect((await research('GET', '/filings')).body.rows[0].may).toEqual(['agree', 'return'])
    expect(await waiting(research)).toEqual(['agree'])
    expect([await waiting(unitHead), await waiting(finance)]).toEqual([[], []])
    expect((await research('POST', `${steps(body.id)}/agree`)).status).toBe(200)
    expect([await waiting(research), await waiting(finance)]).toEqual([[], ['file']])
    const filed = () =>
      db.query(
        `select filed_on, entered_by from record.catalogue_filing where product_code = 'A' and filed_on > '2026-11-01'`,
      )
    expect(await filed()).toEqual([])
    expect((await research('POST', `${steps(body.id)}/file`, { on: '2026-11-20' })).status).toBe(403)
    expect((await finance('POST', `${steps(body.id)}/file`, { on: '2026-11-20' })).status).toBe(200)
    expect(await filed()).toEqual([{ filed_on: '2026-11-20', entered_by: 'finance' }])
    expect(await waiting(finance)).toEqual([])
    expect((await finance('POST', `${steps(body.id)}/file`, { on: '2026-11-20' })).body.code).toBe(
      'filing_state',
    )
    const [row] = (await finance('GET', '/filings?product=A')).body.rows
    expect(row).toMatchObject({
      state: '已备案',
      proposedBy: 'head',
      agreedBy: 'research',
      filedBy: 'finance',
    })
    const product = await seller(
      'GET',
      `/records/product?filter=${encodeURIComponent('{"code":"A"}')}&on=2026-11-26`,
    )
    expect(product.body.rows[0]).toMatchObject({ filing: '已备案', base_price: '120.5' })
  })

  test("what others make needs no R&D, and one's own proposal is another's to agree (M-3.1)", async () => {
    const { body } = await propose(unitHead, 'B')
    expect((await research('GET', '/filings')).body.rows[0]).toMatchObject({ needsAgreement: false, may: [] })
    expect([await waiting(research), await waiting(finance)]).toEqual([[], ['file']])
    expect((await finance('POST', `/filings/${body.id}/return`, { reason: '资料不全' })).status).toBe(200)
    expect((await finance('GET', '/filings?product=B')).body.rows[0]).toMatchObject({
      state: '退回',
      returnReason: '资料不全',
    })
    await db.exec(
      `insert into record.product (product_code, name, line, category) values ('C', '新机', '主机', '主营产品')`,
    )
    const own = await propose(research, 'C')
    expect((await research('POST', `/filings/${own.body.id}/agree`)).body.code).toBe('second_person')
    expect(await waiting(research)).toEqual([])
  })

  test('the catalogue is not written past the steps', async () => {
    const values = { product: 'B', filed_on: '2026-11-01', status: '已备案' }
    expect((await unitHead('POST', '/records/catalogue_filing', { values })).body.code).toBe(
      'filing_own_page',
    )
  })
})

describe('what follows what, and lists as of a day (M-1.4)', () => {
  test('a new price ends the old one; whoever may not change cannot', async () => {
    const values = { product: 'A', price: '130.50', valid_from: '2026-11-20' }
    expect((await unitHead('POST', '/records/base_price', { values, endPrevious: true })).status).toBe(403)
    expect((await finance('POST', '/records/base_price', { values })).body.code).toBe('record_rule')
    expect((await finance('POST', '/records/base_price', { values, endPrevious: true })).status).toBe(200)
    expect(
      await db.query(
        `select price, valid_from, valid_to from record.base_price where product_code = 'A' order by 2`,
      ),
    ).toEqual([
      { price: '100', valid_from: '2026-01-01', valid_to: '2026-10-10' },
      { price: '120.5', valid_from: '2026-10-10', valid_to: '2026-11-20' },
      { price: '130.50', valid_from: '2026-11-20', valid_to: null },
    ])
  })

  test('people with the post and group of the day', async () => {
    const person = async (on: string) =>
      (
        await administration(
          'GET',
          `/records/person?on=${on}&filter=${encodeURIComponent('{"number":"P2"}')}`,
        )
      ).body.rows[0]
    expect(await person('2026-10-01')).toMatchObject({
      position: '业务员',
      team_name: '猛虎组',
      employment: '在职',
    })
    expect(await person('2026-10-16')).toMatchObject({ position: '业务经理', superior_name: '总监' })
    const gone = await administration(
      'GET',
      `/records/person?on=2026-11-01&filter=${encodeURIComponent('{"employment":["已离职"]}')}&sort=-unit_name`,
    )
    expect(gone.body.rows.map(({ number }: { number: string }) => number)).toEqual(['P3'])
    expect((await administration('GET', '/records/person?on=yesterday')).status).toBe(400)
  })

  test('units move with the day, and groups keep who was in them (M-7.1)', async () => {
    const parent = async (on: string) =>
      (await seller('GET', `/organisation?on=${on}`)).body.units.find(
        ({ code }: { code: string }) => code === 'GC',
      ).parent
    expect([await parent('2026-10-31'), await parent('2026-11-01')]).toEqual(['YX', 'XB'])
    const { teams } = (await seller('GET', '/organisation/teams?on=2026-11-10')).body
    expect(teams).toMatchObject([
      {
        code: 'T1',
        members: [
          { person: 'P2', now: true },
          { person: 'P3', now: false },
        ],
      },
      { code: 'T2', mergedInto: 'T1' },
    ])
  })

  test('a list of pay is looked at on record, and out of reach of others (L-4)', async () => {
    const looks = async () =>
      (await db.query<{ n: number }>(`select count(*)::int as n from audit.entry where action = 'look'`))[0]
        ?.n
    const before = (await looks()) ?? 0
    expect((await administration('GET', '/records/fixed_pay')).body.total).toBe(4)
    expect(await looks()).toBe(before + 1)
    expect((await seller('GET', '/records/fixed_pay')).body.total).toBe(0)
    expect(await looks()).toBe(before + 1)
  })
})
