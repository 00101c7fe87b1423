/** Opening a month again that people have already seen: one person asks with a reason, another confirms. X-3. */
import type { Database } from '../records/database.ts'
import { Refusal } from '../records/refusal.ts'
import { type Decision, stepFrom, update } from './close.ts'
import { columns, openReopening, type Reopening } from './reopening.ts'
import { lockPeriod, type Run } from './run.ts'
import { stepIn } from './states.ts'

/** Changes nothing yet. Refused while later months rest on the results people have seen. */
export async function askToReopen(db: Database, decision: Decision, reason: string): Promise<Reopening> {
  const { version, period, actor } = decision
  return db.transaction(async (within) => {
    const run = await stepFrom(within, decision, 'reopen')
    if (await openReopening(within, run)) throw new Refusal('reopening_open', { period: period.name })
    const [asked] = await within.query<Reopening>(
      `insert into settlement.reopening (policy, period, run_id, result_digest, reason, asked_by)
       values ($1, $2, $3, $4, $5, $6) returning ${columns}`,
      [version.policy, period.name, run.run_id, run.result_digest, reason, actor],
    )
    if (!asked) throw new Error('no reopening was written')
    return asked
  })
}

/** The month is a draft again; its results stay until it is settled again, but nobody has reviewed them. */
export async function confirmReopening(db: Database, decision: Decision): Promise<Run> {
  const { period, actor } = decision
  return db.transaction(async (within) => {
    const run = await stepFrom(within, decision, 'reopen')
    const asked = await openReopening(within, run)
    if (!asked) throw new Refusal('reopening_none', { period: period.name })
    if (asked.asked_by === actor) throw new Refusal('second_person', { ...stepIn('reopen'), actor })
    await within.query(
      `update settlement.reopening set confirmed_by = $2, confirmed_at = clock_timestamp() where reopening_id = $1`,
      [asked.reopening_id, actor],
    )
    return update(
      within,
      run,
      `status = 'calculated', reviewed_by = null, reviewed_at = null, input_digest = null,
       published_by = null, published_at = null, soft_closed_by = null, soft_closed_at = null`,
      [],
    )
  })
}

/** Whoever asked takes it back, or whoever should confirm declines. */
export async function withdrawReopening(db: Database, decision: Decision): Promise<Reopening> {
  const { version, period, actor } = decision
  return db.transaction(async (within) => {
    await lockPeriod(within, version.policy, period)
    const [withdrawn] = await within.query<Reopening>(
      `update settlement.reopening set withdrawn_by = $3, withdrawn_at = clock_timestamp()
       where policy = $1 and period = $2 and confirmed_by is null and withdrawn_by is null returning ${columns}`,
      [version.policy, period.name, actor],
    )
    if (!withdrawn) throw new Refusal('reopening_none', { period: period.name })
    return withdrawn
  })
}
