/** Every route there is, asked as nobody and as each role; and requests made to get past the checks. */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Actor, scopeOf } from '../../access/actor.ts'
import { isResource, type Verb } from '../../access/permissions.ts'
import { type Role, roleIds } from '../../access/roles.ts'
import type { Database } from '../../records/database.ts'
import { smallCompany } from '../../records/testing/company.ts'
import { makeAccount, password, signIn } from '../testing/accounts.ts'
import { type Caller, caller, ownAddress, testApi, testServices } from '../testing/services.ts'
import type { Services } from './services.ts'

let db: Database
let services: Services
let app: ReturnType<typeof testApi>
const callers = new Map<Role, Caller>()

interface Route {
  readonly method: string
  readonly path: string
  readonly access: unknown
}
let declared: Route[]

beforeAll(async () => {
  db = await smallCompany('postgres')
  services = await testServices(db, () => undefined)
  app = testApi(services)
  for (const role of roleIds) {
    await makeAccount(db, role, [role])
    callers.set(role, await signIn(app, role))
  }
  const { body } = await caller(app)('GET', '/openapi.json')
  declared = Object.entries(body.paths as Record<string, Record<string, { 'x-access'?: unknown }>>).flatMap(
    ([path, methods]) =>
      Object.entries(methods).map(([method, own]) => ({
        method: method.toUpperCase(),
        path,
        access: own['x-access'],
      })),
  )
})
afterAll(async () => {
  await services.jobs.stop()
  await db.close()
})

const as = (role: Role): Caller => callers.get(role) ?? caller(app)
/** An address with something in every place, of a thing that is not there. */
const addressOf = ({ path }: Route) =>
  path.replaceAll('{object}', 'customer').replaceAll(/\{\w+\}/g, '00000000-0000-4000-8000-000000000000')
const bodyOf = ({ method }: Route) => (method === 'GET' || method === 'DELETE' ? undefined : { unknown: 1 })
const mayCall = (role: Role, { access }: Route) =>
  Array.isArray(access) && isResource(access[1]) && scopeOf(actorWith(role), access[0], access[1])
const actorWith = (role: Role): Actor => ({
  ...{ account: '', name: '', person: null, roles: [role], kind: 'person', readOnly: false },
})

describe('routes', () => {
  test('each says who may call it, in words of the table of permissions (trust 5)', () => {
    expect(declared.length).toBeGreaterThan(30)
    for (const { method, path, access } of declared) {
      const known =
        access === 'public' || access === 'signed-in' || (Array.isArray(access) && isResource(access[1]))
      expect(known, `${method} ${path}: ${access}`).toBe(true)
    }
  })

  test('what a guest may call is the sign-in page’s, and nothing else is answered (trust 5)', async () => {
    const open = declared
      .filter(({ access }) => access === 'public')
      .map(({ method, path }) => `${method} ${path}`)
    expect(open.toSorted()).toEqual(['GET /session/options', 'POST /session', 'POST /session/totp'])
    for (const route of declared.filter(({ access }) => access !== 'public'))
      for (const address of [addressOf(route), `${addressOf(route)}/`]) {
        const { status } = await caller(app)(route.method, address, bodyOf(route))
        expect(status, `${route.method} ${address}`).toBe(401)
      }
  })

  test('a forged identity in a header is no identity (trust 12)', async () => {
    for (const headers of [
      { authorization: 'Bearer hj_forged' },
      { 'x-forwarded-user': 'admin', 'x-account': 'admin' },
      { cookie: 'hengji.session_token=forged.forged' },
    ])
      expect((await caller(app)('GET', '/accounts', undefined, headers as never)).status).toBe(401)
  })

  test.each(roleIds)('%s is refused exactly what the table refuses (trust 11)', async (role) => {
    const guarded = declared.filter((route): route is Route & { access: [Verb, string] } =>
      Array.isArray(route.access),
    )
    for (const route of guarded) {
      const [verb, resource] = route.access
      if (!isResource(resource)) throw new Error(resource)
      const { status, body } = await as(role)(route.method, addressOf(route), bodyOf(route))
      const refused = status === 403 && body.code === 'not_allowed'
      const what = `${role}: ${route.method} ${route.path} answered ${status} ${JSON.stringify(body).slice(0, 200)}`
      expect(refused, what).toBe(!scopeOf(actorWith(role), verb, resource))
      expect(status, what).toBeLessThan(500)
    }
  })

  test.each(roleIds)('%s: of records, what may not be read is not listed and not answered', async (role) => {
    const { body } = await as(role)('GET', '/records')
    const listed = new Set(body.objects.map(({ id }: { id: string }) => id))
    const { body: own } = await as(role)('GET', '/session')
    for (const object of ['person', 'fixed_pay', 'customer', 'contract', 'receipt', 'monthly_score']) {
      const { status } = await as(role)('GET', `/records/${object}`)
      expect([role, object, status === 200]).toEqual([role, object, listed.has(object)])
    }
    expect(own.may.statement === undefined || role !== 'admin').toBe(true)
  })

  test('denials are written down (ASVS 16.3.2)', async () => {
    await as('salesperson')('GET', '/accounts')
    const [row] = await db.query<{ subject: string }>(
      `select subject from audit.entry where action = 'denied' and actor = 'salesperson的账号' order by entry_id desc limit 1`,
    )
    expect(row?.subject).toBe('GET /api/accounts')
  })
})

