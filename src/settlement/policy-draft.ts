/**
 * Drafts of policies: written by some, submitted as a document with its digest, approved by another person, who makes it
 * a version. Saving after submitting takes the submission back.
 */
import { createHash } from 'node:crypto'
import { readDocument } from '../language/document/document.ts'
import { collector } from '../language/issues/issue.ts'
import type { Database } from '../records/database.ts'
import { Refusal } from '../records/refusal.ts'
import type { EffectTotals } from './effect.ts'
import { freshVersion } from './fresh-version.ts'

export type DraftState = 'draft' | 'submitted' | 'approved' | 'refused'

export interface DraftEffect {
  readonly period: string
  readonly totals: EffectTotals
  readonly problems: number
}

export interface DraftEntry {
  readonly id: number
  readonly policy: string
  readonly version: string
  readonly basedOn: number | null
  readonly basedOnVersion: string | null
  readonly state: DraftState
  readonly revision: number
  readonly digest: string
  readonly author: string
  readonly editors: readonly string[]
  readonly createdAt: string
  readonly updatedBy: string
  readonly updatedAt: string
  readonly submittedBy: string | null
  readonly submittedAt: string | null
  readonly summary: string | null
  readonly consultation: string | null
  readonly overrideReason: string | null
  readonly effect: DraftEffect | null
  readonly decidedBy: string | null
  readonly decidedAt: string | null
  readonly decisionReason: string | null
  readonly acknowledged: readonly Acknowledged[] | null
  readonly versionId: number | null
}

export type Draft = DraftEntry & { readonly document: string }

/** A warning the approver has read. */
export interface Acknowledged {
  readonly id: string
  readonly code: string
  readonly by: string
  readonly at: string
}

const columns = `d.draft_id as id, d.policy, d.version, d.based_on as "basedOn", b.version as "basedOnVersion", d.state, d.revision,
  d.digest, d.author, d.editors, d.created_at as "createdAt", d.updated_by as "updatedBy", d.updated_at as "updatedAt",
  d.submitted_by as "submittedBy", d.submitted_at as "submittedAt", d.summary, d.consultation,
  d.override_reason as "overrideReason", d.effect, d.decided_by as "decidedBy", d.decided_at as "decidedAt",
  d.decision_reason as "decisionReason", d.acknowledged, d.version_id as "versionId"`
const source = 'settlement.policy_draft d left join settlement.policy_version b on b.version_id = d.based_on'

export function drafts(db: Database): Promise<DraftEntry[]> {
  return db.query<DraftEntry>(`select ${columns} from ${source} order by d.updated_at desc`)
}

/** Refuses with not_found. */
export async function draftById(db: Database, id: number): Promise<Draft> {
  const [row] = await db.query<Draft>(`select ${columns}, d.document from ${source} where d.draft_id = $1`, [
    id,
  ])
  if (!row) throw new Refusal('not_found')
  return row
}

export const digestOfText = (document: string) => createHash('sha256').update(document).digest('hex')

export function headOf(document: string): { name: string; version: string; from: string | undefined } {
  const { name, version, from } = readDocument(document, collector().report).meta
  return { name: name.slice(0, 200), version: version.slice(0, 60), from }
}

/** A draft of the next version of a policy. Refuses with not_found, draft_exists. */
export async function draftFrom(db: Database, versionId: number, author: string): Promise<Draft> {
  const [open] = await db.query<{ author: string }>(
    `select author from settlement.policy_draft where based_on = $1 and state <> 'approved'`,
    [versionId],
  )
  if (open) throw new Refusal('draft_exists', { who: open.author })
  return insert(db, await freshVersion(db, versionId), author, versionId)
}

/** A draft of a policy that did not exist before. */
export function newDraft(db: Database, document: string, author: string): Promise<Draft> {
  return insert(db, document, author, null)
}

