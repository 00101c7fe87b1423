/** What a record refers to, and what its columns can hold: whichever it is, it is refused in words, and is never a fault of ours. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Field, RecordObject } from '../../language/vocabulary.ts'
import { enteredFields, isWhole } from '../../records/entry/fields.ts'
import { vocabulary } from '../../records/vocabulary.ts'
import { makeAccount, password, signIn } from '../testing/accounts.ts'
import { type Administered, administered } from '../testing/administered.ts'
import { type Answer, type Caller, caller, cookiesOf, ownAddress } from '../testing/services.ts'

let its: Administered
let me: Caller
let own: Record<string, string>

/** Kinds with a page of their own: nothing is entered by these routes. */
const ownPage = new Set([
  'catalogue_filing',
  'monthly_score',
  'exceptional_score',
  'cooperation_rating',
  'work_record',
])

interface Reference {
  readonly source: string
  readonly target: string
  readonly columns: readonly string[]
  readonly keys: readonly string[]
}

let references: Reference[]

beforeAll(async () => {
  its = await administered()
  const roles = [
    ...(['admin', 'administration', 'finance', 'director'] as const),
    ...(['unit-head', 'receptionist', 'service-lead'] as const),
  ]
  await makeAccount(its.db, 'everything', roles)
  me = await signIn(its.app, 'everything')
  const signed = await caller(its.app)('POST', '/session', { name: 'everything', password })
  own = {
    ...{ host: new URL(ownAddress).host, 'x-requested-with': 'hengji' },
    cookie: cookiesOf(signed.headers),
  }
  const names = (keys: string, table: string) =>
    `array(select attname::text from unnest(${keys}) with ordinality k(n, at) join pg_attribute a
       on a.attrelid = ${table} and a.attnum = k.n order by k.at)`
  references = await its.db.query<Reference>(
    `select r.relname as source, t.relname as target, ${names('c.conkey', 'c.conrelid')} as columns,
       ${names('c.confkey', 'c.confrelid')} as keys
     from pg_constraint c join pg_class r on r.oid = c.conrelid join pg_class t on t.oid = c.confrelid
     where c.contype = 'f' and c.connamespace = 'record'::regnamespace order by c.conname`,
  )
})
afterAll(() => its.close())

function objectNamed(id: string): RecordObject {
  const found = vocabulary.objects.find((object) => object.id === id)
  if (!found) throw new Error(id)
  return found
}

const fieldOf = (object: RecordObject, column: string | undefined): Field => {
  const found = enteredFields(object).find((field) => field.columns[0] === column)
  if (!found) throw new Error(`${object.id}.${column}`)
  return found
}

const other = { number: '777', date: '2031-01-01', text: 'NEU9', reference: 'NEU9', boolean: true } as const

/** What keeps other rules from being broken before the one that is looked at. */
const harmless: Readonly<Record<string, Readonly<Record<string, string | boolean>>>> = {
  assignment: { valid_from: '2010-01-01', valid_to: '2010-02-01', heads_unit: false },
  base_price: { valid_from: '2010-01-01', valid_to: '2010-02-01' },
  fixed_pay: { valid_from: '2010-01-01', valid_to: '2010-02-01' },
  team: { merged_into: 'T1', merged_on: '2031-01-01', dissolved_on: '2031-01-01' },
  team_membership: { valid_from: '2010-01-01', valid_to: '2010-02-01', role: '组员' },
  unit_placement: { valid_from: '2010-01-01', valid_to: '2010-02-01' },
}

/** A row like one that is there, under a key that is not, with some values of its own. */
async function entered(object: RecordObject, own: Readonly<Record<string, string>>): Promise<Answer> {
  const { body } = await me('GET', `/records/${object.id}?size=1`)
  const fields = enteredFields(object)
  const last = fieldOf(object, object.key.at(-1))
  const values = Object.fromEntries(fields.map(({ id }) => [id, body.rows[0][id] ?? null]))
  return me('POST', `/records/${object.id}`, {
    values: { ...values, [last.id]: other[last.type.kind], ...harmless[object.id], ...own },
  })
}

