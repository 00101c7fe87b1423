import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '../../access/roles.ts'
import type { Database } from '../../records/database.ts'
import { smallCompany } from '../../records/testing/company.ts'
import { makeAccount, signIn } from '../testing/accounts.ts'
import { type Caller, testApi, testServices } from '../testing/services.ts'
import type { Services } from './services.ts'

let db: Database
let services: Services
let finance: Caller
let seller: Caller
let other: Caller

beforeAll(async () => {
  db = await smallCompany('postgres')
  services = await testServices(db)
  const app = testApi(services)
  const person = async (name: string, role: Role): Promise<Caller> => {
    const staff = /^P\d$/.test(name) ? name : null
    await makeAccount(db, name, [role], { person: staff })
    return signIn(app, name)
  }
  finance = await person('finance', 'finance')
  seller = await person('P2', 'salesperson')
  other = await person('P4', 'salesperson')
  // The trial's product is filed, so that it can be sold.
  await db.exec(`insert into record.catalogue_filing values ('B', '2026-02-01', null, '已备案');
    insert into record.contract (contract_no, kind, customer_code, unit_code, salesperson_no, signed_on, turnover)
      values ('S2', '试用协议', 'K1', 'CP', 'P2', '2026-09-01', 0)`)
})
afterAll(async () => {
  await services.jobs.stop()
  await db.close()
})

const contract = (number: string) => ({
  number,
  kind: '直营购销合同',
  customer: 'K1',
  unit: 'CP',
  salesperson: 'P2',
  signed_on: '2026-10-01',
  turnover: '1000.10',
})

const whole = (number: string) => ({
  contract: contract(number),
  lines: [
    {
      values: { product: 'A', quantity: '10', unit_price: '100.01', amount: '1000.10' },
      concessions: ['质保延长一年'],
    },
  ],
  shares: [
    { person: 'P2', share: '0.6' },
    { person: 'P4', share: '0.4' },
  ],
  plan: [{ instalment_no: '1', due_on: '2026-11-01', amount: '1000.10', kind: '验收款' }],
  papers: [{ name: '合同原件', due_on: '2026-10-10', complete: false }],
})

