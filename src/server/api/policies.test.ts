import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asActor } from '../../access/as-actor.ts'
import type { Role } from '../../access/roles.ts'
import type { Database } from '../../records/database.ts'
import { freshDatabase } from '../../records/testing/server.ts'
import type { PolicyVersion } from '../../settlement/policy-version.ts'
import { month, settleAndClose } from '../../settlement/testing/company.ts'
import { fillSeller, money, score, sellerOn } from '../../settlement/testing/seller.ts'
import { makeAccount, signIn } from '../testing/accounts.ts'
import { ended } from '../testing/jobs.ts'
import { type Caller, testApi, testServices } from '../testing/services.ts'
import type { Services } from './services.ts'

const names = ['administration', 'colleague', 'director', 'finance', 'salesperson', 'auditor'] as const
const roleOf: Readonly<Record<string, Role>> = { colleague: 'administration' }
let db: Database
let services: Services
let version: PolicyVersion
const accounts = new Map<string, string>()
const callers = new Map<string, Caller>()
const as = (name: (typeof names)[number]): Caller => {
  const found = callers.get(name)
  if (!found) throw new Error(`nobody signed in as ${name}`)
  return found
}

beforeAll(async () => {
  ;({ db, version } = await sellerOn('postgres'))
  await money(db, '2026-01-10', 10_000)
  await score(db, '2026-01', 10)
  await settleAndClose(db, version, month('2026-01'))
  services = await testServices(db)
  const app = testApi(services)
  for (const name of names) {
    accounts.set(name, await makeAccount(db, name, [roleOf[name] ?? (name as Role)]))
    callers.set(name, await signIn(app, name))
  }
})
afterAll(async () => {
  await services.jobs.stop()
  await db.close()
})

const better = (document: string) => document.replace('| 主营产品 | 3%   |', '| 主营产品 | 4%   |')

async function begun() {
  const { body } = await as('administration')('POST', '/policies/drafts', { basedOn: version.id })
  return body as { draft: { id: number; revision: number }; document: string }
}

describe('X-1 who may do what', () => {
  test('everybody on the staff reads versions; drafts only those who write or decide', async () => {
    for (const name of names) {
      const { status, body } = await as(name)('GET', '/policies')
      expect(status).toBe(200)
      expect(body.versions).toMatchObject([{ version: '2026.1', approvedBy: null, lastClosed: '2026-01' }])
    }
    expect((await as('salesperson')('GET', `/policies/versions/${version.id}`)).body).toMatchObject({
      law: [],
      may: { draft: false, end: false },
    })
  })

  test('row-level security hides drafts from everybody else, and nobody reads without a role', async () => {
    const { draft } = await begun()
    const seen = async (name: string) =>
      asActor(
        db,
        { account: accounts.get(name) ?? '', name, person: null, roles: [], kind: 'person', readOnly: false },
        (within) => within.query('select draft_id from settlement.policy_draft'),
      )
    for (const name of ['administration', 'director']) expect(await seen(name)).toHaveLength(1)
    for (const name of ['finance', 'salesperson', 'auditor']) expect(await seen(name)).toEqual([])
    for (const name of ['finance', 'salesperson', 'auditor'] as const) {
      expect((await as(name)('GET', `/policies/drafts/${draft.id}`)).status).toBe(403)
      expect((await as(name)('POST', '/policies/try', { document: 'x' })).status).toBe(403)
    }
    expect(
      (await as('director')('PUT', `/policies/drafts/${draft.id}`, { revision: 1, document: 'x' })).status,
    ).toBe(403)
    await as('administration')('DELETE', `/policies/drafts/${draft.id}`)
  })
})

