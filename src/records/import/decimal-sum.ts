import { shiftDecimal } from '../sheet/decimal.ts'

/** Adds plain decimals exactly. */
export interface DecimalSum {
  add(value: string): void
  text(): string
}

export function decimalSum(): DecimalSum {
  let total = 0n
  let scale = 0
  return {
    add(value) {
      const point = value.indexOf('.')
      const places = point === -1 ? 0 : value.length - point - 1
      if (places > scale) {
        total *= 10n ** BigInt(places - scale)
        scale = places
      }
      total += BigInt(value.replace('.', '')) * 10n ** BigInt(scale - places)
    },
    text: () => shiftDecimal(String(total), -scale),
  }
}
