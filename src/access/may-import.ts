/** Whether a person may bring in records of an object: an import reaches everybody's rows, so only whoever may all. */
import type { RecordObject } from '../language/vocabulary.ts'
import type { Database } from '../records/database.ts'
import type { Written } from '../records/import/import-file.ts'
import { Refusal } from '../records/refusal.ts'
import { vocabulary } from '../records/vocabulary.ts'
import { type Actor, scopeOf, verbNames } from './actor.ts'
import { resourceOfObject } from './protection.ts'

type Writing = 'create' | 'update' | 'remove'

export function mayWriteAll(actor: Actor, verb: Writing, object: string): boolean {
  const resource = resourceOfObject(object)
  return resource !== undefined && !actor.readOnly && scopeOf(actor, verb, resource) === 'all'
}

export function importable(actor: Actor): RecordObject[] {
  return vocabulary.objects.filter(
    ({ id }) => mayWriteAll(actor, 'create', id) || mayWriteAll(actor, 'update', id),
  )
}

/** Before anything is read: not one of the two is allowed. Refuses with import_not_yours. */
export function refuseObject(actor: Actor, object: string): void {
  if (!mayWriteAll(actor, 'create', object) && !mayWriteAll(actor, 'update', object)) refuse('create', object)
}

/** What an import really does to an object. Refuses with import_not_yours, import_filing, import_approved or review_sealed. */
export function permitImport(actor: Actor) {
  return async (
    { id }: { readonly id: string },
    { added, changed, within, importId }: Written,
  ): Promise<void> => {
    if (added > 0 && !mayWriteAll(actor, 'create', id)) refuse('create', id)
    if (changed > 0 && !mayWriteAll(actor, 'update', id)) refuse('update', id)
    if (id === 'catalogue_filing' && added + changed > 0) await refuseFiling(within)
    if (id === 'exceptional_score') await refuseApproved(within, importId)
    if (appraisal.has(id)) await refuseSealed(within, id, importId)
  }
}

/**
 * A filing is proposed, agreed and filed by three people (M-2.2). Only a company that sets out brings the catalogue it has:
 * until its first month is closed, nothing final rests on it.
 */
async function refuseFiling(db: Database): Promise<void> {
  const [row] = await db.query(
    `select 1 as one from settlement.run where kind = 'regular' and status in ('closed', 'paid') limit 1`,
  )
  if (row) throw new Refusal('import_filing')
}

/** What a month's appraisal is made of; once reviewed, somebody has signed for it (docs/decisions/0014). */
const appraisal = new Set(['monthly_score', 'exceptional_score', 'cooperation_rating', 'work_record'])

/** A second person approves a raise by looking at it, not by a column in a sheet (M-5.3). */
async function refuseApproved(db: Database, importId: string): Promise<void> {
  const [row] = await db.query<{ person_no: string }>(
    `select person_no from record.exceptional_score where import_id = $1::bigint and approved_by is not null limit 1`,
    [importId],
  )
  if (row) throw new Refusal('import_approved', { person: row.person_no })
}

async function refuseSealed(db: Database, object: string, importId: string): Promise<void> {
  const [row] = await db.query<{ period: string }>(
    `select distinct x.period from record."${object}" x join settlement.run r on r.period = x.period and r.kind = 'regular'
     where x.import_id = $1::bigint and r.status in ('reviewed', 'published', 'soft-closed') order by 1 limit 1`,
    [importId],
  )
  if (row) throw new Refusal('review_sealed', { period: row.period })
}

export function permitUndo(actor: Actor) {
  return (undone: { readonly object: string; readonly removed: number; readonly restored: number }) => {
    if (undone.removed > 0 && !mayWriteAll(actor, 'remove', undone.object)) refuse('remove', undone.object)
    if (undone.restored > 0 && !mayWriteAll(actor, 'update', undone.object)) refuse('update', undone.object)
  }
}

function refuse(verb: Writing, object: string): never {
  const label = vocabulary.objects.find(({ id }) => id === object)?.label ?? object
  throw new Refusal('import_not_yours', { verb: verbNames[verb], object: label })
}