async function insert(
  db: Database,
  document: string,
  author: string,
  basedOn: number | null,
): Promise<Draft> {
  const { name, version } = headOf(document)
  const [row] = await db.query<{ id: number }>(
    `insert into settlement.policy_draft (policy, version, based_on, document, digest, author, editors, updated_by)
     values ($1, $2, $3, $4, $5, $6, array[$6], $6) returning draft_id as id`,
    [name, version, basedOn, document, digestOfText(document), author],
  )
  if (!row) throw new Error('no draft was written')
  return draftById(db, row.id)
}

/**
 * Saves what was written upon `revision`. A submission or refusal is over with the first change.
 * Refuses with draft_conflict when somebody else saved in between, draft_state when it is approved.
 */
export async function saveDraft(
  db: Database,
  { id, revision, document, editor }: { id: number; revision: number; document: string; editor: string },
): Promise<Draft> {
  const known = await draftById(db, id)
  if (known.state === 'approved') throw wrongState(known)
  if (known.document === document) return known
  if (known.revision !== revision) throw conflict(known)
  const { name, version } = headOf(document)
  const saved = await db.query(
    `update settlement.policy_draft set document = $3, digest = $4, policy = $5, version = $6, revision = revision + 1,
       updated_by = $7, updated_at = clock_timestamp(), state = 'draft',
       editors = case when $7 = any (editors) then editors else editors || $7::text end,
       submitted_by = null, submitted_at = null, submitted_digest = null, effect = null,
       decided_by = null, decided_at = null, decision_reason = null, acknowledged = null
     where draft_id = $1 and revision = $2 and state <> 'approved' returning draft_id`,
    [id, revision, document, digestOfText(document), name, version, editor],
  )
  const now = await draftById(db, id)
  if (saved.length === 0) throw conflict(now)
  return now
}

function conflict({ updatedBy, updatedAt }: Draft): Refusal {
  return new Refusal('draft_conflict', { who: updatedBy, when: updatedAt.slice(0, 16) })
}

const stateNames: Readonly<Record<DraftState, string>> = {
  draft: '草稿',
  submitted: '待批准',
  approved: '已批准',
  refused: '已退回',
}

export function wrongState({ state }: DraftEntry): Refusal {
  return new Refusal('draft_state', { state: stateNames[state] })
}

export interface Submission {
  readonly id: number
  readonly revision: number
  readonly by: string
  readonly summary: string
  readonly consultation: string
  readonly overrideReason: string
  readonly effect: DraftEffect | undefined
}

/** Binds the document as it is to the submission. Whether it may be submitted, `readyToSubmit` says. */
export async function submitDraft(db: Database, submission: Submission): Promise<Draft> {
  const { id, revision, by, summary, consultation, overrideReason, effect } = submission
  const known = await draftById(db, id)
  if (known.state !== 'draft') throw wrongState(known)
  if (known.revision !== revision) throw conflict(known)
  await db.query(
    `update settlement.policy_draft set state = 'submitted', submitted_by = $2, submitted_at = clock_timestamp(),
       submitted_digest = digest, summary = $3, consultation = nullif($4, ''), override_reason = nullif($5, ''), effect = $6::jsonb
     where draft_id = $1`,
    [id, by, summary, consultation, overrideReason, effect ? JSON.stringify(effect) : null],
  )
  return draftById(db, id)
}

/** Takes a submission back, to go on writing. */
export async function withdrawDraft(db: Database, id: number): Promise<Draft> {
  const known = await draftById(db, id)
  if (known.state !== 'submitted') throw wrongState(known)
  await db.query(
    `update settlement.policy_draft set state = 'draft', submitted_by = null, submitted_at = null, submitted_digest = null,
       effect = null where draft_id = $1`,
    [id],
  )
  return draftById(db, id)
}

/** Gives a draft up. What was approved stays. */
export async function discardDraft(db: Database, id: number): Promise<Draft> {
  const known = await draftById(db, id)
  if (known.state === 'approved') throw wrongState(known)
  await db.query('delete from settlement.policy_draft where draft_id = $1', [id])
  return known
}
