/** Signing in and out, one's own password and second factor. */
import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { actorOf, addressOf, endSignIns } from '../../access/accounts.ts'
import { allowances } from '../../access/actor.ts'
import { record } from '../../access/audit.ts'
import { nobody } from '../../access/audit-actions.ts'
import { resources } from '../../access/permissions.ts'
import { countAttempt, giveBackAttempt, noteSuccess } from '../../access/sign-in/attempts.ts'
import { checkPassword } from '../../access/sign-in/password.ts'
import { giveBackCode, takeCode } from '../../access/sign-in/used-codes.ts'
import { confirmPassword } from '../../access/user-changes.ts'
import { Refusal } from '../../records/refusal.ts'
import { companyOf } from '../company.ts'
import { allowed, role } from './access-shapes.ts'
import { endpoint, json, routes } from './endpoint.ts'
import type { Env, Services } from './services.ts'

const tags: [string] = ['登录']
const code = z
  .string()
  .trim()
  .regex(/^[\w-]{6,24}$/)
const password = z.string().min(1).max(200)
const done = z.object({ next: z.enum(['done', 'totp', 'change-password']) })

const session = z.object({
  user: z.object({
    id: z.string(),
    name: z.string(),
    signInName: z.string(),
    person: z.object({ number: z.string(), name: z.string() }).nullable(),
    roles: z.array(role),
    mustChangePassword: z.boolean(),
    twoFactorEnabled: z.boolean(),
  }),
  may: z.partialRecord(z.enum(resources), allowed),
  company: z.string(),
  sample: z.boolean(),
})

const options = z.object({
  company: z.string(),
  sample: z.boolean(),
  demoAccounts: z.array(z.object({ name: z.string(), person: z.string(), role, password: z.string() })),
  oidc: z.object({ label: z.string(), url: z.string() }).nullable(),
})

const declared = {
  options: endpoint({
    method: 'get',
    path: '/session/options',
    access: 'public',
    tags,
    summary: '登录页需要知道的',
    answer: options,
  }),
  read: endpoint({
    method: 'get',
    path: '/session',
    access: 'signed-in',
    tags,
    summary: '我是谁，我可以做什么',
    answer: session,
  }),
  signIn: endpoint({
    method: 'post',
    path: '/session',
    once: false,
    access: 'public',
    tags,
    summary: '用登录名和密码登录',
    request: { body: json(z.strictObject({ name: z.string().trim().min(1).max(100), password })) },
    answer: done,
  }),
  totp: endpoint({
    method: 'post',
    path: '/session/totp',
    once: false,
    access: 'public',
    tags,
    summary: '第二步：验证器里的六位数字，或一个备用码',
    request: { body: json(z.strictObject({ code })) },
    answer: done,
  }),
  signOut: endpoint({
    method: 'delete',
    path: '/session',
    once: false,
    access: 'signed-in',
    tags,
    summary: '退出',
    answer: done,
  }),
  password: endpoint({
    method: 'put',
    path: '/session/password',
    once: false,
    access: 'signed-in',
    tags,
    summary: '换密码；其他地方的登录随即失效',
    request: { body: json(z.strictObject({ current: password, next: password })) },
    answer: done,
  }),
  setUp: endpoint({
    method: 'post',
    path: '/session/totp-setup',
    once: false,
    access: 'signed-in',
    tags,
    summary: '设置验证器',
    request: { body: json(z.strictObject({ password })) },
    answer: z.object({ uri: z.string(), backupCodes: z.array(z.string()) }),
  }),
  confirm: endpoint({
    method: 'post',
    path: '/session/totp-confirm',
    once: false,
    access: 'signed-in',
    tags,
    summary: '确认验证器已经设好',
    request: { body: json(z.strictObject({ code })) },
    answer: done,
  }),
  disable: endpoint({
    method: 'delete',
    path: '/session/totp',
    once: false,
    access: 'signed-in',
    tags,
    summary: '停用验证器',
    request: { body: json(z.strictObject({ password })) },
    answer: done,
  }),
}

/** What better-auth answers to a right password or code. */
const signedIn = z.object({
  twoFactorRedirect: z.boolean().optional(),
  user: z.object({ id: z.string() }).optional(),
})

type Next = z.infer<typeof done>['next']

