/** Periods as values: 本期, 上期, 去年同期, 本季, 本年, 本季累计, 本年累计, 近期(3). */
import { brokenExpression, type Expression } from '../check/expression.ts'
import type { Scope } from '../check/scope.ts'
import { around, type Days, type Period, shiftPeriod, yearBefore } from '../period.ts'
import { dateLiteral, literal } from '../sql/fragment.ts'
import type { Node } from '../syntax/nodes.ts'
import { date, numberIn, period as periodType } from '../types/type.ts'
import { argumentsOf, type FunctionConstruct, fail, make, typed, wholeNumber } from './construct.ts'

/** A period expression has no SQL of its own: what uses it asks for its days. */
export interface PeriodExpression extends Expression {
  readonly days: (current: Period) => Days
}

const named = new Map<string, (current: Period) => Days>([
  ['本期', (current) => current],
  ['上期', (current) => shiftPeriod(current, -1)],
  ['去年同期', yearBefore],
  ['本季', (current) => around(current, 'quarter')],
  ['本年', (current) => around(current, 'year')],
  ['本季累计', (current) => ({ first: around(current, 'quarter').first, last: current.last })],
  ['本年累计', (current) => ({ first: around(current, 'year').first, last: current.last })],
])

export const periodNames = [...named.keys()]

export function periodNamed(node: Node, name: string): PeriodExpression | undefined {
  const days = named.get(name)
  return days && periodExpression(node, days)
}

function periodExpression(node: Node, days: PeriodExpression['days']): PeriodExpression {
  const base = make(node, { construct: 'period', type: periodType, children: [], sql: () => literal('null') })
  return { ...base, days }
}

export function isPeriod(expression: Expression): expression is PeriodExpression {
  return 'days' in expression
}

/** A period written out; one that is chosen by a condition has no days of its own. Undefined when reported. */
export function periodAt(node: Node, scope: Scope): PeriodExpression | undefined {
  const value = typed(scope, node, 'period')
  if (isPeriod(value)) return value
  if (value.type.kind === 'period') scope.report('period-value', node)
  return undefined
}

export const recent: FunctionConstruct = {
  names: ['近期'],
  usage: '近期(期数)',
  check(call, scope) {
    const [count] = argumentsOf(call, scope, this.usage, { min: 1, max: 1 }) ?? []
    const value = count && wholeNumber(scope, count)
    if (value === undefined) return brokenExpression(call)
    if (value < 1) return fail(scope, 'whole-number', call)
    return periodExpression(call, (current) => ({
      first: shiftPeriod(current, 1 - value).first,
      last: current.last,
    }))
  },
}

function dayOf(names: string[], pick: (days: Days) => string): FunctionConstruct {
  return {
    names,
    usage: `${names[0]}(期间)`,
    check(call, scope) {
      const [node] = argumentsOf(call, scope, this.usage, { min: 1, max: 1 }) ?? []
      const value = node && periodAt(node, scope)
      if (!value) return brokenExpression(call)
      return make(call, {
        construct: 'period-day',
        traced: { kind: 'field', label: names[0] ?? '', steps: [] },
        type: date,
        children: [value],
        sql: (row) => literal(dateLiteral(pick(value.days(row.period)))),
      })
    },
  }
}

export const firstDay = dayOf(['首日'], (days) => days.first)
export const lastDay = dayOf(['末日'], (days) => days.last)

export const lengthInDays: FunctionConstruct = {
  names: ['天数'],
  usage: '天数(期间)',
  check(call, scope) {
    const [node] = argumentsOf(call, scope, this.usage, { min: 1, max: 1 }) ?? []
    const value = node && periodAt(node, scope)
    if (!value) return brokenExpression(call)
    return make(call, {
      construct: 'period-length',
      traced: { kind: 'field', label: '天数', steps: [] },
      type: numberIn('天'),
      children: [value],
      sql: (row) => {
        const { first, last } = value.days(row.period)
        return literal(`(${dateLiteral(last)} - ${dateLiteral(first)} + 1)::numeric`)
      },
    })
  },
}
