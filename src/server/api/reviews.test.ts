import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Role } from '../../access/roles.ts'
import { parsePeriod } from '../../language/index.ts'
import type { Database } from '../../records/database.ts'
import { smallCompany } from '../../records/testing/company.ts'
import { publish } from '../../settlement/policy-version.ts'
import { settle } from '../../settlement/settle.ts'
import { makeAccount, signIn } from '../testing/accounts.ts'
import { type Caller, testApi, testServices } from '../testing/services.ts'
import type { Services } from './services.ts'

const october = '/reviews/2026-10'
let db: Database
let services: Services
let app: ReturnType<typeof testApi>

/** P1 总监, P2 经理 (leads P3), P4 in another unit; X1 heads 行政部, F1 财务部; Z1 works in 行政部. */
const staff = `
  insert into record.unit (unit_code, name, kind) values ('CW', '财务部', '职能');
  insert into record.person (person_no, name, hired_on) values
    ('X1', '行政部经理', '2020-01-01'), ('F1', '财务部经理', '2020-01-01'), ('Z1', '文员', '2020-01-01'),
    ('N1', '内勤', '2020-01-01');
  insert into record.assignment (person_no, unit_code, position, heads_unit, valid_from) values
    ('X1', 'XZ', '行政部经理', true, '2020-01-01'), ('F1', 'CW', '财务部经理', true, '2020-01-01'),
    ('Z1', 'XZ', '文员', false, '2020-01-01'), ('N1', 'CP', '内勤', false, '2020-01-01');
`

const people: Record<string, readonly [string | null, Role]> = {
  office: ['X1', 'administration'],
  clerk: [null, 'administration'],
  finance: ['F1', 'finance'],
  director: ['P1', 'director'],
  manager: ['P2', 'sales-manager'],
  seller: ['P4', 'salesperson'],
  engineer: ['Z1', 'engineer'],
  admin: [null, 'admin'],
  auditor: [null, 'auditor'],
}
const as: Record<string, Caller> = {}

beforeAll(async () => {
  db = await smallCompany('postgres')
  services = await testServices(db)
  await db.exec(staff)
  app = testApi(services)
  for (const [name, [person, role]] of Object.entries(people)) {
    await makeAccount(db, name, [role], { person })
    as[name] = await signIn(app, name)
  }
  const document = await readFile(
    new URL('../../../policies/marketing-and-service.md', import.meta.url),
    'utf8',
  )
  const version = await publish(db, document, '人事')
  const period = parsePeriod('2026-10')
  if (period) await settle(db, { version, period, actor: '财务' })
})
afterAll(async () => {
  await services.jobs.stop()
  await db.close()
})

const numbers = (body: { rows: { number: string }[] }) => body.rows.map(({ number }) => number).sort()
const rowOf = async (caller: Caller | undefined, person: string) =>
  (await caller?.('GET', `${october}/sheet`))?.body.rows.find(
    (row: { number: string }) => row.number === person,
  )
const cell = (person: string, column: string, value: string | null, version: string | null = null) => ({
  person,
  column,
  value,
  version,
})
const save = (caller: Caller | undefined, cells: unknown[], late?: boolean) =>
  caller?.('POST', `${october}/cells`, { cells, ...(late === undefined ? {} : { late }) })