export function sessionRoutes(services: Services) {
  const { db, auth } = services
  return routes()
    .openapi(declared.options, async (c) => c.json({ ...(await companyOf(db)), oidc: oidcOf(services) }, 200))
    .openapi(declared.read, async (c) => {
      const { actor } = c.var
      const [row] = await db.query<AccountRow>(accountSql, [actor.account])
      const { company, sample } = await companyOf(db)
      const user = {
        id: actor.account,
        name: actor.name,
        signInName: row?.sign_in_name ?? '',
        person: actor.person === null ? null : { number: actor.person, name: row?.person_name ?? '' },
        roles: [...actor.roles],
        mustChangePassword: row?.must_change_password === true,
        twoFactorEnabled: row?.two_factor_enabled === true,
      }
      return c.json({ user, may: allowances(actor), company, sample }, 200)
    })
    .openapi(declared.signIn, async (c) => {
      const { name, password: given } = c.req.valid('json')
      // By what the account is found by, however the name is written.
      const attempt = await countAttempt(db, addressOf(name), addressIn(c))
      const answer = await auth.api
        .signInEmail({
          body: { email: addressOf(name), password: given },
          headers: c.req.raw.headers,
          asResponse: true,
        })
        .catch(() => undefined)
      const body = answer?.ok ? signedIn.parse(await answer.json()) : undefined
      const account = answer?.ok ? await accountNamed(services, name) : undefined
      if (!answer || !body || !account) {
        await noteFailure(services, name)
        throw new Refusal('sign_in_failed')
      }
      takeCookies(c, answer)
      if (body.twoFactorRedirect === true) {
        await giveBackAttempt(db, attempt)
        return c.json({ next: 'totp' as const }, 200)
      }
      await noteSuccess(db, attempt)
      await note(services, account.name, 'sign-in')
      return c.json({ next: (account.mustChange ? 'change-password' : 'done') as Next }, 200)
    })
    .openapi(declared.totp, async (c) => {
      const { code: given } = c.req.valid('json')
      const { headers } = c.req.raw
      const { account } = await auth.api.halfSignedIn({ headers })
      if (account === null) throw new Refusal('code_wrong')
      const attempt = await countAttempt(db, `totp ${account}`, addressIn(c))
      const answer = await once(db, account, given, () => secondStep(services, headers, given))
      if (!answer) throw new Refusal('code_wrong')
      await noteSuccess(db, attempt)
      takeCookies(c, answer)
      const { user } = signedIn.parse(await answer.json())
      const actor = user && (await actorOf(db, user.id))
      if (!actor) throw new Refusal('sign_in_failed')
      await note(services, actor.name, 'sign-in')
      return c.json({ next: 'done' as const }, 200)
    })
    .openapi(declared.signOut, async (c) => {
      takeCookies(c, await auth.api.signOut({ headers: c.req.raw.headers, asResponse: true }))
      return c.json({ next: 'done' as const }, 200)
    })
    .openapi(declared.password, async (c) => {
      const { current, next } = c.req.valid('json')
      const { actor } = c.var
      const [row] = await db.query<AccountRow>(accountSql, [actor.account])
      checkPassword(next, row?.sign_in_name ?? '')
      await confirmPassword(db, actor, current)
      const answer = await auth.api
        .changePassword({
          body: { currentPassword: current, newPassword: next, revokeOtherSessions: true },
          headers: c.req.raw.headers,
          asResponse: true,
        })
        .catch(() => undefined)
      if (!answer?.ok) throw new Refusal('password_wrong')
      takeCookies(c, answer)
      await db.query('update access.account set must_change_password = false where account_id = $1', [
        actor.account,
      ])
      await note(services, actor.name, 'password-changed')
      return c.json({ next: 'done' as const }, 200)
    })
    .openapi(declared.setUp, async (c) => {
      const { password: own } = c.req.valid('json')
      await confirmPassword(db, c.var.actor, own)
      const answer = await auth.api
        .enableTwoFactor({ body: { password: own }, headers: c.req.raw.headers })
        .catch(() => undefined)
      if (!answer || !('totpURI' in answer)) throw new Refusal('password_wrong')
      return c.json({ uri: String(answer.totpURI), backupCodes: [...(answer.backupCodes ?? [])] }, 200)
    })
    .openapi(declared.confirm, async (c) => {
      const { code: given } = c.req.valid('json')
      const { headers } = c.req.raw
      const answer = await once(db, c.var.actor.account, given, () =>
        auth.api.verifyTOTP({ body: { code: given }, headers, asResponse: true }).catch(() => undefined),
      )
      if (!answer) throw new Refusal('code_wrong')
      takeCookies(c, answer)
      await note(services, c.var.actor.name, 'totp-enabled')
      return c.json({ next: 'done' as const }, 200)
    })
    .openapi(declared.disable, async (c) => {
      const { password: own } = c.req.valid('json')
      await confirmPassword(db, c.var.actor, own)
      const answer = await auth.api
        .disableTwoFactor({
          body: { password: own },
          headers: c.req.raw.headers,
          asResponse: true,
        })
        .catch(() => undefined)
      if (!answer?.ok) throw new Refusal('password_wrong')
      takeCookies(c, answer)
      await note(services, c.var.actor.name, 'totp-disabled')
      return c.json({ next: 'done' as const }, 200)
    })
}

