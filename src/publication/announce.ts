/** Telling other programs what happened to a month: written down with the deed, sent afterwards by the server. */
import type { Database } from '../records/database.ts'
import type { Run } from '../settlement/run.ts'

export const webhookEvents = ['statement.published', 'month.closed'] as const
export type WebhookEvent = (typeof webhookEvents)[number] | 'test'

/** In the transaction of the deed: what did not happen is not told. Says no amounts and no names of people. */
export async function announce(
  db: Database,
  event: WebhookEvent,
  data: Readonly<Record<string, unknown>>,
  only?: string,
): Promise<void> {
  await db.query(
    `insert into webhook.delivery (subscription_id, event, body)
     select subscription_id, $1, jsonb_build_object('event', $1::text, 'at', to_char(clock_timestamp() at time zone 'UTC',
       'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'data', $2::jsonb)::text
     from webhook.subscription
     where active and case when $3::uuid is null then $1 = any(events) else subscription_id = $3::uuid end`,
    [event, JSON.stringify(data), only ?? null],
  )
}

/** What a step made of a month: which month of which policy, by its digest. Closing what was only reviewed publishes it. */
export async function announceStep(db: Database, before: Run, after: Run): Promise<void> {
  const { policy, period, result_digest: digest } = after
  const tell = (event: WebhookEvent) => announce(db, event, { policy, period, digest })
  if (before.published_by === null && after.published_by !== null) await tell('statement.published')
  if (before.status !== 'closed' && after.status === 'closed') await tell('month.closed')
}
