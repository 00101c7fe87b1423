/** The difference of two amounts, exactly: as whole numbers of their smallest digit. */
export function differenceOf(a: string, b: string): string {
  const places = Math.max(fractionOf(a).length, fractionOf(b).length)
  const difference = scaled(a, places) - scaled(b, places)
  const digits = String(difference < 0n ? -difference : difference).padStart(places + 1, '0')
  const whole = digits.slice(0, digits.length - places)
  const fraction = digits.slice(digits.length - places)
  return `${difference < 0n ? '-' : ''}${whole}${fraction && `.${fraction}`}`
}

const fractionOf = (decimal: string) => decimal.split('.')[1] ?? ''

function scaled(decimal: string, places: number): bigint {
  const [whole = '0'] = decimal.split('.')
  return BigInt(`${whole}${fractionOf(decimal).padEnd(places, '0')}`)
}
