/** A month over the interface, from calculation to payment, and who may not take which step. */
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { money } from '../../../settlement/testing/seller.ts'
import { ended } from '../../testing/jobs.ts'
import { type Caller, caller, testApi } from '../../testing/services.ts'
import { calculate, digestOf, type Office, officeOn, seenIn } from './testing.ts'

let office: Office
beforeAll(async () => {
  office = await officeOn('postgres', ['2026-01', '2026-02', '2026-03'])
})
afterAll(async () => {
  await office.services.jobs.stop()
  await office.db.close()
})

const january = '/settlement/2026-01'

describe('a month from calculation to payment', () => {
  test('finance calculates, and a director sees what they would sign: totals, people, movements, digest (trust 39)', async () => {
    await calculate(office, '2026-01', '2026-02')
    const { body: month } = await office.director('GET', january)
    expect(month).toMatchObject({ status: 'calculated', problems: 0, whole: true, mayCalculate: false })
    expect(month.digest).toMatch(/^[0-9a-f]{64}$/)
    expect(month.next).toEqual([{ step: 'review', may: true, obstacles: [] }])
    const { body: february } = await office.director('GET', '/settlement/2026-02/figures')
    const { totals, movements, distribution } = february.figures
    expect(totals.before.period).toBe('2026-01')
    expect(totals.people).toBeGreaterThan(0)
    const people = distribution.reduce((sum: number, bucket: { people: number }) => sum + bucket.people, 0)
    expect(people).toBe(totals.people)
    // 离职者 has fewer days in February: that is the movement, and the item says why.
    expect(movements[0]).toMatchObject({ number: 'Z', kind: 'changed' })
    expect(movements[0].item).not.toBe('')
    expect(february.completeness.contracts).toMatchObject({ expected: 1, reached: 1, missing: [] })
  })

  test('what was entered after the snapshot is told before anybody signs', async () => {
    const values = { contract: 'C', number: 'SPAET', received_on: '2026-02-11', amount: '100', kind: '其他' }
    await office.finance('POST', '/records/receipt', { values })
    const { body: earlier } = await office.director('GET', `${january}/figures`)
    expect(earlier.completeness.stale).toEqual([])
    const { body } = await office.director('GET', '/settlement/2026-02/figures')
    expect(body.completeness.stale).toContainEqual({ object: 'receipt', label: '回款', count: 1 })
  })

  test('who entered their own pay is named to whoever signs (M-4.6, trust 39)', async () => {
    const named = async () => {
      const { guardRails } = (await office.director('GET', '/settlement/2026-02/figures')).body
      return guardRails.find(({ rail }: { rail: string }) => rail === 'own-entry')
    }
    expect(await named()).toMatchObject({ count: 0 })
    await office.db.query(
      `update record.fixed_pay set entered_by = 'fuzeren', entered_at = now() where person_no = 'B'`,
    )
    expect(await named()).toMatchObject({ count: 1, people: [{ number: 'B' }] })
  })

  test('a digest that is not the one shown now decides nothing (X-1)', async () => {
    const answer = await office.director('POST', `${january}/review`, { digest: 'f'.repeat(64) })
    expect(answer).toMatchObject({ status: 409, body: { code: 'run_stale' } })
    const seen = await digestOf(office, '2026-02')
    await calculate(office, '2026-02')
    expect(await office.director('POST', '/settlement/2026-02/review', { digest: seen })).toMatchObject({
      status: 409,
      body: { code: 'run_stale' },
    })
  })

  test('only a director reviews, publishes and closes; only finance calculates and pays', async () => {
    const digest = await digestOf(office, '2026-01')
    const others = [
      office.finance,
      office.administration,
      office.head,
      office.salesperson,
      office.auditor,
      office.admin,
    ]
    for (const step of ['review', 'publish', 'soft-close', 'close', 'reopening/confirm'])
      for (const other of others)
        expect((await other('POST', `${january}/${step}`, { digest })).status).toBe(403)
    for (const other of [
      office.director,
      office.administration,
      office.head,
      office.salesperson,
      office.auditor,
      office.admin,
    ]) {
      expect((await other('POST', `${january}/pay`, { digest })).status).toBe(403)
      const body = { policy: office.version.policy, periods: ['2026-01'] }
      expect((await other('POST', '/settlement/calculations', body)).status).toBe(403)
    }
    for (const path of [
      '/settlement',
      january,
      `${january}/figures`,
      '/settlement/ledger',
      '/settlement/adjustments',
    ])
      for (const outsider of [office.salesperson, office.admin])
        expect((await outsider('GET', path)).status, path).toBe(403)
  })

  test('a month mistyped years ahead is not calculated', async () => {
    const body = { policy: office.version.policy, periods: ['2999-01'] }
    expect(await office.finance('POST', '/settlement/calculations', body)).toMatchObject({
      status: 422,
      body: { code: 'period_ahead' },
    })
  })

  test('a policy nobody published is refused at once, by its name (X-1)', async () => {
    const unknown = { status: 404, body: { code: 'policy_unknown', details: { policy: 'nope' } } }
    const body = { policy: 'nope', periods: ['2026-01'] }
    expect(await office.finance('POST', '/settlement/calculations', body)).toMatchObject(unknown)
    const search = await office.finance('POST', '/settlement/adjustments/searches', { policy: 'nope' })
    expect(search).toMatchObject(unknown)
  })

  test('X-6 looking at others’ pay here is on record', async () => {
    const { db } = office
    const [contract] = await db.query<{ number: string }>(
      'select min(contract_no) as number from record.receipt',
    )
    const earned = `/contracts/${contract?.number}/earned`
    for (const path of [`${january}/figures`, '/settlement/2026-02/compared?with=2026-01', earned])
      expect((await office.auditor('GET', path)).status, path).toBe(200)
    const looks = await db.query<{ subject: string }>(
      `select subject from audit.entry where action = 'look' and actor = 'shenji' order by 1`,
    )
    expect(looks.map(({ subject }) => subject)).toEqual([
      `合同 ${contract?.number} 的提成`,
      '结算 2026-01 合计与变动',
      '结算 2026-02 与 2026-01 逐人比较',
    ])
  })

  test('a key does not approve, whoever it belongs to', async () => {
    const key = 'hj_test_approver'
    await office.db.query(
      `insert into access.api_key (key_id, name, account_id, secret_hash, read_only, expires_at, created_by)
       select 'k1', 'k', account_id, $1, false, now() + interval '1 day', 'test' from access.account where sign_in_name = 'zhuguan'`,
      [createHash('sha256').update(key).digest('hex')],
    )
    const program = caller(testApi(office.services))
    const headers = { authorization: `Bearer ${key}` }
    const digest = await digestOf(office, '2026-01')
    expect(await program('POST', `${january}/review`, { digest }, headers)).toMatchObject({
      status: 403,
      body: { code: 'not_allowed' },
    })
    const { body } = await program('GET', january, undefined, headers)
    expect(body.next[0].may).toBe(false)
  })

  test('review, publish, close in order, then the month is as it was (trust 37, X-3)', async () => {
    const seen = await seenIn(office, '2026-01')
    const take = (step: string) => office.director('POST', `${january}/${step}`, seen)
    expect(await take('publish')).toMatchObject({ status: 409, body: { code: 'run_status' } })
    expect((await take('review')).body.status).toBe('reviewed')
    expect((await take('review')).body.code).toBe('run_status')
    expect((await take('publish')).body.status).toBe('published')
    const again = await office.finance('POST', '/settlement/calculations', {
      policy: office.version.policy,
      periods: ['2026-01'],
    })
    expect(again).toMatchObject({ status: 409, body: { code: 'run_published' } })
    expect((await office.finance('GET', `${january}/payroll?format=csv`)).body.code).toBe('run_status')
    expect((await take('close')).body.status).toBe('closed')
    expect((await take('close')).body.code).toBe('run_status')
    const before = (await office.director('GET', `${january}/figures`)).body.figures.totals.payable
    await money(office.db, '2026-01-20', 5000)
    expect((await office.director('GET', `${january}/figures`)).body.figures.totals.payable).toBe(before)
  })

  test('nobody seals an appraisal that lacks more than they were shown; the month stays as it was (M-5.2)', async () => {
    await calculate(office, '2026-02')
    const february = '/settlement/2026-02'
    const { digest, open } = (await seenIn(office, '2026-02')) as { digest: string; open: { gaps: number } }
    expect(open.gaps).toBeGreaterThan(0)
    for (const less of [undefined, { ...open, gaps: open.gaps - 1 }]) {
      const answer = await office.director('POST', `${february}/review`, {
        digest,
        ...(less && { open: less }),
      })
      expect(answer).toMatchObject({ status: 409, body: { code: 'appraisal_open' } })
      expect(answer.body.message).toContain(`没有录入的分数 ${open.gaps}`)
    }
    expect((await office.finance('GET', february)).body.status).toBe('calculated')
  })

  test('nobody signs for records that were changed since they were read; settled again, they may (X-1, trust 39)', async () => {
    const february = '/settlement/2026-02'
    const values = { contract: 'C', number: 'NEU', received_on: '2026-02-20', amount: '10', kind: '其他' }
    expect((await office.finance('POST', '/records/receipt', { values })).status).toBe(200)
    const stale = await office.director('POST', `${february}/review`, await seenIn(office, '2026-02'))
    expect(stale).toMatchObject({ status: 409, body: { code: 'run_records_changed' } })
    expect(stale.body.message).toContain('1 条')
    expect((await office.director('GET', february)).body.next[0].obstacles).toMatchObject([
      { code: 'run_records_changed' },
    ])
    await calculate(office, '2026-02')
    expect((await office.director('GET', february)).body.next[0].obstacles).toEqual([])
  })

  test('a month is not published before the one it follows', async () => {
    await calculate(office, '2026-02', '2026-03')
    const seen = await seenIn(office, '2026-03')
    await office.director('POST', '/settlement/2026-03/review', seen)
    const { body } = await office.director('GET', '/settlement/2026-03')
    const publish = body.next.find((next: { step: string }) => next.step === 'publish')
    expect(publish.obstacles).toMatchObject([{ code: 'run_order' }])
    expect((await office.director('POST', '/settlement/2026-03/publish', seen)).body.code).toBe('run_order')
  })

  test('paying twice pays once, with and without the same key; the export agrees with the ledger (trust 40, 41)', async () => {
    const digest = await digestOf(office, '2026-01')
    const headers = { 'idempotency-key': 'pay-january' }
    const first = await office.finance('POST', `${january}/pay`, { digest }, headers)
    expect(first.body.status).toBe('paid')
    expect((await office.finance('POST', `${january}/pay`, { digest }, headers)).body).toEqual(first.body)
    expect((await office.finance('POST', `${january}/pay`, { digest })).body.code).toBe('run_status')
    const [sum] = await office.db.query<{ owed: string; paid: string; twice: string }>(
      `select trim_scale(sum(amount) filter (where account = 'payable'))::text as owed,
         trim_scale(-sum(amount) filter (where kind = 'paid'))::text as paid,
         (select count(*) from (select 1 from settlement.ledger_entry where kind = 'paid' group by person_no, period having count(*) > 1) t)::text as twice
       from settlement.ledger_entry where period = '2026-01'`,
    )
    expect(sum).toMatchObject({ owed: '0', twice: '0' })
    const { body: csv } = await office.finance('GET', `${january}/payroll?format=csv`)
    const total = csv.split(/\r?\n/).find((line: string) => line.startsWith('合计'))
    expect(total?.split(',').at(-1)?.replaceAll('"', '')).toBe(sum?.paid)
    const [noted] = await office.db.query<{ details: { total: string; by: string } }>(
      `select details from audit.entry where action = 'export-payroll' order by entry_id desc limit 1`,
    )
    expect(noted?.details).toMatchObject({ total: sum?.paid, by: 'person' })
    const { body: balances } = await office.finance('GET', '/settlement/balances')
    expect(balances.sums).toMatchObject({ payable: '0', paid: sum?.paid })
  })
})

