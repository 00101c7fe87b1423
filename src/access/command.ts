/** The one runner of what changes anything: begin, repeat safely, do, record in the audit log, commit. */
import { createHash } from 'node:crypto'
import type { Database } from '../records/database.ts'
import { Refusal } from '../records/refusal.ts'
import type { Actor } from './actor.ts'
import { asActor, asSystem } from './as-actor.ts'
import { record } from './audit.ts'

export interface Command {
  /** A verb for the audit log: update, settle, approve … */
  readonly action: string
  /** What it is done to, as people call it: 合同 CP-2026-9001. */
  readonly subject: string
  /** Rows of the requests' own tables are written as the person; what concerns everybody's rows, as the owner. */
  readonly as: 'actor' | 'owner'
  readonly on?: string
  /** From the request: the same key and body again give the first answer and do nothing. */
  readonly repeat?: { readonly route: string; readonly key: string; readonly body: string } | undefined
}

export interface Outcome<T> {
  readonly answer: T
  /** What the audit log keeps of it. */
  readonly details?: Readonly<Record<string, unknown>>
}

/** `work` may throw a Refusal: then nothing happened. Its answer must be JSON when the command can be repeated. */
export function command<T>(
  db: Database,
  actor: Actor,
  { action, subject, as, on, repeat }: Command,
  work: (db: Database) => Promise<Outcome<T>>,
): Promise<T> {
  const run = async (within: Database, system: typeof asSystem): Promise<T> => {
    const earlier = repeat && (await system(within, (own) => firstAnswer<T>(own, actor, repeat)))
    if (earlier) return earlier.answer
    const { answer, details = {} } = await work(within)
    await system(within, async (own) => {
      await record(own, { actor: actor.name, action, subject, details: { ...details, by: actor.kind } })
      if (repeat) await keepAnswer(own, actor, repeat, answer)
    })
    return answer
  }
  if (as === 'actor') return asActor(db, actor, (within) => run(within, asSystem), { on })
  return db.transaction((within) => run(within, (own, task) => task(own)))
}

/** The same of what leaves its own trace in the log, such as a job: once for each key. Begins its own transaction. */
export function once<T>(
  db: Database,
  actor: Actor,
  repeat: Command['repeat'],
  work: (db: Database) => Promise<T>,
): Promise<T> {
  return db.transaction(async (within) => {
    const earlier = repeat && (await firstAnswer<T>(within, actor, repeat))
    if (earlier) return earlier.answer
    const answer = await work(within)
    if (repeat) await keepAnswer(within, actor, repeat, answer)
    return answer
  })
}

type Repeat = NonNullable<Command['repeat']>

const hash = (body: string) => createHash('sha256').update(body).digest('hex')

/** Takes the key; a second request with it waits here until the first has committed. */
async function firstAnswer<T>(
  db: Database,
  actor: Actor,
  { route, key, body }: Repeat,
): Promise<{ answer: T } | undefined> {
  const taken = await db.query(
    `insert into access.idempotency (account_id, route, key, body_hash) values ($1, $2, $3, $4)
     on conflict do nothing returning key`,
    [actor.account, route, key, hash(body)],
  )
  if (taken.length > 0) return undefined
  const [known] = await db.query<{ body_hash: string; answer: { answer: T } | null }>(
    `select body_hash, answer from access.idempotency where account_id = $1 and route = $2 and key = $3`,
    [actor.account, route, key],
  )
  if (known?.body_hash !== hash(body)) throw new Refusal('key_reused')
  return known.answer ?? undefined
}

async function keepAnswer(
  db: Database,
  actor: Actor,
  { route, key }: Repeat,
  answer: unknown,
): Promise<void> {
  await db.query(
    `update access.idempotency set answer = $4::jsonb where account_id = $1 and route = $2 and key = $3`,
    [actor.account, route, key, JSON.stringify({ answer })],
  )
}