describe('pay', () => {
  test.each(roleIds)('%s finds none in a list of people (trust 6)', async (role) => {
    const { status, body } = await as(role)('GET', '/records/person?size=200')
    if (status !== 200) return
    for (const row of body.rows)
      expect(
        Object.keys(row).filter((field) => /pay|wage|salary|allowance|bank|phone|id_number/.test(field)),
      ).toEqual([])
    expect(JSON.stringify(body)).not.toMatch(/1000\.5|12000/)
  })

  test.each(roleIds)(
    'what %s is told a list sums up to is what its rows sum up to, no more (L-4)',
    async (role) => {
      for (const object of ['fixed_pay', 'receipt', 'contract'])
        for (const filter of [{}, { valid_from: { from: '2021-01-01' } }]) {
          if (object !== 'fixed_pay' && 'valid_from' in filter) continue
          const query = new URLSearchParams({ size: '200', filter: JSON.stringify(filter) })
          const { status, body } = await as(role)('GET', `/records/${object}?${query}`)
          if (status !== 200) continue
          for (const [field, sum] of Object.entries(body.sums)) {
            const cents = (text: unknown) => Math.round(Number(text ?? 0) * 100)
            const rows = body.rows.reduce(
              (all: number, row: Record<string, string>) => all + cents(row[field]),
              0,
            )
            expect(cents(sum), `${object} ${field}`).toBe(rows)
          }
        }
    },
  )

  test('only who may see all of it sees all of it, and the administrator of the system sees none', async () => {
    const count = async (role: Role) => (await as(role)('GET', '/records/fixed_pay')).body.total
    expect(await count('finance')).toBe(4)
    expect(await count('salesperson')).toBe(0)
    expect((await as('admin')('GET', '/records/fixed_pay')).status).toBe(403)
    expect((await as('admin')('GET', '/people/P2/personal-data')).status).toBe(403)
  })
})

