/** A calculator on exact fractions, to compare with what the database computes. For tests only. */
export interface Fraction {
  readonly over: bigint
  readonly under: bigint
}

export function fraction(text: string): Fraction {
  const [, sign = '', whole = '0', part = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? []
  return { over: BigInt(`${sign}${whole}${part}`), under: 10n ** BigInt(part.length) }
}

export function divide(a: Fraction, b: Fraction): Fraction {
  const sign = b.over < 0n ? -1n : 1n
  return { over: a.over * b.under * sign, under: a.under * b.over * sign }
}

export function multiply(a: Fraction, b: Fraction): Fraction {
  return { over: a.over * b.over, under: a.under * b.under }
}

export type Rounding = 'half away' | 'half even' | 'away' | 'towards' | 'down'

/** Decimal text with at most the given places, without trailing zeros. */
export function rounded({ over, under }: Fraction, places: number, how: Rounding = 'half away'): string {
  const up = 10n ** BigInt(Math.max(places, 0))
  const down = 10n ** BigInt(Math.max(-places, 0))
  const [n, d] = [over * up, under * down]
  const negative = n < 0n
  const size = negative ? -n : n
  const [whole, rest] = [size / d, size % d]
  const twice = rest * 2n
  const more = {
    'half away': twice >= d,
    'half even': twice > d || (twice === d && whole % 2n === 1n),
    away: rest > 0n,
    towards: false,
    down: negative && rest > 0n,
  }[how]
  return decimal((negative ? -1n : 1n) * (whole + (more ? 1n : 0n)) * down, Math.max(places, 0))
}

function decimal(digits: bigint, places: number): string {
  const text = (digits < 0n ? -digits : digits).toString().padStart(places + 1, '0')
  const part = text.slice(text.length - places || text.length).replace(/0+$/, '')
  const whole = places === 0 ? text : text.slice(0, -places)
  const plain = part === '' ? whole : `${whole}.${part}`
  return digits < 0n ? `-${plain}` : plain
}
