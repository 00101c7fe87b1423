import { randomUUID } from 'node:crypto'
import { mkdtemp, readdir, readFile, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createAccount } from '../../../access/accounts.ts'
import { tidy } from '../../../access/housekeeping.ts'
import type { Role } from '../../../access/roles.ts'
import { writeBackup } from '../../../records/backup/write.ts'
import type { Database } from '../../../records/database.ts'
import { smallCompany } from '../../../records/testing/company.ts'
import { sweepSentBackups } from '../../jobs/sent-backups.ts'
import {
  type Caller,
  caller,
  cookiesOf,
  ownAddress,
  signIn,
  testApi,
  testServices,
} from '../../testing/services.ts'
import type { Services } from '../services.ts'

const password = 'liushui-buxi-77'
let db: Database
let services: Services
let app: ReturnType<typeof testApi>
let admin: Caller
let adminId: string

async function account(name: string, roles: Role[], person: string | null = null): Promise<string> {
  return createAccount(db, {
    ...{ signInName: name, person, displayName: `${name}的账号`, roles, password },
    ...{ mustChangePassword: false, createdBy: 'test' },
  })
}

beforeAll(async () => {
  db = await smallCompany('postgres')
  services = await testServices(db)
  app = testApi(services)
  adminId = await account('admin', ['admin'])
  admin = await signIn(app, 'admin', password)
})
afterAll(async () => {
  await services.jobs.stop()
  await db.close()
})

const user = async (id: string) => (await admin('GET', `/accounts/${id}`)).body
const today = async () => (await db.query<{ day: string }>('select current_date as day'))[0]?.day ?? ''