describe('X-1 from draft to version over the interface', () => {
  test('written, submitted with its effect, approved by another, published', async () => {
    const { draft, document } = await begun()
    const path = `/policies/drafts/${draft.id}`
    const saved = await as('administration')('PUT', path, {
      revision: draft.revision,
      document: better(document),
    })
    expect(saved.body.draft).toMatchObject({ revision: 2, state: 'draft' })
    const stale = await as('colleague')('PUT', path, { revision: 1, document: '旧的' })
    expect(stale).toMatchObject({ status: 409, body: { code: 'draft_conflict' } })

    const submitted = await as('administration')('POST', `${path}/submit`, {
      revision: 2,
      summary: '主营产品提到 4%',
      consultation: '2026-11-01 征求意见，2026-11-10 公示',
    })
    expect(submitted.body).toMatchObject({
      draft: {
        state: 'submitted',
        effect: { period: '2026-01', totals: { gains: 1, loses: 0, gained: '100' } },
      },
      law: [],
      may: { decide: false, withdraw: true },
    })
    expect(
      (await as('administration')('POST', `${path}/approve`, { digest: 'x', acknowledged: [] })).status,
    ).toBe(403)

    const { body: read } = await as('director')('GET', path)
    expect(read.may).toMatchObject({ decide: true, edit: false })
    const approve = { digest: read.draft.digest, acknowledged: [], reason: '' }
    const approved = await as('director')('POST', `${path}/approve`, approve)
    expect(approved.body.draft).toMatchObject({ state: 'approved', decidedBy: 'director的账号' })
    const { body } = await as('salesperson')('GET', `/policies/versions/${approved.body.draft.versionId}`)
    expect(body.version).toMatchObject({ version: '2026.2', approvedBy: 'director的账号' })
    expect(body.document).toContain('| 主营产品 | 4%')
    const [entry] = await db.query(
      `select actor from audit.entry where action = 'approve' order by entry_id desc`,
    )
    expect(entry).toEqual({ actor: 'director的账号' })
  })
})

describe('X-4 trying', () => {
  test('for one person while writing; only whom one may see', async () => {
    const asked = {
      document: better(version.program.document.text),
      period: '2026-01',
      focus: { kind: 'person', key: 'S' },
    }
    const { status, body } = await as('administration')('POST', '/policies/try', asked)
    expect(status).toBe(200)
    expect(body.values).toContainEqual(
      expect.objectContaining({ variable: '应发工资', before: '3300', after: '3400', payable: true }),
    )
    const nobody = { ...asked, focus: { kind: 'person', key: 'nobody' } }
    expect((await as('administration')('POST', '/policies/try', nobody)).status).toBe(404)
    const wrong = { ...asked, document: asked.document.replace('合计(', '合记(') }
    expect((await as('administration')('POST', '/policies/try', wrong)).body.code).toBe('policy_invalid')
  })

  test('for everybody as a job, with its table as a file', async () => {
    const { draft, document } = await begun().catch(() => ({ draft: { id: 0, revision: 0 }, document: '' }))
    await as('administration')('PUT', `/policies/drafts/${draft.id}`, {
      revision: draft.revision,
      document: document.replace('| 代理产品 | 2%   |', '| 代理产品 | 9%   |'),
    })
    const asked = { before: String(version.id), after: `d${draft.id}`, period: '2026-01' }
    const { body } = await as('administration')('POST', '/policies/effects', asked)
    const job = await ended(as('administration'), body.job)
    expect(job.status, JSON.stringify(job)).toBe('done')
    expect(job.result).toMatchObject({
      period: '2026-01',
      totals: { unknown: 0 },
      clauses: [{ clause: '第五条 两种提成比例' }],
    })
    const file = await as('administration')('GET', `/policies/effects/${body.job}?format=csv`)
    expect(file.body).toContain('工号')
    expect((await as('colleague')('GET', `/policies/effects/${body.job}`)).status).toBe(404)
  })

  test('trust 32, 34: others’ pay shown by a trial leaves a look, its table an export with its rows', async () => {
    const asked = { before: String(version.id), after: String(version.id), period: '2026-01' }
    const { body } = await as('colleague')('POST', '/policies/effects', asked)
    const { result } = await ended(as('colleague'), body.job)
    expect(result.rows.length).toBeGreaterThan(1)
    const tried = { document: version.program.document.text, period: '2026-01' }
    for (const focus of [
      { kind: 'person', key: 'S' },
      { kind: 'contract', key: 'C' },
    ])
      expect((await as('colleague')('POST', '/policies/try', { ...tried, focus })).status).toBe(200)
    await as('colleague')('GET', `/policies/effects/${body.job}?format=csv`)
    const entries = await db.query(
      `select action, subject, details from audit.entry
       where actor = 'colleague的账号' and action in ('look', 'export') order by entry_id`,
    )
    expect(entries).toEqual([
      {
        ...{ action: 'look', subject: '制度影响 2026-01' },
        details: { people: result.rows.length, by: 'person' },
      },
      { action: 'look', subject: '制度试算 2026-01 S', details: { by: 'person' } },
      { action: 'look', subject: '制度试算 2026-01 合同 C', details: { by: 'person' } },
      {
        ...{ action: 'export', subject: '制度影响 2026-01' },
        details: { rows: result.rows.length, format: 'csv', by: 'person' },
      },
    ])
  })

  test('trust 32: what a job found is not read any more once the role is gone', async () => {
    const account = await makeAccount(db, 'leaving', ['administration'])
    const leaving = await signIn(testApi(services), 'leaving')
    const asked = { before: String(version.id), after: String(version.id), period: '2026-01' }
    const { body } = await leaving('POST', '/policies/effects', asked)
    expect((await ended(leaving, body.job)).result.rows.length).toBeGreaterThan(1)
    const listed = async () => (await leaving('GET', '/jobs')).body.jobs
    // The list is asked for again and again: pay is not in it, so that a look is a look.
    expect(await listed()).toMatchObject([{ id: body.job, status: 'done', result: null }])
    await db.query(`delete from access.role_grant where account_id = $1`, [account])
    expect((await leaving('GET', `/jobs/${body.job}`)).body).toMatchObject({ status: 'done', result: null })
    expect(await listed()).toMatchObject([{ id: body.job, result: null }])
    expect((await leaving('DELETE', `/jobs/${body.job}`)).body.result).toBeNull()
    expect((await leaving('GET', `/policies/effects/${body.job}`)).status).toBe(403)
  })

  test('the vocabulary says which words there are, and not how records are read', async () => {
    const { body } = await as('salesperson')('GET', '/policies/vocabulary')
    expect(body.objects.map(({ label }: { label: string }) => label)).toContain('合同')
    expect(JSON.stringify(body)).not.toMatch(/select /i)
  })
})