describe('who sees whose appraisal (M-5, trust 2, 11)', () => {
  test('行政部 and finance everybody, a manager the group, a seller himself', async () => {
    const seen = async (name: string) => numbers((await as[name]?.('GET', `${october}/sheet`))?.body)
    const everybody = ['N1', 'P1', 'P2', 'P3', 'P4']
    expect(await seen('office')).toEqual(everybody)
    expect(await seen('finance')).toEqual(everybody)
    expect(await seen('auditor')).toEqual(everybody)
    expect(await seen('director')).toEqual(everybody)
    expect(await seen('manager')).toEqual(['P2', 'P3'])
    expect(await seen('seller')).toEqual(['P4'])
    expect(await seen('engineer')).toEqual([])
  })

  test('the system administrator and guests see none', async () => {
    expect((await as.admin?.('GET', `${october}/sheet`))?.status).toBe(403)
    expect((await app.request('http://127.0.0.1:4870/api/reviews/2026-10/sheet')).status).toBe(401)
  })

  test('what a score rests on is shown within reach only (trust 1)', async () => {
    expect((await as.manager?.('GET', `${october}/people/P3`))?.body.basis.papers).toMatchObject([
      { contract: 'C1', required: 2, present: 1, missing: ['验收单'] },
    ])
    expect((await as.manager?.('GET', `${october}/people/P4`))?.status).toBe(404)
    expect((await as.seller?.('GET', `${october}/people/P3`))?.status).toBe(404)
  })

  test('only who may export gets a file, and that is recorded', async () => {
    expect((await as.seller?.('GET', `${october}/sheet?format=csv`))?.status).toBe(403)
    const file = await as.office?.('GET', `${october}/sheet?format=csv`)
    expect(file?.body).toContain('业务资料齐整度来源')
    const [entry] = await db.query(`select actor from audit.entry where action = 'export'`)
    expect(entry).toEqual({ actor: 'office的账号' })
  })

  test.each(['finance', 'director', 'manager', 'seller', 'auditor'])('%s writes no score', async (name) => {
    expect((await save(as[name], [cell('P4', 'complaints', '9')]))?.status).toBe(403)
  })
})

describe('cells', () => {
  test('M-5.1 an entered score stands in only where there is no record', async () => {
    const before = await rowOf(as.office, 'P4')
    expect(before.cells.collection).toMatchObject({ origin: 'default', score: '10', open: true })
    const seller = await rowOf(as.office, 'P3')
    expect(seller.cells.papers).toMatchObject({ origin: 'computed', measure: '0.5', open: false })
    const refused = await save(as.office, [cell('P3', 'papers', '9')])
    expect(refused?.body).toMatchObject({ saved: false, cells: [{ fault: 'computed' }] })
    const saved = await save(as.office, [cell('P4', 'collection', '8.5')])
    expect(saved?.body.saved).toBe(true)
    const after = await rowOf(as.office, 'P4')
    expect(after.cells.collection).toMatchObject({
      origin: 'entered',
      score: '8.5',
      enteredBy: 'office的账号',
    })
  })

  test('a batch is saved whole or not at all, and says what is wrong with each cell', async () => {
    const answer = await save(as.office, [
      cell('P4', 'complaints', '7'),
      cell('P4', 'daily', '23/22'),
      cell('P2', 'weekly', '4/4'),
      cell('F1', 'complaints', '7'),
      cell('P1', 'papers', '7'),
      cell('P4', 'complaints', '7'),
      cell('P4', 'papers', '10.5'),
    ])
    expect(answer?.body.saved).toBe(false)
    const faults = answer?.body.cells.map(({ fault }: { fault: string }) => fault)
    expect(faults).toEqual([null, 'invalid', 'conflict', 'unknown', 'unknown', 'twice', 'invalid'])
    expect((await rowOf(as.office, 'P4')).cells.complaints.entered).toBeNull()
  })

  test('what somebody else wrote meanwhile is not overwritten', async () => {
    const [stored] = (await save(as.office, [cell('P4', 'daily', '20/22')]))?.body.cells ?? []
    await save(as.clerk, [cell('P4', 'daily', '21/22', stored.version)])
    const late = await save(as.office, [cell('P4', 'daily', '19/22', stored.version)])
    expect(late?.body.cells).toMatchObject([{ fault: 'conflict', value: '21/22', by: 'clerk的账号' }])
    const again = await save(as.office, [cell('P4', 'daily', '19/22', late?.body.cells[0].version)])
    expect(again?.body.saved).toBe(true)
    const gone = await save(as.office, [cell('P4', 'daily', null, again?.body.cells[0].version)])
    expect(gone?.body.saved).toBe(true)
    expect((await rowOf(as.office, 'P4')).work.daily).toBeNull()
    // Typed again before the answer to the deletion was in: what that answer says of the cell has to be enough.
    const redone = await save(as.office, [cell('P4', 'daily', '19/22', gone?.body.cells[0].version)])
    expect(redone?.body.saved).toBe(true)
    await save(as.office, [cell('P4', 'daily', null, redone?.body.cells[0].version)])
  })

  test('two who write the same empty cell at once: one of them is told', async () => {
    const answers = await Promise.all([
      save(as.office, [cell('P4', 'weekly', '3/4')]),
      save(as.clerk, [cell('P4', 'weekly', '4/4')]),
    ])
    expect(answers.map((answer) => answer?.body.saved).sort()).toEqual([false, true])
  })

  test('unknown fields and other origins are refused (trust 7)', async () => {
    const answer = await save(as.office, [{ ...cell('P4', 'complaints', '9'), origin: '计算' }])
    expect(answer).toMatchObject({ status: 400, body: { code: 'request_invalid' } })
  })

  test('records of the appraisal are entered on its page only (trust 10)', async () => {
    const values = { person: 'P4', unit: 'XZ', period: '2026-10', score: '1' }
    const rating = await as.finance?.('POST', '/records/cooperation_rating', { values })
    expect(rating).toMatchObject({ status: 403, body: { code: 'record_own_page' } })
    const raise = {
      person: 'P4',
      period: '2026-10',
      points: '3',
      reason: '好',
      proposer: 'X1',
      approver: 'P1',
    }
    expect((await as.office?.('POST', '/records/exceptional_score', { values: raise }))?.status).toBe(403)
  })

  test('M-5.4 the run says when it was, and what changed since', async () => {
    const { body } = (await as.office?.('GET', `${october}/sheet`)) ?? { body: {} }
    expect(body).toMatchObject({ state: 'open', run: { status: 'calculated' } })
    expect(body.changed).toEqual(expect.arrayContaining(['月度评分', '工作记录']))
  })

  test('twelve months of a person', async () => {
    const { body } = (await as.seller?.('GET', `${october}/people/P4`)) ?? { body: {} }
    expect(body.history).toHaveLength(12)
    expect(body.history.at(-1)).toMatchObject({ month: '2026-10', total: expect.any(String) })
  })
})

