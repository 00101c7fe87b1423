/** Slows down guessing: by the name tried, and by the network it is tried from. */
import type { Database } from '../../records/database.ts'
import { Refusal } from '../../records/refusal.ts'

const minutes = 15
const mostPerName = 8
const mostPerNetwork = 40

/** IPv6 gives everybody 2^64 addresses, so the network is what counts; an IPv4 address written as IPv6 is IPv4. */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').toLowerCase()
  if (!plain.includes(':')) return plain
  const [head = '', tail = ''] = plain.split('%')[0]?.split('::') ?? []
  const left = head === '' ? [] : head.split(':')
  const right = tail === '' ? [] : tail.split(':')
  const missing = plain.includes('::') ? Math.max(0, 8 - left.length - right.length) : 0
  const groups = [...left, ...Array.from({ length: missing }, () => '0'), ...right]
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`
}

export interface Attempt {
  readonly name: string
  readonly address: string
  /** Tells it from the others. */
  readonly at: string
}

/**
 * Counts a try as failed before anything is compared: comparing takes long, and of many at the same moment none would
 * know of the others. Only failures count in the end, so that whoever knows the password is not locked out by others'
 * network. Refuses with too_many_attempts, and such a try does not count.
 */
export function countAttempt(db: Database, name: string, from: string): Promise<Attempt> {
  const address = networkOf(from)
  return db.transaction(async (within) => {
    await within.query('select pg_advisory_xact_lock(4857, 401)')
    const [row] = await within.query<{ by_name: number; by_network: number }>(
      `select count(*) filter (where sign_in_name = $1)::int as by_name, count(*) filter (where address = $2)::int as by_network
       from access.sign_in_attempt where not succeeded and at > now() - interval '${minutes} minutes'`,
      [name, address],
    )
    if ((row?.by_name ?? 0) >= mostPerName || (row?.by_network ?? 0) >= mostPerNetwork)
      throw new Refusal('too_many_attempts', { minutes })
    const [counted] = await within.query<{ at: string }>(
      `insert into access.sign_in_attempt (sign_in_name, address, succeeded) values ($1, $2, false) returning at::text as at`,
      [name, address],
    )
    await within.query(`delete from access.sign_in_attempt where at < now() - interval '30 days'`)
    return { name, address, at: counted?.at ?? '' }
  })
}

/** It was no failure, and says nothing of the ones before. */
export async function giveBackAttempt(db: Database, { name, address, at }: Attempt): Promise<void> {
  await db.query(
    'delete from access.sign_in_attempt where sign_in_name = $1 and address = $2 and at = $3::timestamptz and not succeeded',
    [name, address, at],
  )
}

/** A success clears the failures of its name. */
export async function noteSuccess(db: Database, { name, address }: Attempt): Promise<void> {
  await db.query('delete from access.sign_in_attempt where sign_in_name = $1 and not succeeded', [name])
  await db.query(
    'insert into access.sign_in_attempt (sign_in_name, address, succeeded) values ($1, $2, true)',
    [name, address],
  )
}
