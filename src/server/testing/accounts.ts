/** Accounts for tests, which all have one password, and people signed in to them. */
import type { Hono } from 'hono'
import { createAccount } from '../../access/accounts.ts'
import type { Role } from '../../access/roles.ts'
import type { Database } from '../../records/database.ts'
import type { Env } from '../api/services.ts'
import { type Caller, caller, cookiesOf } from './services.ts'

export const password = 'liushui-buxi-77'

interface Particulars {
  readonly person?: string | null
  /** What others read; another than the sign-in name, so that a test notices when one stands for the other. */
  readonly displayName?: string
  readonly mustChangePassword?: boolean
}

/** @returns the account's id. */
export function makeAccount(
  db: Database,
  name: string,
  roles: readonly Role[],
  { person = null, displayName = `${name}的账号`, mustChangePassword = false }: Particulars = {},
): Promise<string> {
  const who = { signInName: name, person, displayName, roles, password }
  return createAccount(db, { ...who, mustChangePassword, createdBy: 'test' })
}

/** A caller signed in to an account that is there; those of the sample company have a password of their own. */
export async function signIn(app: Hono<Env>, name: string, own = password): Promise<Caller> {
  const answer = await caller(app)('POST', '/session', { name, password: own })
  if (answer.status !== 200) throw new Error(`${name} could not sign in: ${JSON.stringify(answer.body)}`)
  return caller(app, cookiesOf(answer.headers))
}
