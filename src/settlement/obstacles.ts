/** What stands before a step of a month, for one person. */
import type { Database } from '../records/database.ts'
import { Refusal } from '../records/refusal.ts'
import type { Decision } from './close.ts'
import { openReopening } from './reopening.ts'
import { earlierRuns, policyRuns, type Run } from './run.ts'
import { isClosed, isOpen, type Step, statusIn, stepIn, steps } from './states.ts'
import { readsAdjustments } from './words.ts'

/** Everything that stands before a step for this person, the most telling first; the step refuses with the first. */
export async function obstacles(
  db: Database,
  decision: Decision,
  run: Run,
  step: Step,
): Promise<readonly Refusal[]> {
  const { actor, period } = decision
  if (!steps[step].from.includes(run.status))
    return [new Refusal('run_status', { period: period.name, ...statusIn(run.status), ...stepIn(step) })]
  const found: Refusal[] = []
  if (run.problems > 0) found.push(new Refusal('run_problems', { period: period.name, count: run.problems }))
  // Who calculated may pay and ask to reopen: others stand between. Who closed may not pay.
  const own = step === 'pay' ? run.closed_by : step === 'reopen' ? null : run.started_by
  if (own === actor) found.push(new Refusal('second_person', { ...stepIn(step), actor }))
  if (step === 'reopen') return [...found, ...(await laterFinal(db, decision))]
  if (step === 'publish') found.push(...(await earlierBehind(db, decision, (other) => isOpen(other.status))))
  if (step === 'close') found.push(...(await earlierBehind(db, decision, (other) => !isClosed(other.status))))
  if (step === 'close') found.push(...(await askedToReopen(db, run)))
  if (isOpen(run.status)) found.push(...(await outdated(db, decision, run)), ...(await changed(db, run)))
  return found
}

async function earlierBehind(
  db: Database,
  { version, period }: Decision,
  isBehind: (run: Run) => boolean,
): Promise<Refusal[]> {
  const behind = (await earlierRuns(db, version.policy, period)).find(isBehind)
  return behind ? [new Refusal('run_order', { period: behind.period })] : []
}

/** Who asked has seen something wrong: closing would settle it without an answer. */
async function askedToReopen(db: Database, run: Run): Promise<Refusal[]> {
  return (await openReopening(db, run)) ? [new Refusal('reopening_open', { period: run.period })] : []
}

/** Records the period would have seen, entered or changed since they were read: what is signed for would not be on them. */
async function changed(db: Database, { policy, period, snapshot_at }: Run): Promise<Refusal[]> {
  const [late] = await db.query<{ count: number }>(
    `select coalesce(sum(rows), 0)::int as count from settlement.late_record
     where policy = $1 and period = $2 and noted_at > $3::timestamptz`,
    [policy, period, snapshot_at],
  )
  return late && late.count > 0 ? [new Refusal('run_records_changed', { period, count: late.count })] : []
}

/** Later months that people have seen rest on the results of this one. */
async function laterFinal(db: Database, { version, period }: Decision): Promise<Refusal[]> {
  const later = (await policyRuns(db, version.policy)).find(
    (run) => run.at.length === period.length && run.at.first > period.first && !isOpen(run.status),
  )
  return later ? [new Refusal('run_later', { period: period.name, later: later.period })] : []
}

/** A run shows old numbers when a period it looked back on was settled again, or an adjustment approved, since then. */
async function outdated(db: Database, { version, period }: Decision, run: Run): Promise<Refusal[]> {
  const found: Refusal[] = []
  const newer = (await earlierRuns(db, version.policy, period)).find(
    (earlier) => earlier.computed_at > run.snapshot_at,
  )
  const looksBack = version.program.definitions.some((definition) =>
    definition.uses.some((used) => used.use === 'earlier'),
  )
  if (newer && looksBack)
    found.push(new Refusal('run_outdated', { period: period.name, earlier: newer.period }))
  const [adjusted] = await db.query<{ person_no: string }>(
    `select person_no from settlement.adjustment a join settlement.run r using (run_id)
     where r.policy = $1 and a.in_period = $2 and a.approved_at > $3::timestamptz limit 1`,
    [version.policy, period.name, run.snapshot_at],
  )
  if (adjusted && readsAdjustments(version.program))
    found.push(new Refusal('run_adjusted', { period: period.name }))
  return found
}
