/** Review by a second person, closing, and what a closed run leaves in the ledger., M-4.5. */
import { type Period, shiftPeriod } from '../language/index.ts'
import type { Database } from '../records/database.ts'
import { Refusal } from '../records/refusal.ts'
import { digestOf, inputParts, resultDigest } from './digest.ts'
import type { PolicyVersion } from './policy-version.ts'
import {
  earlierRuns,
  findRun,
  lockPeriod,
  partitionOf,
  policyRun,
  type Run,
  type RunStatus,
  storedResults,
} from './run.ts'
import { readsAdjustments } from './words.ts'

export const statusNames: Readonly<Record<RunStatus, string>> = {
  calculated: '已计算',
  reviewed: '已复核',
  closed: '已关账',
  paid: '已发放',
}

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
    const run = await locked(within, decision, '复核')
    if (run.status !== 'calculated')
      throw new Refusal('run_status', {
        period: period.name,
        status: statusNames[run.status],
        action: '复核',
      })
    if (run.problems > 0) throw new Refusal('run_problems', { period: period.name, count: run.problems })
    if (run.started_by === actor) throw new Refusal('second_person', { action: '复核', actor })
    await refuseOutdated(within, decision, run)
    const inputs = await digestOf(within, inputParts(version.program, period))
    const results = await resultDigest(within, storedResults(version.program, run))
    return update(
      within,
      run,
      `status = 'reviewed', reviewed_by = $2, reviewed_at = now(), input_digest = $3, result_digest = $4`,
      [actor, inputs, results],
    )
  })
}

/**
 * Closes a reviewed run for good and posts what it owes to the ledger, all or nothing. Repeating it is refused and
 * posts nothing a second time.
 */
export async function close(db: Database, decision: Decision): Promise<Run> {
  const { version, period, actor } = decision
  return db.transaction(async (within) => {
    const run = await locked(within, decision, '关账')
    if (run.status !== 'reviewed')
      throw new Refusal('run_status', {
        period: period.name,
        status: statusNames[run.status],
        action: '关账',
      })
    if (run.started_by === actor) throw new Refusal('second_person', { action: '关账', actor })
    const open = (await earlierRuns(within, version.policy, period)).find(
      (earlier) => earlier.status !== 'closed' && earlier.status !== 'paid',
    )
    if (open) throw new Refusal('run_order', { period: open.period })
    await refuseOutdated(within, decision, run)
    await post(within, decision, run)
    return update(within, run, `status = 'closed', closed_by = $2, closed_at = now()`, [actor])
  })
}

async function locked(db: Database, { version, period, digest }: Decision, action: string): Promise<Run> {
  await lockPeriod(db, version.policy, period)
  const run = await findRun(db, version, period)
  if (!run) throw new Refusal('run_none', { period: period.name })
  if (digest !== undefined && digest !== run.result_digest) {
    throw new Refusal('run_stale', { period: period.name, digest: run.result_digest.slice(0, 12), action })
  }
  return run
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

async function update(db: Database, run: Run, set: string, params: readonly unknown[]): Promise<Run> {
  const [changed] = await db.query<Run>(`update settlement.run set ${set} where run_id = $1 returning *`, [
    run.run_id,
    ...params,
  ])
  if (!changed) throw new Error(`run ${run.run_id} is gone`)
  return changed
}

/**
 * What is earned becomes payable. The account of what is carried forward is brought to what the period carries on, so
 * adjustments that the period took up leave it again.
 */
async function post(db: Database, { version, period, actor }: Decision, run: Run): Promise<void> {
  const { payable, carried } = version.program
  const params = [version.policy, period.name, run.run_id, actor]
  if (payable) {
    await db.query(
      `insert into settlement.ledger_entry (policy, person_no, period, account, kind, amount, run_id, entered_by)
       select $1, "K1", $2, 'payable', 'earned', "${payable.id}", $3, $4 from ${partitionOf(run, payable.object)} where "${payable.id}" <> 0`,
      params,
    )
  }
  const waiting = carried?.object ?? (readsAdjustments(version.program) ? payable?.object : undefined)
  if (waiting) {
    const kept = carried ? `r."${carried.id}"` : '0'
    await db.query(
      `insert into settlement.ledger_entry (policy, person_no, period, account, kind, amount, run_id, entered_by)
       select $1, r."K1", $2, 'carried', 'carried', ${kept} - coalesce(b.balance, 0), $3, $4
       from ${partitionOf(run, waiting)} r
       left join (select person_no, sum(amount) as balance from settlement.ledger_entry
         where policy = $1 and account = 'carried' group by 1) b on b.person_no = r."K1"
       where ${kept} <> coalesce(b.balance, 0)`,
      params,
    )
  }
}

/** Where a period's late facts can still be paid: the next period that is not closed. */
export async function nextOpenPeriod(db: Database, policy: string, period: Period): Promise<Period> {
  for (let next = shiftPeriod(period, 1); ; next = shiftPeriod(next, 1)) {
    const run = await policyRun(db, policy, next)
    if (!run || run.status === 'calculated' || run.status === 'reviewed') return next
  }
}
