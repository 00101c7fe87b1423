/** = ≠ > ≥ < ≤ between values of one type and unit, and 在 / 不在 for lists and periods. */
import type { Expression } from '../check/expression.ts'
import { knownNames } from '../check/names.ts'
import { checkIn, type Scope } from '../check/scope.ts'
import { combine, dateLiteral, type Fragment, writtenDay } from '../sql/fragment.ts'
import type { Row } from '../sql/row.ts'
import type { Node, Operator, Span } from '../syntax/nodes.ts'
import { readDate } from '../types/number-text.ts'
import { boolean, compatible } from '../types/type.ts'
import { describeType, expectType, fail, make } from './construct.ts'
import { isReserved } from './path.ts'
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
  const right = checkBeside(left, node.right, scope)
  const ordered = node.operator !== '=' && node.operator !== '≠'
  const kinds = [left.type.kind, right.type.kind]
  const orderless = kinds.includes('boolean') || kinds.includes('row')
  const invalid = kinds.includes('invalid')
  if (!compatible(left.type, right.type) || kinds.includes('period') || (ordered && orderless && !invalid)) {
    const chain = node.left.kind === 'binary' && node.left.operator in signs && kinds[0] === 'boolean'
    if (chain) return fail(scope, 'compare-chain', node)
    return incomparable(left, right, node, scope)
  }
  const sign = signs[node.operator] ?? '='
  const collated = ordered && left.type.kind === 'text' ? ' collate "C"' : ''
  return make(node, {
    construct: node.operator === '=' ? 'equality' : 'comparison',
    type: boolean,
    children: [left, right],
    sql: (row) => {
      const [a, b] = [left.sql(row), right.sql(row)]
      const day = sign.startsWith('>') || sign === '<>' ? undefined : writtenDay(b)
      const compared = combine(`(${dayUpTo(day, a, row)} ${sign} ${b.sql}${collated})`, [a, b])
      return { ...compared, proves: columnsAmong([a, b]) }
    },
  })
}

/** How a value is best compared with a day, given that only values up to that day matter. */
function dayUpTo(day: string | undefined, { sql, eventually }: Fragment, { period }: Row): string {
  return eventually !== undefined && day !== undefined && day <= period.last ? eventually : sql
}

/** A comparison that holds has something on both sides. */
function columnsAmong(operands: readonly Fragment[]): string[] {
  return operands.flatMap(({ atom, sql }) => (atom && sql.startsWith('"') ? [sql] : []))
}

function incomparable(left: Expression, right: Expression, at: Span, scope: Scope): Expression {
  const dated = [left, right].some(({ type }) => type.kind === 'date')
  const day = dated ? [left, right].find(({ type }) => type.kind === 'text')?.constant : undefined
  const values = { left: describeType(scope, left.type), right: describeType(scope, right.type) }
  return fail(scope, 'type-compare', at, values, day === undefined ? undefined : readDate(day))
}

/** Beside a text, a name that nothing has is most likely a text without its quotation marks. */
function checkBeside(left: Expression, node: Node, scope: Scope): Expression {
  const name = node.kind === 'path' && node.names.length === 1 ? node.names[0]?.text : undefined
  const texts = left.type.kind === 'text' || left.type.kind === 'row'
  if (
    name === undefined ||
    !texts ||
    isReserved(name) ||
    knownNames(scope.names, scope.object).includes(name)
  )
    return checkIn(scope, node)
  return fail(scope, 'text-quotes', node, { name }, `"${name}"`)
}

export function checkMembership(node: BinaryNode, scope: Scope): Expression {
  const left = checkIn(scope, node.left)
  const negated = node.operator === '不在'
  if (node.right.kind === 'list') {
    const items = node.right.items.map((item) => checkBeside(left, item, scope))
    return inList(node, left, items, negated, scope)
  }
  const right = checkBeside(left, node.right, scope)
  if (right.type.kind === 'invalid') return right
  if (!isPeriod(right)) return inList(node, left, [right], negated, scope)
  if (left.type.kind !== 'date') return expectType(scope, left, 'date')
  return make(node, {
    construct: 'within-period',
    type: boolean,
    children: [left, right],
    sql: (row) => {
      const value = left.sql(row)
      const { first, last } = right.days(row.period)
      const within = `(${dayUpTo(last, value, row)} between ${dateLiteral(first)} and ${dateLiteral(last)})`
      // A day that has not come yet is not within the period and yet not there.
      if (negated) return combine(`(not ${within})`, [value])
      return { ...combine(within, [value]), proves: columnsAmong([value]) }
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
