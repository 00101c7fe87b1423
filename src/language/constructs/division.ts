/**
 * ÷: ten places, half away from zero, the one rounding that is not written.
 */
import type { Expression } from '../check/expression.ts'
import type { Scope } from '../check/scope.ts'
import { combine, type Fragment } from '../sql/fragment.ts'
import type { Row } from '../sql/row.ts'
import type { Node, Span } from '../syntax/nodes.ts'
import { invalid, type Type } from '../types/type.ts'
import { divideUnits } from '../types/unit.ts'
import { fail, make, typed } from './construct.ts'

export function checkQuotient(node: Extract<Node, { kind: 'binary' }>, scope: Scope): Expression {
  const left = typed(scope, node.left, 'number')
  const right = typed(scope, node.right, 'number')
  if (right.constant === '0') return fail(scope, 'division-zero', node.right)
  return make(node, {
    construct: 'quotient',
    type: quotientType(left.type, right.type),
    children: [left, right],
    sql: (row) => quotient(row, left.sql(row), right.sql(row), node, right.constant !== undefined),
  })
}

/** `certain` when the divisor is known not to be zero. */
export function quotient(
  row: Row,
  dividend: Fragment,
  divisor: Fragment,
  at: Span,
  certain = false,
): Fragment {
  if (certain) return combine(divided(dividend.sql, divisor.sql), [dividend, divisor])
  const below = row.hoist(divisor)
  const problem = `case when ${below.sql} = 0 then ${row.site('division-by-zero', at, { formula: row.compilation.textOf(at) })} end`
  return combine(divided(dividend.sql, `nullif(${below.sql}, 0)`), [dividend, below], problem)
}

/**
 * The quotient of two numeric values as SQL; every quotient of the language is this one.
 * SQL's own `/` rounds to a number of places that depends on its operands, and rounding that again could turn a value
 * just below a tie upwards. DIV cuts off instead, exactly; of eleven places the last decides how ten are rounded.
 */
export function divided(dividend: string, divisor: string): string {
  return `round(div(${dividend} * 100000000000, ${divisor}) * 0.00000000001, 10)`
}

function quotientType(left: Type, right: Type): Type {
  if (left.kind !== 'number' || right.kind !== 'number') return invalid
  const adapts = left.adapts === true && right.adapts === true
  return { kind: 'number', unit: divideUnits(left.unit, right.unit), ...(adapts ? { adapts } : {}) }
}
