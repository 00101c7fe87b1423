import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeAccount, password, signIn } from '../../testing/accounts.ts'
import { type Administered, administered } from '../../testing/administered.ts'
import { caller, cookiesOf } from '../../testing/services.ts'

let site: Administered
let db: Administered['db']
let app: Administered['app']
let admin: Administered['admin']
let adminId: Administered['adminId']

beforeAll(async () => {
  site = await administered()
  ;({ db, app, admin, adminId } = site)
})
afterAll(() => site.close())

const user = async (id: string) => (await admin('GET', `/accounts/${id}`)).body
const today = async () => (await db.query<{ day: string }>('select current_date as day'))[0]?.day ?? ''

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
    const id = await makeAccount(db, 'mover', ['salesperson'])
    const me = await signIn(app, 'mover')
    const set = (roles: object[]) => admin('PUT', `/accounts/${id}/roles`, { roles, ownPassword: password })
    await set([{ role: 'finance', from: await today(), to: null }])
    expect((await me('GET', '/session')).body.user.roles).toEqual(['finance'])
    for (const [from, to] of [
      ['2020-01-01', '2020-02-01'],
      ['2020-01-01', null],
    ])
      expect((await set([{ role: 'director', from, to }])).body.code).toBe('role_in_past')
    await set([{ role: 'auditor', from: '2099-01-01', to: null }])
    expect((await me('GET', '/session')).body.user.roles).toEqual([])
    await db.query(`update access.role_grant set valid_from = '2020-01-01' where account_id = $1`, [id])
    await set([])
    const { roles } = await user(id)
    expect(roles).toHaveLength(1)
    expect(roles[0].to < (await today())).toBe(true)
  })

  test('changing roles and resetting takes one’s own password, and guesses at it end (ASVS 7.5.1)', async () => {
    const id = await makeAccount(db, 'victim', [])
    const second = await makeAccount(db, 'second-admin', ['admin'])
    const other = await signIn(app, 'second-admin')
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

  test('a sign-in name differing in its letters’ size only is taken (trust 21)', async () => {
    await makeAccount(db, 'Letters', [])
    for (const sign_in_name of ['letters', 'LETTERS', 'letters@hengji.invalid']) {
      const body = { sign_in_name, person: null, name: `${sign_in_name}的`, roles: [] }
      expect(await admin('POST', '/accounts', body)).toMatchObject({
        status: 409,
        body: { code: 'account_taken' },
      })
    }
  })

  test('a role from one day is held once (trust 21)', async () => {
    const id = await makeAccount(db, 'doubled', [])
    const line = { role: 'finance', from: await today(), to: null }
    const body = { roles: [line, { ...line, to: '2099-01-01' }], ownPassword: password }
    const answer = await admin('PUT', `/accounts/${id}/roles`, body, { 'accept-language': 'en' })
    expect(answer).toMatchObject({ status: 422, body: { code: 'role_twice' } })
    expect(answer.body.message).not.toMatch(/[\u4e00-\u9fff]/)
    expect((await user(id)).roles).toEqual([])
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
    const one = await makeAccount(db, 'one', ['admin'])
    const two = await makeAccount(db, 'two', ['admin'])
    const [asOne, asTwo] = await Promise.all([signIn(app, 'one'), signIn(app, 'two')])
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
    admin = await signIn(app, 'admin')
    for (const id of [one, two]) await admin('PUT', `/accounts/${id}/active`, { active: false })
    const third = await makeAccount(db, 'third', ['admin'])
    await db.query('update access.account set active = false where account_id = $1', [third])
  })

  test('a new password ends the sign-ins there are, and is to be changed', async () => {
    const id = await makeAccount(db, 'forgetful', [])
    const me = await signIn(app, 'forgetful')
    const { body } = await admin('POST', `/accounts/${id}/password`, { ownPassword: password })
    expect((await me('GET', '/session')).status).toBe(401)
    const again = await caller(app)('POST', '/session', { name: 'forgetful', password: body.password })
    expect(again.body.next).toBe('change-password')
    expect((await user(id)).must_change_password).toBe(true)
  })

  test('of who has left it says so', async () => {
    const id = await makeAccount(db, 'P3', ['salesperson'], { person: 'P3' })
    expect(await user(id)).toMatchObject({ state: 'left', left_on: '2026-10-20' })
    const { body } = await admin('GET', `/accounts?filter=${encodeURIComponent('{"state":["left"]}')}`)
    expect(body.rows.map(({ id: own }: { id: string }) => own)).toEqual([id])
  })
})
