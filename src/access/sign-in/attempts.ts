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

/** Refuses with too_many_attempts. Only failures count, so that whoever knows the password is not locked out by others' network. */
export async function refuseGuessing(db: Database, signInName: string, address: string): Promise<void> {
  const [row] = await db.query<{ by_name: number; by_network: number }>(
    `select count(*) filter (where sign_in_name = $1)::int as by_name, count(*) filter (where address = $2)::int as by_network
     from access.sign_in_attempt where not succeeded and at > now() - interval '${minutes} minutes'`,
    [signInName, networkOf(address)],
  )
  if ((row?.by_name ?? 0) >= mostPerName || (row?.by_network ?? 0) >= mostPerNetwork)
    throw new Refusal('too_many_attempts', { minutes })
}

/** A success clears the failures of its name. */
export async function noteAttempt(
  db: Database,
  signInName: string,
  address: string,
  succeeded: boolean,
): Promise<void> {
  if (succeeded)
    await db.query('delete from access.sign_in_attempt where sign_in_name = $1 and not succeeded', [
      signInName,
    ])
  await db.query(
    'insert into access.sign_in_attempt (sign_in_name, address, succeeded) values ($1, $2, $3)',
    [signInName, networkOf(address), succeeded],
  )
  await db.query(`delete from access.sign_in_attempt where at < now() - interval '30 days'`)
}