describe('what is sent', () => {
  const raw = async (role: Role, method: string, path: string, body: string) => {
    const cookie = await cookieOf(role)
    const answer = await app.request(`${ownAddress}/api${path}`, {
      method,
      headers: {
        ...{ host: new URL(ownAddress).host, 'x-requested-with': 'hengji', cookie },
        'content-type': 'application/json',
      },
      body,
    })
    return { status: answer.status, text: await answer.text() }
  }
  async function cookieOf(role: Role): Promise<string> {
    const answer = await caller(app)('POST', '/session', { name: role, password })
    return answer.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; ')
  }

  test.each(['entered_by', 'entered_at', 'import_id', 'source_row', 'unknown'])(
    'a field that is not for entering is refused: %s (trust 7)',
    async (field) => {
      const values = { code: 'X1', name: '某公司', [field]: 'x' }
      const { status } = await as('finance')('POST', '/records/customer', { values })
      expect([400, 422]).toContain(status)
      expect(await db.query(`select 1 as one from record.customer where customer_code = 'X1'`)).toEqual([])
    },
  )

  test('fields beside the body’s own are refused, and change nothing (trust 7, 8)', async () => {
    const { body } = await as('admin')('GET', '/accounts?q=salesperson')
    const [before] = body.rows
    for (const [method, path, sent] of [
      ['PUT', `/accounts/${before.id}/active`, { active: true, roles: ['admin'] }],
      ['PUT', '/session/password', { current: password, next: 'shan-gao-shui-chang', role: 'admin' }],
      ['POST', '/session', { name: 'salesperson', password, roles: ['admin'] }],
    ] as const)
      expect((await as('admin')(method, path, sent)).status, path).toBe(400)
    expect((await as('admin')('GET', '/accounts?q=salesperson')).body.rows[0].roles).toEqual(before.roles)
  })

  test.each([
    '{"values":{"code":"X2","name":"某","__proto__":{"admin":true}}}',
    '{"values":{"code":"X2","name":"某","constructor":"x"}}',
    '{"__proto__":{"values":{}},"values":{"code":"X2","name":"某","toString":"x"}}',
    '{"values":{"code":"X2","name":"某"},"constructor":{"prototype":{"admin":true}}}',
  ])('keys that reach for prototypes do no harm: %s (trust 29)', async (body) => {
    const { status } = await raw('finance', 'POST', '/records/customer', body)
    expect([200, 400, 409, 422]).toContain(status)
    expect(({} as { admin?: unknown }).admin).toBeUndefined()
    expect(Object.prototype.toString.call({})).toBe('[object Object]')
  })

  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    'no such object as %s (trust 29)',
    async (object) => {
      expect((await as('finance')('GET', `/records/${object}`)).status).toBeGreaterThanOrEqual(400)
      const filter = encodeURIComponent(`{"${object}":"x"}`)
      const { status } = await as('finance')('GET', `/records/customer?filter=${filter}`)
      expect(status).toBe(400)
    },
  )

  test('text the database cannot hold is refused, not an error of the server (trust 21)', async () => {
    const { status, body } = await as('auditor')('GET', '/records/contract?q=%00')
    expect([status, body.code]).toEqual([400, 'request_invalid'])
    const entry = { values: { code: 'K\u0000', name: 'x' } }
    expect((await as('finance')('POST', '/records/customer', entry)).status).toBe(400)
  })

  test('half a character is refused as well, wherever it stands (trust 21)', async () => {
    const { body: settings } = await as('admin')('GET', '/settings')
    const half = '\ud800'
    for (const [role, method, path, sent] of [
      ['finance', 'POST', '/records/customer', { values: { code: 'K9', name: half } }],
      ['finance', 'POST', '/records/receipt/late', { values: { number: half, received_on: '2026-10-05' } }],
      ['finance', 'PATCH', '/records/customer', { key: ['K1'], version: '1', values: { name: half } }],
      ['admin', 'PUT', '/settings', { ...settings, company: `某${half}` }],
    ] as const)
      expect(await as(role)(method, path, sent), `${method} ${path}`).toMatchObject({
        status: 400,
        body: { code: 'request_invalid', message: '请求的内容不对：U+D800' },
      })
    const whole = { values: { code: 'KW', name: '\\ud83d 🐟' } }
    expect((await as('finance')('POST', '/records/customer', whole)).status).toBe(200)
  })

  test.each([[['K1', 'K1']], [['K1', 'K1', 'K1', 'K1']]])(
    'a key of %j is not one of this kind of record, and that is the answer everywhere (trust 21)',
    async (key) => {
      const version = '2026-01-01 00:00:00.000000'
      const answers = [
        await as('finance')('GET', `/records/customer/row?key=${encodeURIComponent(JSON.stringify(key))}`),
        await as('finance')('PATCH', '/records/customer', { key, version, values: { name: '某' } }),
        await as('finance')('DELETE', '/records/customer', { key, version }),
        await as('finance')('POST', '/records/customer/late', { key, values: { name: '某' } }),
        await as('finance')('POST', '/records/customer/late', { key, remove: true }),
      ]
      expect(answers.map(({ status, body }) => [status, body.code])).toEqual(
        answers.map(() => [400, 'request_invalid']),
      )
    },
  )

  test.each(['constructor', '__proto__', '-constructor', 'to_string'])(
    'nothing is sorted by %s (trust 21, 29)',
    async (sort) => {
      for (const path of ['/accounts', '/audit', '/records/customer', '/records/contract'])
        expect((await as('auditor')('GET', `${path}?sort=${sort}`)).status, path).toBe(400)
    },
  )

  test('yes and no are no text, and that is told in either language (trust 21)', async () => {
    const filter = encodeURIComponent('{"customer":true}')
    const ask = (language: string) =>
      as('finance')('GET', `/records/contract?filter=${filter}`, undefined, { 'accept-language': language })
    expect(await ask('zh')).toMatchObject({ status: 400, body: { code: 'request_invalid' } })
    expect((await ask('en')).body.message).not.toMatch(/[\u4e00-\u9fff]/)
    const of = encodeURIComponent('{"turnover":false,"signed_on":true}')
    expect((await as('finance')('GET', `/records/contract?filter=${of}`)).status).toBe(400)
  })

  test('what is refused is noted, whatever text the request was made of (trust 21, X-6)', async () => {
    const odd = encodeURIComponent(JSON.stringify(['\u0000', '\ud800']))
    const half = ['P2', '\ud800']
    const asked = [
      await as('salesperson')('GET', `/settlement/2026-11/payroll?format=csv&key=${odd}`),
      await as('salesperson')('DELETE', '/records/fixed_pay', { key: ['P2', '\u0000'], version: '1' }),
      await as('salesperson')('DELETE', '/records/fixed_pay', { key: half, version: '1' }),
      await as('salesperson')('PUT', '/accounts/%00/active', { active: true }),
    ]
    expect(asked.map(({ status, body }) => [status, body.code])).toEqual(
      Array.from({ length: 4 }, () => [403, 'not_allowed']),
    )
    const { status, body } = await as('auditor')('GET', '/audit?sort=-at&size=4')
    expect(status).toBe(200)
    expect(body.rows.map(({ action, details }: Record<string, unknown>) => [action, details])).toMatchObject([
      ['denied', {}],
      ['denied', { key: ['P2', '\ufffd'] }],
      ['denied', { key: ['P2', '\ufffd'] }],
      ['denied', { key: ['\ufffd', '\ufffd'] }],
    ])
  })

  test.each(['x', '%00', '99999999999999999999', '2026-13', '%F0%9F%90%9F'])(
    'nothing is at an address with %s in it, and that is said in the language of the reader (trust 21)',
    async (odd) => {
      for (const route of declared.filter(({ method, path }) => method === 'GET' && path.includes('{'))) {
        const role = roleIds.find((one) => mayCall(one, route)) ?? 'admin'
        const { status, body } = await as(role)('GET', route.path.replaceAll(/\{\w+\}/g, odd))
        // What is asked of the row comes with the address, and is missing here.
        if (body.code === 'request_invalid') expect(body.message, route.path).toMatch(/没有填写$/)
        else expect([200, 404], `${route.path} ${JSON.stringify(body)}`).toContain(status)
        if (status === 404) expect(body.message, route.path).not.toMatch(/[A-Za-z]{3}/)
      }
      const key = encodeURIComponent(JSON.stringify([decodeURIComponent(odd)]))
      expect((await as('finance')('GET', `/records/customer/row?key=${key}`)).status).toBe(404)
      const english = await as('finance')('GET', `/policies/versions/${odd}`, undefined, {
        'accept-language': 'en',
      })
      expect(english).toMatchObject({ status: 404, body: { code: 'not_found' } })
      expect(english.body.message).not.toMatch(/[\u4e00-\u9fff]/)
    },
  )

  test('a request that does not fit names its fields in the language of the reader', async () => {
    const chinese = await as('finance')('GET', '/records/contract?page=many')
    expect(chinese.body.message).toContain('page：应当是数字')
    const english = await as('finance')('GET', '/records/contract?page=many', undefined, {
      'accept-language': 'en',
    })
    expect(english.body.message).toContain('page: should be a number')
  })

  test('whatever is asked of a list is answered or refused, and never breaks it (trust 21)', async () => {
    const nasty = fc.oneof(
      fc.constantFrom(
        "'",
        '"; drop table record.person; --',
        'name) or 1=1 --',
        'pg_sleep(5)',
        '\u0000',
        '%',
        '\\',
        '$1',
        '::text',
      ),
      fc.string({ maxLength: 30 }),
      fc.string({ unit: 'binary', maxLength: 20 }),
    )
    const name = fc.oneof(
      fc.constantFrom('name', 'code', 'signed_on', 'turnover', '-turnover', 'customer.name'),
      nasty,
    )
    const before = await db.query('select count(*) as people from record.person')
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('/records/contract', '/records/person', '/accounts', '/audit'),
        fc.record({
          sort: name,
          q: nasty,
          filter: fc.oneof(
            nasty,
            fc.dictionary(name, nasty).map((own) => JSON.stringify(own)),
          ),
        }),
        async (path, query) => {
          const search = new URLSearchParams()
          for (const [key, value] of Object.entries(query)) search.set(key, value.toWellFormed())
          const { status, body } = await as('auditor')('GET', `${path}?${search}`)
          expect([200, 400], JSON.stringify([path, query, body]).slice(0, 500)).toContain(status)
        },
      ),
      { numRuns: 150 },
    )
    expect(await db.query('select count(*) as people from record.person')).toEqual(before)
  })

  test('a body that is no JSON is the caller’s mistake, and nothing of ours', async () => {
    const headers = { host: new URL(ownAddress).host, 'x-requested-with': 'hengji' }
    const send = (type: string, body: string) =>
      app.request(`${ownAddress}/api/session`, {
        method: 'POST',
        headers: { ...headers, 'content-type': type },
        body,
      })
    for (const [type, body] of [
      ['application/json', '{"name":'],
      ['application/json', ''],
      ['text/plain', '{"name":"P1"}'],
      ['application/x-www-form-urlencoded', 'name=P1'],
    ] as const) {
      const answer = await send(type, body)
      expect(answer.status, type).toBe(400)
      expect(await answer.json()).toMatchObject({ code: 'request_unreadable' })
    }
  })

  test('a body too large to be one is not read, with its length told or not, signed in or not', async () => {
    const headers = { host: new URL(ownAddress).host, 'x-requested-with': 'hengji' }
    const large = JSON.stringify({ name: 'x'.repeat(5 * 1024 ** 2), password: 'x' })
    for (const told of [{ 'content-length': String(large.length) }, {}]) {
      const answer = await app.request(`${ownAddress}/api/session`, {
        method: 'POST',
        headers: { ...headers, ...told, 'content-type': 'application/json' },
        body: large,
      })
      expect([answer.status, await answer.json()]).toEqual([
        413,
        expect.objectContaining({ code: 'request_too_large' }),
      ])
    }
  })

  test('a day that is none is refused, as a filter and in a record', async () => {
    for (const day of ['2026-02-31', '0000-01-01']) {
      const filter = encodeURIComponent(JSON.stringify({ signed_on: { from: day } }))
      const { status, body } = await as('finance')('GET', `/records/contract?filter=${filter}`)
      expect([status, body.code], day).toEqual([400, 'request_invalid'])
    }
    for (const day of ['0206-10-01', '2206-10-01']) {
      const values = { contract: 'C1', number: 'Z1', received_on: day, amount: '1', kind: '进度款' }
      const { status, body } = await as('finance')('POST', '/records/receipt', { values })
      expect([status, body.code], day).toEqual([422, 'record_rule'])
    }
  })

  test('M-4.6 what was paid comes in whole fen', async () => {
    for (const amount of ['1.005', '0.001', 'x']) {
      const values = { contract: 'C1', number: 'Z2', received_on: '2026-10-02', amount, kind: '进度款' }
      const { body } = await as('finance')('POST', '/records/receipt', { values })
      expect(body.message, amount).toBe(`金额：“${amount}”应当是数字，最多到分`)
    }
    const values = { person: 'P3', valid_from: '2030-01-01', base_pay: '6000.005' }
    const { body } = await as('administration')('POST', '/records/fixed_pay', { values })
    expect(body.message).toBe('基本工资：“6000.005”应当是数字，最多到分')
  })

  test('a row named by another’s key is not there (trust 1, 2)', async () => {
    const key = encodeURIComponent('["C2"]')
    expect((await as('salesperson')('GET', `/records/contract/row?key=${key}`)).status).toBe(404)
    expect((await as('finance')('GET', `/records/contract/row?key=${key}`)).status).toBe(200)
    const change = { key: ['K2'], version: '2026-01-01', values: { name: '改名' } }
    expect((await as('salesperson')('PATCH', '/records/customer', change)).status).toBe(404)
  })
})

