import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '../../access/roles.ts'
import type { Database } from '../../records/database.ts'
import { smallCompany } from '../../records/testing/company.ts'
import { approveAdjustments, findAdjustments } from '../../settlement/adjust.ts'
import { publish } from '../../settlement/policy-version.ts'
import { settle } from '../../settlement/settle.ts'
import { month, settleAndClose } from '../../settlement/testing/company.ts'
import { makeAccount, signIn } from '../testing/accounts.ts'
import { type Caller, caller, testApi, testServices } from '../testing/services.ts'
import type { Services } from './services.ts'

const policy = `---
制度: 试行办法
版本: 1
期间: 月
应付项: 员工.应发
---

# 第一条 应发

\`\`\`policy
员工:
  固定 = 缺省(固定工资, 0)
  收款 = 合计(合同.回款.金额, 合同.回款.收款日 在 本期)
  提成合计 = 收款 × 10%
  全体平均 = 缺省(平均(全部 员工.收款), 0)
  分红 = 全体平均 × 1%
  任职固定 = 合计(任职.员工.固定)
  部门固定 = 合计(部门.任职.员工.固定)
  上级分 = 如果(有值(上级), 上级.固定 × 1%, 0)
  应发 = 固定 + 提成合计 + 分红 + 上级分
\`\`\`
`

/** P5 was in P2's group and under P2 until the end of October. */
const extra = `
  insert into record.person (person_no, name, hired_on) values
    ('P5', '<script>alert(1)</script>"><img src=x onerror=alert(2)>', '2026-01-01');
  insert into record.assignment (person_no, unit_code, position, superior_no, heads_unit, valid_from, valid_to) values
    ('P5', 'CP', '业务员', 'P2', false, '2026-01-01', '2026-11-01'), ('P5', 'XZ', '行政专员', 'P1', false, '2026-11-01', null);
  insert into record.team_membership (team_code, person_no, role, valid_from, valid_to) values
    ('T1', 'P5', '组员', '2026-01-01', '2026-11-01');
  insert into record.fixed_pay (person_no, base_pay, allowance, valid_from) values ('P5', 5000, 0, '2026-01-01'), ('P4', 4100, 0, '2026-10-11');
  insert into record.contract (contract_no, kind, customer_code, unit_code, salesperson_no, signed_on, turnover) values
    ('C5', '直营购销合同', 'K2', 'XZ', 'P5', '2026-10-05', 1000);
  insert into record.receipt (contract_no, receipt_no, received_on, amount, kind) values ('C5', 'R1', '2026-10-12', 200, '进度款')`

let db: Database
let services: Services
let app: ReturnType<typeof testApi>
const as: Record<string, Caller> = {}

beforeAll(async () => {
  db = await smallCompany('postgres')
  services = await testServices(db)
  for (const statement of extra.split(';\n')) await db.exec(statement)
  const version = await publish(db, policy, '甲')
  await settleAndClose(db, version, month('2026-10'))
  // Late: it belongs to October, and October is closed.
  await db.exec(`insert into record.receipt (contract_no, receipt_no, received_on, amount, kind) values
    ('C5', 'R2', '2026-10-30', 300, '进度款')`)
  await findAdjustments(db, { version, period: month('2026-10'), actor: '甲' })
  await approveAdjustments(db, { version, period: month('2026-10'), actor: '乙' })
  await settle(db, { version, period: month('2026-11'), actor: '甲' })
  app = testApi(services)
  const people: readonly [name: string, person: string | null, role: Role][] = [
    ['P1', 'P1', 'director'],
    ['P2', 'P2', 'sales-manager'],
    ['P4', 'P4', 'salesperson'],
    ['P5', 'P5', 'salesperson'],
    ['finance', null, 'finance'],
    ['admin', null, 'admin'],
  ]
  for (const [signInName, person, role] of people) {
    await makeAccount(db, signInName, [role], { person })
    as[signInName] = await signIn(app, signInName)
  }
})
afterAll(async () => {
  await services.jobs.stop()
  await db.close()
})

async function get(who: string, path: string, query: Record<string, string | number> = {}) {
  const search = new URLSearchParams(
    Object.fromEntries(Object.entries(query).map(([key, value]) => [key, String(value)])),
  )
  const ask = as[who] ?? expect.fail(who)
  return ask('GET', `${path}${search.size > 0 ? `?${search}` : ''}`)
}

