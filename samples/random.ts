/** Numbers that look random and are the same on every machine: all sample data hangs on one seed. */
export interface Random {
  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number
  /** True in `percent` of 100 cases. */
  chance(percent: number): boolean
  pick<T>(list: readonly T[]): T
}

/** Two seeds, so that a part of the data can be made without the parts before it. */
export function randomFrom(seed: number, part = 0): Random {
  let state = mix(mix(seed) ^ Math.imul(part + 1, 0x9e3779b1))
  const next = () => {
    state = (state + 0x9e3779b9) >>> 0
    return mix(state)
  }
  const int = (low: number, high: number) => low + (next() % (high - low + 1))
  return {
    int,
    chance: (percent) => next() % 100 < percent,
    pick(list) {
      const found = list[next() % list.length]
      if (found === undefined) throw new Error('Nothing to pick from')
      return found
    },
  }
}

/** Spreads every bit of a 32-bit number over all of its bits. */
function mix(value: number): number {
  let bits = value >>> 0
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b)
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35)
  return (bits ^ (bits >>> 16)) >>> 0
}
