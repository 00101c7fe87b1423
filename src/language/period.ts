/** Periods of a policy: 2026-10, 2026-Q3, 2026-H2, 2026. Days are ISO text, both ends included. */
import type { PeriodLength } from './document/front-matter.ts'

export interface Days {
  readonly first: string
  readonly last: string
}

export interface Period extends Days {
  readonly length: PeriodLength
  /** As written: 2026-10. Sorts by time among periods of one length. */
  readonly name: string
}

const months: Record<PeriodLength, number> = { month: 1, quarter: 3, half: 6, year: 12 }

/** Reads a period; undefined when the text is none. */
export function parsePeriod(text: string): Period | undefined {
  const match = /^((?:19|2\d)\d{2})(?:-(?:(0[1-9]|1[0-2])|Q([1-4])|H([12])))?$/.exec(text)
  if (!match) return undefined
  const [, year, month, quarter, half] = match
  if (month) return build('month', Number(year), Number(month) - 1)
  if (quarter) return build('quarter', Number(year), (Number(quarter) - 1) * 3)
  return half ? build('half', Number(year), (Number(half) - 1) * 6) : build('year', Number(year), 0)
}

/** The period of a length that a day falls in. */
export function periodOf(day: string, length: PeriodLength): Period {
  const month = Number(day.slice(5, 7)) - 1
  return build(length, Number(day.slice(0, 4)), month - (month % months[length]))
}

/** The period `count` periods later, or earlier when negative. */
export function shiftPeriod(period: Period, count: number): Period {
  const start = Number(period.first.slice(0, 4)) * 12 + Number(period.first.slice(5, 7)) - 1
  const month = start + count * months[period.length]
  return build(period.length, Math.floor(month / 12), ((month % 12) + 12) % 12)
}

/** The same period of the year before. */
export function yearBefore(period: Period): Period {
  return shiftPeriod(period, -12 / months[period.length])
}

/** The calendar quarter or year around a period, from its first day to its last. */
export function around(period: Period, length: 'quarter' | 'year'): Days {
  const month = Number(period.last.slice(5, 7)) - 1
  return build(length, Number(period.last.slice(0, 4)), month - (month % months[length]))
}

/** Earlier periods of the same length within the calendar quarter or year, oldest first. */
export function earlierWithin(period: Period, length: 'quarter' | 'year'): Period[] {
  const start = around(period, length).first
  const found: Period[] = []
  for (let p = shiftPeriod(period, -1); p.first >= start; p = shiftPeriod(p, -1)) found.unshift(p)
  return found
}

function build(length: PeriodLength, year: number, month: number): Period {
  const names = {
    month: `${year}-${pad(month + 1)}`,
    quarter: `${year}-Q${month / 3 + 1}`,
    half: `${year}-H${month / 6 + 1}`,
    year: String(year),
  }
  const last = new Date(Date.UTC(year, month + months[length], 0))
  return {
    length,
    name: names[length],
    first: `${year}-${pad(month + 1)}-01`,
    last: last.toISOString().slice(0, 10),
  }
}

function pad(value: number): string {
  return String(value).padStart(2, '0')
}
