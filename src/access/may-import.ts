/** Whether a person may bring in records of an object: an import reaches everybody's rows, so only whoever may all. */
import type { RecordObject } from '../language/vocabulary.ts'
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

/** What an import really does to an object. */
export function permitImport(actor: Actor) {
  return ({ id }: { readonly id: string }, counts: { readonly added: number; readonly changed: number }) => {
    if (counts.added > 0 && !mayWriteAll(actor, 'create', id)) refuse('create', id)
    if (counts.changed > 0 && !mayWriteAll(actor, 'update', id)) refuse('update', id)
  }
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
