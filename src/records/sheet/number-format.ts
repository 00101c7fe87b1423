/** What a cell's number format says about its number: only what changes the meaning, not colours or currency signs. */
export type NumberMeaning =
  | { readonly kind: 'plain' | 'date' | 'time' | 'percent' }
  /** Shown with leading zeros to this many digits. */
  | { readonly kind: 'zeros'; readonly digits: number }

export const plainNumber: NumberMeaning = { kind: 'plain' }

/** Formats Excel knows by number alone; the Chinese editions use 27–36 and 50–58 for dates with 年月日. */
const builtIn = new Map<number, NumberMeaning>([
  ...[14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58].map(dated('date')),
  ...[18, 19, 20, 21, 32, 33, 34, 35, 45, 47, 55, 56].map(dated('time')),
  ...[9, 10].map(dated('percent')),
])

function dated(kind: 'date' | 'time' | 'percent') {
  return (id: number): [number, NumberMeaning] => [id, { kind }]
}

export function numberMeaning(id: number, code: string | undefined): NumberMeaning {
  return code === undefined ? (builtIn.get(id) ?? plainNumber) : meaningOf(code)
}

function meaningOf(code: string): NumberMeaning {
  // The first section is the one for positive numbers. Literals, colours, locales and padding mean nothing.
  const bare = code.replace(/"[^"]*"|[\\!].|_.|\*./g, '').replace(/AM\/PM|A\/P/gi, 'h')
  const section = (bare.split(';')[0] ?? '').replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '').trim()
  if (/general/i.test(section)) return plainNumber
  if (section.includes('%')) return { kind: 'percent' }
  // [h]:mm is a length of time, thus a number of days and not a date.
  if (/\[[hms]+\]/i.test(section)) return plainNumber
  if (/[yd]|aaa/i.test(section)) return { kind: 'date' }
  // m is the minute beside hours or seconds, and the month elsewhere.
  if (/[hs]/i.test(section)) return { kind: 'time' }
  if (/m/i.test(section)) return { kind: 'date' }
  return /^0{2,}$/.test(section) ? { kind: 'zeros', digits: section.length } : plainNumber
}
