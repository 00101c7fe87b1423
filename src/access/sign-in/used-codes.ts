/** A code of an authenticator, and a backup code, help once (ASVS 6.5.1). */
import { createHash } from 'node:crypto'
import type { Database } from '../../records/database.ts'

/** Longer than an authenticator's code is taken, with the one before it and the one after. */
const minutes = 10

const hashOf = (account: string, code: string) =>
  createHash('sha256').update(`${account}\n${code}`).digest('hex')

/** False when the account used it before. Of two at the same moment, one waits for the other and is told so. */
export async function takeCode(db: Database, account: string, code: string): Promise<boolean> {
  const taken = await db.query(
    `insert into access.used_code (account_id, code_hash) values ($1, $2) on conflict (account_id, code_hash)
     do update set used_at = clock_timestamp() where used_code.used_at < now() - interval '${minutes} minutes' returning 1 as one`,
    [account, hashOf(account, code)],
  )
  await db.query(forgetOldCodes)
  return taken.length > 0
}

/** One that turned out to be wrong was not used: it may be the right one a moment later. */
export async function giveBackCode(db: Database, account: string, code: string): Promise<void> {
  await db.query('delete from access.used_code where account_id = $1 and code_hash = $2', [
    account,
    hashOf(account, code),
  ])
}

export const forgetOldCodes = `delete from access.used_code where used_at < now() - interval '${minutes} minutes'`
