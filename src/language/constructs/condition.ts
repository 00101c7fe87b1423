/** 如果 and 分情况. Problems of a branch that is not taken do not count. */
import { brokenExpression, type Expression } from '../check/expression.ts'
import { checkIn, type Scope } from '../check/scope.ts'
import { type Fragment, firstProblem } from '../sql/fragment.ts'
import type { Span } from '../syntax/nodes.ts'
import { common, compatible, type Type } from '../types/type.ts'
import { argumentsOf, describeType, type FunctionConstruct, fail, make, typed } from './construct.ts'

interface Branch {
  readonly condition: Expression
  readonly value: Expression
}

function choose(at: Span, branches: readonly Branch[], otherwise: Expression, scope: Scope): Expression {
  let type: Type = otherwise.type
  for (const { value } of branches) {
    if (!compatible(type, value.type)) {
      return fail(scope, 'type-branches', value, {
        left: describeType(scope, type),
        right: describeType(scope, value.type),
      })
    }
    type = common(type, value.type)
  }
  const children = [...branches.flatMap(({ condition, value }) => [condition, value]), otherwise]
  return make(at, {
    construct: 'choice',
    type,
    children,
    sql: (row) => {
      const values = branches.map(({ value }) => value.sql(row))
      const last = otherwise.sql(row)
      const fallible = [...values, last].some((value) => value.problem !== undefined)
      const conditions = branches.map(({ condition }) => {
        const fragment = condition.sql(row)
        return fallible || fragment.problem !== undefined ? row.hoist(fragment) : fragment
      })
      return cases(conditions, values, last)
    },
  })
}

function cases(conditions: readonly Fragment[], values: readonly Fragment[], last: Fragment): Fragment {
  const pick = (branch: (index: number) => string, rest: string) =>
    `case ${conditions.map((condition, i) => `when ${condition.sql} then ${branch(i)}`).join(' ')} else ${rest} end`
  const fallible = [...values, last].some((value) => value.problem !== undefined)
  const branchProblem = fallible
    ? pick((i) => values[i]?.problem ?? 'null', last.problem ?? 'null')
    : undefined
  const guarded = conditions.map((condition, i) => {
    const before = conditions.slice(0, i).map((earlier) => earlier.sql)
    if (condition.problem === undefined || before.length === 0) return condition.problem
    return `case when not (${before.join(' or ')}) then ${condition.problem} end`
  })
  return {
    sql: pick((i) => values[i]?.sql ?? 'null', last.sql),
    problem: firstProblem([...guarded, branchProblem]),
    level: Math.max(...[...conditions, ...values, last].map((part) => part.level)),
    atom: false,
  }
}

export const ifElse: FunctionConstruct = {
  names: ['如果', 'IF'],
  usage: '如果(条件, 成立时, 不成立时)',
  check(call, scope) {
    const [condition, yes, no] = argumentsOf(call, scope, this.usage, { min: 3, max: 3 }) ?? []
    if (!condition || !yes || !no) return brokenExpression(call)
    const branch = { condition: typed(scope, condition, 'boolean'), value: checkIn(scope, yes) }
    return choose(call, [branch], checkIn(scope, no), scope)
  },
}

export const cascade: FunctionConstruct = {
  names: ['分情况', 'IFS'],
  usage: '分情况(条件1, 值1, 条件2, 值2, …, 其余的值)',
  check(call, scope) {
    const args = argumentsOf(call, scope, this.usage, { min: 3, max: 99 })
    const otherwise = args?.at(-1)
    if (!args || !otherwise) return brokenExpression(call)
    if (args.length % 2 === 0) {
      return fail(scope, 'argument-count', call, {
        function: call.callee.text,
        found: String(args.length),
        usage: this.usage,
      })
    }
    const branches: Branch[] = []
    for (let i = 0; i + 2 < args.length; i += 2) {
      const [condition, value] = [args[i], args[i + 1]]
      if (condition && value)
        branches.push({ condition: typed(scope, condition, 'boolean'), value: checkIn(scope, value) })
    }
    return choose(call, branches, checkIn(scope, otherwise), scope)
  },
}
