/** What comes after its month was closed: told before and after saving, counted in imports, waiting until looked for (X-3). */

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { tidy } from '../../access/housekeeping.ts'
import { makeAccount, password, signIn } from '../testing/accounts.ts'
import { ended } from '../testing/jobs.ts'
import { cookiesOf, ownAddress, testApi } from '../testing/services.ts'
import { calculate, closeMonth, type Office, officeOn, seenIn } from './settlement/testing.ts'

let office: Office
let contract: string

beforeAll(async () => {
  office = await officeOn('postgres', ['2026-01', '2026-02'])
  await calculate(office, '2026-01')
  await closeMonth(office, '2026-01')
  const [row] = await office.db.query<{ contract_no: string }>(
    `select contract_no from record.receipt where received_on = '2026-01-10'`,
  )
  contract = row?.contract_no ?? ''
}, 120_000)
afterAll(async () => {
  await office.services.jobs.stop()
  await office.db.close()
})

/** A file finance sent, and a step of its import taken to its end. */
async function sent(name: string, lines: readonly string[]) {
  const app = testApi(office.services)
  const own = { host: new URL(ownAddress).host, 'x-requested-with': 'hengji' }
  const signed = await app.request(`${ownAddress}/api/session`, {
    method: 'POST',
    headers: { ...own, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'caiwu', password }),
  })
  const answer = await app.request(
    `${ownAddress}/api/imports/uploads?name=${encodeURIComponent(`${name}.csv`)}`,
    {
      method: 'POST',
      headers: {
        ...own,
        cookie: cookiesOf(signed.headers),
        'content-type': 'application/octet-stream',
      },
      body: `${lines.join('\n')}\n`,
    },
  )
  const { id } = (await answer.json()) as { id: string }
  return {
    async run(step: 'check' | 'import', body?: object) {
      const { body: started } = await office.finance('POST', `/imports/uploads/${id}/${step}`, body)
      const { error } = await ended(office.finance, started.job)
      return { error, ...(await office.finance('GET', `/imports/uploads/${id}`)).body }
    },
  }
}

const receipt = (number: string, received_on: string) => ({
  ...{ contract, number, received_on, amount: '500', kind: '进度款' },
})
const waiting = async () => {
  const { body } = await office.finance('GET', '/workbench')
  return (body.waiting as { kind: string; about: string; count: number }[]).filter(
    ({ kind }) => kind === 'late',
  )
}

