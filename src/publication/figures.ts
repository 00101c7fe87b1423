/** Values for people. Amounts stay decimal text throughout; nothing here is a binary number. */
import { type Type, typeName } from '../language/index.ts'

const minus = '−'

/** 1234567.5 → 1,234,567.50. A real minus sign, as wide as the figures. */
export function amount(value: string): string {
  return grouped(value, 2, 2)
}

/** Always with its sign: +1,234.00, −1,234.00, 0.00. */
export function signed(value: string): string {
  const text = amount(value)
  return text.startsWith(minus) || isZero(value) ? text : `+${text}`
}

export function isZero(value: string): boolean {
  return /^-?0*(\.0*)?$/.test(value)
}

/** A value with its unit's way of writing: 元 with two decimals, ratios as per cent. */
export function shown(value: string | null, type: Type, words: { yes: string; no: string; none: string }) {
  if (value === null) return words.none
  if (type.kind === 'boolean') return value === 'true' ? words.yes : words.no
  if (type.kind !== 'number') return value
  const unit = typeName(type)
  if (unit === '元') return grouped(value, 2, 4)
  if (unit === '比率') return `${grouped(shiftPoint(value), 0, 2)}%`
  return grouped(value, 0, 4)
}

/** For charts only: 627693.86 → 62.8 (万). */
export function inTenThousands(value: string): string {
  const negative = value.startsWith('-') ? '-' : ''
  const [whole = '0', fraction = ''] = value.replace(/^-/, '').split('.')
  const digits = whole.padStart(5, '0')
  return grouped(`${negative}${digits.slice(0, -4)}.${digits.slice(-4)}${fraction}`, 1, 1)
}

/** Rounded half away from zero to `most` decimals, with at least `least`. */
export function grouped(value: string, least: number, most: number): string {
  const { negative, digits, scale } = rounded(value, most)
  const whole = digits.slice(0, digits.length - scale)
  const fraction = digits
    .slice(digits.length - scale)
    .replace(/0+$/, '')
    .padEnd(least, '0')
  const text = whole.replace(/\B(?=(\d{3})+$)/g, ',') + (fraction === '' ? '' : `.${fraction}`)
  return negative && /[1-9]/.test(digits) ? `${minus}${text}` : text
}

function rounded(value: string, places: number): { negative: boolean; digits: string; scale: number } {
  const negative = value.startsWith('-')
  const [whole = '0', fraction = ''] = value.replace(/^[-+]/, '').split('.')
  const kept = BigInt(whole + fraction.slice(0, places).padEnd(places, '0'))
  const up = (fraction[places] ?? '0') >= '5' ? 1n : 0n
  return { negative, digits: String(kept + up).padStart(places + 1, '0'), scale: places }
}

/** Times a hundred. */
function shiftPoint(value: string): string {
  const negative = value.startsWith('-') ? '-' : ''
  const [whole = '0', fraction = ''] = value.replace(/^-/, '').split('.')
  const digits = fraction.padEnd(2, '0')
  return `${negative}${whole}${digits.slice(0, 2)}.${digits.slice(2)}`
}
