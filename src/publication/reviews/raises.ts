/** Raises above the cap: proposed in writing, decided by a second person. M-5.3. */
import type { Database } from '../../records/database.ts'
import { brokenRule } from '../../records/entry/broken-rule.ts'
import { inRuleWords } from '../../records/entry/in-rule-words.ts'
import { Refusal } from '../../records/refusal.ts'
import type { ReviewMonth } from './month.ts'
import { appraised } from './people.ts'
import { versionSql } from './sheet.ts'

export interface RaiseRow {
  readonly number: string
  readonly name: string
  readonly points: string
  readonly reason: string
  readonly proposer: { readonly number: string; readonly name: string }
  readonly approver: { readonly number: string; readonly name: string } | null
  readonly outcome: 'waiting' | 'approved' | 'refused' | 'withdrawn'
  /** Why it was refused or withdrawn. */
  readonly explanation: string | null
  readonly at: string
  /** Of a raise still to be decided. */
  readonly version: string | null
}

interface Stored extends Omit<RaiseRow, 'proposer' | 'approver'> {
  readonly by: string
  readonly byName: string
  readonly approvedBy: string | null
  readonly approvedName: string | null
}

/** As the actor; waiting ones first. */
export async function raises(db: Database, { period }: ReviewMonth): Promise<RaiseRow[]> {
  const rows = await db.query<Stored>(
    `select x.person_no as number, p.name, trim_scale(x.points)::text as points, x.reason,
       x.proposed_by as by, b.name as "byName", x.decided_by as "approvedBy", a.name as "approvedName",
       x.outcome, x.explanation, to_char(x.at, 'YYYY-MM-DD"T"HH24:MI:SS"+08:00"') as at, x.version
     from (
       select person_no, points, reason, proposed_by, approved_by as decided_by,
         case when approved_by is null then 'waiting' else 'approved' end as outcome, null as explanation,
         coalesce(approved_at, entered_at) as at, ${versionSql('e')} as version
       from record.exceptional_score e where period = $1
       union all
       select person_no, points, reason, proposed_by, decided_by, outcome, explanation, decided_at, null
       from review.raise_decision where period = $1
     ) x join record.person p on p.person_no = x.person_no join record.person b on b.person_no = x.proposed_by
     left join record.person a on a.person_no = x.decided_by
     order by x.outcome <> 'waiting', x.at desc`,
    [period.name],
  )
  return rows.map(({ by, byName, approvedBy, approvedName, ...row }) => ({
    ...row,
    proposer: { number: by, name: byName },
    approver: approvedBy === null ? null : { number: approvedBy, name: approvedName ?? approvedBy },
  }))
}

export interface Proposal {
  readonly person: string
  readonly points: string
  readonly reason: string
  readonly proposer: string
  readonly enteredBy: string
}

/** As the actor; the month is held by the caller. */
export async function proposeRaise(db: Database, month: ReviewMonth, proposal: Proposal): Promise<void> {
  const { person, points, reason, proposer, enteredBy } = proposal
  if (person === proposer) throw new Refusal('review_own_raise')
  const within = (await appraised(db, month)).some(({ number }) => number === person)
  if (!within) throw new Refusal('review_nobody', { person, period: month.period.name })
  const [added] = await inRuleWords(() =>
    db.query(
      `insert into record.exceptional_score (person_no, period, points, reason, proposed_by, entered_by, entered_at)
       values ($1, $2, $3::numeric, $4, $5, $6, clock_timestamp()) on conflict do nothing returning 1 as one`,
      [person, month.period.name, points, reason.trim(), proposer, enteredBy],
    ),
  )
  if (added) return
  const [there] = await db.query<{ approved: boolean }>(
    'select approved_by is not null as approved from record.exceptional_score where period = $1 and person_no = $2',
    [month.period.name, person],
  )
  const code = there?.approved ? 'review_raised' : 'review_raise_waiting'
  throw new Refusal(code, { person, period: month.period.name })
}

export interface RaiseDecision {
  readonly person: string
  /** Of the proposal the person saw. */
  readonly version: string
  readonly decider: string
}

/** As the actor: whether the raised person is one the actor may decide about. */
export async function mayDecide(db: Database, person: string): Promise<boolean> {
  const [row] = await db.query<{ may: boolean }>(
    `select (access.scope('score', 'approve') = 5 or $1 in (select access.people('score', 'approve'))) as may`,
    [person],
  )
  return row?.may === true
}

/** As the owner: who approves may not otherwise change scores. The table refuses the proposer and the person raised. */
export async function approveRaise(db: Database, month: ReviewMonth, decision: RaiseDecision): Promise<void> {
  const { person, version, decider } = decision
  const changed = await inRuleWords(() =>
    db.query(
      `update record.exceptional_score t set approved_by = $3, approved_at = clock_timestamp()
       where period = $1 and person_no = $2 and approved_by is null and ${versionSql('t')} = $4 returning 1 as one`,
      [month.period.name, person, decider, version],
    ),
  )
  if (changed.length === 0) await refuseMissing(db, month, person)
}

/** As the owner. */
export async function endRaise(
  db: Database,
  month: ReviewMonth,
  {
    outcome,
    explanation,
    ...decision
  }: RaiseDecision & {
    readonly outcome: 'refused' | 'withdrawn'
    readonly explanation: string
  },
): Promise<void> {
  const { person, version, decider } = decision
  const [stored] = await db.query<{ by: string }>(
    'select proposed_by as by from record.exceptional_score where period = $1 and person_no = $2',
    [month.period.name, person],
  )
  if (outcome === 'withdrawn' && stored && stored.by !== decider)
    throw brokenRule(['只有申请人可以撤回申请', 'Only the proposer may withdraw a proposal'])
  if (outcome === 'refused' && stored && (stored.by === decider || person === decider))
    throw new Refusal('second_person', {
      ...{ action: '决定加分', actionEnglish: 'deciding on an exceptional score', actor: decider },
    })
  const ended = await db.query(
    `with gone as (
       delete from record.exceptional_score t
       where period = $1 and person_no = $2 and approved_by is null and ${versionSql('t')} = $3
       returning person_no, period, points, reason, proposed_by)
     insert into review.raise_decision
       (person_no, period, points, reason, proposed_by, outcome, decided_by, explanation)
     select person_no, period, points, reason, proposed_by, $4, $5, nullif($6, '') from gone returning 1 as one`,
    [month.period.name, person, version, outcome, decider, explanation.trim()],
  )
  if (ended.length === 0) await refuseMissing(db, month, person)
}

async function refuseMissing(db: Database, { period }: ReviewMonth, person: string): Promise<never> {
  const [now] = await db.query<{ who: string | null }>(
    `select coalesce(a.name, x.entered_by) as who from record.exceptional_score x
     left join record.person a on a.person_no = x.approved_by where period = $1 and x.person_no = $2`,
    [period.name, person],
  )
  if (!now) throw new Refusal('not_found')
  throw new Refusal('record_conflict', { who: now.who ?? '别人', whoEnglish: now.who ?? 'somebody else' })
}
