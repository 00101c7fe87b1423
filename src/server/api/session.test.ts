import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { deactivate } from '../../access/accounts.ts'
import { networkOf } from '../../access/sign-in/attempts.ts'
import type { Database } from '../../records/database.ts'
import { smallCompany } from '../../records/testing/company.ts'
import { makeAccount, password, signIn } from '../testing/accounts.ts'
import { type Caller, caller, cookiesOf, ownAddress, testApi, testServices } from '../testing/services.ts'
import type { Services } from './services.ts'

let db: Database
let services: Services
let app: ReturnType<typeof testApi>

const account = (name: string, person: string | null = null, mustChangePassword = false) =>
  makeAccount(db, name, ['salesperson'], { person, mustChangePassword })

beforeAll(async () => {
  db = await smallCompany('postgres')
  services = await testServices(db)
  app = testApi(services)
  await account('P2', 'P2')
})
afterAll(async () => {
  await services.jobs.stop()
  await db.close()
})

/** The code an authenticator shows (RFC 6238). */
function totp(uri: string, at = Date.now()): string {
  const secret = base32(new URL(uri).searchParams.get('secret') ?? '')
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)))
  const hash = createHmac('sha1', secret).update(counter).digest()
  const offset = (hash[19] ?? 0) & 15
  return String((hash.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

function base32(text: string): Buffer {
  const bits = [...text.replace(/=+$/, '')]
    .map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'))
    .join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}

/** The one after it, which is taken already: clocks differ a little. */
const next = (uri: string) => totp(uri, Date.now() + 30_000)

const whoseSignIns = (name: string) =>
  `user_id = (select account_id from access.account where sign_in_name = '${name}')`

describe('signing in', () => {
  test('the right password opens, and says what one may do', async () => {
    const me = await signIn(app, 'P2')
    const { body } = await me('GET', '/session')
    expect(body).toMatchObject({
      user: { signInName: 'P2', person: { number: 'P2' }, roles: ['salesperson'] },
    })
    expect(body.may.contract).toEqual({ read: 'own' })
    expect(body.may.audit).toBeUndefined()
  })

  test('a wrong password and an unknown name get the same answer (ASVS 6.3.8)', async () => {
    const wrong = await caller(app)('POST', '/session', { name: 'P2', password: 'not this one' })
    const unknown = await caller(app)('POST', '/session', { name: 'nobody-here', password: 'not this one' })
    expect(wrong.status).toBe(401)
    expect(unknown).toMatchObject({ status: wrong.status, body: wrong.body })
  })

  test('nothing is answered to a guest but what the sign-in page needs (trust 5)', async () => {
    for (const path of ['/session', '/records', '/records/contract', '/jobs'])
      expect((await caller(app)('GET', path)).status).toBe(401)
    expect((await caller(app)('GET', '/session/options')).status).toBe(200)
  })

  test('signing out ends it at once', async () => {
    const me = await signIn(app, 'P2')
    expect((await me('DELETE', '/session')).status).toBe(200)
    expect((await me('GET', '/session')).status).toBe(401)
  })

  test('whoever leaves is out with the next request (ASVS 7.4.2)', async () => {
    const id = await account('leaver')
    const me = await signIn(app, 'leaver')
    expect((await me('GET', '/session')).status).toBe(200)
    await deactivate(db, id)
    expect((await me('GET', '/session')).status).toBe(401)
    expect((await caller(app)('POST', '/session', { name: 'leaver', password })).status).toBe(401)
  })

  test('a person whose last day is over cannot come in', async () => {
    await account('P3', 'P3')
    expect((await caller(app)('POST', '/session', { name: 'P3', password })).status).toBe(401)
  })

  const whose = whoseSignIns
  const change = (name: string, set: string) => db.exec(`update auth.session set ${set} where ${whose(name)}`)

  test('a sign-in ends after half a day however busy it is, and its cookie with it (ASVS 7.3.2)', async () => {
    await account('long')
    const answer = await caller(app)('POST', '/session', { name: 'long', password })
    expect(answer.headers.getSetCookie().join()).toContain('Max-Age=43200')
    const me = caller(app, cookiesOf(answer.headers))
    await change('long', `expires_at = now() + interval '1 second'`)
    expect((await me('GET', '/session')).status).toBe(200)
    await change('long', `expires_at = expires_at - interval '1 second'`)
    expect((await me('GET', '/session')).status).toBe(401)
  })

  test('a sign-in ends when it was idle for two hours, and each use begins them anew (ASVS 7.3.1)', async () => {
    await account('idle')
    const me = await signIn(app, 'idle')
    await change('idle', `updated_at = now() - interval '119 minutes'`)
    expect((await me('GET', '/session')).status).toBe(200)
    const noted = `select 1 as one from auth.session where ${whose('idle')} and updated_at > now() - interval '1 minute'`
    await expect.poll(() => db.query(noted)).toHaveLength(1)
    await change('idle', `updated_at = now() - interval '121 minutes'`)
    expect((await me('GET', '/session')).status).toBe(401)
    expect(await db.query(`select 1 as one from auth.session where ${whose('idle')}`)).toEqual([])
  })

  test('a proxy header does not say who asks (trust 12)', async () => {
    const headers = { 'x-forwarded-user': 'P2', 'remote-user': 'P2', 'x-forwarded-for': '10.0.0.1' }
    expect((await caller(app)('GET', '/session', undefined, headers)).status).toBe(401)
  })
})

describe('guessing', () => {
  test('is stopped after a few tries, also with the right password', async () => {
    await account('target')
    for (let i = 0; i < 8; i++)
      await caller(app)('POST', '/session', { name: 'target', password: `guess-${i}-xx` })
    const stopped = await caller(app)('POST', '/session', { name: 'target', password })
    expect(stopped).toMatchObject({ status: 429, body: { code: 'too_many_attempts' } })
  })

  test('counts what is tried before it is compared, so that many at once get no further (trust 19)', async () => {
    await account('hurried')
    const guess = (i: number) => caller(app)('POST', '/session', { name: 'hurried', password: `guess-${i}` })
    const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => guess(i)))
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(8)
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(12)
    await db.exec('delete from access.sign_in_attempt')
  })

  test('counts however the name is written, as it finds the account (trust 19)', async () => {
    await account('Spelt')
    const names = ['spelt', 'SPELT', 'Spelt@hengji.invalid', 'spelt@HENGJI.invalid']
    for (const name of [...names, ...names]) await caller(app)('POST', '/session', { name, password: 'no' })
    expect((await caller(app)('POST', '/session', { name: 'Spelt', password })).status).toBe(429)
    await db.exec('delete from access.sign_in_attempt')
  })

  test('the right password gives the try back, also when a code is still wanted', async () => {
    await account('regular')
    for (let i = 0; i < 7; i++) await caller(app)('POST', '/session', { name: 'regular', password: 'no' })
    for (let i = 0; i < 3; i++) await signIn(app, 'regular')
    const counted = `select 1 as one from access.sign_in_attempt where sign_in_name like 'regular@%' and not succeeded`
    expect(await db.query(counted)).toEqual([])
  })

  test.each([
    ['PUT', '/session/password', { current: 'wrong', next: 'shan-gao-shui-chang' }],
    ['POST', '/session/totp-setup', { password: 'wrong' }],
    ['DELETE', '/session/totp', { password: 'wrong' }],
  ])('of one’s own password is stopped as well: %s %s (trust 19, ASVS 7.5.1)', async (method, path, body) => {
    const name = `own-${method}`
    await account(name)
    const me = await signIn(app, name)
    const answers = await Promise.all(Array.from({ length: 10 }, () => me(method, path, body)))
    expect(answers.map(({ body: { code } }) => code).sort()).toEqual([
      ...Array.from({ length: 8 }, () => 'password_wrong'),
      ...Array.from({ length: 2 }, () => 'too_many_attempts'),
    ])
  })

  test('is noted under nobody’s name, and what was typed only as the account it was meant for (X-6, trust 21)', async () => {
    for (const name of ['p2', 'my-secret-2026'])
      await caller(app)('POST', '/session', { name, password: 'not this one' })
    const noted = await db.query<{ actor: string; details: object }>(
      `select actor, details from audit.entry where action = 'sign-in-failed' order by entry_id desc limit 2`,
    )
    expect(noted).toEqual([
      { actor: '未登录', details: {} },
      { actor: '未登录', details: { account: 'P2的账号' } },
    ])
    const kept = await db.query(
      `select 1 as one from audit.entry where details::text || actor like '%my-secret%'`,
    )
    expect(kept).toEqual([])
  })

  test('another address of the same IPv6 network is the same one (trust 19)', () => {
    expect(networkOf('2001:db8:1:2:3:4:5:6')).toBe(networkOf('2001:0db8:1:2::99'))
    expect(networkOf('2001:db8:1:3::1')).not.toBe(networkOf('2001:db8:1:2::1'))
    expect(networkOf('::ffff:10.1.2.3')).toBe('10.1.2.3')
  })

  test('//session is not another route (trust 19)', async () => {
    const answer = await app.request(`${ownAddress}//api/session`, { method: 'POST' })
    expect(answer.status).toBe(404)
  })
})

