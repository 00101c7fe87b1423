/** = ≠ > ≥ < ≤ between values of one type and unit, and 在 / 不在 for lists and periods. */
import type { Expression } from '../check/expression.ts'
import { checkIn, type Scope } from '../check/scope.ts'
import { combine, dateLiteral } from '../sql/fragment.ts'
import type { Node, Operator } from '../syntax/nodes.ts'
import { boolean, compatible } from '../types/type.ts'
import { describeType, expectType, fail, make } from './construct.ts'
import { isPeriod } from './period-value.ts'

type BinaryNode = Extract<Node, { kind: 'binary' }>

const signs: Partial<Record<Operator, string>> = {
  '=': '=',
  '≠': '<>',
  '>': '>',
  '<': '<',
  '≥': '>=',
  '≤': '<=',
}

export function checkComparison(node: BinaryNode, scope: Scope): Expression {
  const left = checkIn(scope, node.left)
  const right = checkIn(scope, node.right)
  const ordered = node.operator !== '=' && node.operator !== '≠'
  const orderless = [left, right].some(({ type }) => ['boolean', 'row', 'period'].includes(type.kind))
  if (!compatible(left.type, right.type) || (ordered && orderless)) {
    return fail(scope, 'type-compare', node, {
      left: describeType(scope, left.type),
      right: describeType(scope, right.type),
    })
  }
  const sign = signs[node.operator] ?? '='
  const collated = ordered && left.type.kind === 'text' ? ' collate "C"' : ''
  return make(node, {
    construct: node.operator === '=' ? 'equality' : 'comparison',
    type: boolean,
    children: [left, right],
    sql: (row) => {
      const [a, b] = [left.sql(row), right.sql(row)]
      return combine(`(${a.sql} ${sign} ${b.sql}${collated})`, [a, b])
    },
  })
}

export function checkMembership(node: BinaryNode, scope: Scope): Expression {
  const left = checkIn(scope, node.left)
  const negated = node.operator === '不在'
  if (node.right.kind === 'list')
    return inList(
      node,
      left,
      node.right.items.map((item) => checkIn(scope, item)),
      negated,
      scope,
    )
  const right = checkIn(scope, node.right)
  if (right.type.kind === 'invalid') return right
  if (!isPeriod(right)) return inList(node, left, [right], negated, scope)
  expectType(scope, left, 'date')
  return make(node, {
    construct: 'within-period',
    type: boolean,
    children: [left, right],
    sql: (row) => {
      const value = left.sql(row)
      const { first, last } = right.days(row.period)
      const within = `(${value.sql} between ${dateLiteral(first)} and ${dateLiteral(last)})`
      return combine(negated ? `(not ${within})` : within, [value])
    },
  })
}

function inList(
  node: BinaryNode,
  left: Expression,
  items: readonly Expression[],
  negated: boolean,
  scope: Scope,
): Expression {
  const other = items.find((item) => !compatible(left.type, item.type))
  if (other)
    return fail(scope, 'type-compare', other, {
      left: describeType(scope, left.type),
      right: describeType(scope, other.type),
    })
  return make(node, {
    construct: 'within-list',
    type: boolean,
    children: [left, ...items],
    sql: (row) => {
      const [value, ...list] = [left, ...items].map((item) => item.sql(row))
      if (!value) throw new Error('a list without a value')
      const choices = list.map((item) => item.sql).join(', ')
      return combine(`(${value.sql} ${negated ? 'not in' : 'in'} (${choices}))`, [value, ...list])
    },
  })
}