describe('a record of a closed month', () => {
  test('is told before it is saved, and by whom it may be entered only', async () => {
    const ask = (values: object, key?: string[]) =>
      office.finance('POST', '/records/receipt/late', { values, ...(key ? { key } : {}) })
    expect(await ask(receipt('L1', '2026-01-20'))).toMatchObject({ status: 200, body: { period: '2026-01' } })
    expect((await ask(receipt('L1', '2026-02-20'))).body).toMatchObject({ period: null })
    expect((await ask({ contract, number: 'L1' })).body).toMatchObject({ period: null })
    expect(await ask({ received_on: '2026-13-40' })).toMatchObject({
      status: 422,
      body: { code: 'record_rule' },
    })
    expect(
      (await office.salesperson('POST', '/records/receipt/late', { values: receipt('L1', '2026-01-20') }))
        .status,
    ).toBe(403)
    expect(await waiting()).toEqual([])
  })

  test('is saved, told again, kept in the audit log, and waits for finance until the month was looked at', async () => {
    const saved = await office.finance('POST', '/records/receipt', { values: receipt('L1', '2026-01-20') })
    expect(saved).toMatchObject({ status: 200, body: { late: '2026-01' } })
    const open = await office.finance('POST', '/records/receipt', { values: receipt('L2', '2026-02-20') })
    expect(open.body.late).toBe(null)
    const [entry] = await office.db.query<{ late: string }>(
      `select details ->> 'late' as late from audit.entry where subject like '回款%L1' and action = 'create'`,
    )
    expect(entry?.late).toBe('2026-01')
    expect(await waiting()).toMatchObject([{ about: '2026-01', count: 1 }])
    const { body } = await office.finance('POST', '/settlement/adjustments/searches', {
      policy: office.version.policy,
    })
    expect((await ended(office.finance, body.job)).status).toBe('done')
    expect(await waiting()).toEqual([])
  })

  test('moved out of the month or taken away, it is late as well', async () => {
    const row = async (number: string) => {
      const query = new URLSearchParams({ key: JSON.stringify([contract, number]) })
      return (await office.finance('GET', `/records/receipt/row?${query}`)).body
    }
    const { version } = await row('L1')
    const moved = await office.finance('PATCH', '/records/receipt', {
      key: [contract, 'L1'],
      version,
      values: { received_on: '2026-02-21' },
    })
    expect(moved.body).toMatchObject({ late: '2026-01' })
    const second = await row('L1')
    const removal = (number: string) =>
      office.finance('POST', '/records/receipt/late', { key: [contract, number], remove: true })
    expect((await removal('L1')).body).toMatchObject({ period: null })
    const [first] = await office.db.query<{ number: string }>(
      `select receipt_no as number from record.receipt where contract_no = $1 and received_on = '2026-01-10'`,
      [contract],
    )
    expect((await removal(first?.number ?? '')).body).toMatchObject({ period: '2026-01' })
    const asked = { key: [contract, 'L1'], remove: true }
    expect((await office.salesperson('POST', '/records/receipt/late', asked)).status).toBe(403)
    const back = await office.finance('POST', '/records/receipt/late', {
      key: [contract, 'L1'],
      values: { received_on: '2026-01-05' },
    })
    expect(back.body).toMatchObject({ period: '2026-01' })
    const gone = { key: [contract, 'L1'], version: second.version }
    expect((await office.finance('DELETE', '/records/receipt', gone)).body.late).toBe(null)
    expect(await waiting()).toMatchObject([{ about: '2026-01', count: 1 }])
  })

  test('what only goes on later is not: a contract that ends in an open month', async () => {
    const ask = (values: object) =>
      office.finance('POST', '/records/contract/late', { key: [contract], values })
    expect((await ask({ status: '已完成', ended_on: '2026-02-20' })).body).toMatchObject({ period: null })
    expect((await ask({ status: '已完成', ended_on: '2026-01-20' })).body).toMatchObject({
      period: '2026-01',
    })
    expect((await ask({ turnover: '5' })).body).toMatchObject({ period: expect.stringMatching(/^2026-01$/) })
  })

  test('an import says how many of its rows belong to closed months, before and after', async () => {
    const before = await waiting()
    const rows = [
      '合同编号,回款单号,收款日期,回款金额,款项类别',
      `${contract},M1,2026-01-11,1,其他`,
      `${contract},M2,2026-01-12,2,其他`,
      `${contract},M3,2026-02-12,3,其他`,
    ]
    const { run } = await sent('回款', rows)
    const { checked } = await run('check')
    expect(checked.sheets[0].late).toEqual({ rows: 2, periods: ['2026-01'] })
    expect(await waiting()).toEqual(before)
    const { result } = await run('import', { digest: checked.digest })
    expect(result.sheets[0].late).toEqual({ rows: 2, periods: ['2026-01'] })
    const { body: imports } = await office.finance('GET', '/imports?size=1')
    const { body: past } = await office.finance('GET', `/imports/${imports.rows[0].id}`)
    expect(past.sheets[0].late).toEqual({ rows: 2, periods: ['2026-01'] })
    expect((await waiting())[0]?.count).toBe((before[0]?.count ?? 0) + 2)
  })
})

