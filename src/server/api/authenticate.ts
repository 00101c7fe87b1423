/** Who asks: by the sign-in cookie or an API key. Everything under /api but the public routes needs one of them. */
import { timingSafeEqual } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import { actorOf, signedInAs } from '../../access/accounts.ts'
import type { Actor } from '../../access/actor.ts'
import { hashKey } from '../../access/api-keys.ts'
import { inPassing } from '../../access/in-passing.ts'
import { idleMinutes } from '../../access/sign-in/auth.ts'
import { Refusal } from '../../records/refusal.ts'
import type { Env, Services } from './services.ts'

/** Method and path of what may be asked without signing in. */
const publicRoutes = new Set([
  'POST /api/session',
  'POST /api/session/totp',
  'GET /api/session/options',
  'GET /api/session/company',
  'GET /api/openapi.json',
  'GET /api/docs',
])

/** What an account with a password given to it by somebody else may do before it has one of its own. */
const beforeOwnPassword = new Set(['GET /api/session', 'PUT /api/session/password', 'DELETE /api/session'])

export function authenticate(services: Services): MiddlewareHandler<Env> {
  return async (c, next) => {
    const route = `${c.req.method} ${c.req.path}`
    c.set('language', languageOf(c.req.header('accept-language')))
    const isPublic = publicRoutes.has(route) || c.req.path.startsWith('/api/auth/')
    const found = await who(services, c.req.raw.headers)
    if (!found && !isPublic) throw new Refusal('not_signed_in')
    if (found?.actor.kind !== 'key') refuseForeign(c.req.method, c.req.raw.headers)
    if (found?.mustChange && !isPublic && !beforeOwnPassword.has(route))
      throw new Refusal('password_must_change')
    if (found) c.set('actor', found.actor)
    await next()
  }
}

function languageOf(header: string | undefined): 'zh' | 'en' {
  return /^\s*en\b/i.test(header ?? '') ? 'en' : 'zh'
}

/**
 * A browser says where a request comes from. One that changes something must come from our own pages; whoever
 * is known by a key, and not by a cookie, needs no such proof (CSRF, ASVS 3.5.1).
 */
function refuseForeign(method: string, headers: Headers): void {
  if (method === 'GET' || method === 'HEAD') return
  const site = headers.get('sec-fetch-site')
  const origin = headers.get('origin')
  const own = origin === null || URL.parse(origin)?.host === headers.get('host')
  if ((site !== null && site !== 'same-origin') || !own || headers.get('x-requested-with') !== 'hengji')
    throw new Refusal('request_foreign')
}

interface Found {
  readonly actor: Actor
  readonly mustChange: boolean
}

async function who(services: Services, headers: Headers): Promise<Found | undefined> {
  const bearer = /^Bearer (hj_[\w-]+)$/.exec(headers.get('authorization') ?? '')?.[1]
  return bearer ? byKey(services, bearer) : bySession(services, headers)
}

const minute = 60_000

/** The cookie is checked against the database each time: signing out or leaving counts at once. */
async function bySession({ db, auth }: Services, headers: Headers): Promise<Found | undefined> {
  if (!headers.get('cookie')) return undefined
  const found = await auth.api.getSession({ headers })
  if (!found) return undefined
  const { id, updatedAt } = found.session
  const idle = Date.now() - updatedAt.getTime()
  if (idle > idleMinutes * minute) {
    await db.query('delete from auth.session where id = $1', [id])
    return undefined
  }
  if (idle > minute) inPassing(db, 'update auth.session set updated_at = now() where id = $1', id)
  return signedInAs(db, found.user.id)
}

interface KeyRow {
  readonly key_id: string
  readonly account_id: string
  readonly secret_hash: string
  readonly read_only: boolean
  readonly noted: boolean
}

async function byKey({ db }: Services, key: string): Promise<Found | undefined> {
  const hash = hashKey(key)
  const [row] = await db.query<KeyRow>(
    `select key_id, account_id, secret_hash, read_only,
       coalesce(last_used_at > now() - interval '1 minute', false) as noted
     from access.api_key
     where secret_hash = $1 and revoked_at is null and expires_at > now()`,
    [hash],
  )
  if (!row || !timingSafeEqual(Buffer.from(row.secret_hash), Buffer.from(hash))) return undefined
  if (!row.noted)
    inPassing(db, 'update access.api_key set last_used_at = now() where key_id = $1', row.key_id)
  const actor = await actorOf(db, row.account_id, 'key', row.read_only)
  return actor && { actor, mustChange: false }
}
