/** Dates: parts, moves and distances, all in calendar days. */
import { brokenExpression, type Expression } from '../check/expression.ts'
import type { Scope } from '../check/scope.ts'
import { combine, dateLiteral, type Fragment, firstProblem } from '../sql/fragment.ts'
import type { Row } from '../sql/row.ts'
import { date, numberIn, type Type } from '../types/type.ts'
import { argumentsOf, type FunctionConstruct, fail, make, typed } from './construct.ts'
import { periodAt } from './period-value.ts'

function dateFunction(
  names: string[],
  usage: string,
  kinds: readonly ('date' | 'number')[],
  type: Type,
  sql: (...parts: string[]) => string,
): FunctionConstruct {
  return {
    names,
    usage,
    check(call, scope) {
      const args = argumentsOf(call, scope, usage, { min: kinds.length, max: kinds.length })
      if (!args) return brokenExpression(call)
      const operands = args.map((arg, i) => {
        const operand = typed(scope, arg, kinds[i] ?? 'date')
        return kinds[i] === 'number' ? expectWhole(scope, operand) : operand
      })
      return make(call, {
        construct: 'date',
        type,
        children: operands,
        sql: (row) => {
          const parts = operands.map((operand, i) =>
            row.hoist(kinds[i] === 'number' ? whole(row, operand) : operand.sql(row)),
          )
          return combine(sql(...parts.map((part) => part.sql)), parts)
        },
      })
    },
  }
}

/** Days or months to move a date by, as an integer. Parts of a day are no whole day, and nothing rounds them silently. */
export function whole(row: Row, count: Expression): Fragment {
  const { constant } = count
  if (constant !== undefined) return count.sql(row)
  const value = row.hoist(count.sql(row))
  const wrong = `case when ${value.sql} <> trunc(${value.sql}) or abs(${value.sql}) > 100000 then ${row.site('not-whole', count, { formula: row.compilation.textOf(count) })} end`
  return combine(`case when abs(${value.sql}) <= 100000 then ${value.sql} end`, [value], wrong)
}

/** Reports a written number that is not whole, or far too large for a number of days. */
export function expectWhole(scope: Scope, count: Expression): Expression {
  const fits = count.constant === undefined || /^-?\d{1,5}$/.test(count.constant)
  return fits ? count : fail(scope, 'whole-number', count)
}

const part = (name: string, field: string, unit: string) =>
  dateFunction([name], `${name}(日期)`, ['date'], numberIn(unit), (day) => `extract(${field} from ${day})`)

export const yearOf = part('年', 'year', '数')
export const monthOf = part('月', 'month', '数')
export const dayOfMonth = part('日', 'day', '数')

/** The same day some months on, or the month's last day where it has no such day. */
export const addMonths = dateFunction(
  ['加月', 'EDATE'],
  '加月(日期, 月数)',
  ['date', 'number'],
  date,
  (day, months) => `(${day} + make_interval(months => ${months}::integer))::date`,
)

export const addDays = dateFunction(
  ['加天'],
  '加天(日期, 天数)',
  ['date', 'number'],
  date,
  (day, days) => `(${day} + ${days}::integer)`,
)

export const monthEnd = dateFunction(
  ['月末'],
  '月末(日期)',
  ['date'],
  date,
  (day) => `(date_trunc('month', ${day}::timestamp) + interval '1 month' - interval '1 day')::date`,
)

/** From the first day to the second; the same day is 0. */
export const daysBetween = dateFunction(
  ['相差天数'],
  '相差天数(起, 止)',
  ['date', 'date'],
  numberIn('天'),
  (from, to) => `(${to} - ${from})::numeric`,
)

/** Full months from the first day to the second. */
export const monthsBetween = dateFunction(
  ['相差月数'],
  '相差月数(起, 止)',
  ['date', 'date'],
  numberIn('数'),
  (from, to) =>
    `(extract(year from age(${to}::timestamp, ${from}::timestamp)) * 12 + extract(month from age(${to}::timestamp, ${from}::timestamp)))`,
)

/** Days of a period between two days, both included. An empty end means: still going on. */
export const overlap: FunctionConstruct = {
  names: ['重叠天数'],
  usage: '重叠天数(起, 止, 期间)',
  check(call, scope) {
    const [fromNode, toNode, periodNode] = argumentsOf(call, scope, this.usage, { min: 3, max: 3 }) ?? []
    if (!fromNode || !toNode || !periodNode) return brokenExpression(call)
    const [from, to] = [typed(scope, fromNode, 'date'), typed(scope, toNode, 'date')]
    const period = periodAt(periodNode, scope)
    if (!period) return brokenExpression(call)
    return make(call, {
      construct: 'overlap',
      type: numberIn('天'),
      children: [from, to, period],
      sql: (row) => {
        const { first, last } = period.days(row.period)
        const [start, end] = [from.sql(row), openEnded(row.hoist(to.sql(row)))]
        const days = `(least(${end.sql}, ${dateLiteral(last)}) - greatest(${start.sql}, ${dateLiteral(first)}) + 1)`
        return combine(`greatest(${days}, 0)::numeric`, [start, end])
      },
    })
  },
}

/** LEAST skips the empty end, so only an end that is wrong, not absent, is a problem. */
function openEnded(end: Fragment): Fragment {
  if (end.problem === undefined) return end
  return {
    ...end,
    problem: firstProblem([`case when ${end.problem} % 2 = 0 then ${end.problem} end`]),
    atom: false,
  }
}
