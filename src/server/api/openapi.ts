/** The interface as others read it (OpenAPI 3.1): made from what each route declares, so that nothing is said twice. */
import { z } from '@hono/zod-openapi'
import { refusals } from '../../records/refusal.ts'
import { fileTypes } from './endpoint.ts'

const content = z.record(z.string(), z.unknown())

const operation = z.looseObject({
  'x-access': z.union([z.string(), z.array(z.string())]),
  'x-declared': z.object({
    status: z.union([z.literal(200), z.literal(202)]),
    sends: z.literal('file').optional(),
    file: z.array(z.enum(['xlsx', 'csv', 'pdf', 'zip'])).optional(),
    once: z.literal(false).optional(),
  }),
  parameters: z.array(z.looseObject({ name: z.string(), in: z.string() })).default([]),
  requestBody: z.unknown().optional(),
  responses: z.looseObject({ 200: z.looseObject({ description: z.string(), content }) }),
})

type Operation = z.infer<typeof operation>

const document = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
  components: z.looseObject({ schemas: z.record(z.string(), z.unknown()).default({}) }),
})

const byStatus = Map.groupBy(Object.entries(refusals), ([, { status }]) => status)

/** Every code, what it says, and with which status. */
const errors = [
  ...Object.entries(refusals).map(([code, { status, text, english }]) => ({ code, status, text, english })),
  {
    ...{ code: 'internal', status: 500 },
    text: '系统出了错，什么也没有改动。请把这个编号告诉系统管理员：{reference}',
    english: 'Something went wrong on our side; nothing was changed. Reference: {reference}',
  },
]

const problem = { $ref: '#/components/schemas/Problem' }
const errorName = (status: number) => `Error${status}`

const sharedResponses = Object.fromEntries(
  [...byStatus.keys(), 500].sort().map((status) => [
    errorName(status),
    {
      description: errors
        .filter((own) => own.status === status)
        .map(({ code, text }) => `- \`${code}\` ${text}`)
        .join('\n'),
      content: { 'application/json': { schema: problem } },
    },
  ]),
)

const securitySchemes = {
  signIn: {
    ...{ type: 'apiKey', in: 'cookie', name: 'hengji.session_token' },
    description:
      '网页的登录，由 POST /session 给出；https 的地址上名称前有 __Secure-。改动请求要带 X-Requested-With: hengji，并来自同一个网站。',
  },
  key: {
    ...{ type: 'http', scheme: 'bearer' },
    description: '程序的接口密钥 hj_…，在“系统—接口密钥”里建；只读的密钥不能改动。',
  },
}

const idempotencyKey = {
  ...{ name: 'Idempotency-Key', in: 'header', required: false },
  schema: { type: 'string', maxLength: 200 },
  description:
    '同一个账号用同一个值再发同样的请求，得到第一次的回答，不做第二次，七天之内有效；请求不同则答 key_reused。回答里带回这个值。',
}

/** @param made what the library says of the routes. */
export function described(made: unknown): Readonly<Record<string, unknown>> {
  const { paths, components, ...rest } = document.parse(made)
  const told = Object.entries(paths).map(([path, methods]) => [
    path,
    Object.fromEntries(
      Object.entries(methods).map(([method, own]) => [method, describe(method, path, operation.parse(own))]),
    ),
  ])
  const schemas = { ...components.schemas, Problem: withCodes(components.schemas.Problem) }
  return {
    ...rest,
    paths: Object.fromEntries(told),
    components: { ...components, schemas, responses: sharedResponses, securitySchemes },
    'x-errors': errors,
  }
}

function withCodes(schema: unknown): unknown {
  const { properties, ...own } = z
    .looseObject({ properties: z.record(z.string(), z.unknown()) })
    .parse(schema)
  const code = { type: 'string', enum: errors.map((error) => error.code) }
  return { ...own, properties: { ...properties, code } }
}

function describe(method: string, path: string, { 'x-declared': declared, ...own }: Operation): object {
  const changes = method !== 'get'
  const isPublic = own['x-access'] === 'public'
  const { 200: answer } = own.responses
  const statuses = errorsOf(method, path, own)
  return {
    ...own,
    operationId: nameOf(method, path),
    parameters: [...own.parameters, ...(changes && declared.once !== false ? [idempotencyKey] : [])],
    ...(declared.sends ? { requestBody: fileSent } : {}),
    responses: {
      [declared.status]: { ...answer, content: { ...answered(declared.file, own), ...exported(own) } },
      ...Object.fromEntries(
        statuses.map((status) => [status, { $ref: `#/components/responses/${errorName(status)}` }]),
      ),
    },
    security: isPublic ? [] : [{ signIn: [] }, { key: [] }],
  }
}

const binary = { schema: { type: 'string', format: 'binary' } }
const fileSent = { required: true, content: { 'application/octet-stream': binary } }

const filesOf = (types: readonly (keyof typeof fileTypes)[]) =>
  Object.fromEntries(types.map((type) => [fileTypes[type], binary]))

const answered = (file: Operation['x-declared']['file'], { responses }: Pick<Operation, 'responses'>) =>
  file ? filesOf(file) : responses[200].content

/** A list that may be asked for as a file says so by its parameter. */
function exported({ parameters }: Pick<Operation, 'parameters'>): object {
  const format = z
    .object({ schema: z.object({ enum: z.array(z.string()) }) })
    .safeParse(parameters.find(({ name }) => name === 'format'))
  return format.success
    ? filesOf((['xlsx', 'csv'] as const).filter((type) => format.data.schema.enum.includes(type)))
    : {}
}

/** What can go wrong with a request of this kind, as the one place that refuses does it. */
function errorsOf(
  method: string,
  path: string,
  own: Pick<Operation, 'x-access' | 'parameters' | 'requestBody'>,
): number[] {
  const access = own['x-access']
  const changes = method !== 'get'
  return [
    ...(own.parameters.length > 0 || changes ? [400] : []),
    ...(access === 'public' && !changes ? [] : [401]),
    ...(access === 'public' && !changes ? [] : [403]),
    ...(path.includes('{') ? [404] : []),
    ...(!changes && path.startsWith('/backups/') ? [410] : []),
    ...(changes ? [409, 413, 415, 422] : []),
    ...(path.startsWith('/session') && changes ? [429] : []),
    500,
  ]
}

/** get /statements/{month}/people: getStatementsMonthPeople. */
const nameOf = (method: string, path: string) =>
  method +
  path
    .split(/[^A-Za-z]+/)
    .filter(Boolean)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