describe('raises above the cap (M-5.3)', () => {
  const proposal = { person: 'P2', points: '2.5', reason: '独力挽回停用两年的老客户' }
  const propose = (name: string, change = {}) =>
    as[name]?.('POST', `${october}/raises`, { ...proposal, ...change })
  const listed = async (name: string, person = 'P2') =>
    (await as[name]?.('GET', `${october}/raises`))?.body.raises.find(
      (raise: { number: string }) => raise.number === person,
    )
  const decide = async (name: string, person: string, body: object) =>
    as[name]?.('POST', `${october}/raises/${person}/decision`, {
      version: (await listed('office', person))?.version ?? '',
      ...body,
    })
  beforeEach(() => db.exec(`delete from record.exceptional_score where person_no in ('P1', 'P2')`))

  test('needs points from 2 to 3, a reason, and a person who proposes', async () => {
    expect((await propose('office', { points: '3.5' }))?.status).toBe(400)
    expect((await propose('office', { points: '1' }))?.status).toBe(400)
    expect((await propose('office', { reason: '  ' }))?.status).toBe(400)
    expect(await propose('clerk')).toMatchObject({ status: 403, body: { code: 'review_needs_person' } })
    expect((await propose('director'))?.status).toBe(403)
    expect(await propose('office', { person: 'F1' })).toMatchObject({ body: { code: 'review_nobody' } })
  })

  test('a second person approves; nobody else can', async () => {
    expect((await propose('office'))?.status).toBe(200)
    expect((await listed('director')).may).toEqual({ decide: true, withdraw: false })
    for (const name of ['office', 'finance', 'manager', 'seller'])
      expect((await decide(name, 'P2', { approve: true }))?.status).toBe(403)
    expect((await decide('director', 'P2', { approve: true }))?.status).toBe(200)
    expect(await listed('office')).toMatchObject({ outcome: 'approved', approver: { number: 'P1' } })
    expect((await rowOf(as.office, 'P2')).raise).toMatchObject({ points: '2.5', approvedBy: '总监（P1）' })
  })

  test('not for oneself, and not what one proposed (second person, in the words of the rule)', async () => {
    await propose('office', { person: 'P1' })
    expect(await decide('director', 'P1', { approve: true })).toMatchObject({
      status: 422,
      body: { message: '不能批准给自己加分，请由另一个人批准' },
    })
    await db.exec(`insert into record.exceptional_score (person_no, period, points, reason, proposed_by)
      values ('P2', '2026-10', 2, '带新人', 'P1')`)
    expect(await decide('director', 'P2', { approve: true })).toMatchObject({
      status: 422,
      body: { message: '批准人不能是申请人，请由另一个人批准' },
    })
    expect((await decide('director', 'P2', { approve: false, explanation: '不合适' }))?.status).toBe(403)
  })

  test('one a month: a second proposal is told that there is one, and what to do', async () => {
    await propose('office')
    expect(await propose('office')).toMatchObject({
      status: 409,
      body: { code: 'review_raise_waiting', message: expect.stringContaining('已经有一项加分等待批准') },
    })
    await decide('director', 'P2', { approve: true })
    expect((await propose('office'))?.body.code).toBe('review_raised')
  })

  test('who decides on the month is told what its appraisal lacks (M-5.2, M-5.3)', async () => {
    const figures = async (name: string) =>
      (await as[name]?.('GET', '/settlement/2026-10/figures'))?.body.appraisal
    const before = await figures('director')
    // P3's raise waits; of the four ratings by two departments one is there.
    expect(before).toMatchObject({ raises: 1, ratings: 3, work: 1 })
    expect(before.gaps).toBeGreaterThan(0)
    await propose('office')
    expect(await figures('director')).toEqual({ ...before, raises: 2 })
    await decide('director', 'P2', { approve: true })
    expect(await figures('finance')).toEqual(before)
    expect(await figures('seller')).toBeUndefined()
  })

  test('approval is of what was seen: a proposal made anew is another one', async () => {
    await propose('office')
    const { version } = await listed('office')
    await as.office?.('POST', `${october}/raises/P2/withdrawal`, { version })
    await propose('office', { points: '3' })
    const stale = await as.director?.('POST', `${october}/raises/P2/decision`, { approve: true, version })
    expect(stale).toMatchObject({ status: 409, body: { code: 'record_conflict' } })
  })

  test('refused with a reason it stays on record and may be proposed again', async () => {
    await propose('office')
    expect((await decide('director', 'P2', { approve: false }))?.status).toBe(400)
    expect((await decide('director', 'P2', { approve: false, explanation: '依据不足' }))?.status).toBe(200)
    const refused = (await as.office?.('GET', `${october}/raises`))?.body.raises.find(
      (raise: { number: string; outcome: string }) => raise.number === 'P2' && raise.outcome === 'refused',
    )
    expect(refused).toMatchObject({ explanation: '依据不足', approver: { number: 'P1' } })
    expect((await propose('office'))?.status).toBe(200)
  })
})

