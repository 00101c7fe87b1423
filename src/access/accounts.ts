/** Accounts, their roles, and who an account is. */
import { randomUUID } from 'node:crypto'
import type { Database } from '../records/database.ts'
import { Refusal } from '../records/refusal.ts'
import type { Actor } from './actor.ts'
import { isRole, type Role } from './roles.ts'
import { hashPassword } from './sign-in/password.ts'

export interface NewAccount {
  /** The staff number, or an address. */
  readonly signInName: string
  readonly person: string | null
  readonly displayName: string
  readonly roles: readonly Role[]
  readonly password: string
  readonly mustChangePassword: boolean
  readonly createdBy: string
}

/** Accounts that sign in with a staff number have an address nobody can write to. */
export const addressOf = (signInName: string) =>
  (signInName.includes('@') ? signInName : `${signInName}@hengji.invalid`).toLowerCase()

/** Refuses with account_taken. */
export async function createAccount(db: Database, account: NewAccount): Promise<string> {
  const id = randomUUID()
  const password = await hashPassword(account.password)
  return db.transaction(async (within) => {
    const [taken] = await within.query(
      `select 1 as one from access.account a join auth."user" u on u.id = a.account_id
       where a.sign_in_name = $1 or u.email = $4 or a.display_name = $2 or a.person_no = $3`,
      [account.signInName, account.displayName, account.person, addressOf(account.signInName)],
    )
    if (taken) throw new Refusal('account_taken', { name: account.signInName })
    await within.query(
      `insert into auth."user" (id, name, email, email_verified) values ($1, $2, $3, true)`,
      [id, account.displayName, addressOf(account.signInName)],
    )
    await within.query(
      `insert into auth.account (id, user_id, account_id, provider_id, password) values ($1, $2, $2, 'credential', $3)`,
      [randomUUID(), id, password],
    )
    await within.query(
      `insert into access.account (account_id, sign_in_name, person_no, display_name, must_change_password, created_by)
       values ($1, $2, $3, $4, $5, $6)`,
      [
        id,
        account.signInName,
        account.person,
        account.displayName,
        account.mustChangePassword,
        account.createdBy,
      ],
    )
    for (const role of account.roles) await grantRole(within, id, role, account.createdBy)
    return id
  })
}

export async function grantRole(db: Database, account: string, role: Role, by: string): Promise<void> {
  await db.query(
    `insert into access.role_grant (account_id, role, granted_by) values ($1, $2, $3)
     on conflict (account_id, role, valid_from) do update set valid_to = null, granted_by = $3`,
    [account, role, by],
  )
}

/** From now on the account is nobody: it has no roles here and its sign-ins end. */
export async function deactivate(db: Database, account: string): Promise<void> {
  await db.query('update access.account set active = false where account_id = $1', [account])
  await endSignIns(db, account)
}

export async function endSignIns(db: Database, account: string): Promise<void> {
  await db.query('delete from auth.session where user_id = $1', [account])
}

interface AccountRow {
  readonly display_name: string
  readonly person_no: string | null
  readonly roles: string[] | null
  readonly must_change_password: boolean
}

/**
 * The actor behind an account; undefined when it is no longer active or its person has left: whoever leaves is signed
 * out with the next request.
 */
export async function actorOf(
  db: Database,
  account: string,
  kind: Actor['kind'] = 'person',
  readOnly = false,
): Promise<Actor | undefined> {
  return (await signedInAs(db, account, kind, readOnly))?.actor
}

/** The same, and whether the account's password is one that somebody else gave it. */
export async function signedInAs(
  db: Database,
  account: string,
  kind: Actor['kind'] = 'person',
  readOnly = false,
): Promise<{ readonly actor: Actor; readonly mustChange: boolean } | undefined> {
  const [row] = await db.query<AccountRow>(
    `select a.display_name, a.person_no, a.must_change_password, array_agg(distinct g.role) filter (where g.role is not null) as roles
     from access.account a
     left join record.person p on p.person_no = a.person_no
     left join access.role_grant g on g.account_id = a.account_id
       and g.valid_from <= current_date and (g.valid_to is null or g.valid_to >= current_date)
     where a.account_id = $1 and a.active and (p.left_on is null or p.left_on >= current_date)
     group by a.account_id`,
    [account],
  )
  if (!row) return undefined
  const roles = (row.roles ?? []).filter(isRole)
  const actor = { account, name: row.display_name, person: row.person_no, roles, kind, readOnly }
  return { actor, mustChange: row.must_change_password }
}
