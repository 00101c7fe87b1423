/** Telling subscribers what has been written down for them: sent, tried again later and later, kept in a log. */
import type { Database } from '../../records/database.ts'
import { Refusal } from '../../records/refusal.ts'
import { send, signature } from './send.ts'
import { addressFor, checkTarget, hostsSetting, type Resolve, readHosts } from './target.ts'

/** Those that are due; what is due later has its message already. */
export async function waitingDeliveries(db: Database): Promise<string[]> {
  const rows = await db.query<{ delivery_id: string }>(
    `select delivery_id from webhook.delivery
     where status = 'waiting' and (next_at is null or next_at <= clock_timestamp()) order by created_at`,
  )
  return rows.map(({ delivery_id }) => delivery_id)
}

export async function allowedHosts(db: Database): Promise<ReadonlySet<string>> {
  const [row] = await db.query<{ value: string }>('select value from access.setting where name = $1', [
    hostsSetting,
  ])
  return readHosts(row?.value)
}

/** Seconds until each further attempt: half a minute, then four times as long each time, about two days in all. */
const pauses = [30, 120, 480, 1920, 7680, 30_720, 122_880] as const

interface Delivery {
  readonly delivery_id: string
  readonly event: string
  readonly body: string
  readonly attempts: number
  readonly url: string
  readonly secret: string
}

/** @returns in how many seconds to try again; undefined when there is nothing left to do. */
export async function deliver(db: Database, id: string, resolve?: Resolve): Promise<number | undefined> {
  const [delivery] = await db.query<Delivery>(
    `update webhook.delivery d set attempts = attempts + 1, last_at = clock_timestamp()
     from webhook.subscription s where s.subscription_id = d.subscription_id and s.active
       and d.delivery_id = $1::uuid and d.status = 'waiting'
       and (d.next_at is null or d.next_at <= clock_timestamp() + interval '1 second')
     returning d.delivery_id, d.event, d.body, d.attempts, s.url, s.secret`,
    [id],
  )
  if (!delivery) return undefined
  const outcome = await attempt(db, delivery, resolve)
  const pause = outcome.done || outcome.hopeless ? undefined : pauses[delivery.attempts - 1]
  await db.query(
    `update webhook.delivery set status = $2, answer_status = $3, error = $4,
       next_at = case when $5::int is not null then clock_timestamp() + make_interval(secs => $5::int) end
     where delivery_id = $1::uuid`,
    [
      id,
      outcome.done ? 'delivered' : pause === undefined ? 'failed' : 'waiting',
      outcome.status ?? null,
      outcome.error ?? null,
      pause ?? null,
    ],
  )
  return pause
}

interface Attempt {
  readonly done: boolean
  /** Trying again cannot help: the address is not allowed. */
  readonly hopeless?: boolean
  readonly status?: number
  readonly error?: string
}

async function attempt(
  db: Database,
  { delivery_id, event, body, url: text, secret }: Delivery,
  resolve?: Resolve,
): Promise<Attempt> {
  try {
    const url = checkTarget(text, await allowedHosts(db))
    const address = await addressFor(url, resolve)
    const headers = {
      'user-agent': 'hengji-webhook/1',
      'hengji-event': event,
      'hengji-delivery': delivery_id,
      'hengji-signature': signature(secret, Math.floor(Date.now() / 1000), body),
    }
    const status = await send({ url, address, body, headers })
    return { done: status >= 200 && status < 300, status }
  } catch (error) {
    if (error instanceof Refusal) return { done: false, hopeless: true, error: error.message }
    return { done: false, error: error instanceof Error ? error.message.slice(0, 200) : String(error) }
  }
}
