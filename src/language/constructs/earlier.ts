/** Values of earlier periods: 上期(甲), 去年同期(甲), 本年累计(甲), 本季累计(甲), 近期合计(甲, 3), 近期平均(甲, 3). */
import { brokenExpression, type Expression } from '../check/expression.ts'
import { type Definition, definitionOf } from '../check/names.ts'
import { checkIn, type Scope } from '../check/scope.ts'
import { earlierWithin, type Period, shiftPeriod, yearBefore } from '../period.ts'
import { combine, type Fragment, firstProblem } from '../sql/fragment.ts'
import type { Row } from '../sql/row.ts'
import { sqlTypeOf } from '../sql/sql-type.ts'
import type { Node, Span } from '../syntax/nodes.ts'
import { common, compatible, type Type } from '../types/type.ts'
import {
  argumentsOf,
  type CallNode,
  describeType,
  expectType,
  type FunctionConstruct,
  fail,
  make,
  wholeNumber,
} from './construct.ts'
import { divided } from './division.ts'

export type CumulativePeriod = 'quarter' | 'year'

/** The definition of the same row that a formula names; reported when it names something else. */
function definitionAt(node: Node, scope: Scope): Definition | undefined {
  const name = node.kind === 'path' && node.names.length === 1 ? node.names[0] : undefined
  const definition = name && definitionOf(scope.names, scope.object, name.text)
  if (scope.aggregate) scope.report('earlier-nested', node)
  else if (!definition) scope.report('earlier-name', node)
  return scope.aggregate ? undefined : definition
}

function single(names: string[], which: (current: Period) => Period): FunctionConstruct {
  const label = names[0] ?? ''
  return {
    names,
    usage: `${label}(名称, 没有时用的值)`,
    check(call, scope) {
      const [node, other] = argumentsOf(call, scope, this.usage, { min: 1, max: 2 }) ?? []
      const definition = node && definitionAt(node, scope)
      if (!node || !definition) return brokenExpression(call)
      const type = scope.typeOf(definition, 'earlier', node)
      const spare = other && checkIn(scope, other)
      if (spare && !compatible(type, spare.type)) {
        return fail(scope, 'type-branches', spare, {
          left: describeType(scope, type),
          right: describeType(scope, spare.type),
        })
      }
      return make(call, {
        construct: 'earlier',
        type: spare ? common(type, spare.type) : type,
        children: spare ? [spare] : [],
        traced: { kind: 'earlier', label },
        sql: (row) => oneEarlier(row, { definition, type, period: which(row.period), spare }, call),
      })
    },
  }
}

interface Earlier {
  readonly definition: Definition
  readonly type: Type
  readonly period: Period
  /** For a row that has no result in that period. */
  readonly spare: Expression | undefined
}

function oneEarlier(row: Row, { definition, type, period, spare }: Earlier, at: Span): Fragment {
  const found = stored(row, definition, period)
  if (!found) {
    if (spare) return spare.sql(row)
    const site = row.site('no-earlier', at, { variable: definition.name.text, period: period.name })
    return { sql: `null::${sqlTypeOf(type)}`, problem: site, level: 1, atom: true }
  }
  const absent = `${found.present.sql} is null`
  const other = spare?.sql(row)
  const site = row.site('no-earlier', at, { variable: definition.name.text, period: period.name })
  const unknown = `case when ${found.value.sql} is null${other ? ` and not (${absent})` : ''} then ${site} end`
  if (!other) return combine(found.value.sql, [found.value], unknown)
  const choice = combine(`case when ${absent} then ${other.sql} else ${found.value.sql} end`, [
    found.value,
    found.present,
    other,
  ])
  return {
    ...choice,
    problem: firstProblem([other.problem && `case when ${absent} then ${other.problem} end`, unknown]),
  }
}

function stored(
  row: Row,
  definition: Definition,
  period: Period,
): { value: Fragment; present: Fragment } | undefined {
  const results = row.compilation.request.earlier(definition.object, period)
  const name = definition.name.text
  const column = results && Object.hasOwn(results.columns, name) ? results.columns[name] : undefined
  return results && column !== undefined ? row.earlier(definition, results.table, column) : undefined
}

/** The values of the given periods; periods without results count nothing, a result with a problem is one. */
function each(row: Row, definition: Definition, periods: readonly Period[], at: Span): Fragment[] {
  return periods.flatMap((period) => {
    const found = stored(row, definition, period)
    if (!found) return []
    const site = row.site('no-earlier', at, { variable: definition.name.text, period: period.name })
    const unknown = `case when ${found.value.sql} is null and ${found.present.sql} is not null then ${site} end`
    return [{ ...combine(found.value.sql, [found.value], unknown), atom: true }]
  })
}

