/**
 * Orders definitions into stages. A stage computes definitions of one object in one query; a value of
 * another row must be stored by an earlier stage before it can be joined or summed.
 */
import type { Expression } from '../check/expression.ts'
import type { CheckedDefinition, Program } from '../check/program.ts'
import { ownNeeds } from '../check/scope-circles.ts'
import { groupPlan } from '../constructs/aggregate-rows.ts'
import type { RecordObject } from '../vocabulary.ts'

export interface Stage {
  readonly index: number
  readonly object: RecordObject
  readonly definitions: readonly CheckedDefinition[]
  /** 计算范围, when this stage computes it: only the rows for which it holds are kept. */
  readonly scope: CheckedDefinition | undefined
}

const plans = new WeakMap<Program, readonly Stage[]>()

/** The stages of a program, the same in every period. */
export function planStages(program: Program): readonly Stage[] {
  const plan = plans.get(program) ?? plannedStages(program)
  plans.set(program, plan)
  return plan
}

function plannedStages(program: Program): Stage[] {
  const done = new Set<CheckedDefinition>()
  const stages: Stage[] = []
  const left = new Set(program.definitions)
  while (left.size > 0) {
    const batch = choose(program, left, done)
    const [first] = batch
    if (!first) throw new Error('the definitions cannot be ordered')
    const scope = batch.find((definition) => isScope(program, definition))
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
  const scope = batches.find(({ ready }) =>
    ready.some((definition) => isScope(program, definition) && !findsRows(program, definition)),
  )
  if (scope) return scope.ready
  const able = batches.filter(({ ready }) => ready.length > 0)
  const complete = able.find((batch) => batch.complete)
  if (complete) return complete.ready
  able.sort((a, b) => referrers(program, b.object) - referrers(program, a.object))
  return able[0]?.ready ?? []
}

/** More levels than this in one query take PostgreSQL too long to plan; the rest goes to a stage of its own. */
const deepest = 40

/** Definitions whose needs are met by finished stages, or on the same row by one another. */
function computable(
  program: Program,
  definitions: readonly CheckedDefinition[],
  done: ReadonlySet<CheckedDefinition>,
): CheckedDefinition[] {
  const scope = definitions.find((definition) => isScope(program, definition))
  if (!scope) return growing(definitions, done, deepest)
  if (findsRows(program, scope)) {
    const found = growing(definitions, done, deepest)
    return found.includes(scope) ? found : []
  }
  const needs = ownNeeds(scope)
  const ready = growing(
    definitions.filter((definition) => needs.has(definition) || besides(scope, definition)),
    done,
    Number.POSITIVE_INFINITY,
  )
  return ready.includes(scope) ? ready : []
}

/**
 * Whether a definition only aggregates rows that deciding about 计算范围 aggregates anyway, so that computing both at
 * once spares reading them again.
 */
function besides(scope: CheckedDefinition, { expression }: CheckedDefinition): boolean {
  const aggregated = scope.expression.narrow?.aggregates ?? []
  const own = aggregatesIn(expression)
  return (
    own.length > 0 &&
    !isWide(scope.expression) &&
    !isWide(expression) &&
    own.every(({ chain, condition }) => {
      const { lateral, identity } = groupPlan(chain, condition)
      return !lateral && aggregated.includes(identity)
    })
  )
}

function growing(
  definitions: readonly CheckedDefinition[],
  done: ReadonlySet<CheckedDefinition>,
  limit: number,
): CheckedDefinition[] {
  const depths = new Map<CheckedDefinition, number>()
  for (let grown = true; grown; ) {
    grown = false
    for (const definition of definitions) {
      const depth = depths.has(definition) ? undefined : depthOf(definition, depths, done)
      if (depth === undefined || depth > limit) continue
      depths.set(definition, depth)
      grown = true
    }
  }
  return definitions.filter((definition) => depths.has(definition))
}

/** How many definitions of the row come one after the other up to this one; undefined when a need is not met yet. */
function depthOf(
  definition: CheckedDefinition,
  depths: ReadonlyMap<CheckedDefinition, number>,
  done: ReadonlySet<CheckedDefinition>,
): number | undefined {
  let deepest = 0
  for (const { definition: used, use } of definition.uses) {
    if (use === 'earlier' || done.has(used)) continue
    const depth = use === 'row' ? depths.get(used) : undefined
    if (depth === undefined) return undefined
    deepest = Math.max(deepest, depth)
  }
  return deepest + 1
}

function isScope(program: Program, definition: CheckedDefinition): boolean {
  return program.names.scopes.get(definition.object.id)?.id === definition.id
}

/**
 * Whether a 计算范围 needs no stage of its own: it finds its rows by a join, and no definition of the object takes in
 * other rows, which a separate stage would leave out earlier.
 */
function findsRows(program: Program, scope: CheckedDefinition): boolean {
  return (
    scope.expression.narrow?.exact === true &&
    !program.definitions.some(
      (other) => other.object === scope.object && aggregatesIn(other.expression).length > 0,
    )
  )
}

type Aggregate = Extract<NonNullable<Expression['traced']>, { kind: 'aggregate' }>

function aggregatesIn({ traced, children }: Expression): Aggregate[] {
  return [...(traced?.kind === 'aggregate' ? [traced] : []), ...children.flatMap(aggregatesIn)]
}

/** Looks at all rows of its object at once, such as a ranking. */
export function isWide({ wide, children }: Expression): boolean {
  return wide !== undefined || children.some(isWide)
}

function referrers(program: Program, object: RecordObject): number {
  return program.names.objects
    .flatMap((other) => other.fields)
    .filter((field) => field.type.kind === 'reference' && field.type.object === object.id).length
}
