/** Numbers as people write them in formulas and tables: 3%, 10万元, 1,200, 0.5分, 80元/天. */
import { type Decimal, parseDecimal, shift } from './decimal.ts'
import { parseUnit, type Unit } from './unit.ts'

const magnitudes: Record<string, number> = { '%': -2, '％': -2, '‰': -3, 万: 4, 亿: 8 }
const pattern =
  /^([-−－]?)[¥￥]?(\d{1,3}(?:[,，]\d{3})+|\d+)(\.\d+)?(万|亿)?(%|％|‰|元|分|天|小时|个|次|人)?(\/(?:天|小时|个|次|人))?$/

/** The value and, when one is written, its unit. Undefined when the text is not one number. */
export function readNumber(text: string): { value: Decimal; unit: Unit | undefined } | undefined {
  const match = pattern.exec(text.replace(/[\s\u3000]/g, ''))
  if (!match) return undefined
  const [, minus, whole = '', fraction = '', magnitude = '', unit = '', per = ''] = match
  const plain = parseDecimal(`${minus ? '-' : ''}${whole.replace(/[,，]/g, '')}${fraction}`)
  if (!plain) return undefined
  const value = shift(plain, (magnitudes[magnitude] ?? 0) + (magnitudes[unit] ?? 0))
  const measure = /[¥￥]/.test(text) ? '元' : unit
  if (measure === '') return per === '' ? { value, unit: undefined } : undefined
  return { value, unit: parseUnit(`${measure}${per}`) }
}

/** 2026-03-05, 2026年3月5日 or 2026/3/5 as 2026-03-05; undefined when there is no such day. */
export function readDate(text: string): string | undefined {
  const match = /^(\d{4})(?:-|年|\/|\.)(\d{1,2})(?:-|月|\/|\.)(\d{1,2})日?$/.exec(text.trim())
  if (!match) return undefined
  const [, year = '', month = '', day = ''] = match
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const parsed = new Date(`${iso}T00:00:00Z`)
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(iso) ? iso : undefined
}
