/** What every route about a month starts from: the month, the one before, and who may see how much of it. */
import { z } from '@hono/zod-openapi'
import { type Actor, scopeOf } from '../../../access/actor.ts'
import { lookAs } from '../../../access/as-actor.ts'
import { type Period, parsePeriod, shiftPeriod } from '../../../language/index.ts'
import type { Settled } from '../../../publication/settled.ts'
import type { Database } from '../../../records/database.ts'
import { Refusal } from '../../../records/refusal.ts'
import { policyRun, runOf } from '../../../settlement/run.ts'
import { periodText } from '../period-text.ts'
import type { Services } from '../services.ts'

export const tags: [string] = ['结算']

export const period = periodText
export const amount = z.string()
export const policyName = z.string().max(200).optional()

/** One month; the policy is named where several settle it. */
export const month = {
  params: z.object({ period }),
  query: z.strictObject({ policy: policyName }),
}

export function periodNamed(name: string): Period {
  const read = parsePeriod(name)
  if (!read) throw new Refusal('period_invalid', { period: name })
  return read
}

/** Refuses with run_none. */
export async function settledOf(
  { db, versionOf }: Services,
  name: string,
  policy?: string,
): Promise<Settled> {
  const at = periodNamed(name)
  const run = await runOf(db, at, policy)
  return { run, version: await versionOf(run.version_id), period: at }
}

export async function settledBefore(
  { db, versionOf }: Services,
  { run, period: at }: Settled,
): Promise<Settled | undefined> {
  const before = shiftPeriod(at, -1)
  const earlier = await policyRun(db, run.policy, before)
  return earlier && { run: earlier, version: await versionOf(earlier.version_id), period: before }
}

/** Who calculates or decides a month sees the whole of it. */
export function seesWhole(actor: Actor): boolean {
  return (['update', 'approve'] as const).some((verb) => scopeOf(actor, verb, 'settlement') === 'all')
}

/**
 * Nobody can sign for a total they may not see, so deciding on a month includes looking at the whole of it (0013).
 * Everybody else sees the rows that row-level security gives them, and figures of those.
 */
export function look<T>(
  { db }: Services,
  actor: Actor,
  at: Period,
  work: (db: Database) => Promise<T>,
): Promise<T> {
  return seesWhole(actor) ? db.transaction(work) : lookAs(db, actor, work, { on: at.last })
}
