/**
 * A scorecard: a captioned table with the columns 指标, 权重 and 计分规则, and 目标 where a rule needs one.
 * Weights total 100%; items may also be 加分, 扣分 or 否决.
 */
import type { Report } from '../issues/issue.ts'
import { nearest } from '../issues/suggest.ts'
import type { Name, Span } from '../syntax/nodes.ts'
import { add, compare, type Decimal, decimalText, shift, zero } from '../types/decimal.ts'
import { readNumber, readNumberIn } from '../types/number-text.ts'
import { splitHeading } from './columns.ts'
import { type LooksAt, type Rule, readRule, ruleNames } from './score-rule.ts'
import type { Cell, TableText } from './table-text.ts'

export interface ScoreItem extends Span {
  readonly indicator: Cell
  readonly role: 'weighted' | 'bonus' | 'deduction' | 'veto'
  readonly weight: Decimal
  readonly target: Cell | undefined
  readonly looksAt: LooksAt
  readonly rule: Rule
  readonly ruleCell: Cell
}

export interface Scorecard {
  readonly name: Name
  readonly items: readonly ScoreItem[]
  readonly cap: Decimal | undefined
  readonly floor: Decimal | undefined
}

const roles = new Map<string, ScoreItem['role']>([
  ['加分', 'bonus'],
  ['扣分', 'deduction'],
  ['否决', 'veto'],
])
const attributes = ['上限', '下限', '说明']
const one: Decimal = { digits: 1n, scale: 0 }

export function isScorecard(table: TableText): boolean {
  return columnOf(table, '指标') >= 0 && columnOf(table, '计分规则') >= 0
}

function columnOf(table: TableText, name: string): number {
  return table.headings.findIndex((heading) => splitHeading(heading.text).name === name)
}

export function readScorecard(table: TableText, report: Report): Scorecard {
  for (const [name, cell] of table.attributes) {
    if (!attributes.includes(name))
      report('table-attribute', cell, { found: name }, { suggestion: nearest(name, attributes) })
  }
  const [indicatorAt, ruleAt, weightAt, targetAt] = ['指标', '计分规则', '权重', '目标'].map((name) =>
    columnOf(table, name),
  )
  if (weightAt === -1) report('score-weight-column', table.name, { table: table.name.text })
  const unit = splitHeading(table.headings[weightAt ?? -1]?.text ?? '').unit
  const items = table.rows.flatMap((row) => {
    const [indicator, rule, weight] = [row[indicatorAt ?? -1], row[ruleAt ?? -1], row[weightAt ?? -1]]
    if (!indicator || !rule || !weight) return []
    return readItem({ indicator, rule, weight, target: row[targetAt ?? -1] }, unit, report) ?? []
  })
  checkWeights(table, items, report)
  return { name: table.name, items, cap: limit(table, '上限', report), floor: limit(table, '下限', report) }
}

function checkWeights(table: TableText, items: readonly ScoreItem[], report: Report): void {
  const weighted = items.filter((item) => item.role === 'weighted')
  const sum = weighted.map((item) => item.weight).reduce(add, zero)
  if (weighted.length > 0 && items.length === table.rows.length && compare(sum, one) !== 0) {
    report('score-weights', table.name, { table: table.name.text, found: `${decimalText(shift(sum, 2))}%` })
  }
}

function limit(table: TableText, name: string, report: Report): Decimal | undefined {
  const cell = table.attributes.get(name)
  const read = cell && readNumber(cell.text)
  if (cell && !read) report('number-invalid', cell, { found: cell.text })
  return read?.value
}

interface ItemCells {
  readonly indicator: Cell
  readonly rule: Cell
  readonly weight: Cell
  readonly target: Cell | undefined
}

function readItem(cells: ItemCells, unit: string, report: Report): ScoreItem | undefined {
  const { indicator, target } = cells
  const role = roles.get(cells.weight.text) ?? 'weighted'
  const weight = role === 'weighted' ? readNumberIn(cells.weight.text, unit)?.value : zero
  if (!weight) {
    report('score-weight', cells.weight, { found: cells.weight.text })
    return undefined
  }
  const read = readRule(cells.rule.text, role === 'veto')
  if ('wrong' in read) {
    const code = read.wrong === 'name' ? 'score-rule' : 'score-rule-points'
    const suggestion = read.wrong === 'name' ? nearest(read.name, ruleNames) : undefined
    report(code, cells.rule, { found: cells.rule.text, names: ruleNames.join('、') }, { suggestion })
    return undefined
  }
  if (read.looksAt === 'attainment' && !target?.text) report('score-target', cells.rule)
  const span = { from: indicator.from, to: cells.rule.to }
  return {
    indicator,
    role,
    weight,
    target,
    looksAt: read.looksAt,
    rule: read.rule,
    ruleCell: cells.rule,
    ...span,
  }
}