describe('ratings by other departments (M-5.2)', () => {
  const rate = (name: string, unit: string, person: string, version: string | null = null) =>
    as[name]?.('POST', `${october}/ratings`, { unit, cells: [{ person, value: '8.5', version }] })

  test('a head rates for his own department only (trust 2, 10)', async () => {
    expect((await rate('finance', 'CW', 'N1'))?.body.saved).toBe(true)
    expect(await rate('finance', 'XZ', 'N1')).toMatchObject({
      status: 403,
      body: { code: 'review_not_unit_head' },
    })
    expect((await rate('clerk', 'XZ', 'N1'))?.status).toBe(403)
    for (const name of ['director', 'manager', 'seller', 'auditor'])
      expect((await rate(name, 'CP', 'N1'))?.status).toBe(403)
  })

  test('neither sellers nor people outside the appraisal', async () => {
    expect((await rate('office', 'XZ', 'P4'))?.body.cells).toMatchObject([{ fault: 'unknown' }])
    expect((await rate('office', 'XZ', 'X1'))?.body.cells).toMatchObject([{ fault: 'unknown' }])
  })

  test('each sees its own ratings, 行政部 how complete they are', async () => {
    const { body } = (await as.office?.('GET', `${october}/ratings/mine`)) ?? { body: {} }
    expect(body.units).toMatchObject([
      { code: 'XZ', people: [{ number: 'N1' }, { number: 'P1', score: '8' }] },
    ])
    const all = await as.office?.('GET', `${october}/ratings`)
    expect(all?.body.departments).toMatchObject([
      { code: 'CW', given: 1, expected: 2, missing: [{ number: 'P1' }] },
      { code: 'XZ', given: 1, expected: 2 },
    ])
    expect((await as.finance?.('GET', `${october}/ratings`))?.status).toBe(200)
    expect((await as.seller?.('GET', `${october}/ratings`))?.status).toBe(403)
  })

  test('the database refuses a foreign rating by itself', async () => {
    const { account } = (
      await db.query<{ account: string }>(
        `select account_id as account from access.account where sign_in_name = 'finance'`,
      )
    )[0] ?? { account: '' }
    const attempt = db.transaction(async (within) => {
      await within.query(
        `select set_config('app.account', $1, true), set_config('role', 'hengji_app', true)`,
        [account],
      )
      await within.query(
        `insert into record.cooperation_rating (person_no, unit_code, period, score) values ('N1', 'XZ', '2026-10', 1)`,
      )
    })
    await expect(attempt).rejects.toMatchObject({ code: '42501' })
  })
})