describe('the payroll file', () => {
  test('has the cards pay goes to, and says so when another waits; only for who may see them whole (trust 20, L-4)', async () => {
    const read = async (who: Caller) =>
      String((await who('GET', `${january}/payroll?format=csv`)).body)
        .split(/\r?\n/)
        .map((line) => line.split(','))
    const [, first] = await read(office.finance)
    const person = first?.[0] ?? ''
    await office.db.query(
      `insert into private.bank_card (person_no, bank_name, bank_account, effective_on, entered_by)
       values ($1, '某银行', '4111111111111111', current_date, 'x'), ($1, '某银行', '5500005555555559', current_date + 3, 'x')`,
      [person],
    )
    const [heads = [], row = []] = await read(office.finance)
    const cell = (name: string) => row[heads.indexOf(name)]
    expect(cell('银行卡号')).toBe('4111111111111111')
    expect(cell('银行卡说明')).toMatch(/尾号 5559.*这次仍用原卡/)
    const [directors = []] = await read(office.director)
    expect(directors).toContain('应发')
    expect(directors).not.toContain('银行卡号')
  })
})

describe('late facts', () => {
  test('of a closed month are found by a job, shown with their trace, and approved by another (X-3, M-4.5)', async () => {
    const { body } = await office.finance('POST', '/settlement/adjustments/searches', {
      policy: office.version.policy,
    })
    expect((await ended(office.finance, body.job)).result).toEqual({
      months: [{ period: '2026-01', proposed: 1, refused: null }],
    })
    const { body: listed } = await office.director('GET', '/settlement/adjustments')
    const [group] = listed.groups
    expect(group).toMatchObject({ period: '2026-01', total: '150', mayApprove: true, approvedBy: null })
    expect(group.lines[0].trace.map((line: { variable: string }) => line.variable)).toContain('提成合计')
    const path = `${january}/adjustments/approve`
    expect((await office.finance('POST', path, { digest: group.digest })).status).toBe(403)
    expect((await office.director('POST', path, { digest: 'a'.repeat(64) })).body.code).toBe('run_stale')
    expect((await office.director('POST', path, { digest: group.digest.slice(0, 16) })).status).toBe(400)
    expect((await office.director('POST', path, { digest: group.digest })).body).toEqual({
      approved: 1,
      inPeriod: group.inPeriod,
    })
    // Nothing waits any more: no approval of nothing in the log.
    expect(await office.second('POST', path, { digest: group.digest })).toMatchObject({
      ...{ status: 409, body: { code: 'adjustments_none' } },
    })
    const approvals = `select from audit.entry where action = 'adjust-approve'`
    expect(await office.db.query(approvals)).toHaveLength(1)
  })
})