test('every reference to what is not there is refused by its field (2)', async () => {
  const answers: Record<string, unknown> = {}
  for (const { source, columns } of references.filter((own) => !ownPage.has(own.source))) {
    const object = objectNamed(source)
    const field = fieldOf(object, columns.at(-1))
    const { status, body } = await entered(object, {
      [field.id]: field.type.kind === 'number' ? '778' : 'NICHT-DA',
    })
    if (status !== 422 || !/没有这|没有这样/.test(body.message) || !body.message.includes(field.label))
      answers[`${source}.${field.id}`] = { status, ...body }
  }
  expect(references.length).toBeGreaterThan(30)
  expect(answers).toEqual({})
})

test('every whole number is known as one, and one too large or broken is refused by its field', async () => {
  const columns = await its.db.query<{ table: string; column: string }>(
    `select table_name as table, column_name as column from information_schema.columns
     where table_schema = 'record' and data_type in ('smallint', 'integer', 'bigint') and column_name not in ('import_id', 'source_row')`,
  )
  const whole = vocabulary.objects.flatMap((object) =>
    enteredFields(object).flatMap((field) => (isWhole(field) ? [`${object.id}.${field.columns[0]}`] : [])),
  )
  expect(whole.sort()).toEqual(columns.map(({ table, column }) => `${table}.${column}`).sort())
  for (const { table, column } of columns.filter((own) => !ownPage.has(own.table)))
    for (const value of ['999999999999', '1.5']) {
      const object = objectNamed(table)
      const { id, label } = fieldOf(object, column)
      expect(await entered(object, { [id]: value })).toMatchObject({
        status: 422,
        body: { message: expect.stringContaining(`${label}：“${value}”应当是整数`) },
      })
    }
})

test('what others refer to is not removed, and by whom is said by the name of their kind', async () => {
  const labels = new Set(vocabulary.objects.map(({ label }) => label))
  let refused = 0
  for (const { source, target, columns, keys } of references) {
    const object = objectNamed(target)
    const joined = keys.map((key, i) => `t."${key}" = s."${columns[i]}"`).join(' and ')
    const [row] = await its.db.query<{ key: string[] }>(
      `select array[${object.key.map((key) => `t."${key}"::text`).join(', ')}] as key
       from record."${target}" t join record."${source}" s on ${joined} limit 1`,
    )
    if (!row || ownPage.has(target)) continue
    const query = new URLSearchParams({ key: JSON.stringify(row.key) })
    const { body: read } = await me('GET', `/records/${target}/row?${query}`)
    const { status, body } = await me('DELETE', `/records/${target}`, { ...row, version: read.version })
    if (body.code === 'not_allowed') continue
    refused += 1
    expect({ target, status, code: body.code, users: labels.has(body.details.users) }).toEqual({
      ...{ target, status: 409, code: 'record_in_use', users: true },
    })
    expect(body.details.key).toBe(row.key.join(' / '))
  }
  expect(refused).toBeGreaterThan(15)
})

test('a key that JavaScript hides is refused like any other that is not there (trust 29)', async () => {
  const send = (body: string) =>
    its.app.request(`${ownAddress}/api/records/customer`, {
      method: 'POST',
      headers: { ...own, 'content-type': 'application/json' },
      body,
    })
  for (const key of ['__proto__', '\\u005f_proto__'])
    for (const body of [
      `{"values":{"code":"K9","name":"丙公司","${key}":{"name":"x"}}}`,
      `{"values":{"code":"K9","name":"丙公司"},"${key}":null}`,
    ]) {
      const answer = await send(body)
      expect(answer.status).toBe(400)
      expect(await answer.json()).toMatchObject({ message: expect.stringContaining('没有这一项：__proto__') })
    }
  const query = new URLSearchParams({ filter: '{"__proto__":"x"}' })
  expect((await me('GET', `/records/customer?${query}`)).status).toBe(400)
  const written = await send('{"values":{"code":"K9","name":"丙公司的 __proto__"}}')
  expect(written.status).toBe(200)
})
