import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../../records/database.ts'
import { smallCompany } from '../../../records/testing/company.ts'
import { makeAccount, password, signIn } from '../../testing/accounts.ts'
import { ended } from '../../testing/jobs.ts'
import { type Caller, testApi, testServices } from '../../testing/services.ts'
import type { Services } from '../services.ts'

let db: Database
let services: Services
let app: ReturnType<typeof testApi>
let admin: Caller

beforeAll(async () => {
  db = await smallCompany('postgres')
  services = await testServices(db)
  app = testApi(services)
  await makeAccount(db, 'admin', ['admin'])
  admin = await signIn(app, 'admin')
  // What there is to be found: an account, a key that came and went, another, and settings.
  const { body: program } = await admin('POST', '/accounts', {
    ...{ sign_in_name: 'program', person: null, name: '程序', roles: ['finance'] },
  })
  const key = { name: '报表', account: program.id, read_only: true, days: 30, ownPassword: password }
  const { body: made } = await admin('POST', '/api-keys', key)
  await admin('DELETE', `/api-keys/${made.id}`)
  await admin('POST', '/api-keys', key)
  const { body: settings } = await admin('GET', '/settings')
  await admin('PUT', '/settings', { ...settings, company: '某某公司' })
})
afterAll(async () => {
  await services.jobs.stop()
  await db.close()
})

const today = async () => (await db.query<{ day: string }>('select current_date as day'))[0]?.day ?? ''

describe('the audit log', () => {
  test('is found by who, what, when and to what, and taken along with a record of it', async () => {
    await makeAccount(db, 'watch', ['auditor'])
    const auditor = await signIn(app, 'watch')
    const find = async (filter: object, q = '') =>
      (
        await auditor(
          'GET',
          `/audit?q=${encodeURIComponent(q)}&filter=${encodeURIComponent(JSON.stringify(filter))}`,
        )
      ).body
    const settings = await find({ action: 'settings', actor: ['admin的账号'], at: { from: await today() } })
    expect(settings.rows.map(({ action }: { action: string }) => action)).toEqual(['settings'])
    expect((await find({ at: { to: '2020-01-01' } })).total).toBe(0)
    expect((await find({}, '接口密钥')).total).toBeGreaterThan(2)
    expect((await auditor('GET', `/audit?filter=${encodeURIComponent('{"at":"x"}')}`)).status).toBe(400)
    const file = await auditor('GET', '/audit?format=csv')
    // As the page shows it, then as it was sealed.
    const [heads = '', ...lines] = String(file.body).split('\r\n')
    expect(heads).toContain(
      '编号,时间,经手人,动作,对象,内容,经手人（原记）,动作代码,对象（原记）,内容（原记）',
    )
    const made = lines.find((line) => line.includes('account-create'))
    expect(made?.split(',').slice(2, 4)).toEqual(['admin的账号', '建账号'])
    expect((await find({ action: 'export', actor: 'watch的账号' })).rows[0].subject).toBe('审计日志')
  })

  test('who takes unusually much is shown (trust 32)', async () => {
    const { body: before } = await admin('GET', '/audit/overview')
    expect(before.alarms).toEqual([])
    const { body: settings } = await admin('GET', '/settings')
    await admin('PUT', '/settings', { ...settings, audit_alarm_count: 3 })
    const auditor = await signIn(app, 'watch')
    for (let i = 0; i < 3; i++) await auditor('GET', '/audit?format=csv')
    const { body } = await admin('GET', '/audit/overview')
    expect(body.alarms[0]).toMatchObject({ actor: 'watch的账号', exports: 4 })
    expect(Number(body.alarms[0].rows)).toBeGreaterThan(10)
  })

  test('is recomputed from its beginning on request', async () => {
    const done = await ended(admin, (await admin('POST', '/audit/verification')).body.job)
    expect(done.result.entries).toBeGreaterThan(10)
    expect((await admin('GET', '/audit/overview')).body.checked).toMatchObject({ whole: true })
  })
})
