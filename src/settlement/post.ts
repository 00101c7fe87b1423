/** What the ledger takes in when a month is closed and when it is paid. */
import type { Database } from '../records/database.ts'
import type { Decision } from './close.ts'
import { partitionOf, type Run } from './run.ts'
import { readsAdjustments } from './words.ts'

const columns = 'policy, person_no, period, account, kind, amount, run_id, entered_by'

/**
 * What is earned becomes payable. The account of what is carried forward is brought to what the period carries on, so
 * adjustments that the period took up leave it again.
 */
export async function postEarned(
  db: Database,
  { version, period, actor }: Decision,
  run: Run,
): Promise<void> {
  const { payable, carried } = version.program
  const params = [version.policy, period.name, run.run_id, actor]
  if (payable) {
    await db.query(
      `insert into settlement.ledger_entry (${columns})
       select $1, "K1", $2, 'payable', 'earned', "${payable.id}", $3, $4 from ${partitionOf(run, payable.object)} where "${payable.id}" <> 0`,
      params,
    )
  }
  const waiting = carried?.object ?? (readsAdjustments(version.program) ? payable?.object : undefined)
  if (waiting) {
    const kept = carried ? `r."${carried.id}"` : '0'
    await db.query(
      `insert into settlement.ledger_entry (${columns})
       select $1, r."K1", $2, 'carried', 'carried', ${kept} - coalesce(b.balance, 0), $3, $4
       from ${partitionOf(run, waiting)} r
       left join (select person_no, sum(amount) as balance from settlement.ledger_entry
         where policy = $1 and account = 'carried' group by 1) b on b.person_no = r."K1"
       where ${kept} <> coalesce(b.balance, 0)`,
      params,
    )
  }
}

/** What is owed for a period and not paid yet, by person: SQL over $1 policy and $2 period. */
export const unpaidSql = `select person_no, sum(amount) as amount from settlement.ledger_entry
  where policy = $1 and period = $2 and account = 'payable' group by 1`

/** Who is owed something for the period is paid it; what somebody owes the company stays in the ledger. */
export async function postPaid(db: Database, { version, period, actor }: Decision, run: Run): Promise<void> {
  await db.query(
    `insert into settlement.ledger_entry (${columns})
     select $1, person_no, $2, 'payable', 'paid', -amount, $3, $4 from (${unpaidSql}) u where amount > 0`,
    [version.policy, period.name, run.run_id, actor],
  )
}