test('a month that cannot be settled yet takes no appraisal; it is shown empty (M-5, X-3)', async () => {
  const far = '/reviews/2099-01'
  const raise = { person: 'P2', points: '2.5', reason: '独力挽回停用两年的老客户' }
  const rating = { unit: 'CW', cells: [{ person: 'N1', value: '8', version: null }] }
  const written = [
    await as.office?.('POST', `${far}/cells`, { cells: [cell('P4', 'complaints', '6')] }),
    await as.office?.('POST', `${far}/raises`, raise),
    await as.finance?.('POST', `${far}/ratings`, rating),
  ]
  for (const answer of written) expect(answer).toMatchObject({ status: 422, body: { code: 'period_ahead' } })
  expect((await as.office?.('GET', `${far}/sheet`))?.status).toBe(200)
  expect((await as.office?.('GET', `${far}/raises`))?.body).toEqual({ raises: [] })
})

describe('the state of the month (X-3)', () => {
  const status = (text: string) => db.exec(`update settlement.run set ${text} where period = '2026-10'`)

  test('a reviewed month takes nothing; a closed one what is confirmed to be late', async () => {
    const raised = async (body: object) => {
      const { raises } = (await as.office?.('GET', `${october}/raises`))?.body ?? {}
      const { version } = raises.find(({ outcome }: { outcome: string }) => outcome === 'waiting') ?? {}
      return as.director?.('POST', `${october}/raises/P3/decision`, { version, ...body })
    }
    await status(`status = 'reviewed', reviewed_by = '主管', problems = 0`)
    expect((await raised({ approve: true, late: true }))?.body.code).toBe('review_sealed')
    const change = [cell('P4', 'complaints', '6')]
    expect(await save(as.office, change, true)).toMatchObject({
      status: 409,
      body: { code: 'review_sealed' },
    })
    const rating = { unit: 'CW', cells: [{ person: 'P1', value: '7', version: null }], late: true }
    expect((await as.finance?.('POST', `${october}/ratings`, rating))?.status).toBe(409)
    for (const later of [
      `status = 'published', published_by = '主管', published_at = now()`,
      `status = 'soft-closed', soft_closed_by = '主管', soft_closed_at = now()`,
    ]) {
      await status(later)
      expect((await save(as.office, change, true))?.body.code).toBe('review_sealed')
    }
    await status(`status = 'closed', closed_by = '主管', closed_at = now()`)
    expect(await save(as.office, change)).toMatchObject({ status: 409, body: { code: 'review_late' } })
    expect((await raised({ approve: true }))?.body.code).toBe('review_late')
    const { late: _, ...early } = rating
    expect((await as.finance?.('POST', `${october}/ratings`, early))?.body.code).toBe('review_late')
    expect((await save(as.office, change, true))?.body.saved).toBe(true)
    expect((await as.office?.('GET', `${october}/sheet`))?.body.state).toBe('closed')
    expect((await as.office?.('GET', '/reviews'))?.body).toEqual({
      months: [{ month: '2026-10', state: 'closed' }],
      current: '2026-11',
    })
  })
})
