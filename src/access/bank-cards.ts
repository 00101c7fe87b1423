/**
 * Where pay goes. A card that replaces another waits before it counts, and whose card it is and finance may stop it
 * meanwhile: stolen sign-ins change bank accounts first (trust 20).
 */
import type { Database } from '../records/database.ts'
import { Refusal } from '../records/refusal.ts'
import { type Actor, scopeOf } from './actor.ts'
import { asSystem } from './as-actor.ts'
import { readSettings } from './settings.ts'

export interface Card {
  readonly bank_name: string | null
  readonly bank_account: string | null
}

/** A change somebody may still have to know of, or whose outcome the page tells. */
export interface CardChange extends Card {
  readonly id: string
  readonly effectiveOn: string
  readonly by: string
  readonly at: string
  readonly state: 'waiting' | 'begun' | 'stopped'
  readonly stoppedBy: string | null
  readonly stopReason: string | null
  readonly personSeen: boolean
  readonly financeSeen: boolean
}

const noCard: Card = { bank_name: null, bank_account: null }

/** Today's, as row-level security lets the reader. */
export async function cardOf(db: Database, person: string): Promise<Card | undefined> {
  const [row] = await db.query<Card>(
    `select bank_name, bank_account from private.bank_card
     where person_no = $1 and stopped_at is null and effective_on <= current_date order by card_id desc limit 1`,
    [person],
  )
  return row
}

const change = `select card_id::text as id, bank_name, bank_account, effective_on::text as "effectiveOn", entered_by as by,
  to_char(entered_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at, stopped_by as "stoppedBy", stop_reason as "stopReason",
  person_seen_at is not null as "personSeen", finance_seen_at is not null as "financeSeen",
  case when stopped_at is not null then 'stopped' when effective_on > current_date then 'waiting' else 'begun' end as state
  from private.bank_card`

/** The newest, whatever became of it. */
export async function latestChange(db: Database, person: string): Promise<CardChange | undefined> {
  const [row] = await db.query<CardChange>(`${change} where person_no = $1 order by card_id desc limit 1`, [
    person,
  ])
  return row
}

/**
 * Enters a card, or that there is none any more. Only a person's first counts at once: until then nothing could be paid.
 * One that still waits gives way. Refuses with card_unchanged.
 *
 * @returns the day from which it counts
 */
export async function changeCard(db: Database, person: string, card: Card, by: string): Promise<string> {
  await db.query(`select pg_advisory_xact_lock(hashtextextended('bank card of ' || $1, 0))`, [person])
  const latest = await latestChange(db, person)
  const now = (await cardOf(db, person)) ?? noCard
  const last = latest?.state === 'waiting' ? latest : now
  if (same(card, now) || same(card, last)) throw new Refusal('card_unchanged')
  const days = latest === undefined ? 0 : (await asSystem(db, waiting)).days
  if (latest?.state === 'waiting')
    await asSystem(db, (system) => stop(system, latest.id, by, '又改成了另一张卡'))
  const [row] = await db.query<{ on: string }>(
    `insert into private.bank_card (person_no, bank_name, bank_account, effective_on, entered_by)
     values ($1, $2, $3, current_date + $4::int, $5) returning effective_on::text as on`,
    [person, card.bank_name, card.bank_account, days, by],
  )
  return row?.on ?? ''
}

const same = (a: Card, b: Card) => a.bank_account === b.bank_account && a.bank_name === b.bank_name

/** How long a card that is changed today waits. */
export async function waiting(db: Database): Promise<{ readonly days: number; readonly from: string }> {
  const days = (await readSettings(db)).card_waiting_days
  const [row] = await db.query<{ from: string }>('select (current_date + $1::int)::text as "from"', [days])
  return { days, from: row?.from ?? '' }
}

/** What who looks may do about a change; whoever entered it does not speak for finance. */
export function mayDo(actor: Actor, person: string, { by, state, personSeen, financeSeen }: CardChange) {
  const own = actor.person === person
  const finance = !own && by !== actor.name && scopeOf(actor, 'approve', 'personal') === 'all'
  const open = !actor.readOnly && actor.kind === 'person' && state !== 'stopped'
  return {
    stop: open && state === 'waiting' && (own || finance || by === actor.name),
    seen: open && ((own && !personSeen) || (finance && !financeSeen)),
  }
}

/** As the owner, once `mayDo` allows it. Refuses with card_not_waiting when it has begun or was stopped meanwhile. */
export async function stop(db: Database, id: string, by: string, reason: string): Promise<void> {
  const stopped = await db.query(
    `update private.bank_card set stopped_by = $2, stopped_at = now(), stop_reason = $3
     where card_id = $1 and stopped_at is null and effective_on > current_date returning 1 as one`,
    [id, by, reason],
  )
  if (stopped.length === 0) throw new Refusal('card_not_waiting')
}

/** As the owner, once `mayDo` allows it: neither this nor an earlier change is told to the person, or to finance, any more. */
export async function noteSeen(db: Database, id: string, actor: Actor, person: string): Promise<void> {
  const seen =
    actor.person === person ? 'person_seen_at = now()' : 'finance_seen_at = now(), finance_seen_by = $3'
  const unseen =
    actor.person === person ? 'person_seen_at is null' : 'finance_seen_at is null and entered_by <> $3'
  await db.query(
    `update private.bank_card set ${seen} where person_no = $1 and card_id <= $2 and ${unseen} and $3::text is not null`,
    [person, id, actor.name],
  )
}

export interface PayCard extends Card {
  /** A card that waits: its last four digits, and from when it counts. */
  readonly next: { readonly tail: string; readonly from: string } | null
}

/** For paying: everybody’s, by staff number, as row-level security lets the reader. */
export async function payCards(db: Database): Promise<Map<string, PayCard>> {
  const rows = await db.query<Card & { person: string; tail: string | null; from: string | null }>(
    `select p.person_no as person, c.bank_name, c.bank_account, right(w.bank_account, 4) as tail, w.effective_on::text as "from"
     from (select distinct person_no from private.bank_card) p
     left join lateral (select * from private.bank_card b where b.person_no = p.person_no and b.stopped_at is null
       and b.effective_on <= current_date order by b.card_id desc limit 1) c on true
     left join lateral (select * from private.bank_card b where b.person_no = p.person_no and b.stopped_at is null
       and b.effective_on > current_date order by b.card_id desc limit 1) w on true`,
  )
  return new Map(
    rows.map(({ person, tail, from, ...card }) => [
      person,
      { ...card, next: from === null ? null : { tail: tail ?? '', from } },
    ]),
  )
}

export function hidden(text: string | null, first: number, last: number): string | null {
  if (text === null) return null
  const stars = Math.max(4, text.length - first - last)
  return `${text.slice(0, first)}${'*'.repeat(stars)}${text.slice(-last)}`
}
