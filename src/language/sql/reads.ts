/** Which other rows a definition reads: what has to be computed again when those rows change. */

import type { Expression } from '../check/expression.ts'
import type { CheckedDefinition } from '../check/program.ts'
import type { Field, RecordObject } from '../vocabulary.ts'

export interface Read {
  readonly definition: CheckedDefinition
  /** The object whose rows are read, and what of them: definition ids; empty for their records. */
  readonly object: string
  readonly variables: readonly string[]
  /** References from the read row's neighbourhood back to the reading row, or undefined when all rows are affected. */
  readonly route: Route | undefined
}

export type Route =
  /** The reading row refers to the read row, over these steps. */
  | { readonly kind: 'to'; readonly steps: readonly Field[] }
  /**
   * The reading row aggregates rows that lead up to it: from the read row back over `inner` to the aggregated row,
   * then over `up` to the row that `anchor` leads to from the reading row.
   */
  | {
      readonly kind: 'from'
      readonly rows: RecordObject
      readonly inner: readonly Field[]
      readonly up: readonly Field[]
      readonly anchor: readonly Field[]
    }

/** Everything a definition reads beyond the records of its own row. */
export function readsOf(definition: CheckedDefinition): Read[] {
  return collect(definition.expression, definition, undefined)
}

/** Whether a definition looks at all rows of its object at once, or at those that share a reference. */
export function spreadOf(definition: CheckedDefinition): 'none' | 'all' | { readonly group: Field } {
  const wide = wideIn(definition.expression)
  const fields = new Set(
    wide.map(({ group }) =>
      group?.traced?.kind === 'field' && group.traced.steps.length === 0 ? group.traced.field : undefined,
    ),
  )
  const [field] = fields
  if (wide.length === 0) return 'none'
  return field && fields.size === 1 ? { group: field } : 'all'
}

function wideIn(expression: Expression): NonNullable<Expression['wide']>[] {
  return [...(expression.wide ? [expression.wide] : []), ...expression.children.flatMap(wideIn)]
}

type Aggregate = Extract<NonNullable<Expression['traced']>, { kind: 'aggregate' }>

function collect(
  expression: Expression,
  definition: CheckedDefinition,
  aggregate: Aggregate | undefined,
): Read[] {
  if (expression.taken) return collect(expression.taken, definition, undefined)
  const { traced } = expression
  if (traced?.kind === 'aggregate') {
    const { chain } = traced
    const rows = chain.objects.map((object, i) => ({
      definition,
      object: object.id,
      variables: [],
      route: routeOf(traced, [], chain.objects.length - 1 - i),
    }))
    return [...rows, ...expression.children.flatMap((child) => collect(child, definition, traced))]
  }
  const below = expression.children.flatMap((child) => collect(child, definition, aggregate))
  const steps = traced?.kind === 'variable' || traced?.kind === 'field' ? traced.steps : []
  const target = steps.at(-1)?.type
  const object =
    traced?.kind === 'variable' ? traced.object : target?.kind === 'reference' ? target.object : undefined
  if (object === undefined || (!aggregate && steps.length === 0)) return below
  const route = aggregate ? routeOf(aggregate, steps) : ({ kind: 'to', steps } as const)
  return [
    ...below,
    { definition, object, variables: traced?.kind === 'variable' ? [traced.variable] : [], route },
  ]
}

/**
 * Undefined where a change of one row can touch any: 全部, or a condition that compares rows with the outer row.
 * `above` counts objects of the chain between the aggregated rows and the rows that are read.
 */
function routeOf({ chain, condition }: Aggregate, inner: readonly Field[], above = 0): Route | undefined {
  if (chain.whole || condition.lateral || condition.pairs.length > 0 || !chain.link) return undefined
  const rows = chain.objects[chain.objects.length - 1 - above] ?? chain.rows
  return {
    kind: 'from',
    rows,
    inner,
    up: [...(chain.up[0] ?? []).slice(above), chain.link],
    anchor: chain.anchor,
  }
}
