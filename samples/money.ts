/** Money in whole fen; text only at the edges. */
export type Fen = bigint

export function fen(yuan: string): Fen {
  const [whole = '0', part = ''] = yuan.split('.')
  return BigInt(whole) * 100n + BigInt(part.padEnd(2, '0').slice(0, 2))
}

/** `1234.50` */
export function yuan(amount: Fen): string {
  const digits = amount.toString().padStart(3, '0')
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** `percent` of the amount, cut to whole yuan, as such sums are agreed. */
export function share(amount: Fen, percent: number): Fen {
  return ((amount * BigInt(percent)) / 10_000n) * 100n
}

export function sum(amounts: readonly Fen[]): Fen {
  return amounts.reduce((total, amount) => total + amount, 0n)
}