describe('opening again', () => {
  const february = '/settlement/2026-02'
  test('takes a reason, one who asks and another who confirms; then everything is decided anew (X-3)', async () => {
    await calculate(office, '2026-02')
    const { digest, ...seen } = await seenIn(office, '2026-02')
    for (const step of ['review', 'publish'])
      expect((await office.director('POST', `${february}/${step}`, { digest, ...seen })).status, step).toBe(
        200,
      )
    expect((await office.director('POST', `${february}/soft-close`, { digest })).status).toBe(200)
    expect((await office.director('POST', `${february}/reopening/confirm`, { digest })).body.code).toBe(
      'reopening_none',
    )
    expect((await office.finance('POST', `${february}/reopening`, { digest, reason: '  ' })).status).toBe(400)
    const reason = '验收单日期录错了'
    expect((await office.finance('POST', `${february}/reopening`, { digest, reason })).status).toBe(200)
    expect((await office.finance('POST', `${february}/reopening`, { digest, reason })).body.code).toBe(
      'reopening_open',
    )
    expect((await office.finance('POST', `${february}/reopening/confirm`, { digest })).status).toBe(403)
    const closing = await office.director('POST', `${february}/close`, { digest, ...seen })
    expect(closing).toMatchObject({ status: 409, body: { code: 'reopening_open' } })
    expect((await office.second('POST', `${february}/reopening/confirm`, { digest })).body.status).toBe(
      'calculated',
    )
    const { body } = await office.finance('GET', february)
    expect(body).toMatchObject({ reviewed: null, published: null, reopening: null })
    const { body: history } = await office.director('GET', `${february}/history`)
    expect(history.reopenings).toMatchObject([{ reason, askedBy: 'caiwu', confirmedBy: 'zongjian' }])
    expect(history.entries[0]).toMatchObject({ action: 'reopen-confirm', by: 'zongjian', kind: 'person' })
    expect((await office.finance('GET', `${february}/history`)).body.entries).toBeNull()
  })

  test('a month that later ones rest on, or that is closed, stays', async () => {
    const digest = await digestOf(office, '2026-01')
    expect(
      (await office.finance('POST', `${january}/reopening`, { digest, reason: '想再看一次' })).body.code,
    ).toBe('run_status')
  })
})

