/** Decimal text as people read it. Never through a binary float: amounts stay exactly what the server sent. */

/** '1234567.5' → '1,234,567.50'. More digits than `digits` are kept, never rounded away. */
export function amountOf(decimal: string, digits = 2): string {
  const [, sign = '', whole = '0', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal.trim()) ?? []
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  const kept = fraction.replace(/0+$/, '').padEnd(digits, '0')
  const zero = /^0*$/.test(whole + fraction)
  return `${zero ? '' : sign}${grouped}${kept && `.${kept}`}`
}

/** A ratio as per cent: '0.075' → '7.5%'. */
export function percentOf(ratio: string): string {
  const [, sign = '', whole = '0', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(ratio.trim()) ?? []
  const padded = fraction.padEnd(2, '0')
  const shifted = `${whole}${padded.slice(0, 2)}`.replace(/^0+(?=\d)/, '')
  return `${amountOf(`${sign}${shifted}.${padded.slice(2) || '0'}`, 0)}%`
}

/** Half away from zero, by the digits: '0.96524' to 4 → '0.9652'. Only for reading; what counts is what the server sent. */
export function roundedOf(decimal: string, digits: number): string {
  const [, sign = '', whole = '0', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal.trim()) ?? []
  if (fraction.length <= digits) return decimal
  const up = (fraction[digits] ?? '0') >= '5' ? 1n : 0n
  const kept = String(BigInt(whole + fraction.slice(0, digits)) + up).padStart(digits + 1, '0')
  const at = kept.length - digits
  return `${sign}${kept.slice(0, at)}${digits > 0 ? `.${kept.slice(at)}` : ''}`
}

export const isNegative = (decimal: string) => /^\s*-.*[1-9]/.test(decimal)
export const isPositive = (decimal: string) => !/^\s*-/.test(decimal) && /[1-9]/.test(decimal)

/** A day in a sentence, which is not broken at its hyphens. */
export const unbroken = (day: string) => day.replaceAll('-', '\u2060-\u2060')

/** As a line of its own begins. Chinese has no case. */
export const sentenceCase = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