const slip = (period: string, person: string) => `/statements/${period}/people/${person}`
const row = (object: string, key: readonly string[]) => ({ object, key: JSON.stringify(key) })

async function seen(who: string, period: string): Promise<string[]> {
  const { body } = await get(who, `/statements/${period}/people`, { sort: 'number' })
  return body.rows.map(({ number }: { number: string }) => number)
}

const looks = async (actor: string) =>
  db.query<{ action: string; subject: string }>(
    `select action, subject from audit.entry where actor = $1 and action in ('look', 'export') order by entry_id`,
    [`${actor}的账号`],
  )

describe('whose statements one sees (trust 1, 2)', () => {
  const everybody = ['P1', 'P2', 'P3', 'P4', 'P5']
  test.each([
    ['P4', '2026-10', ['P4']],
    ['P2', '2026-10', ['P2', 'P3', 'P5']],
    ['P1', '2026-10', everybody],
    ['finance', '2026-10', everybody],
    // P5 left the group: the month before still belongs to who led it then, this one does not (M-1.4).
    ['P2', '2026-11', ['P2', 'P3']],
    ['P1', '2026-11', everybody],
  ])('%s in %s', async (who, period, reached) => {
    expect(await seen(who, period)).toEqual(reached)
    for (const person of everybody) {
      const answer = await get(who, slip(period, person))
      expect([person, answer.status]).toEqual([person, reached.includes(person) ? 200 : 404])
      if (!reached.includes(person)) expect(answer.body).toMatchObject({ code: 'not_found' })
    }
  })

  test('one year shows the months that are to be seen, and no other', async () => {
    const months = async (who: string) => (await get(who, `${slip('2026-11', 'P5')}/year`)).body.months
    expect((await months('P1')).map((own: { period: string }) => own.period)).toEqual(['2026-10', '2026-11'])
    expect((await months('P2')).map((own: { period: string }) => own.period)).toEqual(['2026-10'])
    expect((await get('P4', `${slip('2026-11', 'P5')}/year`)).status).toBe(404)
  })

  test('a guest and who has no business with pay get nothing', async () => {
    for (const path of [
      '/statements',
      '/statements/2026-10',
      '/statements/2026-10/people',
      slip('2026-10', 'P4'),
    ]) {
      expect((await caller(app)('GET', path)).status).toBe(401)
      expect((await get('admin', path)).status).toBe(403)
    }
    expect((await caller(app)('GET', '/workbench')).status).toBe(401)
    expect((await get('admin', '/workbench')).body).toMatchObject({ mine: null, team: null })
  })

  test('totals are of the rows to be seen', async () => {
    const { body } = await get('P4', '/statements/2026-10/people')
    expect(body.total).toBe(1)
    expect(body.sums.payable).toBe(body.rows[0].payable)
  })

  test('nobody and nothing keeps them', async () => {
    for (const path of ['/statements', '/statements/2026-10/people', slip('2026-10', 'P4'), '/workbench'])
      expect((await get('P4', path)).headers.get('cache-control')).toBe('no-store')
  })
})