function summed(values: readonly Fragment[]): Fragment {
  const terms = values.map((value) => `coalesce(${value.sql}, 0)`)
  return combine(terms.length > 0 ? `(${terms.join(' + ')})` : '0::numeric', values)
}

/** A value summed over the quarter or year so far: all of it, or only what lies before this period. */
export function cumulative(
  node: Node,
  current: Expression,
  length: CumulativePeriod,
  part: 'all' | 'before',
  at: Span,
  scope: Scope,
): Expression | undefined {
  const definition = definitionAt(node, scope)
  if (!definition) return undefined
  scope.typeOf(definition, 'earlier', node)
  return make(at, {
    construct: 'cumulative',
    type: current.type,
    children: part === 'all' ? [current] : [],
    traced: { kind: 'earlier', label: length === 'year' ? '本年累计' : '本季累计' },
    sql: (row) => {
      const before = each(row, definition, earlierWithin(row.period, length), at)
      return summed(part === 'all' ? [...before, current.sql(row)] : before)
    },
  })
}

function soFar(name: string, length: CumulativePeriod): FunctionConstruct {
  return {
    names: [name],
    usage: `${name}(名称)`,
    check(call, scope) {
      const [node] = argumentsOf(call, scope, this.usage, { min: 1, max: 1 }) ?? []
      if (!node) return brokenExpression(call)
      const current = checkIn(scope, node)
      expectType(scope, current, 'number')
      if (current.type.kind !== 'number') return brokenExpression(call)
      return cumulative(node, current, length, 'all', call, scope) ?? brokenExpression(call)
    },
  }
}

/** The sum over all earlier periods that were settled. */
export const historyTotal: FunctionConstruct = {
  names: ['历期合计'],
  usage: '历期合计(名称)',
  check(call, scope) {
    const [node] = argumentsOf(call, scope, this.usage, { min: 1, max: 1 }) ?? []
    const definition = node && definitionAt(node, scope)
    if (!node || !definition) return brokenExpression(call)
    const type = scope.typeOf(definition, 'earlier', node)
    if (type.kind !== 'number') {
      return type.kind === 'invalid'
        ? brokenExpression(call)
        : fail(scope, 'type-expected', node, { expected: '数值', found: describeType(scope, type) })
    }
    return make(call, {
      construct: 'history',
      type,
      children: [],
      traced: { kind: 'earlier', label: call.callee.text },
      sql: (row) =>
        summed(each(row, definition, row.compilation.request.settledPeriods(definition.object), call)),
    })
  },
}

function recentPeriods(name: string, finish: (values: readonly Fragment[]) => Fragment): FunctionConstruct {
  return {
    names: [name],
    usage: `${name}(名称, 期数)`,
    check(call, scope) {
      const [node, countNode] = argumentsOf(call, scope, this.usage, { min: 2, max: 2 }) ?? []
      const count = countNode && wholeNumber(scope, countNode)
      if (!node || count === undefined) return brokenExpression(call)
      if (count < 1) return fail(scope, 'whole-number', countNode ?? call)
      return recent(call, node, count, finish, scope)
    },
  }
}

function recent(
  call: CallNode,
  node: Node,
  count: number,
  finish: (values: readonly Fragment[]) => Fragment,
  scope: Scope,
): Expression {
  const definition = definitionAt(node, scope)
  const current = checkIn(scope, node)
  expectType(scope, current, 'number')
  if (!definition || current.type.kind !== 'number') return brokenExpression(call)
  const type: Type = current.type
  scope.typeOf(definition, 'earlier', node)
  return make(call, {
    construct: 'recent',
    type,
    children: [current],
    traced: { kind: 'earlier', label: call.callee.text },
    sql: (row) => {
      const periods = Array.from({ length: count - 1 }, (_, i) => shiftPeriod(row.period, i + 1 - count))
      return finish([...each(row, definition, periods, call), current.sql(row)])
    },
  })
}

/** The mean over the periods that have a value for the row. */
function mean(values: readonly Fragment[]): Fragment {
  const total = summed(values)
  const counted = values.map((value) => `(case when ${value.sql} is null then 0 else 1 end)`).join(' + ')
  return combine(divided(total.sql, `nullif(${counted}, 0)`), values)
}

export const previous = single(['上期'], (current) => shiftPeriod(current, -1))
export const lastYear = single(['去年同期'], yearBefore)
export const yearToDate = soFar('本年累计', 'year')
export const quarterToDate = soFar('本季累计', 'quarter')
export const recentTotal = recentPeriods('近期合计', summed)
export const recentMean = recentPeriods('近期平均', mean)
