/** Keys with which programs act as an account, with its roles and no more. The secret is told once and kept as a hash. */
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { Database } from '../records/database.ts'
import { Refusal } from '../records/refusal.ts'
import type { Actor } from './actor.ts'

export interface ApiKey {
  readonly id: string
  readonly name: string
  readonly account: string
  readonly account_name: string
  readonly read_only: boolean
  readonly state: 'valid' | 'expired' | 'revoked'
  readonly expires_at: string
  readonly last_used_at: string | null
  readonly created_by: string
  readonly created_at: string
}

export interface NewKey {
  readonly name: string
  readonly account: string
  readonly readOnly: boolean
  readonly days: number
}

const moment = (sql: string) => `to_char(${sql} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`

export async function listKeys(db: Database): Promise<ApiKey[]> {
  return db.query<ApiKey>(
    `select k.key_id as id, k.name, k.account_id as account, a.display_name as account_name, k.read_only,
       case when k.revoked_at is not null then 'revoked' when k.expires_at <= now() then 'expired' else 'valid' end as state,
       ${moment('k.expires_at')} as expires_at, ${moment('k.last_used_at')} as last_used_at, k.created_by,
       ${moment('k.created_at')} as created_at
     from access.api_key k join access.account a using (account_id)
     order by k.revoked_at is not null, k.created_at desc limit 500`,
  )
}

export const hashKey = (key: string) => createHash('sha256').update(key).digest('hex')

/**
 * For one's own account, or for one that is nobody's: a key made by somebody else would be a second way into a
 * person's account that the person does not know of. Refuses with key_for_person and not_found.
 */
export async function createKey(
  db: Database,
  actor: Actor,
  { name, account, readOnly, days }: NewKey,
): Promise<{ id: string; key: string }> {
  const [owner] = await db.query<{ display_name: string; person_no: string | null }>(
    'select display_name, person_no from access.account where account_id = $1 and active',
    [account],
  )
  if (!owner) throw new Refusal('not_found')
  if (account !== actor.account && owner.person_no !== null)
    throw new Refusal('key_for_person', { name: owner.display_name })
  const id = randomUUID()
  const key = `hj_${randomBytes(32).toString('base64url')}`
  await db.query(
    `insert into access.api_key (key_id, name, account_id, secret_hash, read_only, expires_at, created_by)
     values ($1, $2, $3, $4, $5, now() + make_interval(days => $6::int), $7)`,
    [id, name, account, hashKey(key), readOnly, days, actor.name],
  )
  return { id, key }
}

/** @returns what the key was called; refuses with not_found. */
export async function revokeKey(db: Database, id: string): Promise<string> {
  const [row] = await db.query<{ name: string }>(
    'update access.api_key set revoked_at = coalesce(revoked_at, now()) where key_id = $1 returning name',
    [id],
  )
  if (!row) throw new Refusal('not_found')
  return row.name
}
