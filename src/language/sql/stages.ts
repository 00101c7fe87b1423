/**
 * Orders definitions into stages. A stage computes definitions of one object in one query; a value of
 * another row must be stored by an earlier stage before it can be joined or summed.
 */
import type { CheckedDefinition, Program } from '../check/program.ts'
import type { RecordObject } from '../vocabulary.ts'

export interface Stage {
  readonly index: number
  readonly object: RecordObject
  readonly definitions: readonly CheckedDefinition[]
  /** Computes 计算范围: keeps only the rows for which it holds. */
  readonly scope: boolean
}

export function planStages(program: Program): Stage[] {
  const done = new Set<CheckedDefinition>()
  const stages: Stage[] = []
  const left = new Set(program.definitions)
  while (left.size > 0) {
    const batch = choose(program, left, done)
    const [first] = batch
    if (!first) throw new Error('the definitions cannot be ordered')
    const scope = isScope(program, first)
    stages.push({ index: stages.length, object: first.object, definitions: batch, scope })
    for (const definition of batch) {
      done.add(definition)
      left.delete(definition)
    }
  }
  return stages
}

/**
 * The next batch: a 计算范围 first; then an object that can be finished; else the one that most other objects
 * refer to, because such objects (people, units) are small and the objects that refer to them need not be split.
 */
function choose(
  program: Program,
  left: ReadonlySet<CheckedDefinition>,
  done: ReadonlySet<CheckedDefinition>,
): CheckedDefinition[] {
  const byObject = Map.groupBy(left, (definition) => definition.object)
  const batches = [...byObject].map(([object, definitions]) => {
    const ready = computable(program, definitions, done)
    return { object, ready, complete: ready.length === definitions.length }
  })
  const scope = batches.flatMap(({ ready }) => ready).find((definition) => isScope(program, definition))
  if (scope) return [scope]
  const able = batches.filter(({ ready }) => ready.length > 0)
  const complete = able.find((batch) => batch.complete)
  if (complete) return complete.ready
  able.sort((a, b) => referrers(program, b.object) - referrers(program, a.object))
  return able[0]?.ready ?? []
}

/** Definitions whose needs are met by finished stages, or on the same row by one another. */
function computable(
  program: Program,
  definitions: readonly CheckedDefinition[],
  done: ReadonlySet<CheckedDefinition>,
): CheckedDefinition[] {
  const scope = definitions.find((definition) => isScope(program, definition))
  const ready = new Set<CheckedDefinition>()
  for (let grown = true; grown; ) {
    grown = false
    for (const definition of definitions) {
      if (ready.has(definition) || (scope && definition !== scope)) continue
      const met = definition.uses.every(
        ({ definition: used, use }) =>
          use === 'earlier' ||
          done.has(used) ||
          (use === 'row' && used.object === definition.object && ready.has(used)),
      )
      if (met) {
        ready.add(definition)
        grown = true
      }
    }
  }
  return definitions.filter((definition) => ready.has(definition))
}

function isScope(program: Program, definition: CheckedDefinition): boolean {
  return program.names.scopes.get(definition.object.id)?.id === definition.id
}

function referrers(program: Program, object: RecordObject): number {
  return program.names.objects
    .flatMap((other) => other.fields)
    .filter((field) => field.type.kind === 'reference' && field.type.object === object.id).length
}