interface AccountRow {
  readonly sign_in_name: string
  readonly person_name: string | null
  readonly must_change_password: boolean
  readonly two_factor_enabled: boolean
}

const accountSql = `select a.sign_in_name, p.name as person_name, a.must_change_password, u.two_factor_enabled
  from access.account a join auth."user" u on u.id = a.account_id
  left join record.person p on p.person_no = a.person_no where a.account_id = $1`

/** A password that is right does not help an account that is closed or whose person has left. */
async function accountNamed(
  { db }: Services,
  name: string,
): Promise<{ readonly name: string; readonly mustChange: boolean } | undefined> {
  const [row] = await db.query<{ account_id: string; must_change_password: boolean }>(
    `select a.account_id, a.must_change_password from access.account a join auth."user" u on u.id = a.account_id
     where u.email = $1`,
    [addressOf(name)],
  )
  const actor = row && (await actorOf(db, row.account_id))
  if (row && !actor) await endSignIns(db, row.account_id)
  return row && actor && { name: actor.name, mustChange: row.must_change_password }
}

/** Six digits come from the authenticator, anything longer is a backup code. */
async function secondStep({ auth }: Services, headers: Headers, code: string): Promise<Response | undefined> {
  const call = /^\d{6}$/.test(code) ? auth.api.verifyTOTP : auth.api.verifyBackupCode
  return call({ body: { code }, headers, asResponse: true }).catch(() => undefined)
}

/** The answer to a right code that was not used before; a wrong one may still become right. */
async function once(
  db: Services['db'],
  account: string,
  code: string,
  step: () => Promise<Response | undefined>,
): Promise<Response | undefined> {
  if (!(await takeCode(db, account, code))) return undefined
  const answer = await step()
  if (answer?.ok) return answer
  await giveBackCode(db, account, code)
  return undefined
}

function takeCookies(c: Context<Env>, from: Response): void {
  for (const cookie of from.headers.getSetCookie()) c.header('set-cookie', cookie, { append: true })
}

/** The connection's own address: what a proxy header says is nobody's word for who asks. */
function addressIn(c: Context<Env>): string {
  const incoming: unknown = c.env
  const socket =
    typeof incoming === 'object' && incoming !== null && 'incoming' in incoming
      ? (incoming.incoming as { socket?: { remoteAddress?: string } }).socket
      : undefined
  return socket?.remoteAddress ?? 'unknown'
}

function note({ db }: Services, actor: string, action: string): Promise<void> {
  return db.transaction((within) => record(within, { actor, action, subject: '登录' }))
}

/**
 * By nobody: a name anybody can type is not who did it. Whose account it was is kept, but nothing of what was typed
 * when there is none; that may be a password in the wrong place.
 */
async function noteFailure({ db }: Services, name: string): Promise<void> {
  const [found] = await db.query<{ account: string }>(
    `select a.display_name as account from access.account a join auth."user" u on u.id = a.account_id where u.email = $1`,
    [addressOf(name)],
  )
  await db.transaction((within) =>
    record(within, { actor: nobody, action: 'sign-in-failed', subject: '登录', details: found ?? {} }),
  )
}

function oidcOf({ identityProvider }: Services) {
  return identityProvider ? { label: identityProvider.label, url: '/api/auth/company' } : null
}
