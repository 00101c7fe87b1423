/** 且, 或, 非. The right side is only asked when the left does not decide: 有值(甲) 且 甲 > 3. */
import type { Expression } from '../check/expression.ts'
import { brokenExpression } from '../check/expression.ts'
import type { Scope } from '../check/scope.ts'
import { combine, emptyColumns, type Fragment, firstProblem, whereOf } from '../sql/fragment.ts'
import type { Row } from '../sql/row.ts'
import type { Node, Span } from '../syntax/nodes.ts'
import { boolean } from '../types/type.ts'
import { argumentsOf, type FunctionConstruct, make, typed } from './construct.ts'

type Connective = 'and' | 'or'

export function checkConnective(node: Extract<Node, { kind: 'binary' }>, scope: Scope): Expression {
  const parts = [node.left, node.right].map((part) => typed(scope, part, 'boolean'))
  return connect(node, node.operator === '且' ? 'and' : 'or', parts)
}

export function connect(at: Span, word: Connective, parts: readonly Expression[]): Expression {
  return make(at, {
    construct: word,
    type: boolean,
    children: parts,
    ...(word === 'and' ? narrowing(parts) : {}),
    sql: (row) => parts.map((part) => part.sql(row)).reduce((left, right) => join(row, word, left, right)),
  })
}

/** All parts have to hold, so each may leave rows out. */
function narrowing(parts: readonly Expression[]): Pick<Expression, 'narrow'> {
  const narrow = parts.flatMap((part) => part.narrow ?? [])
  if (narrow.length === 0) return {}
  const exact = narrow.length === parts.length && narrow.every((part) => part.exact)
  const aggregates = narrow.flatMap((part) => part.aggregates ?? [])
  return { narrow: { exact, aggregates, apply: (row) => narrow.map((part) => part.apply(row)) } }
}

function join(row: Row, word: Connective, left: Fragment, given: Fragment): Fragment {
  const right = word === 'and' ? knowing(left, given) : given
  const proves = word === 'and' ? { proves: [...(left.proves ?? []), ...(right.proves ?? [])] } : {}
  if (right.problem === undefined)
    return {
      ...combine(`(${left.sql} ${word} ${right.sql})`, [left, right]),
      ...proves,
      where: whereBoth(word, left, right),
    }
  const first = row.hoist(left)
  const asked = word === 'and' ? first.sql : `not ${first.sql}`
  const joined = combine(`(${first.sql} ${word} ${right.sql})`, [first, right])
  return { ...joined, problem: firstProblem([first.problem, `case when ${asked} then ${right.problem} end`]) }
}

/** 有值(甲) says nothing more where the right side holds only if 甲 is there. */
function whereBoth(word: Connective, left: Fragment, right: Fragment): string {
  const said =
    word === 'and' && left.onlyProves && left.proves?.every((column) => right.proves?.includes(column))
  return said ? whereOf(right) : `(${whereOf(left)} ${word} ${whereOf(right)})`
}

/** What is asked only where the left side holds cannot lack what that proves to be there. */
function knowing(left: Fragment, right: Fragment): Fragment {
  const columns = emptyColumns(right)
  return columns?.every((column) => left.proves?.includes(column)) ? { ...right, problem: undefined } : right
}

export function checkNot(node: Extract<Node, { kind: 'not' }>, scope: Scope): Expression {
  return negate(node, typed(scope, node.operand, 'boolean'))
}

function negate(at: Span, operand: Expression): Expression {
  return make(at, {
    construct: 'not',
    type: boolean,
    children: [operand],
    sql: (row) => {
      const value = operand.sql(row)
      return combine(`(not ${value.sql})`, [value])
    },
  })
}

function connectiveFunction(names: string[], word: Connective): FunctionConstruct {
  return {
    names,
    usage: `${names[0]}(条件, 条件, …)`,
    check(call, scope) {
      const args = argumentsOf(call, scope, this.usage, { min: 2, max: 99 })
      return args
        ? connect(
            call,
            word,
            args.map((arg) => typed(scope, arg, 'boolean')),
          )
        : brokenExpression(call)
    },
  }
}

export const and = connectiveFunction(['且', 'AND'], 'and')
export const or = connectiveFunction(['或', 'OR'], 'or')

export const not: FunctionConstruct = {
  names: ['非', 'NOT'],
  usage: '非(条件)',
  check(call, scope) {
    const [arg] = argumentsOf(call, scope, this.usage, { min: 1, max: 1 }) ?? []
    return arg ? negate(call, typed(scope, arg, 'boolean')) : brokenExpression(call)
  },
}