test('what comes between review and closing is in no result either, and waits once the month is closed', async () => {
  await calculate(office, '2026-02')
  const seen = await seenIn(office, '2026-02')
  for (const step of ['review', 'publish'])
    expect((await office.director('POST', `/settlement/2026-02/${step}`, seen)).status).toBe(200)
  const saved = await office.finance('POST', '/records/receipt', { values: receipt('P1', '2026-02-22') })
  expect(saved.body).toMatchObject({ late: null })
  const months = async () => (await waiting()).map(({ about }) => about)
  expect(await months()).not.toContain('2026-02')
  expect((await office.director('POST', '/settlement/2026-02/close', seen)).status).toBe(200)
  expect(await months()).toContain('2026-02')
  await tidy(office.db)
  expect(await months()).toContain('2026-02')
  const { body } = await office.finance('POST', '/settlement/adjustments/searches', {
    policy: office.version.policy,
  })
  await ended(office.finance, body.job)
  expect(await waiting()).toEqual([])
  await tidy(office.db)
  expect(await office.db.query('select 1 as one from settlement.late_record')).toEqual([])
})

test('the form knows what the tables refuse: money of nothing, numbers without end (M-4.4)', async () => {
  const { body } = await office.finance('GET', '/records')
  const fields = body.objects.find(({ id }: { id: string }) => id === 'receipt').fields
  expect(fields.find(({ id }: { id: string }) => id === 'amount')).toMatchObject({ positive: true })
  expect(fields.find(({ id }: { id: string }) => id === 'number')).toMatchObject({ longest: 64 })
  const values = { contract, number: 'Z', received_on: '2026-02-01', amount: '0.00', kind: '其他' }
  expect(await office.finance('POST', '/records/receipt', { values })).toMatchObject({
    status: 422,
    body: { message: '回款的金额应当大于 0' },
  })
})

test('filings go their own way once a month is closed: not by import, not by hand (M-2.2)', async () => {
  const head = '产品编码,备案日'
  await office.db.exec(
    `insert into record.product (product_code, name, line, category) values ('N', '新品', '主机', '主营产品')`,
  )
  const late = await (await sent('产品备案', [head, 'N,2026-02-01'])).run('check')
  expect(late.error).toMatchObject({ code: 'import_filing' })
  const same = await (await sent('产品备案', [head, 'A,2020-01-01'])).run('check')
  expect(same.checked.sheets[0]).toMatchObject({ unchanged: 1 })
  const values = { product: 'N', filed_on: '2026-02-01' }
  expect(await office.finance('POST', '/records/catalogue_filing', { values })).toMatchObject({
    status: 403,
    body: { code: 'filing_own_page' },
  })
})

test('a raise approved after its month was closed is paid as an adjustment, and not counted there (M-5.3)', async () => {
  const { db, services, finance } = office
  await db.exec(`insert into record.person (person_no, name, hired_on) values ('X', '文员', '2020-01-01')`)
  await makeAccount(db, 'tichu', ['administration'], { person: 'X' })
  await db.exec(`insert into access.role_grant (account_id, role, granted_by)
    select account_id, 'director', 'test' from access.account where person_no = 'B'`)
  const app = testApi(services)
  const [proposer, approver] = [await signIn(app, 'tichu'), await signIn(app, 'fuzeren')]
  const january = '/reviews/2026-01/raises'
  const raise = { person: 'S', points: '2', reason: '独力挽回停用两年的老客户' }
  expect((await proposer('POST', january, raise)).body.code).toBe('review_late')
  expect((await proposer('POST', january, { ...raise, late: true })).status).toBe(200)
  const [{ version }] = (await approver('GET', january)).body.raises
  const before = (await finance('GET', '/settlement/2026-01')).body
  const decision = { approve: true, version }
  expect((await approver('POST', `${january}/S/decision`, decision)).body.code).toBe('review_late')
  expect((await approver('POST', `${january}/S/decision`, { ...decision, late: true })).status).toBe(200)
  const { body } = await finance('POST', '/settlement/adjustments/searches', {
    policy: office.version.policy,
    periods: ['2026-01'],
  })
  expect(await ended(finance, body.job)).toMatchObject({ status: 'done' })
  const { groups } = (await finance('GET', '/settlement/adjustments?period=2026-01')).body
  expect(groups[0]).toMatchObject({ period: '2026-01', approvedBy: null, lines: [{ number: 'S' }] })
  expect((await finance('GET', '/settlement/2026-01')).body.digest).toBe(before.digest)
})