test('a calculation that is asked for again with its key is not begun again; another is refused', async () => {
  const asked = { policy: office.version.policy, periods: ['2026-03'] }
  const key = { 'idempotency-key': 'once' }
  const ask = (body: object) => office.finance('POST', '/settlement/calculations', body, key)
  const first = await ask(asked)
  expect(first.status).toBe(202)
  await ended(office.finance, first.body.job)
  expect(await ask(asked)).toMatchObject({ status: 202, body: first.body })
  expect(await ask({ ...asked, periods: ['2026-02'] })).toMatchObject({
    status: 409,
    body: { code: 'key_reused' },
  })
})

describe('who sees how much', () => {
  test('the head of a unit gets the figures of the people within reach, and no ledger of others', async () => {
    const { body: all } = await office.director('GET', `${january}/figures`)
    const { body: own } = await office.head('GET', `${january}/figures`)
    expect(own.figures.totals.people).toBeLessThanOrEqual(all.figures.totals.people)
    const { body: ledger } = await office.head('GET', '/settlement/ledger?size=200')
    const { body: whole } = await office.finance('GET', '/settlement/ledger?size=200')
    expect(ledger.total).toBeLessThanOrEqual(whole.total)
    expect((await office.head('GET', '/settlement/ledger?format=csv')).status).toBe(403)
    expect((await office.administration('GET', `${january}/payroll?format=csv`)).status).toBe(403)
  })
})

test('a month that calculating refuses is not offered; until when one may is said (X-1)', async () => {
  const latest = async () => (await office.finance('GET', '/settlement')).body
  const { policy } = office.version
  const [last] = (await latest()).latest
  expect(last.policy).toBe(policy)
  await calculate(office, last.period)
  const { open } = await latest()
  expect(open).toContainEqual({ policy, period: last.period, settled: true })
  expect(open.filter(({ period }: { period: string }) => period > last.period)).toEqual([])
})
