/** The steps of a month from its calculation to its payment, each by the right person on the result they saw., M-4.5. */
import { type Period, shiftPeriod } from '../language/index.ts'
import type { Database } from '../records/database.ts'
import { Refusal } from '../records/refusal.ts'
import { digestOf, inputParts, resultDigest } from './digest.ts'
import type { PolicyVersion } from './policy-version.ts'
import { postEarned, postPaid } from './post.ts'
import { earlierRuns, findRun, lockPeriod, policyRun, type Run, storedResults } from './run.ts'
import { isClosed, isOpen, type Step, statusNames, steps } from './states.ts'
import { readsAdjustments } from './words.ts'

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
    if (run.problems > 0) throw new Refusal('run_problems', { period: period.name, count: run.problems })
    refuseStarter(run, actor, 'review')
    await refuseOutdated(within, decision, run)
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
    refuseStarter(run, decision.actor, 'publish')
    await refuseEarlierOpen(within, decision, (earlier) => isOpen(earlier.status))
    await refuseOutdated(within, decision, run)
    return published(within, run, decision.actor)
  })
}

/** Closes a published run for now: with a reason, two people can still open it again. */
export async function softClose(db: Database, decision: Decision): Promise<Run> {
  return db.transaction(async (within) => {
    const run = await stepFrom(within, decision, 'soft-close')
    refuseStarter(run, decision.actor, 'soft-close')
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
    refuseStarter(found, actor, 'close')
    await refuseEarlierOpen(within, decision, (earlier) => !isClosed(earlier.status))
    await refuseOutdated(within, decision, found)
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
    if (run.closed_by === actor) throw new Refusal('second_person', { action: steps.pay.name, actor })
    await postPaid(within, decision, run)
    return update(within, run, `status = 'paid', paid_by = $2, paid_at = clock_timestamp()`, [actor])
  })
}

/** The run, alone until the transaction ends, in a state from which the step leads on, and the one the person saw. */
export async function stepFrom(db: Database, decision: Decision, step: Step): Promise<Run> {
  const { version, period, digest } = decision
  const { name, from } = steps[step]
  await lockPeriod(db, version.policy, period)
  const run = await findRun(db, version, period)
  if (!run) throw new Refusal('run_none', { period: period.name })
  if (digest !== undefined && digest !== run.result_digest)
    throw new Refusal('run_stale', {
      period: period.name,
      digest: run.result_digest.slice(0, 12),
      action: name,
    })
  if (!from.includes(run.status))
    throw new Refusal('run_status', { period: period.name, status: statusNames[run.status], action: name })
  return run
}

function refuseStarter(run: Run, actor: string, step: Step): void {
  if (run.started_by === actor) throw new Refusal('second_person', { action: steps[step].name, actor })
}

async function refuseEarlierOpen(
  db: Database,
  { version, period }: Decision,
  isTooEarly: (run: Run) => boolean,
): Promise<void> {
  const open = (await earlierRuns(db, version.policy, period)).find(isTooEarly)
  if (open) throw new Refusal('run_order', { period: open.period })
}

/** A run shows old numbers when a period it looked back on was settled again, or an adjustment approved, since then. */
async function refuseOutdated(db: Database, { version, period }: Decision, run: Run): Promise<void> {
  const newer = (await earlierRuns(db, version.policy, period)).find(
    (earlier) => earlier.computed_at > run.snapshot_at,
  )
  const looksBack = version.program.definitions.some((definition) =>
    definition.uses.some((used) => used.use === 'earlier'),
  )
  if (newer && looksBack) throw new Refusal('run_outdated', { period: period.name, earlier: newer.period })
  const [adjusted] = await db.query<{ person_no: string }>(
    `select person_no from settlement.adjustment a join settlement.run r using (run_id)
     where r.policy = $1 and a.in_period = $2 and a.approved_at > $3::timestamptz limit 1`,
    [version.policy, period.name, run.snapshot_at],
  )
  if (adjusted && readsAdjustments(version.program))
    throw new Refusal('run_adjusted', { period: period.name })
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
