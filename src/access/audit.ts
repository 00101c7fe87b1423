/** The audit log: append-only, each entry sealed with the hash of the one before. Requirement X-6. */
import { createHash } from 'node:crypto'
import type { Database } from '../records/database.ts'

export interface AuditEvent {
  readonly actor: string
  /** A verb: settle, close, import … */
  readonly action: string
  readonly subject: string
  readonly details?: Readonly<Record<string, unknown>>
}

interface Entry {
  readonly entry_id: string
  readonly at: string
  readonly actor: string
  readonly action: string
  readonly subject: string
  readonly details: string
  readonly previous_hash: string
  readonly hash: string
}

/** Writes one entry in the caller's transaction, so that the deed and its record stand or fall together. */
export async function record(db: Database, event: AuditEvent): Promise<void> {
  const [head] = await db.query<{ entry_id: string; hash: string }>(
    'select entry_id, hash from audit.head for update',
  )
  if (!head) throw new Error('the audit log has no head')
  const [clock] = await db.query<{ at: string }>(
    `select to_char(clock_timestamp() at time zone 'UTC', '${timeFormat}') as at`,
  )
  const entry = {
    entry_id: String(BigInt(head.entry_id) + 1n),
    at: clock?.at ?? '',
    actor: storable(event.actor),
    action: event.action,
    subject: storable(event.subject),
    details: canonical(storable(event.details ?? {})),
    previous_hash: head.hash,
  }
  const hash = seal(entry)
  await db.query(
    `insert into audit.entry (entry_id, at, actor, action, subject, details, previous_hash, hash)
     values ($1::bigint, $2::timestamptz, $3, $4, $5, $6::jsonb, $7, $8)`,
    [
      entry.entry_id,
      `${entry.at}Z`,
      entry.actor,
      entry.action,
      entry.subject,
      entry.details,
      entry.previous_hash,
      hash,
    ],
  )
  await db.query('update audit.head set entry_id = $1::bigint, hash = $2', [entry.entry_id, hash])
}

/**
 * Does something and records it, in one transaction: the one way commands and routes change what is owed.
 * `details` picks what the entry keeps of the outcome.
 */
export async function audited<T>(
  db: Database,
  event: Omit<AuditEvent, 'details'>,
  work: (db: Database) => Promise<T>,
  details: (outcome: T) => AuditEvent['details'],
): Promise<T> {
  return db.transaction(async (within) => {
    const outcome = await work(within)
    await record(within, { ...event, details: details(outcome) ?? {} })
    return outcome
  })
}

/** What callers send may be text PostgreSQL cannot hold, NUL or half a character: the entry is written all the same. */
function storable<T>(value: T): T
function storable(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed().replaceAll('\u0000', '\ufffd')
  if (Array.isArray(value)) return value.map((own) => storable(own))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, own]) => [storable(key), storable(own)]))
}

const timeFormat = 'YYYY-MM-DD"T"HH24:MI:SS.US'

/** The one place where the chain's hash is made. */
function seal(entry: Omit<Entry, 'hash'>): string {
  const { entry_id, at, actor, action, subject, details, previous_hash } = entry
  return createHash('sha256')
    .update(JSON.stringify([previous_hash, entry_id, at, actor, action, subject, details]))
    .digest('hex')
}

/** JSON with sorted keys, so that what the database gives back hashes the same. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value)
    .filter(([, own]) => own !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, own]) => `${JSON.stringify(key)}:${canonical(own)}`).join(',')}}`
}

export interface ChainCheck {
  readonly entries: number
  readonly head: string
  /** Number of the first entry that does not fit; undefined when the chain is whole. */
  readonly brokenAt: string | undefined
}

/** Recomputes the whole chain, in batches. */
export async function verifyChain(db: Database): Promise<ChainCheck> {
  let previous = ''
  let last = 0n
  for (;;) {
    const rows = await db.query<Entry & { details: unknown }>(
      `select entry_id, to_char(at at time zone 'UTC', '${timeFormat}') as at, actor, action, subject, details, previous_hash, hash
       from audit.entry where entry_id > $1::bigint order by entry_id limit 5000`,
      [String(last)],
    )
    for (const row of rows) {
      const entry = { ...row, details: canonical(row.details) }
      const fits =
        BigInt(row.entry_id) === last + 1n && row.previous_hash === previous && row.hash === seal(entry)
      if (!fits) return { entries: Number(last), head: previous, brokenAt: row.entry_id }
      previous = row.hash
      last += 1n
    }
    if (rows.length === 0) break
  }
  const [head] = await db.query<{ entry_id: string; hash: string }>('select entry_id, hash from audit.head')
  const whole = head?.entry_id === String(last) && head.hash === previous
  return { entries: Number(last), head: previous, brokenAt: whole ? undefined : String(last + 1n) }
}