describe('other sites', () => {
  const headers = [
    { origin: 'https://evil.example' },
    { 'sec-fetch-site': 'cross-site' },
    { 'x-requested-with': 'XMLHttpRequest' },
  ]
  test.each(headers)('cannot make a browser change anything: %o (ASVS 3.5.1)', async (foreign) => {
    const me = await signIn(app, 'P2')
    expect(await me('DELETE', '/session', undefined, foreign as Record<string, string>)).toMatchObject({
      status: 403,
      body: { code: 'request_foreign' },
    })
    expect((await me('GET', '/session')).status).toBe(200)
  })
})

test.each(['Basic x', 'Bearer x', 'Bearer hj_forged', 'Digest x'])(
  'what is no key in use opens no door for other sites: %s (ASVS 3.5.1, trust 12)',
  async (authorization) => {
    const me = await signIn(app, 'P2')
    const foreign = { authorization, origin: 'https://evil.example', 'x-requested-with': '' }
    const { status } = await me('DELETE', '/session', undefined, foreign)
    expect([401, 403]).toContain(status)
    expect((await me('GET', '/session')).status).toBe(200)
    const guest = await caller(app)('POST', '/session', { name: 'P2', password }, foreign)
    expect(guest).toMatchObject({ status: 403, body: { code: 'request_foreign' } })
  },
)

