/** Adjustments as people decide on them: those of one closed month together, with what changed for whom. */
import type { Database } from '../records/database.ts'
import type { TraceLine } from './adjust.ts'

export interface AdjustmentLine {
  readonly id: number
  readonly number: string
  readonly name: string
  readonly amount: string
  /** What was approved before for the same person and month; null where this is the first. */
  readonly earlier: string | null
  readonly trace: readonly TraceLine[]
}

export interface AdjustmentGroup {
  readonly policy: string
  /** The closed month the late facts belong to, and the open one that pays. */
  readonly period: string
  readonly inPeriod: string
  readonly digest: string
  readonly proposedBy: string
  readonly proposedAt: string
  readonly approvedBy: string | null
  readonly approvedAt: string | null
  readonly people: number
  readonly total: string
  readonly lines: readonly AdjustmentLine[]
}

/** Waiting ones first, then the latest. */
export async function adjustmentGroups(db: Database, period?: string): Promise<AdjustmentGroup[]> {
  return db.query<AdjustmentGroup>(
    `select r.policy, r.period, a.in_period as "inPeriod", a.shadow_digest as digest, a.proposed_by as "proposedBy",
       min(a.proposed_at)::text as "proposedAt", a.approved_by as "approvedBy", max(a.approved_at)::text as "approvedAt",
       count(*)::int as people, trim_scale(sum(a.amount))::text as total,
       jsonb_agg(jsonb_build_object('id', a.adjustment_id, 'number', a.person_no, 'name', p.name,
         'amount', trim_scale(a.amount)::text, 'trace', a.trace,
         'earlier', (select trim_scale(sum(b.amount))::text from settlement.adjustment b where b.run_id = a.run_id
           and b.person_no = a.person_no and b.adjustment_id < a.adjustment_id and b.approved_by is not null)) order by abs(a.amount) desc, a.person_no) as lines
     from settlement.adjustment a join settlement.run r using (run_id) join record.person p on p.person_no = a.person_no
     where $1::text is null or r.period = $1 or a.in_period = $1
     group by r.policy, r.period, a.in_period, a.shadow_digest, a.proposed_by, a.approved_by
     order by a.approved_by is not null, max(a.proposed_at) desc limit 100`,
    [period ?? null],
  )
}