describe('what a number is made of', () => {
  const average = { ...row('person', ['P4']), name: '全体平均' }

  test('is right although its rows are others’, and they are counted, not told', async () => {
    const [stored] = await db.query<{ mean: string }>(
      `select trim_scale(avg("L2"))::text as mean from settlement.v1_person where run_id =
        (select run_id from settlement.run where period = '2026-10' and kind = 'regular')`,
    )
    const { body } = await get('P4', `${slip('2026-10', 'P4')}/reason`, average)
    expect(body.reason.value).toBe(stored?.mean)
    const rows = await get('P4', `${slip('2026-10', 'P4')}/rows`, { ...average, input: 0 })
    expect(rows.body).toMatchObject({ total: 1, hidden: 4 })
    expect(rows.body.rows.map(({ key }: { key: string[] }) => key)).toEqual([['P4']])
    expect(JSON.stringify(rows.body)).not.toMatch(/P1|P2|P3|P5|总监|甲|200/)
  })

  test('a value of what a row refers to is told only where that may be seen', async () => {
    const rows = async (who: string, person: string, name: string) => {
      const query = { ...row('person', [person]), name, input: 0 }
      return (await get(who, `${slip('2026-10', person)}/rows`, query)).body
    }
    // Everybody may see posts, but not what the people in them earn.
    const others = await rows('P5', 'P5', '部门固定')
    expect(others.hidden).toBeGreaterThan(0)
    expect(others.rows.every(({ key }: { key: string[] }) => key[0] === 'P5')).toBe(true)
    expect((await rows('P5', 'P5', '任职固定')).rows).toMatchObject([
      { value: '5000', opens: { object: 'person', key: ['P5'], name: '固定' } },
    ])
  })

  test('a superior’s value is neither told nor written into the formula', async () => {
    const { body } = await get('P4', `${slip('2026-10', 'P4')}/reason`, {
      ...row('person', ['P4']),
      name: '上级分',
    })
    const cause = body.reason.causes.find(({ text }: { text: string }) => text === '上级.固定')
    expect(cause).toMatchObject({ hidden: true, value: null, reason: null })
    expect(body.reason.withValues).toBeNull()
    expect(JSON.stringify(body)).not.toContain('15000')
    const own = await get('P1', `${slip('2026-10', 'P4')}/reason`, {
      ...row('person', ['P4']),
      name: '上级分',
    })
    expect(JSON.stringify(own.body)).toContain('15000')
  })

  test('another’s row is not opened by way of one’s own statement (trust 10)', async () => {
    const open = { ...row('person', ['P1']), name: '固定' }
    for (const part of ['reason', 'rows'])
      expect(
        (
          await get('P2', `${slip('2026-10', 'P2')}/${part}`, {
            ...open,
            ...(part === 'rows' ? { input: 0 } : {}),
          })
        ).status,
      ).toBe(404)
    for (const key of [
      ['P1', '2020-01-01'],
      ['P3', '2026-01-01'],
    ])
      expect((await get('P2', `${slip('2026-10', 'P2')}/record`, row('fixed_pay', key))).status).toBe(404)
    expect((await get('P4', `${slip('2026-10', 'P4')}/record`, row('receipt', ['C5', 'R1']))).status).toBe(
      404,
    )
    expect((await get('P5', `${slip('2026-10', 'P5')}/record`, row('receipt', ['C5', 'R1']))).status).toBe(
      200,
    )
  })

  test('a record shows no pay that comes from records out of reach', async () => {
    const { body } = await get('P4', `${slip('2026-10', 'P4')}/record`, row('person', ['P1']))
    expect(JSON.stringify(body)).not.toMatch(/12000|15000/)
  })

  test.each([
    ['reason', { object: 'person', key: 'P4', name: '固定' }, 400],
    ['reason', { object: 'person', key: '["P4"]', name: '没有' }, 404],
    ['reason', { object: '__proto__', key: '["P4"]', name: '固定' }, 404],
    ['reason', { object: 'person', key: `["P4' or true --"]`, name: '固定' }, 404],
    ['rows', { object: 'person', key: '["P4"]', name: '固定', input: 0 }, 404],
    ['record', { object: 'receipt', key: '["C5"]' }, 400],
  ])('%s of %o is %i', async (part, query, status) =>
    expect(
      (await get('P4', `${slip('2026-10', 'P4')}/${part}`, query as Record<string, string>)).status,
    ).toBe(status),
  )

  test('a name with markup stays text (trust 23)', async () => {
    const { body, headers } = await get('P5', slip('2026-10', 'P5'))
    expect(headers.get('content-type')).toContain('application/json')
    expect(body.person.name).toBe('<script>alert(1)</script>"><img src=x onerror=alert(2)>')
  })
})

describe('X-3 late facts', () => {
  test('stand on the statement of the month that pays them, with their trace', async () => {
    const { body } = await get('P5', slip('2026-11', 'P5'))
    // 300 yuan late at 10%, and the mean of five people that it moves by 60.
    expect(body.adjustments).toMatchObject([
      { from: '2026-10', in: '2026-11', amount: '30.6', approvedBy: '乙' },
    ])
    expect(body.adjustments[0].trace).toContainEqual({
      variable: '收款',
      before: '200',
      after: '500',
      unit: '元',
    })
    expect(body.ledger).toMatchObject([{ account: 'payable', kind: 'adjusted', amount: '30.6' }])
    expect(body).toMatchObject({ status: 'calculated', final: false })
  })

  test('are told on the month they belong to, which stays as it was', async () => {
    const { body } = await get('P5', slip('2026-10', 'P5'))
    expect(body).toMatchObject({ status: 'closed', final: true, later: [{ in: '2026-11', amount: '30.6' }] })
    expect(body.ledger).toMatchObject([{ account: 'payable', kind: 'earned', amount: body.payable }])
    expect((await get('P4', slip('2026-11', 'P4'))).body.adjustments).toHaveLength(1)
  })
})