describe('passwords', () => {
  test('one given by somebody else must be changed before anything else (ASVS 6.4.6)', async () => {
    await account('newcomer', null, true)
    const first = await caller(app)('POST', '/session', { name: 'newcomer', password })
    expect(first.body).toEqual({ next: 'change-password' })
    const me = caller(app, cookiesOf(first.headers))
    expect(await me('GET', '/records')).toMatchObject({ status: 403, body: { code: 'password_must_change' } })
    const changed = await me('PUT', '/session/password', { current: password, next: 'shan-gao-shui-chang' })
    expect(changed.status).toBe(200)
    const again = caller(app, cookiesOf(changed.headers))
    expect((await again('GET', '/records')).status).toBe(200)
  })

  test.each(['short', '1234567890', 'password2026', 'aaaaaaaaaaaa'])('%s is too easy', async (next) => {
    const me = await signIn(app, 'P2')
    expect(await me('PUT', '/session/password', { current: password, next })).toMatchObject({
      status: 422,
      body: { code: 'password_weak' },
    })
  })

  test('are kept as argon2id', async () => {
    const rows = await db.query<{ password: string }>('select password from auth.account')
    for (const row of rows) expect(row.password).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  })
})

describe('the second factor', () => {
  async function withTotp(name: string): Promise<{ uri: string; backupCodes: string[]; code: string }> {
    await account(name)
    const me: Caller = await signIn(app, name)
    const { body } = await me('POST', '/session/totp-setup', { password })
    const code = totp(body.uri)
    expect((await me('POST', '/session/totp-confirm', { code })).status).toBe(200)
    return { ...body, code }
  }

  test('nothing opens before the code (trust 18)', async () => {
    const { uri } = await withTotp('careful')
    const first = await caller(app)('POST', '/session', { name: 'careful', password })
    expect(first.body).toEqual({ next: 'totp' })
    const half = caller(app, cookiesOf(first.headers))
    expect((await half('GET', '/session')).status).toBe(401)
    expect((await half('POST', '/session/totp', { code: '000000' })).status).toBe(401)
    const second = await half('POST', '/session/totp', { code: next(uri) })
    expect(second.status).toBe(200)
    expect((await caller(app, cookiesOf(second.headers))('GET', '/session')).body.user.twoFactorEnabled).toBe(
      true,
    )
  })

  test('a code opens one sign-in, also of two at the same moment (ASVS 6.5.1)', async () => {
    const { uri, code: used } = await withTotp('watched')
    const code = next(uri)
    const half = async () =>
      caller(app, cookiesOf((await caller(app)('POST', '/session', { name: 'watched', password })).headers))
    const wrong = await (await half())('POST', '/session/totp', { code: '000000' })
    // It was used to say that the authenticator is set up.
    expect(await (await half())('POST', '/session/totp', { code: used })).toMatchObject({
      status: 401,
      body: wrong.body,
    })
    const both = await Promise.all(
      [await half(), await half()].map((own) => own('POST', '/session/totp', { code })),
    )
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401])
    expect(both.find(({ status }) => status === 401)?.body).toEqual(wrong.body)
    const replayed = await (await half())('POST', '/session/totp', { code })
    expect(replayed).toMatchObject({ status: 401, body: wrong.body })
    expect(replayed.headers.getSetCookie()).toEqual([])
    const signIns = await db.query(`select 1 as one from auth.session where ${whoseSignIns('watched')}`)
    // The one it was set up in, and the one the code opened.
    expect(signIns).toHaveLength(2)
  })

  test('others’ wrong codes keep nobody out', async () => {
    const { uri } = await withTotp('bystander')
    await withTotp('guesser')
    const half = async (name: string) =>
      caller(app, cookiesOf((await caller(app)('POST', '/session', { name, password })).headers))
    for (let i = 0; i < 3; i += 1) {
      const guessing = await half('guesser')
      for (let at = 0; at < 3; at += 1) await guessing('POST', '/session/totp', { code: '000000' })
    }
    expect((await (await half('guesser'))('POST', '/session/totp', { code: '000000' })).status).toBe(429)
    expect((await (await half('bystander'))('POST', '/session/totp', { code: next(uri) })).status).toBe(200)
  })

  test('a backup code helps once', async () => {
    const { backupCodes } = await withTotp('lost-phone')
    const code = backupCodes[0] ?? ''
    const first = await caller(app)('POST', '/session', { name: 'lost-phone', password })
    const half = caller(app, cookiesOf(first.headers))
    expect((await half('POST', '/session/totp', { code })).status).toBe(200)
    const later = await caller(app)('POST', '/session', { name: 'lost-phone', password })
    expect((await caller(app, cookiesOf(later.headers))('POST', '/session/totp', { code })).status).toBe(401)
  })
})

test('who only reads does not wait for a settlement’s end on the embedded database to be noted', async () => {
  const own = await smallCompany('pglite')
  const its = await testServices(own)
  const page = testApi(its)
  await makeAccount(own, 'P2', ['salesperson'], { person: 'P2' })
  const me = await signIn(page, 'P2')
  await own.exec(`update auth.session set updated_at = now() - interval '5 minutes'`)
  let answered = false
  const settling = own.transaction(async (within) => {
    while (!answered) await within.pause()
  })
  expect((await me('GET', '/session')).status).toBe(200)
  answered = true
  await settling
  const noted = `select 1 as one from auth.session where updated_at > now() - interval '1 minute'`
  await expect.poll(() => own.query(noted)).toHaveLength(1)
  await its.jobs.stop()
  await own.close()
})
