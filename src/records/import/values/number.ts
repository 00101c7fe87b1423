import type { Cell } from '../../sheet/cell.ts'
import { plainDecimal, shiftDecimal } from '../../sheet/decimal.ts'
import { compact, nothing, type Reading, refused, taken } from './reading.ts'

/** What a word or sign behind a number does to it: the places its decimal point moves. */
const magnitudes: ReadonlyMap<string, number> = new Map([
  ['', 0],
  ['百', 2],
  ['千', 3],
  ['万', 4],
  ['百万', 6],
  ['千万', 7],
  ['亿', 8],
])

const pieces = '[台套件只支个条根米吨箱批项份辆组]'

/** The words that may stand behind the number, by the field's unit. */
const words: Readonly<Record<string, RegExp>> = {
  元: /^(?:元|圆|块|元整|人民币|RMB|CNY)?$/i,
  '元/个': new RegExp(`^(?:元|元/${pieces})?$`),
  分: /^分?$/,
  天: /^[天日]?$/,
  小时: /^(?:小时|h|时)?$/i,
  个: new RegExp(`^${pieces}?$`),
  次: /^[次起]?$/,
  人: /^[人名位]?$/,
  数: /^$/,
}

/**
 * The plain decimal of an amount: ¥1,234.50, 12.5万元, (300) or 300- for −300, full-width digits. `places` moves the point
 * of a number that has no unit of its own, as its heading says: 4 for （万元）.
 */
export function readNumber(cell: Cell, unit: string, places: number): Reading {
  if (cell.kind === 'number') return taken(shiftDecimal(cell.text, places))
  if (cell.kind === 'date') return refused('number_date', { value: cell.text })
  const plain = compact(cell.text).replace(/^(?:[¥￥]|RMB|CNY|人民币)/i, '')
  if (plain === '') return nothing
  if (/^[-—–−/]+$/.test(plain)) return refused('number_dash', { value: cell.text })
  const signed = signOf(plain.replace(/[−—–]/g, '-'))
  const match = /^[¥￥]?([\d.,]+)(\D*)$/.exec(signed.digits)
  if (match === null) return notANumber(cell.text, plain)
  const [, digits = '', suffix = ''] = match
  const value = ungrouped(digits)
  if (value === undefined) return refused('number_grouping', { value: cell.text })
  const own = ownPlaces(suffix, unit)
  if (own === undefined) return refused('number_unit', { value: cell.text, other: suffix })
  const shifted = shiftDecimal(value, suffix === '' ? places : own)
  return taken(signed.negative && shifted !== '0' ? `-${shifted}` : shifted)
}

function notANumber(text: string, plain: string): Reading {
  return refused(/^-?\d+(\.\d+)?E[+-]?\d+$/i.test(plain) ? 'number_scientific' : 'not_a_number', {
    value: text,
  })
}

/** Brackets and a trailing minus are how accountants write negative numbers. */
function signOf(plain: string): { readonly negative: boolean; readonly digits: string } {
  const bracketed = /^\(([^()]+)\)([^()]*)$/.exec(plain)
  if (bracketed !== null) return { negative: true, digits: `${bracketed[1]}${bracketed[2]}` }
  const bare = plain.replace(/^[¥￥]/, '')
  if (bare.startsWith('-')) return { negative: true, digits: bare.slice(1) }
  if (bare.endsWith('-')) return { negative: true, digits: bare.slice(0, -1) }
  return { negative: false, digits: bare.replace(/^\+/, '') }
}

function ungrouped(digits: string): string | undefined {
  const grouped = /^\d{1,3}(,\d{3})+(\.\d*)?$/.test(digits)
  if (digits.includes(',') && !grouped) return undefined
  return plainDecimal(digits.replaceAll(',', ''))
}

/** Places moved by what stands behind the number; undefined when it does not go with the unit. */
function ownPlaces(suffix: string, unit: string): number | undefined {
  const [, magnitude = '', word = ''] = /^(百万|千万|[百千万亿]|)(.*)$/.exec(suffix) ?? []
  const places = magnitudes.get(magnitude)
  return (words[unit] ?? words.数)?.test(word) ? places : undefined
}
