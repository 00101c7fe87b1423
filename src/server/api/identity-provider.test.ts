/** Signing in by a company's identity provider, against one that follows the standard, and one that does not. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { deactivate } from '../../access/accounts.ts'
import { discover } from '../../access/sign-in/provider.ts'
import type { Database } from '../../records/database.ts'
import { smallCompany } from '../../records/testing/company.ts'
import { makeAccount, password } from '../testing/accounts.ts'
import { client, type OpenIdProvider, openIdProvider } from '../testing/openid-provider.ts'
import { caller, cookiesOf, testApi, testServices } from '../testing/services.ts'
import type { Services } from './services.ts'

const refused = '/sign-in?refused=company'
let db: Database
let provider: OpenIdProvider
let services: Services
let app: ReturnType<typeof testApi>
const idOf: Record<string, string> = {}

const settings = () => ({
  label: '公司账号',
  discoveryUrl: provider.issuer,
  ...client,
  unencryptedLoopback: true,
})
const person = (name: string, more: object = {}) => ({
  sub: `subject-of-${name}`,
  email: `${name}@example.cn`,
  email_verified: true,
  ...more,
})

async function account(name: string, of: string | null, mustChangePassword = false): Promise<void> {
  idOf[name] = await makeAccount(db, `${name}@example.cn`, ['salesperson'], {
    ...{ person: of, displayName: `${name}的账号`, mustChangePassword },
  })
}

beforeAll(async () => {
  ;[db, provider] = await Promise.all([smallCompany('postgres'), openIdProvider()])
  services = await testServices(db, () => {}, settings())
  app = testApi(services)
  await account('chen', 'P2')
  await account('new', null, true)
  await account('gone', 'P4')
  await account('closed', null)
  await db.query(`update record.person set left_on = current_date - 1 where person_no = 'P4'`)
  await deactivate(db, idOf.closed ?? '')
})
afterAll(async () => {
  await services.jobs.stop()
  await db.close()
  await provider.close()
})
beforeEach(() => provider.behave({ claims: person('chen') }))

/** To the provider, where somebody signs in, and back as far as the callback's address. */
async function there(path = '/auth/company') {
  const sent = await caller(app)('GET', path)
  const address = sent.headers.get('location') ?? ''
  const answered = await fetch(address, { redirect: 'manual' })
  return { back: new URL(answered.headers.get('location') ?? ''), cookie: cookiesOf(sent.headers) }
}

const callback = ({ back, cookie }: { back: URL; cookie: string }) =>
  caller(app, cookie)('GET', back.pathname.slice('/api'.length) + back.search)

async function signInBy(claims: object, more: object = {}) {
  provider.behave({ claims: { ...claims }, ...more })
  const answer = await callback(await there())
  return { to: answer.headers.get('location'), me: caller(app, cookiesOf(answer.headers)) }
}

const actions = () =>
  db.query<{ actor: string; action: string }>('select actor, action from audit.entry order by entry_id desc')

describe('by the identity provider', () => {
  test('the sign-in page offers it', async () => {
    const { body } = await caller(app)('GET', '/session/options')
    expect(body.oidc).toEqual({ label: '公司账号', url: '/api/auth/company' })
  })

  test('a person with an account comes in, where they were going, and it is written down', async () => {
    const answer = await callback(await there('/auth/company?to=/statements'))
    expect(answer.headers.get('location')).toBe('/statements')
    const { body } = await caller(app, cookiesOf(answer.headers))('GET', '/session')
    expect(body).toMatchObject({ user: { signInName: 'chen@example.cn', person: { number: 'P2' } } })
    expect((await actions())[0]).toEqual({ actor: 'chen的账号', action: 'sign-in' })
  })

  test('known by the subject from then on, even under another address', async () => {
    const { to, me } = await signInBy(person('chen', { email: 'c.chen@example.cn' }))
    expect(to).toBe('/')
    expect((await me('GET', '/session')).body.user.signInName).toBe('chen@example.cn')
  })

  test('the address may be told at the userinfo endpoint only', async () => {
    const { sub, ...rest } = person('chen')
    expect((await signInBy({ sub }, { userInfo: { sub, ...rest } })).to).toBe('/')
    expect((await signInBy({ sub }, { userInfo: { ...rest, sub: 'subject-of-new' } })).to).toBe(refused)
  })

  test('whoever comes in this way need not change a password they were given, which ends', async () => {
    const { me } = await signInBy(person('new'))
    expect((await me('GET', '/session')).body.user.mustChangePassword).toBe(false)
    const own = { name: 'new@example.cn', password }
    expect((await caller(app)('POST', '/session', own)).status).toBe(401)
  })

  test('on to a page of ours only', async () => {
    const answer = await callback(await there('/auth/company?to=//elsewhere.example'))
    expect(answer.headers.get('location')).toBe('/')
  })
})