describe('X-1, X-4 the first policy of a company', () => {
  let fresh: Database
  let own: Services
  let office: Caller
  let director: Caller
  beforeAll(async () => {
    fresh = await freshDatabase('postgres')
    await fillSeller(fresh)
    await money(fresh, '2026-03-10', 10_000)
    await score(fresh, '2026-03', 10)
    own = await testServices(fresh)
    const app = testApi(own)
    await makeAccount(fresh, 'office', ['administration'])
    await makeAccount(fresh, 'chief', ['director'])
    ;[office, director] = [await signIn(app, 'office'), await signIn(app, 'chief')]
  })
  afterAll(async () => {
    await own.jobs.stop()
    await fresh.close()
  })

  test('begins from what comes with the program, which only who drafts is offered', async () => {
    const { templates } = (await office('GET', '/policies/templates')).body
    expect(templates).toMatchObject([{ name: '营销及售后中心业绩考核管理办法', version: '2026.1' }])
    expect((await director('GET', '/policies/templates')).status).toBe(403)
    const [{ document }] = templates
    expect((await office('POST', '/policies/drafts', { document })).status).toBe(200)
  })

  test('is tried on records before anything was settled', async () => {
    const [{ document }] = (await office('GET', '/policies/templates')).body.templates
    expect((await office('GET', '/policies')).body.trialPeriods).toContain('2026-03')
    const tried = await office('POST', '/policies/try', {
      ...{ document, period: '2026-03', focus: { kind: 'person', key: 'S' } },
    })
    expect(tried.status).toBe(200)
    expect(tried.body.against).toBeUndefined()
    expect(tried.body.values.find(({ payable }: { payable: boolean }) => payable)).toMatchObject({
      ...{ variable: '应发工资', before: null, after: '3300' },
    })
  })

  test('shows what everybody would get, to whoever may see it', async () => {
    const [draft] = (await office('GET', '/policies')).body.drafts
    const asked = { before: null, after: `d${draft.id}`, period: '2026-03' }
    const { body } = await office('POST', '/policies/effects', asked)
    const { status, result } = await ended(office, body.job)
    expect(status).toBe('done')
    expect(result).toMatchObject({ first: true, period: '2026-03', clauses: [] })
    expect(result.rows.find(({ person }: { person: string }) => person === 'S')).toMatchObject({
      ...{ before: '0', after: '3300', difference: '3300' },
    })
    const file = await office('GET', `/policies/effects/${body.job}?format=csv`)
    expect(file.body).toMatch(/工号,姓名,部门,岗位,应发\r?\n/)
    expect(file.body).toContain('3300')
  })
})
