/** Short and plain already, as most numbers are. */
const usual = /^(?:0|-?[1-9]\d*|-?(?:0|[1-9]\d*)\.\d*[1-9])$/

/**
 * The decimal a number in a workbook stands for; undefined when it is not a number.
 *
 * Excel stores a typed 0.07 as the 17 digits 0.070000000000000007 of its binary value. Text of 16 or 17 significant
 * digits with a fraction is therefore read as such a value: the shortest decimal with the same binary value, and for
 * the noise of a computed value (0.1 + 0.2) the 15 digits Excel shows. Any other text is an exact decimal and is kept
 * digit for digit, however long.
 */
export function workbookDecimal(text: string): string | undefined {
  const digits = text.length < 16 ? 0 : mantissaDigits(text)
  if ((digits !== 16 && digits !== 17) || !/[.eE]/.test(text)) return plainDecimal(text)
  const value = Number(text)
  const shortest = plainDecimal(String(value))
  if (shortest === undefined || mantissaDigits(shortest) < 16) return shortest
  const shown = plainDecimal(value.toPrecision(15)) ?? shortest
  return mantissaDigits(shown) <= 12 ? shown : shortest
}

const form = /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d{1,3}))?$/

/** `-1.50E+2` → `-150`: no exponent, no plus sign, no zeros that mean nothing. Undefined when it is not a number. */
export function plainDecimal(text: string): string | undefined {
  if (text.length < 20 && usual.test(text)) return text
  const match = form.exec(text)
  if (match === null) return undefined
  const [, sign = '', whole = '', part = '', exponent = '0'] = match
  if (whole === '' && part === '') return undefined
  const digits = whole + part
  const point = whole.length + Number(exponent)
  const before = point <= 0 ? '' : digits.slice(0, point).padEnd(point, '0')
  const after =
    point >= digits.length ? '' : '0'.repeat(Math.max(0, -point)) + digits.slice(Math.max(0, point))
  const integer = before.replace(/^0+/, '') || '0'
  const fraction = after.replace(/0+$/, '')
  const value = fraction === '' ? integer : `${integer}.${fraction}`
  return sign === '-' && value !== '0' ? `-${value}` : value
}

/** Digits before the exponent, from the first that is not zero. */
function mantissaDigits(text: string): number {
  let count = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === 69 || code === 101) break
    if (code > 48 && code < 58) count += 1
    else if (code === 48 && count > 0) count += 1
  }
  return count
}

/** `value` × 10^`places` of a plain decimal, exactly. */
export function shiftDecimal(value: string, places: number): string {
  return plainDecimal(`${value}E${places}`) ?? value
}