describe('refused', () => {
  test.each([
    ['nobody we know', person('stranger')],
    ['whose person has left', person('gone')],
    ['whose account is closed', person('closed')],
    ['an address the provider has not verified', person('new', { sub: 'another', email_verified: false })],
    ['an address it says nothing of', person('new', { sub: 'another', email_verified: undefined })],
    ['no address', person('chen', { sub: 'another', email: undefined })],
  ])('%s', async (_, claims) => {
    const before = await actions()
    const { to, me } = await signInBy(claims)
    expect(to).toBe(refused)
    expect((await me('GET', '/session')).status).toBe(401)
    expect(await db.query(`select from auth."user" where email = 'stranger@example.cn'`)).toEqual([])
    const [last, ...earlier] = await actions()
    expect(last).toEqual({ actor: '公司账号', action: 'sign-in-failed' })
    expect(earlier).toEqual(before)
  })

  const past = Math.floor(Date.now() / 1000) - 600
  test.each([
    ['for another nonce', { nonce: 'another' }],
    ['by another issuer', { iss: 'https://elsewhere.example' }],
    ['for another audience', { aud: 'another-client' }],
    ['which has expired', { iat: past - 300, exp: past }],
    ['that does not expire', { exp: undefined }],
  ])('a token %s', async (_, claims) => {
    expect((await signInBy(person('chen', claims))).to).toBe(refused)
  })

  test('a token signed with another key, and none at all', async () => {
    expect((await signInBy(person('chen'), { foreignKey: true })).to).toBe(refused)
    expect((await signInBy(person('chen'), { noIdToken: true, userInfo: person('chen') })).to).toBe(refused)
  })

  test('an answer for another state, in another browser, from another issuer, or a second time', async () => {
    const trip = await there()
    const at = (change: Record<string, string>) => {
      const back = new URL(trip.back)
      for (const [name, value] of Object.entries(change)) back.searchParams.set(name, value)
      return back
    }
    const other = await callback({ ...trip, back: at({ state: 'another' }) })
    const elsewhere = await callback({ ...trip, cookie: '' })
    expect([other, elsewhere].map(({ headers }) => headers.get('location'))).toEqual([refused, refused])
    const mixed = await there()
    mixed.back.searchParams.set('iss', 'https://elsewhere.example')
    expect((await callback(mixed)).headers.get('location')).toBe(refused)
    const fresh = await there()
    expect((await callback(fresh)).headers.get('location')).toBe('/')
    expect((await callback(fresh)).headers.get('location')).toBe(refused)
  })

  test('a code the provider did not give, without an entry anybody could cause', async () => {
    const before = await db.query('select from audit.entry')
    const trip = await there()
    trip.back.searchParams.set('code', 'guessed')
    expect((await callback(trip)).headers.get('location')).toBe(refused)
    const told = await there()
    told.back.search = `?error=signup_disabled&state=${told.back.searchParams.get('state')}`
    expect((await callback(told)).headers.get('location')).toBe(refused)
    expect(await db.query('select from audit.entry')).toHaveLength(before.length)
  })
})

describe('the provider', () => {
  test('speaks for itself only, and leads to encrypted addresses only', async () => {
    provider.behave({ claims: {}, discovery: { issuer: 'https://elsewhere.example' } })
    await expect(discover(settings())).rejects.toThrow(/another issuer/)
    provider.behave({ claims: {}, discovery: { token_endpoint: 'http://login.example.cn/token' } })
    await expect(discover(settings())).rejects.toThrow(/not encrypted/)
  })

  test('is asked without encryption on this machine alone, and only when a test says so', async () => {
    const { unencryptedLoopback: _, ...usual } = settings()
    await expect(discover(usual)).rejects.toThrow(/not encrypted/)
    await expect(discover({ ...settings(), discoveryUrl: 'http://login.example.cn' })).rejects.toThrow(
      /not encrypted/,
    )
  })

  test('that does not answer brings people back to the sign-in page', async () => {
    provider.behave({ claims: {}, discovery: { token_endpoint: undefined } })
    expect((await caller(app)('GET', '/auth/company')).headers.get('location')).toBe(refused)
  })
})
