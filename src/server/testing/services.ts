/** The routes over a test's own database, and people signed in to them. */
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
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
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
