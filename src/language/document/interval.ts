/** Ranges as policies write them, in the sense of 民法典 1259: 以上 and 以下 include the border, 超过 and 不满 do not. */
import { compare, type Decimal } from '../types/decimal.ts'
import { readNumberIn } from '../types/number-text.ts'
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

/** Why a cell is no interval, or the interval. */
export type IntervalResult = Interval | 'not-a-range' | 'border-unstated' | 'reversed' | 'low-unit'

/** What a cell is read with: whose side borders are on, and the unit that the heading gives to plain numbers. */
export interface Reading {
  readonly side: BorderSide | undefined
  readonly unit: string
}

const amount =
  '([-−]?¥?\\d[\\d,.]*(?:千|万|百万|千万|亿)?(?:%|‰|元|分|天|小时|个|次|人)?(?:/(?:天|小时|个|次|人))?)'
const mark = '(?:\\((不?含)[^)]*\\))?'
const either = '或?等于'
const lowWords = `不低于|不少于|不小于|大于${either}|高于${either}|多于${either}|满|达到|达|超过|超出|高于|大于|多于`
const highWords = `不超过|不高于|不多于|不大于|小于${either}|低于${either}|少于${either}|至|到|不满|不足|不到|未满|未达到|未达|低于|小于|少于`
const low = `(?:(≥|>=|>)${amount}|${amount}${mark}(?:及以上|以上)${mark}|(${lowWords})${amount})`
const high = `(?:(≤|<=|<)${amount}|${amount}${mark}(?:及以下|以下|以内)${mark}|(${highWords})${amount})`
/** Signs and words that leave the border out. */
const open = /^(?:[<>]|超过|超出|高于|大于|多于|不满|不足|不到|未满|未达到|未达|低于|小于|少于)$/
const dash = new RegExp(`^${amount}${mark}(?:~|-|—|–|至|到)${amount}${mark}$`)
const rising = new RegExp(`^${amount}(≤|<=|<)[^\\d≤<]+(≤|<=|<)${amount}$`)
const falling = new RegExp(`^${amount}(≥|>=|>)[^\\d≥>]+(≥|>=|>)${amount}$`)
const worded = new RegExp(`^(?:${low})?(?:[,、]?(?:且|并且|但)?(?:${high}))?$`)

/** 其余 and its like, which fit what no other row fits. */
export function isRest(cell: string): boolean {
  return /^(?:其余|其他|其它|任意|全部)$/.test(cell)
}

/** Reads a cell. A bare number is not a range. */
export function readInterval(cell: string, reading: Reading): IntervalResult {
  const text = cell
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/的?部分$/, '')
  if (isRest(text)) return { low: undefined, high: undefined, unit: undefined }
  return (
    readBrackets(text, reading) ??
    readDash(text, reading) ??
    readChain(text, reading) ??
    readWords(text, reading) ??
    'not-a-range'
  )
}

interface End {
  /** Undefined when the range goes on without end. */
  readonly text: string | undefined
  readonly included: boolean
}

/** Of several commas one stands between the borders: where both sides are numbers, in order. */
function readBrackets(text: string, reading: Reading): IntervalResult | undefined {
  const match = /^([[(【])(.*)([\])】])$/.exec(text)
  if (!match) return undefined
  const [, left = '', inside = '', right = ''] = match
  const end = (part: string, included: boolean): End => ({
    text: /^[-+−]?(?:∞|无穷大?)?$/.test(part) ? undefined : part,
    included,
  })
  const commas = [...inside.matchAll(/[,、~]/g)].map((found) => found.index)
  const results = commas.flatMap((at) => {
    const [from, to] = [inside.slice(0, at), inside.slice(at + 1)]
    return build(end(from, left !== '('), end(to, right !== ')'), reading) ?? []
  })
  return results.find((result) => typeof result === 'object') ?? results[0]
}

