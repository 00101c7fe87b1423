/** The steps of a month from its calculation to its payment, each by the right person on the result they saw., M-4.5. */
import { type Period, shiftPeriod } from '../language/index.ts'
import type { Database } from '../records/database.ts'
import { Refusal } from '../records/refusal.ts'
import { digestOf, inputParts, resultDigest } from './digest.ts'
import { obstacles } from './obstacles.ts'
import type { PolicyVersion } from './policy-version.ts'
import { postEarned, postPaid } from './post.ts'
import { findRun, lockPeriod, policyRun, type Run, storedResults } from './run.ts'
import { isOpen, type Step, stepIn } from './states.ts'

export interface Decision {
  readonly version: PolicyVersion
  readonly period: Period
  readonly actor: string
  /** The result digest the person saw. A run settled again since then is another one. */
  readonly digest?: string
}

/** Confirms a calculated run without problems, and seals the records it read by their digest. */
export async function review(db: Database, decision: Decision): Promise<Run> {
  const { version, period, actor } = decision
  return db.transaction(async (within) => {
    const run = await stepFrom(within, decision, 'review')
    const inputs = await digestOf(within, inputParts(version.program, period))
    const results = await resultDigest(within, storedResults(version.program, run))
    return update(
      within,
      run,
      `status = 'reviewed', reviewed_by = $2, reviewed_at = clock_timestamp(), input_digest = $3, result_digest = $4`,
      [actor, inputs, results],
    )
  })
}

/** Makes a reviewed run's statements final for the people they are about. */
export async function publishRun(db: Database, decision: Decision): Promise<Run> {
  return db.transaction(async (within) => {
    const run = await stepFrom(within, decision, 'publish')
    return published(within, run, decision.actor)
  })
}

/** Closes a published run for now: with a reason, two people can still open it again. */
export async function softClose(db: Database, decision: Decision): Promise<Run> {
  return db.transaction(async (within) => {
    const run = await stepFrom(within, decision, 'soft-close')
    const set = `status = 'soft-closed', soft_closed_by = $2, soft_closed_at = clock_timestamp()`
    return update(within, run, set, [decision.actor])
  })
}

/**
 * Closes a run for good and posts what it owes to the ledger, all or nothing. Repeating it is refused and posts nothing
 * a second time. A run that was only reviewed is published by it.
 */
export async function close(db: Database, decision: Decision): Promise<Run> {
  const { actor } = decision
  return db.transaction(async (within) => {
    const found = await stepFrom(within, decision, 'close')
    const run = found.status === 'reviewed' ? await published(within, found, actor) : found
    await postEarned(within, decision, run)
    return update(within, run, `status = 'closed', closed_by = $2, closed_at = clock_timestamp()`, [actor])
  })
}

/** Marks a closed run as paid and takes what is paid from what is owed, once. Not by who closed it. */
export async function pay(db: Database, decision: Decision): Promise<Run> {
  const { actor } = decision
  return db.transaction(async (within) => {
    const run = await stepFrom(within, decision, 'pay')
    await postPaid(within, decision, run)
    return update(within, run, `status = 'paid', paid_by = $2, paid_at = clock_timestamp()`, [actor])
  })
}

/** The run, alone until the transaction ends: the one the person saw, with nothing that stands before the step. */
export async function stepFrom(db: Database, decision: Decision, step: Step): Promise<Run> {
  const { version, period, digest } = decision
  await lockPeriod(db, version.policy, period)
  const run = await findRun(db, version, period)
  if (!run) throw new Refusal('run_none', { period: period.name })
  if (digest !== undefined && digest !== run.result_digest)
    throw new Refusal('run_stale', {
      period: period.name,
      digest: run.result_digest.slice(0, 12),
      ...stepIn(step),
    })
  const [first] = await obstacles(db, decision, run, step)
  if (first) throw first
  return run
}

function published(db: Database, run: Run, actor: string): Promise<Run> {
  const set = `status = 'published', published_by = $2, published_at = clock_timestamp()`
  return update(db, run, set, [actor])
}

export async function update(db: Database, run: Run, set: string, params: readonly unknown[]): Promise<Run> {
  const [changed] = await db.query<Run>(`update settlement.run set ${set} where run_id = $1 returning *`, [
    run.run_id,
    ...params,
  ])
  if (!changed) throw new Error(`run ${run.run_id} is gone`)
  return changed
}

/** Where a period's late facts can still be paid: the next period whose results are not final. */
export async function nextOpenPeriod(db: Database, policy: string, period: Period): Promise<Period> {
  for (let next = shiftPeriod(period, 1); ; next = shiftPeriod(next, 1)) {
    const run = await policyRun(db, policy, next)
    if (!run || isOpen(run.status)) return next
  }
}
