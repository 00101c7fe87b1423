/** 评分(表): the score of a scorecard. Every item's own score is kept beside the result. */
import { brokenExpression, type Expression } from '../check/expression.ts'
import type { Scope } from '../check/scope.ts'
import type { Scorecard, ScoreItem } from '../document/scorecard.ts'
import type { Cell } from '../document/table-text.ts'
import { nearest } from '../issues/suggest.ts'
import { combine, decimalLiteral, type Fragment, firstProblem } from '../sql/fragment.ts'
import type { Row } from '../sql/row.ts'
import { readFormula } from '../syntax/read.ts'
import { type Decimal, decimalText } from '../types/decimal.ts'
import { compatible, numberIn, type Type } from '../types/type.ts'
import { isCounter, ratio, unitName } from '../types/unit.ts'
import { argumentsOf, describeType, type FunctionConstruct, fail, make, typed } from './construct.ts'
import { divided, quotient } from './division.ts'
import { intervalTest } from './lookup.ts'

interface CheckedItem {
  readonly item: ScoreItem
  readonly indicator: Expression
  readonly target: Expression | undefined
}

export const scoring: FunctionConstruct = {
  names: ['评分'],
  usage: '评分(表)',
  check(call, scope) {
    const [node] = argumentsOf(call, scope, this.usage, { min: 1, max: 1 }) ?? []
    if (!node) return brokenExpression(call)
    const name = node.kind === 'path' ? (node.names[0]?.text ?? '') : ''
    const card = scope.names.scorecards.get(name)
    if (!card)
      return fail(scope, 'table-unknown', node, { name }, nearest(name, scope.names.scorecards.keys()))
    const ranked = card.items.some((item) => item.looksAt.startsWith('rank'))
    if (ranked && scope.aggregate) return fail(scope, 'ranking-nested', call)
    const items = card.items.map((item) => checkItem(item, scope))
    return make(call, {
      construct: 'scorecard',
      type: numberIn('分'),
      children: items.flatMap(({ indicator, target }) => (target ? [indicator, target] : [indicator])),
      ...(ranked ? { wide: { group: undefined } } : {}),
      sql: (row) => score(card, items, row),
    })
  },
}

function checkItem(item: ScoreItem, scope: Scope): CheckedItem {
  const read = (cell: Cell, kind: 'boolean' | 'number') =>
    typed(scope, readFormula(cell.text, cell.from, scope.report), kind)
  const indicator = read(item.indicator, item.rule.kind === 'answer' ? 'boolean' : 'number')
  const needed = item.looksAt === 'attainment' && item.target?.text ? item.target : undefined
  const target = needed ? read(needed, 'number') : undefined
  if (target && !compatible(indicator.type, target.type)) {
    const [left, right] = [indicator, target].map(({ type }) => describeType(scope, type))
    scope.report('score-target-unit', target, { left: left ?? '', right: right ?? '' })
  }
  checkUnit(item, indicator, scope)
  return { item, indicator, target }
}

/** What the rule compares with must have the unit of what it looks at; a score is 分 or a count. */
function checkUnit(
  { rule, looksAt, ruleCell, indicator: cell }: ScoreItem,
  indicator: Expression,
  scope: Scope,
): void {
  const { type } = indicator
  if (type.kind !== 'number' || type.adapts) return
  if (rule.kind === 'score' && unitName(type.unit) !== '分' && !isCounter(type.unit))
    scope.report('type-expected', cell, { expected: '分', found: describeType(scope, type) })
  const unit = 'unit' in rule && !looksAt.startsWith('rank') ? rule.unit : undefined
  const looked: Type = looksAt === 'attainment' ? { kind: 'number', unit: ratio } : type
  if (unit && !compatible({ kind: 'number', unit }, looked)) {
    const values = { expected: describeType(scope, looked), found: unitName(unit) }
    scope.report('score-rule-unit', ruleCell, values)
  }
}

function score(card: Scorecard, items: readonly CheckedItem[], row: Row): Fragment {
  const scores = items.map(({ item, indicator, target }) => {
    const value = looked(item, indicator, target, row)
    return { item, fragment: row.keep(`S${item.from}`, ruled(item, value, row)) }
  })
  const terms = scores.flatMap(({ item, fragment }) => term(item, fragment.sql))
  let sql = terms.length > 0 ? terms.join(' ') : '0::numeric'
  if (card.cap) sql = `least(${sql}, ${decimalLiteral(decimalText(card.cap))})`
  if (card.floor) sql = `greatest(${sql}, ${decimalLiteral(decimalText(card.floor))})`
  // Of several vetoes the first in the table counts.
  for (const { item, fragment } of scores.toReversed()) {
    if (item.role === 'veto') sql = `coalesce(${fragment.sql}, ${sql})`
  }
  return combine(
    `(${sql})`,
    scores.map(({ fragment }) => fragment),
  )
}

function term(item: ScoreItem, sql: string): string[] {
  if (item.role === 'veto') return []
  if (item.role === 'weighted') return [`+ ${sql} * ${decimalLiteral(decimalText(item.weight))}`]
  return [item.role === 'bonus' ? `+ ${sql}` : `- ${sql}`]
}

/** The value the rule looks at: the indicator, its share of the target, or its rank. */
function looked(item: ScoreItem, indicator: Expression, target: Expression | undefined, row: Row): Fragment {
  const value = row.hoist(indicator.sql(row))
  if (target) return row.hoist(quotient(row, value, target.sql(row), target))
  if (!item.looksAt.startsWith('rank')) return value
  const direction = item.looksAt === 'rank' ? 'desc' : 'asc'
  const partition = value.problem === undefined ? '' : `partition by ${value.problem} is null `
  return row.hoist(
    combine(`(rank() over (${partition}order by ${value.sql} ${direction}))::numeric`, [value]),
  )
}

function ruled({ rule, role, indicator }: ScoreItem, value: Fragment, row: Row): Fragment {
  if (rule.kind === 'score') return value
  if (rule.kind === 'answer')
    return combine(`case when ${value.sql} then ${number(rule.yes)} else ${number(rule.no)} end`, [value])
  if (rule.kind === 'linear') return combine(line(rule.points, value.sql), [value])
  const cases = rule.steps.map(
    (step) =>
      `when ${intervalTest(value.sql, step.range).join(' and ') || 'true'} then ${number(step.score)}`,
  )
  const found = row.hoist(combine(`case ${cases.join(' ')} end`, [value]))
  if (role === 'veto') return found
  const site = row.site('no-step', indicator, { indicator: indicator.text })
  return {
    ...found,
    problem: firstProblem([found.problem, `case when ${found.sql} is null then ${site} end`]),
  }
}

function number(value: Decimal | undefined): string {
  return value ? decimalLiteral(decimalText(value)) : 'null'
}

/** Straight lines between the points; the first and last scores hold outside them. */
function line(points: readonly { at: Decimal; score: Decimal }[], value: string): string {
  const cases = points.slice(1).map((point, i) => {
    const before = points[i] ?? point
    const rise = `(${number(point.score)} - ${number(before.score)}) * (${value} - ${number(before.at)})`
    const run = `(${number(point.at)} - ${number(before.at)})`
    return `when ${value} <= ${number(point.at)} then ${number(before.score)} + ${divided(rise, run)}`
  })
  const [first, last] = [points[0], points.at(-1)]
  return `case when ${value} <= ${number(first?.at)} then ${number(first?.score)} ${cases.join(' ')} else ${number(last?.score)} end`
}
