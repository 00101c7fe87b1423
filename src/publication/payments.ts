/** What came later or from earlier months: adjustments with their trace, and the ledger of one person and month. X-3. */
import type { Database } from '../records/database.ts'
import type { Settled } from './settled.ts'

export interface AdjustmentShown {
  /** The closed month late facts belong to, and the month they are paid in. */
  readonly from: string
  readonly in: string
  readonly amount: string
  readonly approvedBy: string | null
  /** Day of the approval. */
  readonly on: string | null
  readonly trace: readonly {
    readonly variable: string
    readonly before: string | null
    readonly after: string | null
    readonly unit?: string | undefined
  }[]
}

export interface LedgerLine {
  readonly account: 'payable' | 'carried'
  readonly kind: 'earned' | 'adjusted' | 'carried' | 'paid' | 'reversed'
  readonly amount: string
  readonly on: string
  readonly reason: string | null
}

export interface Payments {
  /** Paid with this month, and those that later changed it. */
  readonly adjustments: readonly AdjustmentShown[]
  readonly later: readonly AdjustmentShown[]
  readonly ledger: readonly LedgerLine[]
  /** What the ledger says is carried forward after all of this; null when there is nothing. */
  readonly carried: string | null
}

/** As the person who asks: row-level security decides whose these are. */
export async function paymentsOf(
  mine: Database,
  { run, period }: Settled,
  person: string,
): Promise<Payments> {
  const ledger = await mine.query<LedgerLine>(
    `select account, kind, trim_scale(amount)::text as amount, to_char(entered_at, 'YYYY-MM-DD') as on, reason
     from settlement.ledger_entry where policy = $1 and person_no = $2 and period = $3 order by entry_id`,
    [run.policy, person, period.name],
  )
  const [balance] = await mine.query<{ carried: string | null }>(
    `select trim_scale(nullif(sum(amount), 0))::text as carried from settlement.ledger_entry
     where policy = $1 and person_no = $2 and account = 'carried' and period <= $3`,
    [run.policy, person, period.name],
  )
  return {
    adjustments: await adjustments(mine, run.policy, person, 'a.in_period', period.name),
    later: await adjustments(mine, run.policy, person, 'r.period', period.name),
    ledger,
    carried: balance?.carried ?? null,
  }
}

/** Approved ones: what is only proposed may still be withdrawn. */
function adjustments(
  mine: Database,
  policy: string,
  person: string,
  column: 'a.in_period' | 'r.period',
  period: string,
): Promise<AdjustmentShown[]> {
  return mine.query<AdjustmentShown>(
    `select r.period as from, a.in_period as in, trim_scale(a.amount)::text as amount, a.approved_by as "approvedBy",
       to_char(a.approved_at, 'YYYY-MM-DD') as on, a.trace
     from settlement.adjustment a join settlement.run r on r.run_id = a.run_id
     where r.policy = $1 and a.person_no = $2 and ${column} = $3 and a.approved_at is not null order by a.adjustment_id`,
    [policy, person, period],
  )
}
