/** Which rows an aggregate takes in: their keys, the condition, and whether it needs the outer row. */
import { type Expression, usesOuter } from '../check/expression.ts'
import type { AggregateScope, Scope } from '../check/scope.ts'
import type { GroupPlan } from '../sql/group.ts'
import type { Node } from '../syntax/nodes.ts'
import { typed } from './construct.ts'
import { connect } from './logic.ts'

export interface Condition {
  readonly parts: readonly Expression[]
  /** Equalities between the rows and the outer row: they become keys of the group. */
  readonly pairs: readonly { readonly inner: Expression; readonly outer: Expression }[]
  /** The rest of the condition. */
  readonly filter: Expression | undefined
  lateral: boolean
}

export function conditionOf(node: Node | undefined, scope: Scope): Condition {
  const parts = node ? conjuncts(node).map((part) => typed(scope, part, 'boolean')) : []
  const lateral = parts.some((part) => usesOuter(part) && !pairOf(part))
  const pairs = lateral ? [] : parts.flatMap((part) => pairOf(part) ?? [])
  const rest = lateral ? parts : parts.filter((part) => !pairOf(part))
  return { parts, pairs, filter: rest.length > 1 && node ? connect(node, 'and', rest) : rest[0], lateral }
}

function conjuncts(node: Node): Node[] {
  return node.kind === 'binary' && node.operator === '且'
    ? [...conjuncts(node.left), ...conjuncts(node.right)]
    : [node]
}

function pairOf(part: Expression): { inner: Expression; outer: Expression } | undefined {
  const [left, right] = part.children
  if (part.construct !== 'equality' || !left || !right) return undefined
  if (right.taken && !usesOuter(left)) return { inner: left, outer: right.taken }
  return left.taken && !usesOuter(right) ? { inner: right, outer: left.taken } : undefined
}

export function groupPlan(chain: AggregateScope, condition: Condition): GroupPlan {
  const [first] = chain.up
  const { link } = chain
  return {
    identity: `${chain.whole ? '*' : ''}${chain.path.join('.')}|${condition.pairs.map((pair) => `${pair.inner.from}=${pair.outer.from}`).join()}`,
    rows: chain.rows,
    lateral: condition.lateral,
    byOwnKey: link !== undefined && chain.anchor.length === 0,
    vouches:
      link !== undefined &&
      chain.anchor.length === 0 &&
      (first ?? []).length === 0 &&
      [chain.rows.presupposes, chain.rows.within?.reference].includes(link.id),
    outerKeys: (row) => [
      ...(link ? row.keys(chain.anchor) : []),
      ...condition.pairs.map((pair) => row.hoist(pair.outer.sql(row))),
    ],
    innerKeys: (inner) => [
      ...(link ? inner.keys([...(first ?? []), link]) : []),
      ...condition.pairs.map((pair) => inner.hoist(pair.inner.sql(inner))),
    ],
  }
}
