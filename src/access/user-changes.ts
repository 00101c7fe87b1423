/**
 * What an administrator does to the accounts of others: roles, passwords, second factors, closing. Nobody does it to
 * their own, and somebody always remains who can.
 */
import { randomInt } from 'node:crypto'
import type { Database } from '../records/database.ts'
import { Refusal } from '../records/refusal.ts'
import { deactivate, endSignIns } from './accounts.ts'
import type { Actor } from './actor.ts'
import { type Role, roles } from './roles.ts'
import { countAttempt, giveBackAttempt } from './sign-in/attempts.ts'
import { hashPassword, verifyPassword } from './sign-in/password.ts'

/** Letters and digits that are not taken for one another when read out. */
const letters = 'abcdefghjkmnpqrstuvwxyz23456789'

/** Told once, to be changed at the first sign-in. About 79 bits. */
export function oneTimePassword(): string {
  const group = () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('')
  return Array.from({ length: 4 }, group).join('-')
}

/** Refuses with own_account. */
export function refuseOwn(actor: Actor, account: string): void {
  if (actor.account === account) throw new Refusal('own_account')
}

/**
 * What opens somebody else's account, or changes how one's own is opened, asks for one's own password again (ASVS
 * 7.5.1), and guesses at it are counted. Refuses with password_wrong and too_many_attempts.
 */
export async function confirmPassword(db: Database, actor: Actor, password: string): Promise<void> {
  const attempt = await countAttempt(db, `confirm ${actor.account}`, `inside ${actor.account}`)
  const [row] = await db.query<{ password: string | null }>(
    `select password from auth.account where user_id = $1 and provider_id = 'credential'`,
    [actor.account],
  )
  const right = typeof row?.password === 'string' && (await verifyPassword({ hash: row.password, password }))
  if (!right) throw new Refusal('password_wrong')
  await giveBackAttempt(db, attempt)
}

/** @returns the password to be told, once. */
export async function resetPassword(db: Database, actor: Actor, account: string): Promise<string> {
  refuseOwn(actor, account)
  const password = oneTimePassword()
  const hash = await hashPassword(password)
  const changed = await db.query(
    `update auth.account set password = $2, updated_at = now() where user_id = $1 and provider_id = 'credential' returning id`,
    [account, hash],
  )
  if (changed.length === 0) throw new Refusal('not_found')
  await db.query('update access.account set must_change_password = true where account_id = $1', [account])
  await endSignIns(db, account)
  return password
}

/** For who has lost the phone and the backup codes. */
export async function resetSecondFactor(db: Database, actor: Actor, account: string): Promise<void> {
  refuseOwn(actor, account)
  await db.query('delete from auth.two_factor where user_id = $1', [account])
  await db.query('update auth."user" set two_factor_enabled = false, updated_at = now() where id = $1', [
    account,
  ])
  await endSignIns(db, account)
}

/** Refuses with own_account and last_administrator. */
export async function setActive(db: Database, actor: Actor, account: string, active: boolean): Promise<void> {
  refuseOwn(actor, account)
  if (active) await db.query('update access.account set active = true where account_id = $1', [account])
  else {
    await deactivate(db, account)
    await refuseWithoutAdministrator(db)
  }
}

export interface WantedGrant {
  readonly role: Role
  readonly from: string
  readonly to: string | null
}

/**
 * Makes the roles held from today on these. What was held before stays written down: a role that ends, ends yesterday.
 * Refuses with own_roles, role_twice, role_in_past and last_administrator.
 */
export async function setRoles(
  db: Database,
  actor: Actor,
  account: string,
  wanted: readonly WantedGrant[],
): Promise<void> {
  if (actor.account === account) throw new Refusal('own_roles')
  const twice = wanted.find(({ role, from }, i) =>
    wanted.slice(0, i).some((other) => other.role === role && other.from === from),
  )
  if (twice) throw new Refusal('role_twice', { ...inWords(twice.role), from: twice.from })
  const params = [
    account,
    wanted.map(({ role }) => role),
    wanted.map(({ from }) => from),
    wanted.map(({ to }) => to),
  ]
  const list = `(select * from unnest($2::text[], $3::date[], $4::date[]) as w(role, valid_from, valid_to))`
  const [past] = await db.query<{ role: Role }>(
    `select w.role from ${list} w where (w.valid_from < current_date or w.valid_to < current_date)
       and not (coalesce(w.valid_to >= current_date, true) and exists (select from access.role_grant g
         where g.account_id = $1 and g.role = w.role and g.valid_from = w.valid_from
           and (g.valid_to is null or g.valid_to >= current_date)))`,
    params,
  )
  if (past) throw new Refusal('role_in_past', inWords(past.role))
  const missing = `account_id = $1 and (valid_to is null or valid_to >= current_date)
    and not exists (select from ${list} w where w.role = g.role and w.valid_from = g.valid_from)`
  await db.query(`delete from access.role_grant g where ${missing} and valid_from >= current_date`, params)
  await db.query(`update access.role_grant g set valid_to = current_date - 1 where ${missing}`, params)
  await db.query(
    `insert into access.role_grant (account_id, role, valid_from, valid_to, granted_by)
     select $1, w.role, w.valid_from, w.valid_to, $5 from ${list} w
     on conflict (account_id, role, valid_from) do update set valid_to = excluded.valid_to, granted_by = excluded.granted_by
       where role_grant.valid_to is distinct from excluded.valid_to`,
    [...params, actor.name],
  )
  await refuseWithoutAdministrator(db)
}

const inWords = (role: Role) => ({ role: roles[role].label, roleEnglish: roles[role].english })

/** Two administrators removing each other at once wait for one another here, and the second is refused. */
async function refuseWithoutAdministrator(db: Database): Promise<void> {
  await db.query('select pg_advisory_xact_lock(4857, 470)')
  const [row] = await db.query<{ any: boolean }>(
    `select exists (select from access.role_grant g join access.account a using (account_id)
       left join record.person p on p.person_no = a.person_no
       where g.role = 'admin' and a.active and (p.left_on is null or p.left_on >= current_date)
         and g.valid_from <= current_date and g.valid_to is null) as any`,
  )
  if (!row?.any) throw new Refusal('last_administrator')
}
