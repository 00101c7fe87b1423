/** 计分规则 of a scorecard: 线性：60%→0；100%→10, 分段：≥95%→10；其余→0, 是否：是→10；否→0, 名次：第1名→10；其余→5, 得分. */
import { compare, type Decimal } from '../types/decimal.ts'
import { readNumber } from '../types/number-text.ts'
import { type Unit, unitName } from '../types/unit.ts'
import { type Interval, type Reading, readInterval } from './interval.ts'

export type Rule =
  /** Straight lines between points, level outside them. */
  | {
      readonly kind: 'linear'
      readonly points: readonly { readonly at: Decimal; readonly score: Decimal }[]
      readonly unit: Unit | undefined
    }
  /** The first step that contains the value. */
  | {
      readonly kind: 'steps'
      readonly steps: readonly { readonly range: Interval; readonly score: Decimal }[]
      readonly unit: Unit | undefined
    }
  /** Without one of the answers only where the item is a veto. */
  | { readonly kind: 'answer'; readonly yes: Decimal | undefined; readonly no: Decimal | undefined }
  /** The indicator is the score. */
  | { readonly kind: 'score' }

/** The rule looks at the indicator, at indicator ÷ target, or at the rank of the indicator. */
export type LooksAt = 'value' | 'attainment' | 'rank' | 'rank-ascending'

type Points = readonly { readonly left: string; readonly score: Decimal }[]

const kinds = new Map<
  string,
  { looksAt: LooksAt; read: (points: Points, veto: boolean) => Rule | undefined }
>([
  ['线性', { looksAt: 'value', read: linear }],
  ['分段', { looksAt: 'value', read: (points) => steps(points, rangeOf) }],
  ['是否', { looksAt: 'value', read: answer }],
  ['名次', { looksAt: 'rank', read: (points) => steps(points, placeOf) }],
  ['得分', { looksAt: 'value', read: (points) => (points.length === 0 ? { kind: 'score' } : undefined) }],
  ['完成率线性', { looksAt: 'attainment', read: linear }],
  ['完成率分段', { looksAt: 'attainment', read: (points) => steps(points, rangeOf) }],
  ['名次升序', { looksAt: 'rank-ascending', read: (points) => steps(points, placeOf) }],
])

export const ruleNames = [...kinds.keys()]

export type RuleResult =
  | { readonly looksAt: LooksAt; readonly rule: Rule }
  | { readonly wrong: 'name' | 'points'; readonly name: string }

export function readRule(text: string, veto: boolean): RuleResult {
  const match = /^([^:：\s]+)\s*(?:[:：]\s*(.*))?$/.exec(text)
  const name = match?.[1] ?? ''
  const kind = kinds.get(name)
  if (!kind) return { wrong: 'name', name }
  const points = readPoints(match?.[2] ?? '')
  const rule = points && kind.read(points, veto)
  return rule ? { looksAt: kind.looksAt, rule } : { wrong: 'points', name }
}

function readPoints(text: string): Points | undefined {
  // A comma between points, but not one inside [60%, 80%), which comes before the arrow.
  const parts = text
    .replace(/((?:→|->|=>)[^,，;；]*)[,，]/g, '$1；')
    .split(/[;；]/)
    .filter((part) => part.trim() !== '')
  const points = parts.flatMap((part) => {
    const [left = '', right = '', ...more] = part.split(/→|->|=>/)
    const score = readNumber(right)?.value
    return score && more.length === 0 ? [{ left: left.trim(), score }] : []
  })
  return points.length === parts.length ? points : undefined
}

function linear(pairs: Points): Rule | undefined {
  const read = pairs.flatMap(({ left, score }) => {
    const number = readNumber(left)
    return number ? [{ at: number.value, score, unit: number.unit }] : []
  })
  const points = read.toSorted((a, b) => compare(a.at, b.at))
  const repeated = points.some((point, i) => i > 0 && compare(point.at, points[i - 1]?.at ?? point.at) === 0)
  const unit = commonUnit(read.map((point) => point.unit))
  if (read.length < pairs.length || points.length < 2 || repeated || unit === 'mixed') return undefined
  return { kind: 'linear', points: points.map(({ at, score }) => ({ at, score })), unit }
}

function steps(points: Points, read: (left: string) => Interval | undefined): Rule | undefined {
  const found = points.flatMap(({ left, score }) => {
    const range = read(left)
    return range ? [{ range, score }] : []
  })
  const unit = commonUnit(found.map(({ range }) => range.unit))
  if (found.length < points.length || found.length === 0 || unit === 'mixed') return undefined
  return { kind: 'steps', steps: found, unit }
}

function answer(points: Points, veto: boolean): Rule | undefined {
  const of = (word: string) => points.find((point) => point.left === word)?.score
  const [yes, no] = [of('是'), of('否')]
  const given = [yes, no].filter((score) => score !== undefined).length
  return given === points.length && given >= (veto ? 1 : 2) ? { kind: 'answer', yes, no } : undefined
}

const inRules: Reading = { side: 'upper', unit: '' }

/** A range, or a number that must be met exactly. */
function rangeOf(text: string): Interval | undefined {
  const range = readInterval(text, inRules)
  if (typeof range === 'object') return range
  const number = range === 'not-a-range' ? readNumber(text) : undefined
  return number && between(number.value, number.value, number.unit)
}

/** 第1名, 前3名, 第4~10名, 其余. */
function placeOf(text: string): Interval | undefined {
  const place = /^(第|前)?(\d{1,9})(?:\s*(?:~|～|-|—|至|到)\s*第?(\d{1,9}))?名?$/.exec(text)
  if (!place) return rangeOf(text)
  const [, word, first = '0', second] = place
  const whole = (digits: string): Decimal => ({ digits: BigInt(digits), scale: 0 })
  const range = between(whole(first), whole(second ?? first), undefined)
  return word === '前' ? { ...range, low: undefined } : range
}

function between(low: Decimal, high: Decimal, unit: Unit | undefined): Interval {
  return { low: { value: low, included: true }, high: { value: high, included: true }, unit }
}

/** The unit of all that have one. */
function commonUnit(units: readonly (Unit | undefined)[]): Unit | 'mixed' | undefined {
  const written = units.filter((unit) => unit !== undefined)
  const [first] = written
  return first && written.some((unit) => unitName(unit) !== unitName(first)) ? 'mixed' : first
}
