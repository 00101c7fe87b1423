/** Ranges as policies write them, in the sense of 民法典 1259: 以上 and 以下 include the border, 超过 and 不满 do not. */
import { compare, type Decimal } from '../types/decimal.ts'
import { readNumber } from '../types/number-text.ts'
import type { Unit } from '../types/unit.ts'

export interface Border {
  readonly value: Decimal
  readonly included: boolean
}

export interface Interval {
  readonly low: Border | undefined
  readonly high: Border | undefined
  readonly unit: Unit | undefined
}

/** To which tier the border of `a ~ b` belongs. */
export type BorderSide = 'upper' | 'lower'

export type IntervalResult = Interval | 'not-a-range' | 'border-unstated' | 'reversed'

const number = '([-−－]?[¥￥]?[\\d][\\d,，.]*(?:万|亿)?(?:%|％|‰|元|分|天|小时|个|次|人)?)'
const low = `(?:(≥|>=|>|＞)${number}|${number}(?:\\(含\\))?(?:及以上|以上)|(满|达到|不低于|不少于|超过|高于|大于|多于)${number})`
const high = `(?:(≤|<=|<|＜)${number}|${number}(?:\\(含\\))?(?:及以下|以下|以内)|(不满|不足|低于|小于|少于|不超过|不高于|不多于|至|到)${number})`
const openLow = new Set(['>', '＞', '超过', '高于', '大于', '多于'])
const openHigh = new Set(['<', '＜', '不满', '不足', '低于', '小于', '少于'])

/** Reads a cell. A bare number is not a range. `side` decides the borders of `a ~ b`. */
export function readInterval(cell: string, side: BorderSide | undefined): IntervalResult {
  const text = cell
    .replace(/[\s\u3000]/g, '')
    .replace(/（/g, '(')
    .replace(/）/g, ')')
    .replace(/的部分$|部分$/, '')
  if (/^(其余|其他|其它|任意|全部)$/.test(text)) return { low: undefined, high: undefined, unit: undefined }
  return readBrackets(text) ?? readDash(text, side) ?? readWords(text) ?? 'not-a-range'
}

function readBrackets(text: string): IntervalResult | undefined {
  const match = /^([[(【])([^,，]*(?:,\d{3})*)[,，、]([^\])】]*)([\])】])$/.exec(text)
  if (!match) return undefined
  const [, open = '', from = '', to = '', close = ''] = match
  const endless = /^[-+−－]?(∞|无穷大?)?$/
  const border = (part: string, included: boolean) =>
    endless.test(part) ? 'endless' : readBorder(part, included)
  return build(border(from, open !== '('), border(to, close !== ')'))
}

function readDash(text: string, side: BorderSide | undefined): IntervalResult | undefined {
  const match = new RegExp(`^${number}(?:~|～|-|－|—|–|至|到)${number}$`).exec(text)
  if (!match) return undefined
  if (side === undefined) return 'border-unstated'
  return build(readBorder(match[1] ?? '', side === 'upper'), readBorder(match[2] ?? '', side === 'lower'))
}

function readWords(text: string): IntervalResult | undefined {
  const chained = new RegExp(`^${number}(≤|<=|<|＜)[^\\d≤<＜]+(≤|<=|<|＜)${number}$`).exec(text)
  if (chained) {
    const [, from = '', first = '', second = '', to = ''] = chained
    return build(readBorder(from, !openHigh.has(first)), readBorder(to, !openHigh.has(second)))
  }
  const match = new RegExp(`^(?:${low})?(?:[,，、]?(?:且|并且|但)?(?:${high}))?$`).exec(text)
  if (!match || text === '') return undefined
  const [, lowSign, lowA, lowB, lowWord, lowC, highSign, highA, highB, highWord, highC] = match
  const from = lowA ?? lowB ?? lowC
  const to = highA ?? highB ?? highC
  return build(
    from === undefined ? 'endless' : readBorder(from, !openLow.has(lowSign ?? lowWord ?? '')),
    to === undefined ? 'endless' : readBorder(to, !openHigh.has(highSign ?? highWord ?? '')),
  )
}

type Read = (Border & { readonly unit: Unit | undefined }) | 'endless' | undefined

function readBorder(text: string, included: boolean): Read {
  const read = readNumber(text)
  return read && { value: read.value, included, unit: read.unit }
}

function build(from: Read, to: Read): IntervalResult | undefined {
  if (from === undefined || to === undefined) return undefined
  const lowBorder = from === 'endless' ? undefined : from
  const highBorder = to === 'endless' ? undefined : to
  if (lowBorder && highBorder && compare(lowBorder.value, highBorder.value) > 0) return 'reversed'
  const strip = (border: Exclude<Read, 'endless'>) =>
    border && { value: border.value, included: border.included }
  return { low: strip(lowBorder), high: strip(highBorder), unit: highBorder?.unit ?? lowBorder?.unit }
}

export interface Seam {
  readonly kind: 'gap' | 'overlap'
  /** Index of the later of the two intervals in the given list. */
  readonly index: number
}

/** Gaps and overlaps between neighbours. 其余 rows have no borders and are left out by the caller. */
export function seams(intervals: readonly Interval[]): Seam[] {
  const order = intervals.map((_, index) => index).sort((a, b) => compareLow(intervals[a], intervals[b]))
  return order.slice(1).flatMap((index, i): Seam[] => {
    const before = intervals[order[i] ?? 0]?.high
    const after = intervals[index]?.low
    if (!before || !after) return [{ kind: 'overlap', index }]
    const step = compare(after.value, before.value)
    if (step > 0 || (step === 0 && !after.included && !before.included)) return [{ kind: 'gap', index }]
    return step < 0 || (after.included && before.included) ? [{ kind: 'overlap', index }] : []
  })
}

function compareLow(a: Interval | undefined, b: Interval | undefined): number {
  if (!a?.low || !b?.low) return Number(Boolean(a?.low)) - Number(Boolean(b?.low))
  return compare(a.low.value, b.low.value) || Number(b.low.included) - Number(a.low.included)
}
