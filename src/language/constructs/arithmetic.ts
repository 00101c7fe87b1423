/** + − × and the sign. Exact: PostgreSQL numeric keeps every digit of sums and products. */
import type { Expression } from '../check/expression.ts'
import { checkIn, type Scope } from '../check/scope.ts'
import { combine } from '../sql/fragment.ts'
import type { Node, Span } from '../syntax/nodes.ts'
import { decimalText, parseDecimal } from '../types/decimal.ts'
import { common, compatible, date, invalid, numberIn, type Type } from '../types/type.ts'
import { multiplyUnits } from '../types/unit.ts'
import { describeType, fail, make, typed } from './construct.ts'
import { expectWhole, whole } from './dates.ts'

type BinaryNode = Extract<Node, { kind: 'binary' }>

export function checkSum(node: BinaryNode, scope: Scope): Expression {
  const left = checkIn(scope, node.left)
  const right = checkIn(scope, node.right)
  if (left.type.kind === 'date' && right.type.kind === 'number') expectWhole(scope, right)
  return sum(left, right, node.operator === '-' ? '-' : '+', node, scope)
}

function sum(left: Expression, right: Expression, sign: '+' | '-', at: Span, scope: Scope): Expression {
  const type = sumType(left.type, right.type, sign)
  if (!type) {
    const code = left.type.kind === 'number' && right.type.kind === 'number' ? 'unit-sum' : 'type-sum'
    return fail(scope, code, at, {
      left: describeType(scope, left.type),
      right: describeType(scope, right.type),
    })
  }
  const days = left.type.kind === 'date' && right.type.kind === 'date'
  const moved = left.type.kind === 'date' && !days
  return make(at, {
    construct: 'sum',
    type,
    children: [left, right],
    sql: (row) => {
      const [a, b] = [left.sql(row), moved ? whole(row, right) : right.sql(row)]
      const plain = `(${a.sql} ${sign} ${moved ? `(${b.sql})::integer` : b.sql})`
      return combine(days ? `${plain}::numeric` : plain, [a, b])
    },
  })
}

/** Undefined when the two cannot be added. Days may be added to a date; two dates differ by days. */
function sumType(left: Type, right: Type, sign: '+' | '-'): Type | undefined {
  if (left.kind === 'invalid' || right.kind === 'invalid') return invalid
  if (left.kind === 'date' && right.kind === 'date') return sign === '-' ? numberIn('天') : undefined
  if (left.kind === 'date') return compatible(numberIn('天'), right) ? date : undefined
  if (left.kind !== 'number' || right.kind !== 'number') return undefined
  return compatible(left, right) ? common(left, right) : undefined
}

export function checkProduct(node: BinaryNode, scope: Scope): Expression {
  const left = typed(scope, node.left, 'number')
  const right = typed(scope, node.right, 'number')
  return make(node, {
    construct: 'product',
    type: productType(left.type, right.type),
    children: [left, right],
    sql: (row) => {
      const [a, b] = [left.sql(row), right.sql(row)]
      return combine(`(${a.sql} * ${b.sql})`, [a, b])
    },
  })
}

function productType(left: Type, right: Type): Type {
  if (left.kind !== 'number' || right.kind !== 'number') return invalid
  const adapts = left.adapts === true && right.adapts === true
  return { kind: 'number', unit: multiplyUnits(left.unit, right.unit), ...(adapts ? { adapts } : {}) }
}

export function checkNegative(node: Extract<Node, { kind: 'negative' }>, scope: Scope): Expression {
  const operand = typed(scope, node.operand, 'number')
  const written = operand.constant === undefined ? undefined : parseDecimal(operand.constant)
  const constant = written && decimalText({ digits: -written.digits, scale: written.scale })
  return make(node, {
    construct: 'negative',
    type: operand.type,
    children: [operand],
    ...(constant === undefined ? {} : { constant }),
    sql: (row) => {
      const value = operand.sql(row)
      return combine(`(- ${value.sql})`, [value])
    },
  })
}