async function jobDone(me: Caller, id: string) {
  for (let i = 0; i < 300; i++) {
    const { body } = await me('GET', `/jobs/${id}`)
    if (body.status !== 'queued' && body.status !== 'running') return body
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error('the job did not end')
}

describe('accounts', () => {
  test('a new one gets a password for one sign-in, told once, and sees what its role may (ASVS 6.4.6)', async () => {
    const made = await admin('POST', '/accounts', {
      ...{ sign_in_name: 'P2', person: 'P2', name: '经理', roles: ['salesperson'] },
    })
    expect(made.status).toBe(200)
    expect(made.body.password).toMatch(/^(\w{4}-){3}\w{4}$/)
    const first = await caller(app)('POST', '/session', { name: 'P2', password: made.body.password })
    expect(first.body).toEqual({ next: 'change-password' })
    const me = caller(app, cookiesOf(first.headers))
    expect((await me('GET', '/records')).body.code).toBe('password_must_change')
    const log = await db.query<{ details: object }>(
      `select details from audit.entry where action = 'account-create'`,
    )
    expect(JSON.stringify(log)).not.toContain(made.body.password)
    const [kept] = await db.query<{ answer: object }>('select answer from access.idempotency')
    expect(JSON.stringify(kept ?? {})).not.toContain(made.body.password)
  })

  test('sent again with the same key it is not told again', async () => {
    const body = { sign_in_name: 'twice', person: null, name: '两次', roles: [] }
    const headers = { 'idempotency-key': 'once' }
    const first = await admin('POST', '/accounts', body, headers)
    const second = await admin('POST', '/accounts', body, headers)
    expect(first.body.password).not.toBe('')
    expect(second.body).toEqual({ id: first.body.id, password: '' })
  })

  test('roles count from a day to a day, at once, and what was is kept (M-1.4)', async () => {
    const id = await account('mover', ['salesperson'])
    const me = await signIn(app, 'mover', password)
    const set = (roles: object[]) => admin('PUT', `/accounts/${id}/roles`, { roles, ownPassword: password })
    await set([{ role: 'finance', from: await today(), to: null }])
    expect((await me('GET', '/session')).body.user.roles).toEqual(['finance'])
    await set([{ role: 'auditor', from: '2099-01-01', to: null }])
    expect((await me('GET', '/session')).body.user.roles).toEqual([])
    await db.query(`update access.role_grant set valid_from = '2020-01-01' where account_id = $1`, [id])
    await set([])
    const { roles } = await user(id)
    expect(roles).toHaveLength(1)
    expect(roles[0].to < (await today())).toBe(true)
  })

  test('changing roles and resetting takes one’s own password, and guesses at it end (ASVS 7.5.1)', async () => {
    const id = await account('victim', [])
    const second = await account('second-admin', ['admin'])
    const other = await signIn(app, 'second-admin', password)
    for (const path of ['roles', 'password', 'second-factor-reset']) {
      const body = path === 'roles' ? { roles: [], ownPassword: 'wrong' } : { ownPassword: 'wrong' }
      const answer = await other(path === 'roles' ? 'PUT' : 'POST', `/accounts/${id}/${path}`, body)
      expect([path, answer.status, answer.body.code]).toEqual([path, 403, 'password_wrong'])
    }
    for (let i = 0; i < 8; i++) await other('POST', `/accounts/${id}/password`, { ownPassword: `guess ${i}` })
    const stopped = await other('POST', `/accounts/${id}/password`, { ownPassword: password })
    expect(stopped.body.code).toBe('too_many_attempts')
    await admin('PUT', `/accounts/${second}/active`, { active: false })
  })

  test('nobody changes their own', async () => {
    for (const [method, path, body, code] of [
      ['PUT', 'roles', { roles: [], ownPassword: password }, 'own_roles'],
      ['PUT', 'active', { active: false }, 'own_account'],
      ['POST', 'password', { ownPassword: password }, 'own_account'],
      ['POST', 'second-factor-reset', { ownPassword: password }, 'own_account'],
    ] as const) {
      const answer = await admin(method, `/accounts/${adminId}/${path}`, body)
      expect([path, answer.body.code]).toEqual([path, code])
    }
  })

  test('the last administrator stays, also when two remove each other at once', async () => {
    const one = await account('one', ['admin'])
    const two = await account('two', ['admin'])
    const [asOne, asTwo] = await Promise.all([signIn(app, 'one', password), signIn(app, 'two', password)])
    expect((await asOne('PUT', `/accounts/${adminId}/active`, { active: false })).status).toBe(200)
    const both = await Promise.all([
      asOne('PUT', `/accounts/${two}/active`, { active: false }),
      asTwo('PUT', `/accounts/${one}/active`, { active: false }),
    ])
    const [left] = await db.query<{ count: number }>(
      `select count(*)::int as count from access.account join access.role_grant using (account_id) where active and role = 'admin'`,
    )
    expect(left?.count, JSON.stringify(both.map(({ body }) => body))).toBeGreaterThanOrEqual(1)
    await db.query('update access.account set active = true where account_id = $1', [adminId])
    admin = await signIn(app, 'admin', password)
    for (const id of [one, two]) await admin('PUT', `/accounts/${id}/active`, { active: false })
    const third = await account('third', ['admin'])
    await db.query('update access.account set active = false where account_id = $1', [third])
  })

  test('a new password ends the sign-ins there are, and is to be changed', async () => {
    const id = await account('forgetful', [])
    const me = await signIn(app, 'forgetful', password)
    const { body } = await admin('POST', `/accounts/${id}/password`, { ownPassword: password })
    expect((await me('GET', '/session')).status).toBe(401)
    const again = await caller(app)('POST', '/session', { name: 'forgetful', password: body.password })
    expect(again.body.next).toBe('change-password')
    expect((await user(id)).must_change_password).toBe(true)
  })

  test('of who has left it says so', async () => {
    const id = await account('P3', ['salesperson'], 'P3')
    expect(await user(id)).toMatchObject({ state: 'left', left_on: '2026-10-20' })
    const { body } = await admin('GET', `/accounts?filter=${encodeURIComponent('{"state":["left"]}')}`)
    expect(body.rows.map(({ id: own }: { id: string }) => own)).toEqual([id])
  })
})

describe('keys', () => {
  const make = (account: string, read_only = true, days = 30) =>
    admin('POST', '/api-keys', { name: '报表', account, read_only, days, ownPassword: password })
  const bearer = (key: string) => ({ authorization: `Bearer ${key}` })

  test('act as their account and no more; revoked or expired they are nobody', async () => {
    const program = await account('program', ['finance'])
    const { body } = await make(program)
    expect(body.key).toMatch(/^hj_[\w-]{43}$/)
    const call = (method: string, path: string, sent?: unknown) =>
      caller(app)(method, path, sent, bearer(body.key))
    expect((await call('GET', '/records/customer')).status).toBe(200)
    expect((await call('GET', '/accounts')).status).toBe(403)
    const values = { values: { code: 'KEY', name: '钥匙' } }
    expect((await call('POST', '/records/customer', values)).body.code).toBe('not_allowed')
    const { body: listed } = await admin('GET', '/api-keys')
    expect(listed.keys[0]).toMatchObject({ name: '报表', state: 'valid', read_only: true })
    expect(listed.keys[0].last_used_at).not.toBeNull()
    expect(JSON.stringify(listed)).not.toContain(body.key)
    await admin('DELETE', `/api-keys/${body.id}`)
    expect((await call('GET', '/records/customer')).status).toBe(401)
    const late = (await make(program, false)).body
    await db.query(`update access.api_key set expires_at = now() - interval '1 minute' where key_id = $1`, [
      late.id,
    ])
    expect((await caller(app)('GET', '/session', undefined, bearer(late.key))).status).toBe(401)
  })

  test('are not made for another person', async () => {
    const [row] = await db.query<{ id: string }>(
      `select account_id as id from access.account where sign_in_name = 'P2'`,
    )
    expect((await make(row?.id ?? '')).body.code).toBe('key_for_person')
  })
})

describe('settings', () => {
  test('are checked, kept, used and recorded with before and after', async () => {
    const { body: before } = await admin('GET', '/settings')
    expect(before).toMatchObject({ backup_reminder_days: 7, company: '' })
    const wanted = { ...before, company: '某某公司' }
    expect((await admin('PUT', '/settings', wanted)).body).toEqual(wanted)
    expect((await caller(app)('GET', '/session/options')).body.company).toBe('某某公司')
    const [entry] = await db.query<{ details: object }>(
      `select details from audit.entry where action = 'settings' order by entry_id desc limit 1`,
    )
    expect(entry?.details).toMatchObject({ before: { company: '' }, after: { company: '某某公司' } })
    for (const bad of [{ ...wanted, backup_reminder_days: 0 }, { ...wanted, more: 1 }, { company: 'x' }])
      expect((await admin('PUT', '/settings', bad)).status).toBe(400)
  })

  test('about says what runs here', async () => {
    const { body } = await admin('GET', '/system/about')
    expect(body).toMatchObject({ engine: 'postgres', node: process.versions.node })
    expect(body.dependencies.find(({ name }: { name: string }) => name === 'hono').license).toBe('MIT')
  })
})

describe('backups', () => {
  test('are made, proved, downloaded and removed; that none is proved is said (trust 47)', async () => {
    expect((await admin('GET', '/backups')).body).toMatchObject({ backups: [], days: null, overdue: true })
    const made = await jobDone(admin, (await admin('POST', '/backups')).body.job)
    expect(made.status, JSON.stringify(made)).toBe('done')
    const { id } = made.result
    expect((await admin('GET', '/backups')).body.overdue).toBe(true)
    const proved = await jobDone(admin, (await admin('POST', `/backups/${id}/verification`)).body.job)
    expect(proved.result, JSON.stringify(proved)).toMatchObject({ ok: true, auditWhole: true, wrongRuns: [] })
    expect((await admin('GET', '/backups')).body).toMatchObject({ days: 0, overdue: false })
    expect((await admin('GET', '/audit/overview')).body.anchor).toMatchObject({ holds: true })
    const file = await admin('GET', `/backups/${id}/file`)
    expect([file.status, file.body.slice(0, 2)]).toEqual([200, 'PK'])
    await db.exec(`update access.backup set made_at = now() - interval '9 days'`)
    expect((await admin('GET', '/backups')).body).toMatchObject({ days: 9, overdue: true })
    await admin('DELETE', `/backups/${id}`)
    expect((await admin('GET', `/backups/${id}/file`)).status).toBe(404)
  })
})

describe('a backup file from elsewhere', () => {
  let cookie = ''
  const send = async (bytes: Uint8Array, name: string, headers: Record<string, string> = {}) => {
    const response = await app.request(`${ownAddress}/api/backups/sent?name=${encodeURIComponent(name)}`, {
      method: 'POST',
      headers: { host: new URL(ownAddress).host, 'x-requested-with': 'hengji', cookie, ...headers },
      body: Buffer.from(bytes),
    })
    return { status: response.status, body: (await response.json()) as { code: string; job: string } }
  }
  const kept = () => readdir(join(services.folder, 'sent-backups', 'uploads')).catch(() => [])

  test('is proved before anybody restores it, and does not stay (trust 47)', async () => {
    const answer = await caller(app)('POST', '/session', { name: 'admin', password })
    cookie = cookiesOf(answer.headers)
    const file = join(await mkdtemp(join(tmpdir(), 'hengji-sent-')), 'hengji.zip')
    await writeBackup(db, file)
    const bytes = await readFile(file)
    const proved = await jobDone(admin, (await send(bytes, '../别处.zip')).body.job)
    expect(proved).toMatchObject({ status: 'done', result: { ok: true, auditWhole: true } })
    const [entry] = await db.query<{ subject: string; sent: string }>(
      `select subject, details ->> 'sent' as sent from audit.entry order by entry_id desc limit 1`,
    )
    expect(entry).toEqual({ subject: '备份 别处.zip', sent: 'true' })
    expect((await admin('GET', '/backups')).body.backups).toEqual([])

    // The last part of the archive, cut off or changed in the middle.
    const cut = await send(bytes.subarray(0, bytes.length / 2), '断.zip')
    expect([cut.status, JSON.stringify(cut.body)]).toEqual([422, expect.stringContaining('断.zip')])
    const changed = Buffer.from(bytes)
    changed.fill(7, 200, 260)
    const broken = await send(changed, '改.zip')
    const said = broken.status === 202 ? await jobDone(admin, broken.body.job) : broken.body
    expect(JSON.stringify(said)).toContain('改.zip')
    expect(JSON.stringify(said)).not.toContain('"ok":true')
    expect((await send(Buffer.from('工号,姓名'), '表.csv')).status).toBeGreaterThanOrEqual(400)
    expect(
      await send(Buffer.from('x'), '大.zip', { 'content-length': String(600 * 1024 ** 2) }),
    ).toMatchObject({
      body: { code: 'file_too_large' },
    })
    expect(await kept()).toEqual([])
  })

  test('is sent by an administrator only', async () => {
    await account('not-admin', ['finance'])
    const finance = await caller(app)('POST', '/session', { name: 'not-admin', password })
    cookie = cookiesOf(finance.headers)
    expect((await send(Buffer.from('x'), 'x.zip')).status).toBe(403)
    expect(await kept()).toEqual([])
  })

  test('nobody asks about any more goes after an hour', async () => {
    const folder = join(services.folder, 'sent-backups', 'uploads')
    const old = join(folder, randomUUID())
    const fresh = join(folder, randomUUID())
    for (const path of [old, fresh]) await writeFile(path, 'x')
    await utimes(old, 0, 0)
    await sweepSentBackups(db, services.folder)
    expect(await kept()).toEqual([basename(fresh)])
  })
})

describe('the audit log', () => {
  test('is found by who, what, when and to what, and taken along with a record of it', async () => {
    await account('watch', ['auditor'])
    const auditor = await signIn(app, 'watch', password)
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
    const auditor = await signIn(app, 'watch', password)
    for (let i = 0; i < 3; i++) await auditor('GET', '/audit?format=csv')
    const { body } = await admin('GET', '/audit/overview')
    expect(body.alarms[0]).toMatchObject({ actor: 'watch的账号', exports: 4 })
    expect(Number(body.alarms[0].rows)).toBeGreaterThan(10)
  })

  test('is recomputed from its beginning on request', async () => {
    const done = await jobDone(admin, (await admin('POST', '/audit/verification')).body.job)
    expect(done.result.entries).toBeGreaterThan(10)
    expect((await admin('GET', '/audit/overview')).body.checked).toMatchObject({ whole: true })
  })
})

describe('personal data (L-4)', () => {
  const numbers = { id_number: '11010519491231002X', phone: '13800001234' }
  const data = { ...numbers, bank_name: '某银行', bank_account: '4111111111111111' }

  test('are masked; seeing them whole needs a reason and is recorded; changes are recorded without contents', async () => {
    await account('hr', ['administration'])
    const hr = await signIn(app, 'hr', password)
    expect((await hr('PUT', '/people/P4/personal-data', numbers)).status).toBe(200)
    const card = { bank_name: '某银行', bank_account: '4111111111111111', ownPassword: password }
    expect((await hr('POST', '/people/P4/bank-card', card)).body).toEqual({ effectiveOn: await today() })
    const { body } = await hr('GET', '/people/P4/personal-data')
    expect(body.data).toEqual({
      id_number: '1101**********002X',
      bank_name: '某银行',
      bank_account: '************1111',
      phone: '138******34',
    })
    const reveal = (reason: string) => hr('POST', '/people/P4/personal-data/reveal', { reason })
    expect((await reveal('')).status).toBe(400)
    expect((await reveal('核对发薪账号')).body.data).toEqual(data)
    const log = await db.query<{ action: string; details: object }>(
      `select action, details from audit.entry where subject in ('个人信息 P4', '银行卡 P4') order by entry_id`,
    )
    expect(log.map(({ action }) => action)).toEqual(['personal-data', 'bank-card', 'reveal'])
    expect(JSON.stringify(log)).not.toContain('4111')
  })

  test('numbers that do not check are refused in words; what is not given stays; only who may write is told so', async () => {
    const hr = await signIn(app, 'hr', password)
    const change = (body: object) => hr('PATCH', '/people/P2/personal-data', body)
    expect(await change({ id_number: '110105194912310021' })).toMatchObject({
      status: 400,
      body: { message: expect.stringMatching(/身份证号的校验位/) },
    })
    const card = { bank_name: '某银行', bank_account: '4111111111111112', ownPassword: password }
    expect(await hr('POST', '/people/P2/bank-card', card)).toMatchObject({
      status: 400,
      body: { message: expect.stringMatching(/银行卡号/) },
    })
    expect((await change({ phone: '13900005678' })).status).toBe(200)
    expect((await change({ id_number: numbers.id_number })).body.data).toMatchObject({
      phone: '139******78',
      bank_account: null,
    })
    expect((await change({ phone: null })).body.data.phone).toBe(null)
    const [entry] = await db.query<{ details: object }>(
      `select details from audit.entry where subject = '个人信息 P2' order by entry_id desc limit 1`,
    )
    expect(entry?.details).toMatchObject({ changed: ['phone'] })
    expect((await hr('PATCH', '/people/NOBODY/personal-data', { phone: null })).status).toBe(404)
    expect((await hr('GET', '/people/P1/personal-data')).body).toEqual({
      ...{
        data: null,
        mayWrite: true,
        card: { waiting: { days: 3, from: expect.any(String) }, change: null },
      },
    })
  })

  test('are one’s own or the personnel’s', async () => {
    await account('P4', ['salesperson'], 'P4')
    const own = await signIn(app, 'P4', password)
    expect((await own('GET', '/people/P4/personal-data')).body.data.phone).toBe('138******34')
    expect((await own('POST', '/people/P4/personal-data/reveal', { reason: '' })).body.data).toEqual(data)
    expect((await own('GET', '/people/P2/personal-data')).body.data).toBeNull()
    expect((await own('PUT', '/people/P4/personal-data', numbers)).status).toBe(403)
    expect((await own('PATCH', '/people/P4/personal-data', { phone: null })).status).toBe(403)
    expect((await own('GET', '/people/P4/personal-data')).body.mayWrite).toBe(false)
  })
})

test('what is kept for a while only is removed', async () => {
  await db.exec(`insert into access.idempotency (account_id, route, key, body_hash, at) values ('x', 'x', 'old', '', now() - interval '8 days');
    insert into access.sign_in_attempt (at, sign_in_name, address, succeeded) values (now() - interval '31 days', 'old', 'x', false);
    insert into job.job (kind, title, input, account_id, actor, status, ended_at) values ('x', 'old', '{}', 'x', 'x', 'done', now() - interval '91 days')`)
  await tidy(db)
  const left = await db.query(`select 1 as one from access.idempotency where key = 'old' union all
    select 1 from access.sign_in_attempt where sign_in_name = 'old' union all select 1 from job.job where title = 'old'`)
  expect(left).toEqual([])
  expect((await db.query('select 1 as one from access.idempotency')).length).toBeGreaterThan(0)
})
