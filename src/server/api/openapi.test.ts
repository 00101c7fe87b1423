/** The description others program by: whole, true to OpenAPI 3.1 in its shape, and derived from the routes. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { refusals } from '../../records/refusal.ts'
import { type Administered, administered } from '../testing/administered.ts'
import { caller } from '../testing/services.ts'

let its: Administered
let body: unknown

beforeAll(async () => {
  its = await administered()
  body = (await caller(its.app)('GET', '/openapi.json')).body
})
afterAll(() => its.close())

const media = z.record(z.string().includes('/'), z.strictObject({ schema: z.looseObject({}) }))
const answer = z.union([
  z.strictObject({ $ref: z.string().startsWith('#/components/responses/') }),
  z.strictObject({ description: z.string().min(1), content: media.optional() }),
])
const operation = z.strictObject({
  operationId: z.string().regex(/^[a-zA-Z]+$/),
  summary: z.string().min(1),
  tags: z.array(z.string()).length(1),
  parameters: z.array(
    z.looseObject({
      ...{ name: z.string(), in: z.enum(['path', 'query', 'header', 'cookie']) },
      ...{ required: z.boolean().optional(), schema: z.looseObject({}) },
    }),
  ),
  requestBody: z.strictObject({ required: z.boolean(), content: media }).optional(),
  responses: z.record(z.string().regex(/^([1-5]\d\d|default)$/), answer),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  'x-access': z.union([z.string(), z.tuple([z.string(), z.string()])]),
})
const document = z.looseObject({
  openapi: z.literal('3.1.0'),
  info: z.looseObject({ title: z.string(), version: z.string() }),
  paths: z.record(
    z.string().startsWith('/'),
    z.partialRecord(z.enum(['get', 'post', 'put', 'patch', 'delete']), operation),
  ),
  components: z.looseObject({
    schemas: z.record(z.string(), z.looseObject({})),
    responses: z.record(z.string(), z.strictObject({ description: z.string().min(1), content: media })),
    securitySchemes: z.record(z.string(), z.looseObject({ type: z.enum(['apiKey', 'http']) })),
  }),
  'x-errors': z.array(
    z.strictObject({ code: z.string(), status: z.number(), text: z.string(), english: z.string() }),
  ),
})

const operations = () =>
  Object.entries(document.parse(body).paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, own]) => ({ path, method, ...own })),
  )

test('it has the shape of OpenAPI 3.1, and every reference leads somewhere', () => {
  const { components } = document.parse(body)
  const names = operations().map(({ operationId }) => operationId)
  expect(new Set(names).size).toBe(names.length)
  expect(names.length).toBeGreaterThan(100)
  for (const [, kind = '', name = ''] of JSON.stringify(body).matchAll(/"#\/components\/(\w+)\/(\w+)"/g))
    expect(Object.keys(components[kind] as object), `${kind}/${name}`).toContain(name)
  for (const { path, parameters } of operations())
    expect(
      parameters
        .filter((own) => own.in === 'path')
        .map(({ name }) => `{${name}}`)
        .sort(),
      path,
    ).toEqual([...(path.match(/\{\w+\}/g) ?? [])].sort())
})

test('each route says how one is known, what may go wrong, and where a key is heard', () => {
  const { components } = document.parse(body)
  for (const { path, method, security, responses, parameters, ...own } of operations()) {
    const route = `${method} ${path}`
    if (own['x-access'] === 'public') expect(security, route).toEqual([])
    else expect(security.flatMap(Object.keys), route).toEqual(Object.keys(components.securitySchemes))
    const statuses = Object.keys(responses)
    expect(statuses, route).toContain('500')
    if (own['x-access'] !== 'public')
      for (const status of ['401', '403']) expect(statuses, route).toContain(status)
    const heard = parameters.some(({ name }) => name === 'Idempotency-Key')
    if (method === 'get') expect(heard, route).toBe(false)
    else expect(heard || unheard.includes(route), route).toBe(true)
  }
})

/** What makes nothing, or only the sign-in itself. */
const unheard = [
  ...['post /session', 'delete /session', 'post /session/totp', 'delete /session/totp'],
  ...['put /session/password', 'post /session/totp-setup', 'post /session/totp-confirm'],
  ...['delete /jobs/{id}', 'post /records/{object}/late', 'post /policies/law', 'post /policies/try'],
  'post /people/{person}/personal-data/reveal',
  'post /backups/{id}/links',
]

test('files are files, and jobs are begun', () => {
  const told = (method: string, path: string) => {
    const found = operations().find((own) => own.method === method && own.path === path)
    const [status = '', good] = Object.entries(found?.responses ?? {})[0] ?? []
    return {
      status,
      types: Object.keys((good && 'content' in good && good.content) || {}),
      sent: found?.requestBody,
    }
  }
  expect(told('get', '/statements/{month}/people/{person}/pdf').types).toEqual(['application/pdf'])
  expect(told('get', '/records/{object}').types).toEqual([
    'application/json',
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    'text/csv',
  ])
  // Lists that are no files do not offer to be.
  for (const path of ['/imports', '/accounts'])
    expect(told('get', path).types, path).toEqual(['application/json'])
  expect(told('post', '/imports/uploads').sent).toMatchObject({ content: { 'application/octet-stream': {} } })
  for (const path of [
    '/backups',
    '/settlement/calculations',
    '/imports/uploads/{id}/import',
    '/policies/effects',
  ])
    expect(told('post', path).status, path).toBe('202')
})

test('every code there is is listed in both languages, and the page lists them too', async () => {
  const listed = document.parse(body)['x-errors']
  expect(listed.map(({ code }) => code).sort()).toEqual([...Object.keys(refusals), 'internal'].sort())
  const { body: page } = await caller(its.app)('GET', '/docs')
  for (const { code, english } of listed) {
    expect(page).toContain(`<code>${code}</code>`)
    expect(english).not.toMatch(/[\u4e00-\u9fff]/)
  }
})
