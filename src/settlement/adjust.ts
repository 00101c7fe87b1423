/** Late facts of a closed period: the period is computed again in the shadow, and only the difference is paid. X-3. */
import { type Period, typeName } from '../language/index.ts'
import type { Database } from '../records/database.ts'
import { Refusal } from '../records/refusal.ts'
import { type Decision, nextOpenPeriod } from './close.ts'
import { differences } from './compare.ts'
import { findRun, lockPeriod, partitionOf, type Run } from './run.ts'
import { settle } from './settle.ts'
import { isClosed, statusNames } from './states.ts'
import { readsAdjustments } from './words.ts'

export interface Adjustment {
  readonly adjustment_id: number
  readonly person_no: string
  readonly in_period: string
  readonly amount: string
  /** Of the results that show the difference. */
  readonly shadow_digest: string
  readonly trace: readonly TraceLine[]
  readonly proposed_by: string
  readonly approved_by: string | null
}

export interface TraceLine {
  readonly variable: string
  readonly before: string | null
  readonly after: string | null
  /** What it is counted in, as the policy says; adjustments of earlier versions have none. */
  readonly unit?: string | undefined
}

/**
 * Finds what late or corrected records change in a closed period, and proposes one adjustment per person: what the
 * shadow pays and carries forward, less what was closed and what was adjusted since. What is carried counts, because
 * a late receipt that only makes a negative month less negative is owed, too (M-4.5). Finding nothing proposes nothing.
 */
export async function findAdjustments(db: Database, decision: Decision): Promise<readonly Adjustment[]> {
  const { version, period, actor } = decision
  const { payable } = version.program
  return db.transaction(async (within) => {
    await lockPeriod(within, version.policy, period)
    const closed = await closedRun(within, decision)
    if (!payable) return []
    const shadow = await settle(within, { version, period, actor, kind: 'shadow' })
    if (shadow.problems > 0)
      throw new Refusal('run_problems', { period: period.name, count: shadow.problems })
    const into = await nextOpenPeriod(within, version.policy, period)
    await within.query('delete from settlement.adjustment where run_id = $1 and approved_by is null', [
      closed.run_id,
    ])
    const approved = await adjustmentsOf(within, closed)
    const units = unitsOf(version.program)
    const changed = await differences(within, version.program, closed, shadow, payable.object)
    for (const { person_no, amount } of await owed(within, decision, closed, shadow)) {
      const own = changed.filter((line) => line.key === person_no)
      const trace = sinceApproved(
        approved.filter((earlier) => earlier.person_no === person_no),
        own,
      ).map((line) => ({ ...line, unit: units.get(line.variable) }))
      await within.query(
        `insert into settlement.adjustment (run_id, shadow_digest, person_no, in_period, amount, trace, proposed_by)
         values ($1, $2, $3, $4, $5::numeric, $6::jsonb, $7)`,
        [closed.run_id, shadow.result_digest, person_no, into.name, amount, JSON.stringify(trace), actor],
      )
    }
    return adjustmentsOf(within, closed)
  })
}

/**
 * What changed since the last adjustment was approved, whose difference is paid already: a receipt that was entered late
 * and taken away again leaves the month as it was closed, and the reversal has to say what it takes back.
 */
function sinceApproved(approved: readonly Adjustment[], changed: readonly TraceLine[]): TraceLine[] {
  const closed = new Map<string, string | null>()
  const paid = new Map<string, string | null>()
  for (const { variable, before, after } of approved.flatMap(({ trace }) => trace)) {
    if (!closed.has(variable)) closed.set(variable, before)
    paid.set(variable, after)
  }
  const now = new Map([...closed, ...changed.map(({ variable, after }) => [variable, after] as const)])
  const before = new Map([...changed.map((line) => [line.variable, line.before] as const), ...paid])
  return [...now]
    .map(([variable, after]) => ({ variable, before: before.get(variable) ?? null, after }))
    .filter((line) => line.before !== line.after)
}

function unitsOf({ definitions, payable }: Decision['version']['program']): Map<string, string> {
  const own = definitions.filter(({ object }) => object === payable?.object)
  return new Map(own.map(({ name, valueType }) => [name.text, typeName(valueType)]))
}