describe('the same request again', () => {
  const create = (code: string, key: string, name = '重复公司') =>
    as('finance')('POST', '/records/customer', { values: { code, name } }, { 'idempotency-key': key })

  test('gives the same answer and does nothing; another body with its key is refused', async () => {
    const first = await create('R1', 'key-1')
    expect(first.status).toBe(200)
    expect(await create('R1', 'key-1')).toMatchObject({ status: 200, body: first.body })
    expect(await create('R2', 'key-1')).toMatchObject({ status: 409, body: { code: 'key_reused' } })
    expect((await create('R1', 'key-2')).body.code).toBe('record_exists')
  })

  test('a key too long to be kept is refused, not cut (trust 21)', async () => {
    const long = 'k'.repeat(200)
    const sent = { values: { code: 'LK', name: '长' } }
    const refused = await as('finance')('POST', '/records/customer', sent, {
      ...{ 'idempotency-key': `${long}1`, 'accept-language': 'en' },
    })
    expect(refused).toMatchObject({
      status: 400,
      body: {
        code: 'request_invalid',
        message: 'The request is not valid: Idempotency-Key: at most 200 characters',
      },
    })
    expect((await as('finance')('POST', '/records/customer', sent, { 'idempotency-key': long })).status).toBe(
      200,
    )
  })

  test('sent ten times at once is done once', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => create('R9', 'key-9')))
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200))
    const made = await db.query(
      `select 1 as one from audit.entry where action = 'create' and subject = '客户 R9'`,
    )
    expect(made.length).toBe(1)
  })
})

