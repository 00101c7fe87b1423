import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeAccount, password } from '../../testing/accounts.ts'
import { type Administered, administered } from '../../testing/administered.ts'
import { caller } from '../../testing/services.ts'

let site: Administered
let db: Administered['db']
let app: Administered['app']
let admin: Administered['admin']

beforeAll(async () => {
  site = await administered()
  ;({ db, app, admin } = site)
})
afterAll(() => site.close())

describe('keys', () => {
  const make = (account: string, read_only = true, days = 30) =>
    admin('POST', '/api-keys', { name: '报表', account, read_only, days, ownPassword: password })
  const bearer = (key: string) => ({ authorization: `Bearer ${key}` })

  test('act as their account and no more; revoked or expired they are nobody', async () => {
    const program = await makeAccount(db, 'program', ['finance'])
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
    await expect.poll(async () => (await admin('GET', '/api-keys')).body.keys[0].last_used_at).not.toBeNull()
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
    const id = await makeAccount(db, 'P2', ['salesperson'], { person: 'P2' })
    expect((await make(id)).body.code).toBe('key_for_person')
  })
})