describe('looking and taking away', () => {
  test('a look at another’s is noted once, one’s own never', async () => {
    await get('P5', slip('2026-10', 'P5'))
    expect(await looks('P5')).toEqual([])
    const before = (await looks('P1')).length
    for (let i = 0; i < 2; i++) await get('P1', slip('2026-11', 'P2'))
    await get('P1', `${slip('2026-11', 'P2')}/reason`, { ...row('person', ['P2']), name: '固定' })
    const after = await looks('P1')
    expect(after.filter(({ subject }) => subject === '绩效单 2026-11 P2')).toHaveLength(1)
    expect(after.length - before).toBeLessThanOrEqual(1)
    expect(after).toContainEqual({ action: 'look', subject: '绩效单 2026-10 名单' })
  })

  test('looked at before, another’s opens on the embedded database while a settlement runs', async () => {
    const own = await smallCompany('pglite')
    const its = await testServices(own)
    const page = testApi(its)
    await makeAccount(own, 'P2', ['sales-manager'], { person: 'P2' })
    const version = await publish(own, policy, '甲')
    await settleAndClose(own, version, month('2026-10'))
    const manager = await signIn(page, 'P2')
    expect((await manager('GET', slip('2026-10', 'P3'))).status).toBe(200)
    let answered = false
    const settling = own.transaction(async (within) => {
      while (!answered) await within.pause()
    })
    const again = await manager('GET', slip('2026-10', 'P3'))
    const reason = await manager(
      'GET',
      `${slip('2026-10', 'P3')}/reason?${new URLSearchParams({ ...row('person', ['P3']), name: '固定' })}`,
    )
    answered = true
    await settling
    expect([again.status, reason.status]).toEqual([200, 200])
    await its.jobs.stop()
    await own.close()
  })

  test('an export is noted with its rows, and not everybody may', async () => {
    const answer = await get('P1', '/statements/2026-10/people', {
      format: 'csv',
      filter: '{"unit":["产品事业部"]}',
    })
    expect(answer.status).toBe(200)
    // Formulas and markup are cells of text (trust 22).
    expect(answer.body).toContain('工号')
    expect(answer.body.split('\n').filter((line: string) => /^"?P\d/.test(line))).toHaveLength(3)
    expect(await looks('P1')).toContainEqual({ action: 'export', subject: '绩效单 2026-10' })
    expect((await get('P2', '/statements/2026-10/people', { format: 'xlsx' })).status).toBe(403)
    expect((await get('P4', '/statements/2026-10/people', { format: 'csv' })).status).toBe(403)
  })

  test('the PDF has the access of the page, and each copy is noted', async () => {
    const own = await get('P4', `${slip('2026-10', 'P4')}/pdf`)
    expect([own.status, own.headers.get('content-type'), own.headers.get('cache-control')]).toEqual([
      200,
      'application/pdf',
      'no-store',
    ])
    expect(own.body.slice(0, 5)).toBe('%PDF-')
    expect((await get('P4', `${slip('2026-10', 'P5')}/pdf`)).status).toBe(404)
    const before = (await looks('P2')).length
    for (let i = 0; i < 2; i++) expect((await get('P2', `${slip('2026-10', 'P5')}/pdf`)).status).toBe(200)
    expect((await looks('P2')).length - before).toBe(2)
  })

  test.each([
    'sort=name;drop',
    'sort=__proto__',
    'sort=entered_by',
    'filter={"pay":"1"}',
    'filter=[',
    'size=9999',
    'x=1',
  ])('a list refuses %s (trust 7, 21)', async (query) =>
    expect((await get('P1', `/statements/2026-10/people?${query}`)).status).toBe(400),
  )
})

test('the workbench says what is mine to do, and whose month it is', async () => {
  const { body } = await get('P1', '/workbench')
  // The raise of P4 waits, too, but P1 proposed it.
  expect(body.waiting).toMatchObject([{ kind: 'review', about: '2026-11' }])
  expect(body.team.months.map(({ people }: { people: number }) => people)).toEqual([5, 5])
  const mine = (await get('P5', '/workbench')).body
  expect(mine.mine).toMatchObject({
    month: { period: '2026-11', commission: '0' },
    before: { period: '2026-10', commission: '20' },
    contracts: [{ contract: 'C5', open: '500' }],
  })
  expect(mine.team).toBeNull()
})