describe('a contract is entered whole', () => {
  test('M-4.2 with lines, what was granted for them, shares, plan and papers', async () => {
    expect((await finance('POST', '/contracts', whole('N1'))).body).toEqual({ number: 'N1', late: null })
    const { body } = await finance('GET', '/contracts/N1')
    expect(body.contract).toMatchObject({
      turnover: '1000.1',
      salesperson_name: '经理',
      entered_by: 'finance的账号',
    })
    expect(body.lines).toMatchObject([
      { base_price: '100', above_base: '0.1', above_rate: '0.0001', filed: true, conceded: true },
    ])
    expect(body.shares).toMatchObject([
      { person_no: 'P2', share: '0.6' },
      { person_no: 'P4', share: '0.4' },
    ])
    expect(body.plan).toMatchObject([{ amount: '1000.1', received: '0' }])
  })

  test.each([
    ['M-4.6 shares that do not sum to 1', { shares: [{ person: 'P2', share: '0.999' }] }, 'share_sum'],
    [
      'M-2.2 a product that was not filed on the day',
      { contract: { ...contract('N2'), signed_on: '2026-10-20' } },
      'line_not_filed',
    ],
    [
      'a plan that comes to another amount',
      { plan: [{ instalment_no: '1', due_on: '2026-11-01', amount: '1000', kind: null }] },
      'sum_differs',
    ],
    ['a kind that does not exist', { contract: { ...contract('N2'), kind: '口头协议' } }, 'record_rule'],
    ['a customer that does not exist', { contract: { ...contract('N2'), customer: 'K9' } }, 'record_rule'],
    [
      'a number whose page would be the form',
      { contract: { ...contract('N2'), number: 'new' } },
      'record_rule',
    ],
    ['a number that addresses leave out', { contract: { ...contract('N2'), number: '..' } }, 'record_rule'],
    ['an amount that is no number', { contract: { ...contract('N2'), turnover: '一千' } }, 'record_rule'],
    ['a field of another table (trust 7)', { contract: { ...contract('N2'), base_pay: '1' } }, 'record_rule'],
  ])('%s is refused and leaves nothing', async (_, change, code) => {
    const answer = await finance('POST', '/contracts', { ...whole('N2'), ...change })
    expect(answer.body).toMatchObject({ code })
    expect(answer.body.message).toMatch(/[。！]?$/)
    expect((await finance('GET', '/contracts/N2')).status).toBe(404)
  })

  test('the same person twice in the split, and the same paper, is said as that and at the row (M-4.6)', async () => {
    const shares = [
      { person: 'P2', share: '0.5' },
      { person: 'P4', share: '0.3' },
      { person: ' P2', share: '0.2' },
    ]
    const twice = await finance('POST', '/contracts', { ...whole('N5'), shares })
    expect(twice.body).toMatchObject({
      code: 'share_twice',
      message: '业绩归属第 3 行：经理（P2）已经在第 1 行了。一个人只能有一行，请换一个人，或把两行合成一行。',
    })
    const papers = [{ name: '合同原件' }, { name: '合同原件 ' }]
    const again = await finance('POST', '/contracts', { ...whole('N5'), papers })
    expect([again.status, again.body.code, again.body.details]).toEqual([
      422,
      'paper_twice',
      { row: 2, first: 1, name: '合同原件' },
    ])
    expect((await finance('GET', '/contracts/N5')).status).toBe(404)
  })

  test('what has no number of its own is not told to take another one', async () => {
    const values = { contract: 'C1', person: 'P2', share: '1' }
    const { body } = await finance('POST', '/records/credit_share', { values })
    expect(body).toMatchObject({
      code: 'record_twice',
      message: '已经有一条合同、员工都相同的业绩归属（C1 / P2）。请打开原来的那一条修改。',
    })
  })

  test('every number that may be entered has a page; what has none says why', async () => {
    for (const number of ['A/1', 'newer', '...', '?#&%2e', '合同 一号', '~']) {
      expect((await finance('POST', '/contracts', whole(number))).status, number).toBe(200)
      // As a browser writes and resolves it.
      const address = new URL(`/contracts/${encodeURIComponent(number)}`, 'http://x').pathname
      expect((await finance('GET', address)).body.contract, number).toMatchObject({ contract_no: number })
    }
    for (const number of ['new', 'NEW', 'price', '.', '..'])
      expect((await finance('POST', '/contracts', whole(number))).body.message, number).toBe(
        '合同编号不能是“new”“price”“.”或“..”：在网址里它们另有意思，这样的合同编号打不开自己的页面，请换一个',
      )
    const customer = { code: '.', name: '点' }
    const { body } = await finance('POST', '/records/customer', { values: customer })
    expect([body.code, body.message]).toEqual(['record_rule', expect.stringContaining('打不开自己的页面')])
  })

  test('the same request sent twice is done once', async () => {
    const key = { 'idempotency-key': 'one' }
    expect((await finance('POST', '/contracts', whole('N3'), key)).status).toBe(200)
    expect((await finance('POST', '/contracts', whole('N3'), key)).body).toEqual({ number: 'N3', late: null })
    expect((await finance('POST', '/contracts', whole('N4'), key)).body).toMatchObject({ code: 'key_reused' })
    expect((await finance('POST', '/contracts', whole('N3'))).body).toMatchObject({ code: 'record_exists' })
  })
})

describe('whose contracts', () => {
  test('trust 1: a salesperson opens only the own ones and those shared with him', async () => {
    expect((await seller('GET', '/contracts/C2')).status).toBe(200)
    expect((await other('GET', '/contracts/C2')).status).toBe(404)
    expect((await other('GET', '/contracts/N1')).status).toBe(200)
    expect((await other('GET', '/contracts/C2/earned')).status).toBe(404)
  })

  test('trust 7: a salesperson enters none', async () => {
    expect(await seller('POST', '/contracts', whole('N5'))).toMatchObject({
      status: 403,
      body: { code: 'not_allowed' },
    })
    const change = { key: ['C2'], version: 'x', values: { turnover: '1' } }
    expect((await seller('PATCH', '/records/contract', change)).status).toBe(403)
  })
})

