/** Runs work in the database as the person who asks, so that row-level security applies. */
import type { Database } from '../records/database.ts'
import type { Actor } from './actor.ts'

export interface AsActorOptions {
  /** The organisation as of this day decides whose rows are within reach (M-1.4); today when not given. */
  readonly on?: string | undefined
}

/**
 * One transaction under hengji_app, which owns nothing. Only the account and the day are told to the database; it finds
 * out by itself what they may see. Both are forgotten with the transaction, so that the next user of the connection
 * starts without them.
 */
export function asActor<T>(
  db: Database,
  actor: Actor,
  work: (db: Database) => Promise<T>,
  { on = '' }: AsActorOptions = {},
): Promise<T> {
  return db.transaction((within) => underTheirRights(within, actor, on, work))
}

/** The same for work that only reads: on the embedded database it waits for nobody's long transaction to end. */
export function lookAs<T>(
  db: Database,
  actor: Actor,
  work: (db: Database) => Promise<T>,
  { on = '' }: AsActorOptions = {},
): Promise<T> {
  return db.read((within) => underTheirRights(within, actor, on, work))
}

async function underTheirRights<T>(
  within: Database,
  actor: Actor,
  on: string,
  work: (db: Database) => Promise<T>,
): Promise<T> {
  await within.query(
    `select set_config('app.account', $1, true), set_config('app.on', $2, true), set_config('role', 'hengji_app', true)`,
    [actor.account, on],
  )
  return work(within)
}

/**
 * Within `asActor`: what the person does not do but the system does about it, such as the audit log. As the owner, with
 * row-level security back in force afterwards.
 */
export async function asSystem<T>(within: Database, work: (db: Database) => Promise<T>): Promise<T> {
  await within.query(`select set_config('role', 'none', true)`)
  const result = await work(within)
  await within.query(`select set_config('role', 'hengji_app', true)`)
  return result
}
