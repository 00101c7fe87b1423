/**
 * A scorecard: a captioned table with the columns 指标, 权重 and 计分规则, and 目标 where a rule needs one.
 * Weights total 100%; items may also be 加分, 扣分 or 否决.
 */
import type { Report } from '../issues/issue.ts'
import { nearest } from '../issues/suggest.ts'
import type { Name, Span } from '../syntax/nodes.ts'
import { add, compare, type Decimal, zero } from '../types/decimal.ts'
import { readNumber } from '../types/number-text.ts'
import { type Interval, type Reading, readInterval } from './interval.ts'
import type { Cell, TableText } from './table-text.ts'

export type Rule =
  /** Straight lines between points, level outside them. */
  | { readonly kind: 'linear'; readonly points: readonly { readonly at: Decimal; readonly score: Decimal }[] }
  /** The first step that contains the value. */
  | {
      readonly kind: 'steps'
      readonly steps: readonly { readonly range: Interval; readonly score: Decimal }[]
    }
  | { readonly kind: 'answer'; readonly yes: Decimal | undefined; readonly no: Decimal | undefined }
  /** The indicator is the score. */
  | { readonly kind: 'score' }

export interface ScoreItem extends Span {
  readonly indicator: Cell
  readonly role: 'weighted' | 'bonus' | 'deduction' | 'veto'
  readonly weight: Decimal
  readonly target: Cell | undefined
  /** The rule looks at indicator ÷ target, or at the rank of the indicator, instead of the indicator. */
  readonly looksAt: 'value' | 'attainment' | 'rank' | 'rank-ascending'
  readonly rule: Rule
}

export interface Scorecard {
  readonly name: Name
  readonly items: readonly ScoreItem[]
  readonly cap: Decimal | undefined
  readonly floor: Decimal | undefined
}

const roles: Record<string, ScoreItem['role']> = { 加分: 'bonus', 扣分: 'deduction', 否决: 'veto' }
const one: Decimal = { digits: 1n, scale: 0 }

export function isScorecard(table: TableText): boolean {
  const headings = table.headings.map((heading) => heading.text)
  return headings.includes('指标') && headings.includes('计分规则')
}

export function readScorecard(table: TableText, report: Report): Scorecard {
  const column = (name: string) => table.headings.findIndex((heading) => heading.text === name)
  if (column('权重') < 0) report('score-weight-column', table.name, { table: table.name.text })
  const items = table.rows.flatMap((row) => {
    const [indicator, rule, weight] = [row[column('指标')], row[column('计分规则')], row[column('权重')]]
    return indicator && rule && weight
      ? (readItem(indicator, weight, rule, row[column('目标')], report) ?? [])
      : []
  })
  checkWeights(table, items, report)
  return { name: table.name, items, cap: limit(table, '上限', report), floor: limit(table, '下限', report) }
}

function checkWeights(table: TableText, items: readonly ScoreItem[], report: Report): void {
  const weighted = items.filter((item) => item.role === 'weighted')
  const sum = weighted.map((item) => item.weight).reduce(add, zero)
  if (weighted.length > 0 && items.length === table.rows.length && compare(sum, one) !== 0) {
    report('score-weights', table.name, {
      table: table.name.text,
      found: `${Number(sum.digits) / 10 ** (sum.scale - 2)}%`,
    })
  }
}

function limit(table: TableText, name: string, report: Report): Decimal | undefined {
  const cell = table.attributes.get(name)
  const read = cell && readNumber(cell.text)
  if (cell && !read) report('number-invalid', cell, { found: cell.text })
  return read?.value
}

function readItem(
  indicator: Cell,
  weightCell: Cell,
  ruleCell: Cell,
  target: Cell | undefined,
  report: Report,
): ScoreItem | undefined {
  const role = roles[weightCell.text] ?? 'weighted'
  const weight = role === 'weighted' ? readNumber(weightCell.text)?.value : zero
  if (!weight) {
    report('score-weight', weightCell, { found: weightCell.text })
    return undefined
  }
  const rule = readRule(ruleCell, report)
  if (!rule) return undefined
  if (rule.looksAt === 'attainment' && !target?.text) report('score-target', ruleCell)
  return { indicator, role, weight, target, ...rule, from: indicator.from, to: ruleCell.to }
}

const ruleNames = ['线性', '分段', '是否', '名次', '得分', '完成率线性', '完成率分段', '名次升序']

function readRule(cell: Cell, report: Report): Pick<ScoreItem, 'looksAt' | 'rule'> | undefined {
  const match = /^([^:：\s]+)\s*(?:[:：]\s*(.*))?$/.exec(cell.text)
  const name = match?.[1] ?? ''
  const parts = (match?.[2] ?? '')
    .split(/[;；]|[,，](?=[^\])】]*(?:→|->|=>))/)
    .filter((part) => part.trim() !== '')
  const looksAt = name.startsWith('完成率')
    ? 'attainment'
    : name === '名次'
      ? 'rank'
      : name === '名次升序'
        ? 'rank-ascending'
        : 'value'
  const kind = name.replace('完成率', '').replace('升序', '')
  const rule = kind === '得分' ? ({ kind: 'score' } as const) : readSteps(kind, parts)
  if (ruleNames.includes(name) && rule) return { looksAt, rule }
  const known = ruleNames.includes(name)
  report(
    known ? 'score-rule-points' : 'score-rule',
    cell,
    { found: cell.text, names: ruleNames.join('、') },
    { suggestion: known ? undefined : nearest(name, ruleNames) },
  )
  return undefined
}

function readSteps(kind: string, parts: readonly string[]): Rule | undefined {
  const pairs = parts.map((part) => {
    const [left = '', right = ''] = part.split(/→|->|=>/)
    return { left: left.trim(), score: readNumber(right)?.value }
  })
  if (pairs.length === 0 || pairs.some((pair) => !pair.score)) return undefined
  const scored = pairs.flatMap(({ left, score }) => (score ? [{ left, score }] : []))
  if (kind === '线性') return linear(scored)
  if (kind === '是否') {
    const of = (word: string) => scored.find((pair) => pair.left === word)?.score
    return { kind: 'answer', yes: of('是'), no: of('否') }
  }
  if (kind !== '分段' && kind !== '名次') return undefined
  const steps = scored.flatMap(({ left, score }) => {
    const range = kind === '名次' ? placeRange(left) : readInterval(left, inRules)
    return typeof range === 'object' ? [{ range, score }] : []
  })
  return steps.length === scored.length ? { kind: 'steps', steps } : undefined
}

const inRules: Reading = { side: 'upper', unit: '' }

/** 第1名, 前3名, 其余. */
function placeRange(text: string): Interval | string {
  const place = /^(第|前)?(\d+)名?$/.exec(text)
  if (!place) return readInterval(text, inRules)
  const value = { digits: BigInt(place[2] ?? '0'), scale: 0 }
  const border = { value, included: true }
  return { low: place[1] === '前' ? undefined : border, high: border, unit: undefined }
}

function linear(pairs: readonly { left: string; score: Decimal }[]): Rule | undefined {
  const points = pairs.flatMap(({ left, score }) => {
    const at = readNumber(left)?.value
    return at ? [{ at, score }] : []
  })
  points.sort((a, b) => compare(a.at, b.at))
  return points.length === pairs.length && points.length > 1 ? { kind: 'linear', points } : undefined
}
