/** Late facts of a closed period: the period is computed again in the shadow, and only the difference is paid. X-3. */
import type { Period } from '../language/index.ts'
import type { Database } from '../records/database.ts'
import { Refusal } from '../records/refusal.ts'
import { type Decision, nextOpenPeriod, statusNames } from './close.ts'
import { differences } from './compare.ts'
import { findRun, partitionOf, type Run } from './run.ts'
import { settle } from './settle.ts'

export interface Adjustment {
  readonly adjustment_id: number
  readonly person_no: string
  readonly in_period: string
  readonly amount: string
  readonly trace: readonly TraceLine[]
  readonly proposed_by: string
  readonly approved_by: string | null
}

interface TraceLine {
  readonly variable: string
  readonly before: string | null
  readonly after: string | null
}

/**
 * Finds what late or corrected records change in a closed period, and proposes one adjustment per person: the
 * shadow's amount less what was closed and what was adjusted since. Finding nothing proposes nothing.
 */
export async function findAdjustments(db: Database, decision: Decision): Promise<readonly Adjustment[]> {
  const { version, period, actor } = decision
  const { payable } = version.program
  return db.transaction(async (within) => {
    const closed = await closedRun(within, decision)
    if (!payable) return []
    const shadow = await settle(within, { version, period, actor, kind: 'shadow' })
    if (shadow.problems > 0)
      throw new Refusal('run_problems', { period: period.name, count: shadow.problems })
    const into = await nextOpenPeriod(within, version, period)
    await within.query('delete from settlement.adjustment where run_id = $1 and approved_by is null', [
      closed.run_id,
    ])
    const amounts = await within.query<{ person_no: string; amount: string }>(
      `select "K1" as person_no, trim_scale(coalesce(s."${payable.id}", 0) - coalesce(c."${payable.id}", 0) - coalesce(a.amount, 0))::text as amount
       from ${partitionOf(shadow, payable.object)} s full join ${partitionOf(closed, payable.object)} c using ("K1")
       left join (select person_no, sum(amount) as amount from settlement.adjustment where run_id = $1 group by 1) a on a.person_no = "K1"
       where coalesce(s."${payable.id}", 0) - coalesce(c."${payable.id}", 0) <> coalesce(a.amount, 0) order by 1`,
      [closed.run_id],
    )
    const changed = await differences(within, version.program, closed, shadow, payable.object)
    for (const { person_no, amount } of amounts) {
      const trace = changed
        .filter((line) => line.key === person_no)
        .map(({ variable, before, after }) => ({ variable, before, after }))
      await within.query(
        `insert into settlement.adjustment (run_id, shadow_digest, person_no, in_period, amount, trace, proposed_by)
         values ($1, $2, $3, $4, $5::numeric, $6::jsonb, $7)`,
        [closed.run_id, shadow.result_digest, person_no, into.name, amount, JSON.stringify(trace), actor],
      )
    }
    return adjustmentsOf(within, closed)
  })
}

/** Approves all proposed adjustments of a period and posts them to the ledger. */
export async function approveAdjustments(db: Database, decision: Decision): Promise<readonly Adjustment[]> {
  const { actor } = decision
  return db.transaction(async (within) => {
    const closed = await closedRun(within, decision)
    const proposed = (await adjustmentsOf(within, closed)).filter(
      (adjustment) => adjustment.approved_by === null,
    )
    if (proposed.some((adjustment) => adjustment.proposed_by === actor))
      throw new Refusal('second_person', { action: '批准调整', actor })
    const ids = proposed.map((adjustment) => adjustment.adjustment_id)
    await within.query(
      `insert into settlement.ledger_entry (person_no, period, account, kind, amount, adjustment_id, entered_by)
       select person_no, in_period, 'payable', 'adjusted', amount, adjustment_id, $2 from settlement.adjustment where adjustment_id = any($1::integer[])`,
      [ids, actor],
    )
    await within.query(
      'update settlement.adjustment set approved_by = $2, approved_at = now() where adjustment_id = any($1::integer[])',
      [ids, actor],
    )
    return (await adjustmentsOf(within, closed)).filter((adjustment) =>
      ids.includes(adjustment.adjustment_id),
    )
  })
}

export async function adjustmentsOf(db: Database, run: Run): Promise<Adjustment[]> {
  return db.query<Adjustment>(
    `select adjustment_id, person_no, in_period, trim_scale(amount)::text as amount, trace, proposed_by, approved_by
     from settlement.adjustment where run_id = $1 order by adjustment_id`,
    [run.run_id],
  )
}

async function closedRun(
  db: Database,
  { version, period }: { version: Decision['version']; period: Period },
): Promise<Run> {
  const run = await findRun(db, version, period)
  if (!run) throw new Refusal('run_none', { period: period.name })
  if (run.status !== 'closed' && run.status !== 'paid') {
    throw new Refusal('run_status', {
      period: period.name,
      status: statusNames[run.status],
      action: '调整（还没有关账，请直接重新结算）',
    })
  }
  return run
}
