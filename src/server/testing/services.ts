/** The routes over a test's own database, and people signed in to them. */
import { randomUUID } from 'node:crypto'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Hono } from 'hono'
import { installPermissions } from '../../access/install.ts'
import type { IdentityProvider } from '../../access/sign-in/provider.ts'
import type { Database } from '../../records/database.ts'
import { migrate } from '../../records/migrate.ts'
import { api } from '../api/api.ts'
import type { Env, Services } from '../api/services.ts'
import { servicesOf } from '../services.ts'

export const ownAddress = 'http://127.0.0.1:4870'

export async function testServices(
  db: Database,
  log?: (error: unknown) => void,
  identityProvider?: IdentityProvider,
): Promise<Services> {
  await migrate(db)
  await installPermissions(db)
  const folder = await mkdtemp(join(tmpdir(), 'hengji-test-'))
  const services = await servicesOf(db, { folder, secret: 'x'.repeat(32), identityProvider }, ownAddress)
  return log ? { ...services, log } : services
}

export interface Answer {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  readonly body: any
  readonly headers: Headers
}

export type Caller = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<Answer>

/** Routes where an Idempotency-Key is heard, as they say of themselves. */
const heardBy = new WeakMap<Hono<Env>, Promise<RegExp[]>>()

async function hears(app: Hono<Env>): Promise<RegExp[]> {
  const answer = await app.request(`${ownAddress}/api/openapi.json`)
  if (!answer.ok) return []
  const { paths } = (await answer.json()) as {
    paths: Record<string, Record<string, { parameters: { name: string }[] }>>
  }
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { parameters }]) =>
      parameters.some(({ name }) => name === 'Idempotency-Key')
        ? [new RegExp(`^${method} ${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`, 'i')]
        : [],
    ),
  )
}

/** Every test of a route that changes something also tells whether it heard the key. */
async function checkHeard(app: Hono<Env>, route: string, answer: Response): Promise<void> {
  const known = heardBy.get(app) ?? hears(app)
  heardBy.set(app, known)
  if (!answer.ok || answer.headers.get('idempotency-key') !== null) return
  if ((await known).some((heard) => heard.test(route)))
    throw new Error(`${route} does not hear its Idempotency-Key`)
}

/** Calls /api as nobody, or with the cookies of a sign-in. */
export function caller(app: Hono<Env>, cookie = ''): Caller {
  return async (method, path, body, headers = {}) => {
    const answer = await app.request(`${ownAddress}/api${path}`, {
      method,
      headers: {
        host: new URL(ownAddress).host,
        'x-requested-with': 'hengji',
        ...(cookie ? { cookie } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(method === 'GET' ? {} : { 'idempotency-key': randomUUID() }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (method !== 'GET') await checkHeard(app, `${method} ${path.split('?')[0]}`, answer)
    const text = await answer.text()
    const isJson = answer.headers.get('content-type')?.includes('json')
    return { status: answer.status, body: isJson ? JSON.parse(text) : text, headers: answer.headers }
  }
}

export const cookiesOf = (headers: Headers) =>
  headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')

/** The whole of /api, mounted as the application mounts it. */
export function testApi(services: Services): Hono<Env> {
  return new Hono<Env>().route('/api', api(services))
}
