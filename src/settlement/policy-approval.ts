/** What stands between a draft and a version: is it ready, what does the law say, and a second person's decision. */
import type { Database } from '../records/database.ts'
import { Refusal } from '../records/refusal.ts'
import { type LawWarning, lintLaw, regionsOf } from './law/lint.ts'
import { type Acknowledged, type Draft, draftById, wrongState } from './policy-draft.ts'
import { checkPolicy, publish, refuseMidPeriod } from './policy-version.ts'

/**
 * Refuses what could not become a version: mistakes, no effective date, a number that is taken, a date in a closed month
 * or within one, another name than the policy it changes.
 */
export async function readyToSubmit(db: Database, draft: Draft): Promise<void> {
  const { document } = draft
  const program = checkPolicy(document)
  const { meta } = program.document
  const { next, closed, policy, same, taken } = await facts(db, draft, meta.version, meta.name)
  if (meta.from === undefined) throw new Refusal('draft_no_date', { example: next })
  if (policy !== null && policy !== meta.name) throw new Refusal('draft_renamed', { policy })
  if (same) throw new Refusal('draft_unchanged')
  if (taken) throw new Refusal('policy_version_taken', { policy: meta.name, version: meta.version })
  if (closed !== null && meta.from < next)
    throw new Refusal('draft_closed_date', { from: meta.from, period: closed, next })
  refuseMidPeriod(program)
}

interface Facts {
  /** The first day that no closed month holds. */
  readonly next: string
  readonly closed: string | null
  /** Of the version it changes. */
  readonly policy: string | null
  readonly same: boolean
  readonly taken: boolean
}

async function facts(db: Database, draft: Draft, version: string, name: string): Promise<Facts> {
  const [row] = await db.query<Facts>(
    `select to_char(coalesce(to_date(closed, 'YYYY-MM'), current_date) + interval '1 month', 'YYYY-MM-01') as next, closed,
       (select policy from settlement.policy_version where version_id = $1) as policy,
       coalesce((select document = $2 from settlement.policy_version where version_id = $1), false) as same,
       exists (select from settlement.policy_version where policy = $3 and version = $4) as taken
     from (select max(period) as closed from settlement.run
       where policy = $3 and kind = 'regular' and status in ('closed', 'paid') and period ~ '^\\d{4}-\\d{2}$') x`,
    [draft.basedOn, draft.document, name, version],
  )
  if (!row) throw new Error('no facts')
  return row
}

/** What the law may say about a document, where people of this company work. */
export async function lawOf(
  db: Database,
  document: string,
  submitted?: { readonly consulted: boolean; readonly losers: number },
): Promise<LawWarning[]> {
  const [row] = await db.query<{ places: string[]; day: string }>(
    `select coalesce(array_agg(distinct workplace) filter (where workplace is not null), '{}') as places,
       current_date::text as day from record.person`,
  )
  const context = { regions: regionsOf(row?.places ?? []), day: row?.day ?? '' }
  return lintLaw(document, submitted ? { ...context, submitted } : context)
}

/** As the draft was submitted: the same list for everybody who looks at it. */
export function lawOfDraft(db: Database, draft: Draft): Promise<LawWarning[]> {
  if (draft.submittedAt === null) return lawOf(db, draft.document)
  const losers = draft.effect?.totals.loses ?? 0
  return lawOf(db, draft.document, { consulted: draft.consultation !== null, losers })
}

const codesOf = (warnings: readonly LawWarning[]) => [...new Set(warnings.map(({ code }) => code))].join('、')

/** Warnings of the level error are kept for a reason only. Refuses with draft_law_override. */
export function requireReason(warnings: readonly LawWarning[], reason: string): void {
  const serious = warnings.filter(({ level }) => level === 'error')
  if (serious.length > 0 && reason.trim() === '')
    throw new Refusal('draft_law_override', { codes: codesOf(serious) })
}

export interface Approval {
  readonly id: number
  /** Of the document the approver read. */
  readonly digest: string
  readonly by: string
  /** Ids of the warnings the approver has read. */
  readonly acknowledged: readonly string[]
  readonly reason: string
}

/**
 * Publishes the draft as a version approved by somebody who wrote none of it; the version before it ends the day before.
 * Refuses with draft_state, draft_changed, draft_own, draft_law_unread, draft_law_override, and what publishing refuses.
 */
export async function approveDraft(db: Database, approval: Approval): Promise<Draft> {
  const draft = await decidable(db, approval.id, approval.by)
  if (draft.digest !== approval.digest) throw new Refusal('draft_changed')
  await readyToSubmit(db, draft)
  const acknowledged = await acknowledge(db, draft, approval)
  const version = await publish(db, draft.document, draft.submittedBy ?? draft.author)
  await db.query(
    `update settlement.policy_version set approved_by = $2, approved_at = clock_timestamp()
     where version_id = $1 and approved_by is null`,
    [version.id, approval.by],
  )
  await endPrevious(db, version.id)
  await db.query(
    `update settlement.policy_draft set state = 'approved', decided_by = $2, decided_at = clock_timestamp(),
       decision_reason = nullif($3, ''), acknowledged = $4::jsonb, version_id = $5 where draft_id = $1`,
    [draft.id, approval.by, approval.reason.trim(), JSON.stringify(acknowledged), version.id],
  )
  return draftById(db, draft.id)
}

/** The draft, locked, when it waits for a decision that this person may take. */
async function decidable(db: Database, id: number, by: string): Promise<Draft> {
  await db.query('select from settlement.policy_draft where draft_id = $1 for update', [id])
  const draft = await draftById(db, id)
  if (draft.state !== 'submitted') throw wrongState(draft)
  if ([draft.author, draft.submittedBy, ...draft.editors].includes(by)) throw new Refusal('draft_own')
  return draft
}

async function acknowledge(
  db: Database,
  draft: Draft,
  { acknowledged, by, reason }: Approval,
): Promise<Acknowledged[]> {
  const warnings = await lawOfDraft(db, draft)
  const unread = warnings.filter(({ id }) => !acknowledged.includes(id))
  if (unread.length > 0) throw new Refusal('draft_law_unread', { codes: codesOf(unread) })
  requireReason(warnings, draft.overrideReason ?? '')
  requireReason(warnings, reason)
  const [row] = await db.query<{ now: string }>('select clock_timestamp()::text as now')
  return warnings.map(({ id, code }) => ({ id, code, by, at: row?.now ?? '' }))
}

/** Versions of the same policy that would go on beside the new one end the day before it begins. */
async function endPrevious(db: Database, id: number): Promise<void> {
  await db.query(
    `update settlement.policy_version old set valid_to = fresh.valid_from - 1
     from settlement.policy_version fresh
     where fresh.version_id = $1 and old.policy = fresh.policy and old.version_id <> fresh.version_id
       and (old.valid_to is null or old.valid_to >= fresh.valid_from)
       and (old.valid_from is null or old.valid_from < fresh.valid_from)`,
    [id],
  )
}

/** Sends a draft back with a reason. Refuses with draft_state, draft_own. */
export async function refuseDraft(db: Database, id: number, by: string, reason: string): Promise<Draft> {
  const draft = await decidable(db, id, by)
  await db.query(
    `update settlement.policy_draft set state = 'refused', decided_by = $2, decided_at = clock_timestamp(), decision_reason = $3
     where draft_id = $1`,
    [draft.id, by, reason],
  )
  return draftById(db, id)
}
