/**
 * 计算范围 decides which rows of its object are computed at all, so every other value of that object comes after it.
 * A 计算范围 that needs such a value, however far round, can never be decided.
 */
import type { Report } from '../issues/issue.ts'
import type { Names } from './names.ts'
import type { CheckedDefinition } from './program.ts'

export function reportScopeCircles(
  definitions: readonly CheckedDefinition[],
  names: Names,
  report: Report,
): void {
  const scopes = new Map(
    definitions
      .filter((own) => names.scopes.get(own.object.id)?.name === own.name)
      .map((own) => [own.object, { own, needs: ownNeeds(own) }] as const),
  )
  const after = (definition: CheckedDefinition): CheckedDefinition[] => {
    const scope = scopes.get(definition.object)
    const late = scope && !scope.needs.has(definition) ? [scope.own] : []
    const used = definition.uses.filter(({ use }) => use !== 'earlier')
    const decided = used.flatMap(({ definition: other, use }) =>
      use === 'others' ? (scopes.get(other.object)?.own ?? []) : [],
    )
    return [...late, ...decided, ...used.map((other) => other.definition)]
  }
  for (const { own } of scopes.values()) {
    const circle = circleThrough(own, after)
    if (!circle) continue
    const path = circle.map((definition) => `${definition.object.label}.${definition.name.text}`).join(' → ')
    report('scope-circle', own.name, { path, object: own.object.label })
  }
}

/** What 计算范围 needs on its own row, itself included: computed together with it, for all rows. */
export function ownNeeds(scope: CheckedDefinition): Set<CheckedDefinition> {
  const needs = new Set([scope])
  for (const definition of needs)
    for (const { definition: other, use } of definition.uses) if (use === 'row') needs.add(other)
  return needs
}

/** The shortest way from a definition back to itself. */
function circleThrough(
  start: CheckedDefinition,
  after: (definition: CheckedDefinition) => readonly CheckedDefinition[],
): CheckedDefinition[] | undefined {
  const from = new Map<CheckedDefinition, CheckedDefinition>()
  const reached = [start]
  for (const definition of reached) {
    for (const next of after(definition)) {
      if (next === start) return wayTo(definition, start, from)
      if (!from.has(next)) {
        from.set(next, definition)
        reached.push(next)
      }
    }
  }
  return undefined
}

function wayTo(
  end: CheckedDefinition,
  start: CheckedDefinition,
  from: ReadonlyMap<CheckedDefinition, CheckedDefinition>,
): CheckedDefinition[] {
  const way = [start]
  for (let at: CheckedDefinition | undefined = end; at && at !== start; at = from.get(at)) way.unshift(at)
  return [start, ...way]
}