describe('the language of a refusal', () => {
  test('is the reader’s; its code is not', async () => {
    const english = await as('salesperson')('GET', '/accounts', undefined, { 'accept-language': 'en' })
    const chinese = await as('salesperson')('GET', '/accounts', undefined, { 'accept-language': 'zh-CN' })
    expect(english.body.message).toMatch(/^Your role may not read this \(account\)/)
    expect(chinese.body.message).toMatch(/^您的角色不能查看“用户与角色”/)
    expect(english.body.code).toBe(chinese.body.code)
  })

  test('what a record breaks is told in English, too', async () => {
    const told = async (object: string, values: Record<string, string | null>) => {
      const sent = { values }
      const answer = await as('finance')('POST', `/records/${object}`, sent, { 'accept-language': 'en' })
      return answer.body.message
    }
    const receipt = { contract: 'C1', number: 'Z3', received_on: '2026-10-02', amount: '1', kind: '订金' }
    expect(await told('receipt', { ...receipt, kind: '首付' })).toBe(
      'The kind of payment must be deposit, progress payment, acceptance payment, retention or other',
    )
    expect(await told('receipt', { ...receipt, amount: 'x', received_on: '2 October' })).toBe(
      'Received on: “2 October” is not a date; write it like 2026-10-31, between the years 1900 and 2199; Amount: “x” must be a number no finer than a fen, 0.01',
    )
    expect(await told('receipt', { ...receipt, contract: 'C0' })).toBe(
      'There is no such contract; enter it first',
    )
    expect(await told('receipt', { ...receipt, amount: null })).toBe('Fill in amount')
  })
})