describe('M-2.3 a trial', () => {
  const refusedFor = (rule: RegExp) => ({
    status: 422,
    body: expect.objectContaining({ code: 'record_rule', message: expect.stringMatching(rule) }),
  })

  test.each([
    ['before it was signed', '2026-08-31', /结束日不能早于签订日/],
    ['on a day to come', '2999-01-01', /不能晚于今天/],
  ])('does not end %s', async (_, on, rule) => {
    for (const [path, body] of [
      ['/contracts/S2/returned', { on }],
      ['/contracts/S2/sale', { ...whole('N6'), on }],
    ] as const)
      expect(await finance('POST', path, body)).toMatchObject(refusedFor(rule))
    expect((await finance('GET', '/contracts/S2')).body.contract.status).toBe('履行中')
  })

  test('becomes a sale to the same customer only', async () => {
    const sale = { ...whole('N6'), contract: { ...contract('N6'), customer: 'K2' }, on: '2026-10-01' }
    expect(await finance('POST', '/contracts/S2/sale', sale)).toMatchObject(refusedFor(/同一个客户/))
    const claimed = { ...contract('N6'), trial: 'C2' }
    expect(await finance('POST', '/contracts', { ...whole('N6'), contract: claimed })).toMatchObject(
      refusedFor(/试用协议的编号/),
    )
  })

  test('becomes a sale that names it, once', async () => {
    const sale = { ...whole('N6'), on: '2026-10-01' }
    expect((await finance('POST', '/contracts/S2/sale', sale)).body).toEqual({ number: 'N6', late: null })
    const { body } = await finance('GET', '/contracts/N6')
    expect(body.contract.trial_contract_no).toBe('S2')
    expect(body.related).toMatchObject([{ contract_no: 'S2', status: '已完成' }])
    const again = await finance('POST', '/contracts/S2/sale', { ...whole('N7'), on: '2026-10-01' })
    expect(again.body).toMatchObject({ code: 'trial_over' })
    expect((await finance('GET', '/contracts/N7')).status).toBe(404)
  })
})

describe('slips that would be money', () => {
  const slip = async (object: string, values: object) =>
    (await finance('POST', `/records/${object}`, { values })).body

  test('M-4.3 a line is worth its quantity times its price', async () => {
    const [line] = whole('N8').lines
    const lines = [{ ...line, values: { ...line?.values, unit_price: '1000.10' } }]
    const { status, body } = await finance('POST', '/contracts', { ...whole('N8'), lines })
    expect([status, body.code, body.message]).toEqual([
      422,
      'record_rule',
      expect.stringMatching(/数量 × 单价/),
    ])
    // Divided and rounded, it still is.
    const thirds = { product: 'A', quantity: '3', unit_price: '333.37', amount: '1000.10' }
    const rounded = { ...whole('N8'), lines: [{ values: thirds, concessions: [] }] }
    expect((await finance('POST', '/contracts', rounded)).status).toBe(200)
  })

  test('M-4.5 no more goes back than was received or sold', async () => {
    const back = { contract: 'C2', returned_on: '2026-11-10', number: 'G9' }
    expect(
      await slip('refund', { contract: 'C2', number: 'F9', refunded_on: '2026-11-10', amount: '500.01' }),
    ).toMatchObject({ code: 'record_rule', message: expect.stringMatching(/已经登记的回款/) })
    expect(await slip('goods_return', { ...back, line_no: '1', quantity: '21', amount: '1' })).toMatchObject({
      message: expect.stringMatching(/这一行明细的数量/),
    })
    expect(await slip('goods_return', { ...back, quantity: '1', amount: '2410.01' })).toMatchObject({
      message: expect.stringMatching(/合同的营业额/),
    })
  })

  test('M-4.4 what looks like a slip is said before it is saved', async () => {
    const said = async (object: string, values: object, key?: readonly string[]) => {
      const { body } = await finance('POST', `/records/${object}/late`, { values, ...(key ? { key } : {}) })
      return body.doubts.map(({ text }: { text: string }) => text)
    }
    const own = { contract: 'C2', number: 'R8', kind: '进度款' }
    expect(await said('receipt', { ...own, received_on: '2026-11-01', amount: '1910' })).toEqual([])
    expect(await said('receipt', { ...own, received_on: '2026-10-09', amount: '1910.01' })).toEqual([
      '收款日早于合同的签订日 2026-10-10',
      '连同这一笔，这份合同的回款是 2,410.01 元，超过营业额 2,410.00 元',
    ])
    // What it replaces does not count twice; what is not filled in yet is no slip.
    expect(await said('receipt', { amount: '2000' }, ['C2', 'R2'])).toEqual([
      '收款日早于合同的签订日 2026-10-10',
    ])
    expect(await said('receipt', { contract: 'C2' })).toEqual([])
    expect(await said('acceptance', { contract: 'C2', accepted_on: '2025-01-01' })).toHaveLength(1)
    expect(await said('base_price', { product: 'A', price: '0' })).toHaveLength(1)
    // A year mistyped, also before the contract is chosen.
    expect(await said('receipt', { received_on: '2099-11-01' })).toEqual([
      '收款日 2099-11-01 在一年以后，请核对年份',
    ])
    expect(await said('contract', { signed_on: '2099-11-01' })).toHaveLength(1)
    expect(await said('acceptance', { contract: 'C2', accepted_on: '2099-01-01' })).toHaveLength(1)
    // Nothing of a contract out of reach is told.
    expect(
      (await seller('POST', '/records/receipt/late', { values: { ...own, contract: 'C3' } })).status,
    ).toBe(403)
  })

  test('X-3 a number once entered stays: closed months go by it', async () => {
    const key = ['C1']
    const { body: stored } = await finance('GET', `/records/contract/row?key=${JSON.stringify(key)}`)
    const change = (values: object) =>
      finance('PATCH', '/records/contract', { key, version: stored.version, values })
    expect(await change({ number: 'C1-NEW' })).toMatchObject({
      status: 422,
      body: { code: 'record_key_kept' },
    })
    expect((await change({ number: 'C1', retention: '51' })).status).toBe(200)
  })
})