/** Per person: what the shadow comes to, less what was closed and adjusted. */
async function owed(
  db: Database,
  { version }: Decision,
  closed: Run,
  shadow: Run,
): Promise<{ person_no: string; amount: string }[]> {
  const { payable, carried } = version.program
  if (!payable) return []
  const items = [payable, ...(carried ? [carried] : [])]
  const sum = (side: string) => items.map(({ id }) => `coalesce(${side}."${id}", 0)`).join(' + ')
  return db.query(
    `select person_no, trim_scale(amount)::text as amount from (
       select "K1" as person_no, ${sum('s')} - (${sum('c')}) - coalesce(a.amount, 0) as amount
       from ${partitionOf(shadow, payable.object)} s full join ${partitionOf(closed, payable.object)} c using ("K1")
       left join (select person_no, sum(amount) as amount from settlement.adjustment where run_id = $1 group by 1) a on a.person_no = "K1"
     ) d where amount <> 0 order by 1`,
    [closed.run_id],
  )
}

/**
 * Approves all proposed adjustments of a period, for the next period that is open now. A policy that takes 往期调整 up
 * pays them with that period's commission, and sets negative ones off against it: they wait in the ledger with what is
 * carried forward. Without that they are owed at once.
 */
export async function approveAdjustments(db: Database, decision: Decision): Promise<readonly Adjustment[]> {
  const { version, period, actor } = decision
  return db.transaction(async (within) => {
    await lockPeriod(within, version.policy, period)
    const closed = await closedRun(within, decision)
    const proposed = (await adjustmentsOf(within, closed)).filter(
      (adjustment) => adjustment.approved_by === null,
    )
    if (proposed.length === 0) throw new Refusal('adjustments_none', { period: period.name })
    refuseOther(decision, proposed)
    if (proposed.some((adjustment) => adjustment.proposed_by === actor))
      throw new Refusal('second_person', { action: '批准调整', actor })
    const into = await lockedOpenPeriod(within, version.policy, period)
    const ids = proposed.map((adjustment) => adjustment.adjustment_id)
    // Not now(): a settlement that began while this one waited must not seem to be the later one.
    await within.query(
      `update settlement.adjustment set approved_by = $2, approved_at = clock_timestamp(), in_period = $3
       where adjustment_id = any($1::integer[])`,
      [ids, actor, into.name],
    )
    const account = readsAdjustments(version.program) ? 'carried' : 'payable'
    await within.query(
      `insert into settlement.ledger_entry (policy, person_no, period, account, kind, amount, adjustment_id, entered_by)
       select $3, person_no, in_period, $4, 'adjusted', amount, adjustment_id, $2 from settlement.adjustment where adjustment_id = any($1::integer[])`,
      [ids, actor, version.policy, account],
    )
    return (await adjustmentsOf(within, closed)).filter((adjustment) =>
      ids.includes(adjustment.adjustment_id),
    )
  })
}

/** What is approved is what the person saw: the same shadow, by its digest or how that begins. */
function refuseOther({ period, digest }: Decision, proposed: readonly Adjustment[]): void {
  const other = proposed.find(
    ({ shadow_digest }) => digest !== undefined && !shadow_digest.startsWith(digest),
  )
  if (other)
    throw new Refusal('run_stale', {
      period: period.name,
      digest: other.shadow_digest.slice(0, 16),
      action: '批准',
    })
}

/** Another may be closing the period just found. */
async function lockedOpenPeriod(db: Database, policy: string, period: Period): Promise<Period> {
  for (;;) {
    const open = await nextOpenPeriod(db, policy, period)
    await lockPeriod(db, policy, open)
    if ((await nextOpenPeriod(db, policy, period)).name === open.name) return open
  }
}

export async function adjustmentsOf(db: Database, run: Run): Promise<Adjustment[]> {
  return db.query<Adjustment>(
    `select adjustment_id, person_no, in_period, trim_scale(amount)::text as amount, shadow_digest, trace, proposed_by, approved_by
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
  if (!isClosed(run.status)) {
    throw new Refusal('run_status', {
      period: period.name,
      status: statusNames[run.status],
      action: '调整（还没有关账，请直接重新结算）',
    })
  }
  return run
}
