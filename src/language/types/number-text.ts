/** Numbers as people write them in formulas and tables: 3%, 10万元, 1,200, 0.5分, 80元/天. */
import { type Decimal, parseDecimal, shift } from './decimal.ts'
import { parseUnit, type Unit } from './unit.ts'

const magnitudes = new Map([
  ['%', -2],
  ['‰', -3],
  ['千', 3],
  ['万', 4],
  ['百万', 6],
  ['千万', 7],
  ['亿', 8],
])
const pattern =
  /^([-−]?)¥?(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(千|万|百万|千万|亿)?(%|‰|元|分|天|小时|个|次|人)?(\/(?:天|小时|个|次|人))?$/
/** More digits than any record has; the database would refuse numbers of a hundred thousand. */
const longest = 40

/** The value and, when one is written, its unit. Undefined when the text is not one number. */
export function readNumber(text: string): { value: Decimal; unit: Unit | undefined } | undefined {
  const plainText = text.normalize('NFKC').replace(/\s/g, '')
  const match = plainText.length > longest ? undefined : pattern.exec(plainText)
  if (!match) return undefined
  const [, minus, whole = '', fraction = '', magnitude = '', unit = '', per = ''] = match
  const plain = parseDecimal(`${minus ? '-' : ''}${whole.replace(/,/g, '')}${fraction}`)
  if (!plain) return undefined
  const value = shift(plain, (magnitudes.get(magnitude) ?? 0) + (magnitudes.get(unit) ?? 0))
  const yuan = plainText.includes('¥')
  if (yuan && unit !== '' && unit !== '元') return undefined
  const measure = yuan ? '元' : unit
  if (measure === '') return per === '' ? { value, unit: undefined } : undefined
  return { value, unit: parseUnit(`${measure}${per}`) }
}

/** Reads a number that has the given unit unless it names one itself: 10 under 销售额（万元） is 10万元. */
export function readNumberIn(text: string, unit: string): ReturnType<typeof readNumber> {
  return /[\d.]$/.test(text.trimEnd()) ? readNumber(text + unit) : readNumber(text)
}

/** 2026-03-05, 2026年3月5日 or 2026/3/5 as 2026-03-05; undefined when there is no such day since 1900. */
export function readDate(text: string): string | undefined {
  const match = /^((?:19|2\d)\d{2})(?:-|年|\/|\.)(\d{1,2})(?:-|月|\/|\.)(\d{1,2})日?$/.exec(
    text.normalize('NFKC').trim(),
  )
  if (!match) return undefined
  const [, year = '', month = '', day = ''] = match
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const parsed = new Date(`${iso}T00:00:00Z`)
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(iso) ? iso : undefined
}