describe('money', () => {
  test('M-4.4 a deposit counts from acceptance, the ratio never passes 1, refunds lower it', async () => {
    const { body } = await finance('GET', '/contracts/C1')
    expect(body.collected).toEqual([
      { day: '2026-10-25', amount: '300', ratio: '0.3' },
      { day: '2026-10-30', amount: '500', ratio: '0.5' },
      { day: '2026-10-31', amount: '480', ratio: '0.48' },
      { day: '2026-11-01', amount: '475', ratio: '0.475' },
      { day: '2026-11-06', amount: '575', ratio: '0.575' },
    ])
    expect(body.plan).toMatchObject([
      { instalment_no: 1, received: '300' },
      { instalment_no: 2, received: '275' },
    ])
  })

  test('M-4.3 the price in force on the day is what a line is held against', async () => {
    const on = (day: string) => finance('GET', `/contracts/price?product=A&on=${day}`)
    expect((await on('2026-10-09')).body).toMatchObject({ price: '100', filed: true })
    expect((await on('2026-10-10')).body).toMatchObject({ price: '120.5', filed: false })
    expect((await finance('GET', '/contracts/price?product=A&on=2026-13-40')).status).toBe(400)
  })
})

test('M-4.5 what was refunded cannot be taken away from under the refund', async () => {
  const receipt = { contract: 'C3', number: 'BACK', received_on: '2026-10-20', amount: '100', kind: '其他' }
  await finance('POST', '/records/receipt', { values: receipt })
  const key = ['C3', 'BACK']
  const { body: row } = await finance('GET', `/records/receipt/row?key=${JSON.stringify(key)}`)
  const [received] = await db.query<{ sum: string }>(
    `select sum(amount)::text from record.receipt where contract_no = 'C3'`,
  )
  const refund = { contract: 'C3', number: 'F9', refunded_on: '2026-10-25', amount: received?.sum ?? '' }
  expect((await finance('POST', '/records/refund', { values: refund })).body.message).toBeUndefined()
  const where = { key, version: row.version }
  for (const answer of [
    await finance('PATCH', '/records/receipt', { ...where, values: { amount: '99' } }),
    await finance('DELETE', '/records/receipt', where),
  ]) {
    expect(answer).toMatchObject({ status: 422, body: { code: 'record_rule' } })
    expect(answer.body.message).toContain('退款合计不能超过这份合同已经登记的回款')
  }
})
