/** Values that are not there: 缺省, 有值, and problems a policy states itself. */
import { brokenExpression, type Expression } from '../check/expression.ts'
import { checkIn } from '../check/scope.ts'
import { combine, emptyColumns, type Fragment, firstProblem } from '../sql/fragment.ts'
import { boolean, common, compatible } from '../types/type.ts'
import { argumentsOf, describeType, type FunctionConstruct, fail, make, typed } from './construct.ts'

/** Problem numbers of absent values are odd, see `sql/site.ts`. */
const absent = (problem: string) => `${problem} % 2 = 1`

/** Another value where one is not there. What is there but wrong stays a problem. */
export const fallback: FunctionConstruct = {
  names: ['缺省'],
  usage: '缺省(值, 没有时用的值)',
  check(call, scope) {
    const [value, other] = argumentsOf(call, scope, this.usage, { min: 2, max: 2 }) ?? []
    if (!value || !other) return brokenExpression(call)
    const [main, spare] = [checkIn(scope, value), checkIn(scope, other)]
    if (!compatible(main.type, spare.type)) {
      return fail(scope, 'type-branches', spare, {
        left: describeType(scope, main.type),
        right: describeType(scope, spare.type),
      })
    }
    return make(call, {
      construct: 'fallback',
      type: common(main.type, spare.type),
      children: [main, spare],
      sql: (row) => {
        const first = row.hoist(main.sql(row))
        if (first.problem === undefined) return first
        const second = spare.sql(row)
        const choice = combine(
          `case when ${absent(first.problem)} then ${second.sql} else ${first.sql} end`,
          [first, second],
        )
        return {
          ...choice,
          problem: `case when ${absent(first.problem)} then ${second.problem ?? 'null'} else ${first.problem} end`,
        }
      },
    })
  },
}

/** A value of another row is only there where that row has been computed. */
function presence({ traced }: Expression): Pick<Expression, 'narrow'> {
  if (traced?.kind !== 'variable' || traced.steps.length === 0) return {}
  const { steps, object, variable } = traced
  return { narrow: { exact: true, apply: (row) => row.need(steps, object, variable) } }
}

/** Nothing can be wrong but an empty field: the database's own test, which it can use to find rows. */
function filled(value: Fragment, columns: readonly string[]): Fragment {
  const sql = `(${columns.map((column) => `${column} is not null`).join(' and ')})`
  return { sql, problem: undefined, level: value.level, atom: false, proves: columns, onlyProves: true }
}

export const present: FunctionConstruct = {
  names: ['有值'],
  usage: '有值(值)',
  check(call, scope) {
    const [value] = argumentsOf(call, scope, this.usage, { min: 1, max: 1 }) ?? []
    if (!value) return brokenExpression(call)
    const operand = checkIn(scope, value)
    return make(call, {
      construct: 'present',
      type: boolean,
      children: [operand],
      ...presence(operand),
      sql: (row) => {
        const given = operand.sql(row)
        const columns = emptyColumns(given)
        if (columns && columns.length > 0) return filled(given, columns)
        const fragment = row.hoist(given)
        if (fragment.problem === undefined) return { ...fragment, sql: 'true', atom: true }
        const wrong = `case when not (${absent(fragment.problem)}) then ${fragment.problem} end`
        return { sql: `(${fragment.problem} is null)`, problem: wrong, level: fragment.level, atom: false }
      },
    })
  },
}

/** A condition that must hold for the value to stand; otherwise the problem says why not. */
export const required: FunctionConstruct = {
  names: ['须满足'],
  usage: '须满足(条件, 值, "不满足时的说明")',
  check(call, scope) {
    const [test, value, message] = argumentsOf(call, scope, this.usage, { min: 3, max: 3 }) ?? []
    if (!test || !value || !message) return brokenExpression(call)
    const [condition, operand, text] = [
      typed(scope, test, 'boolean'),
      checkIn(scope, value),
      typed(scope, message, 'text'),
    ]
    if (text.constant === undefined && text.type.kind === 'text') return fail(scope, 'text-constant', message)
    return make(call, {
      construct: 'required',
      type: operand.type,
      children: [condition, operand],
      sql: (row) => {
        const [holds, kept] = [row.hoist(condition.sql(row)), operand.sql(row)]
        const site = row.site('stated', call, { message: text.constant ?? '' })
        const broken = firstProblem([
          holds.problem,
          `case when not ${holds.sql} then ${site} end`,
          kept.problem,
        ])
        return { ...combine(kept.sql, [holds, kept]), problem: broken }
      },
    })
  },
}