/** 5万（含）~10万: a border that is marked says whose the other one is. */
function readDash(text: string, reading: Reading): IntervalResult | undefined {
  const match = dash.exec(text)
  if (!match) return undefined
  const [, from, fromMark, to, toMark] = match
  const upper = reading.side === 'upper'
  if (reading.side === undefined && fromMark === undefined && toMark === undefined) return 'border-unstated'
  const marked = (own: string | undefined, other: string | undefined, stated: boolean) =>
    own !== undefined ? own === '含' : reading.side === undefined ? other === '不含' : stated
  const fromIncluded = marked(fromMark, toMark, upper)
  return build(
    { text: from, included: fromIncluded },
    { text: to, included: marked(toMark, fromMark, !upper) },
    reading,
  )
}

/** 5万 ≤ 销售额 < 10万. */
function readChain(text: string, reading: Reading): IntervalResult | undefined {
  const up = rising.exec(text)
  const match = up ?? falling.exec(text)
  if (!match) return undefined
  const [, first, firstSign = '', secondSign = '', second] = match
  const ends = [
    { text: first, included: !open.test(firstSign) },
    { text: second, included: !open.test(secondSign) },
  ] as const
  return up ? build(ends[0], ends[1], reading) : build(ends[1], ends[0], reading)
}

function readWords(text: string, reading: Reading): IntervalResult | undefined {
  const match = worded.exec(text)
  if (!match || text === '') return undefined
  const [lowEnd, highEnd] = [match.slice(1, 8), match.slice(8, 15)].map((parts): End => {
    const [sign, signed, plain, before, after, word, worded] = parts
    const included = !open.test(sign ?? word ?? '') && before !== '不含' && after !== '不含'
    return { text: signed ?? plain ?? worded, included }
  })
  return lowEnd && highEnd && build(lowEnd, highEnd, reading)
}

type Read = (Border & { readonly unit: Unit | undefined }) | undefined

/** Undefined when the borders are no numbers. */
function build(from: End, to: End, reading: Reading): IntervalResult | undefined {
  const [low, high] = [readBorder(from, reading), readBorder(to, reading)]
  const lowText = sharedUnit(from.text, to.text)
  if ((from.text !== undefined && !low) || (to.text !== undefined && !high)) return undefined
  if (lowText === 'unclear') return 'low-unit'
  const start = lowText === undefined ? low : readBorder({ ...from, text: lowText }, reading)
  if (start && high && isEmpty(start, high)) return 'reversed'
  const strip = (border: Read) => border && { value: border.value, included: border.included }
  return { low: strip(start), high: strip(high), unit: high?.unit ?? start?.unit }
}

function isEmpty(low: Border, high: Border): boolean {
  const order = compare(low.value, high.value)
  return order > 0 || (order === 0 && !(low.included && high.included))
}

/** 80~100% means 80%; whether 1~10万 starts at 1 or at 1万 is left open, so it must be written. */
function sharedUnit(from: string | undefined, to: string | undefined): string | undefined {
  if (from === undefined || to === undefined || !/^[-−]?[\d,.]+$/.test(from) || /^[0.]+$/.test(from))
    return undefined
  if (/\d(?:千|万|百万|千万|亿)/.test(to)) return 'unclear'
  const share = /[%‰]$/.exec(to)
  return share ? from + share[0] : undefined
}

function readBorder({ text, included }: End, { unit }: Reading): Read {
  const read = text === undefined ? undefined : readNumberIn(text, unit)
  return read && { value: read.value, included, unit: read.unit }
}

/** Whether some value lies in both. */
export function intersects(a: Interval, b: Interval): boolean {
  return reaches(a.low, b.high) && reaches(b.low, a.high)
}

/** Whether a lower border lies below an upper one, or on it where both include it. */
function reaches(low: Border | undefined, high: Border | undefined): boolean {
  return !low || !high || !isEmpty(low, high)
}

/** Whether values just below an interval belong to none of the others, although some of those lie below it. */
export function hasGap({ low }: Interval, all: readonly Interval[]): boolean {
  if (!low) return false
  const below = all.filter((other) => startsBefore(other.low, low))
  return below.length > 0 && !below.some((other) => !other.high || touches(other.high, low))
}

function startsBefore(border: Border | undefined, low: Border): boolean {
  if (!border) return true
  const order = compare(border.value, low.value)
  return order < 0 || (order === 0 && border.included && !low.included)
}

function touches(high: Border, low: Border): boolean {
  const order = compare(high.value, low.value)
  return order > 0 || (order === 0 && (high.included || low.included))
}
