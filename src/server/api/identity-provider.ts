/** Signing in by the company's identity provider: there and back, and nothing else of better-auth's own routes. */
import { randomUUID } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { actorOf, endSignIns } from '../../access/accounts.ts'
import { record } from '../../access/audit.ts'
import { refusedAddress } from '../../access/sign-in/auth.ts'
import { hashPassword } from '../../access/sign-in/password.ts'
import { discover } from '../../access/sign-in/provider.ts'
import type { Database } from '../../records/database.ts'
import { Refusal } from '../../records/refusal.ts'
import type { Env, Services } from './services.ts'

export function identityProviderRoutes(services: Services): Hono<Env> {
  const { auth, identityProvider } = services
  const app = new Hono<Env>()
  app.get('/auth/company', async (c) => {
    if (!identityProvider) throw new Refusal('not_found')
    try {
      await discover(identityProvider)
    } catch (error) {
      services.log(error)
      return c.redirect(refusedAddress)
    }
    const answer = await auth.api.signInSocial({
      body: { provider: 'company', callbackURL: ours(c.req.query('to')), errorCallbackURL: refusedAddress },
      headers: c.req.raw.headers,
      asResponse: true,
    })
    takeCookies(c, answer)
    const { url } = z.object({ url: z.string().optional() }).parse(await answer.json())
    return c.redirect(url ?? refusedAddress)
  })
  app.get('/auth/callback/company', async (c) => {
    if (!identityProvider) throw new Refusal('not_found')
    const answer = await auth.handler(c.req.raw)
    const user = await signedIn(services, answer)
    const refused = user === undefined ? reasonOf(answer) : await arrive(services.db, user)
    if (refused !== undefined) {
      if (isTelling(c, refused))
        await note(services.db, identityProvider.label, 'sign-in-failed', { reason: refused })
      return c.redirect(refusedAddress)
    }
    takeCookies(c, answer)
    return c.redirect(answer.headers.get('location') ?? '/')
  })
  return app
}

/** Back to a page of ours; `//elsewhere` would leave the site. */
const ours = (to = '/') => (/^\/(?![/\\])[^\s\\]*$/.test(to) && to.length < 2000 ? to : '/')

function takeCookies(c: Context<Env>, answer: Response): void {
  for (const cookie of answer.headers.getSetCookie()) c.header('set-cookie', cookie, { append: true })
}

/** Whose sign-in the answer's cookies are. */
async function signedIn({ auth }: Services, answer: Response): Promise<string | undefined> {
  const cookie = answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  const found = cookie ? await auth.api.getSession({ headers: new Headers({ cookie }) }) : null
  return found?.user.id
}

// What anybody can bring about who has never been to the provider is not worth an entry that is kept for good.
const telling = new Set([
  'account_closed',
  'account_not_linked',
  'email_not_found',
  'signup_disabled',
  'unable_to_get_user_info',
])
const isTelling = (c: Context<Env>, reason: string) =>
  c.req.query('error') === undefined && telling.has(reason)

const reasonOf = (answer: Response) =>
  URL.parse(answer.headers.get('location') ?? '', 'https://hengji.invalid')?.searchParams.get('error') ??
  String(answer.status)

/** Why somebody the provider knows may not come in after all; undefined when they are in. */
async function arrive(db: Database, account: string): Promise<string | undefined> {
  const actor = await actorOf(db, account)
  if (!actor) {
    await endSignIns(db, account)
    return 'account_closed'
  }
  // A password somebody else gave them is not theirs to use, nor anybody else's, once they come in without it.
  const [given] = await db.query(
    `update access.account set must_change_password = false where account_id = $1 and must_change_password returning 1`,
    [account],
  )
  if (given)
    await db.query(
      `update auth.account set password = $2 where user_id = $1 and provider_id = 'credential'`,
      [account, await hashPassword(randomUUID() + randomUUID())],
    )
  await note(db, actor.name, 'sign-in', { by: 'company' })
  return undefined
}

function note(db: Database, actor: string, action: string, details: Record<string, string>): Promise<void> {
  return db.transaction((within) => record(within, { actor, action, subject: '登录', details }))
}
