/** A day as a whole number, so that days can be added. */
export type Day = number

const length = 86_400_000
const texts = new Map<Day, string>()

export function day(text: string): Day {
  return Date.parse(`${text}T00:00:00Z`) / length
}

/** `2026-03-05` */
export function dayText(value: Day): string {
  let text = texts.get(value)
  if (text === undefined) {
    text = new Date(value * length).toISOString().slice(0, 10)
    texts.set(value, text)
  }
  return text
}

export function dayTextOrNull(value: Day | undefined): string | null {
  return value === undefined ? null : dayText(value)
}

/** The day of the month `months` later, or the last day of that month. */
export function addMonths(value: Day, months: number): Day {
  const date = new Date(value * length)
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + months]
  const lastOfMonth = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  return Date.UTC(year, month, Math.min(date.getUTCDate(), lastOfMonth)) / length
}

export interface Month {
  /** `2026-03` */
  readonly period: string
  readonly first: Day
  readonly last: Day
}

export const monthsOf2026: readonly Month[] = Array.from({ length: 12 }, (_, at) => {
  const first = Date.UTC(2026, at, 1) / length
  return { period: dayText(first).slice(0, 7), first, last: Date.UTC(2026, at + 1, 0) / length }
})

/** Monday to Friday; the sample company keeps no other calendar. */
export function isWorkday(value: Day): boolean {
  const weekday = new Date(value * length).getUTCDay()
  return weekday >= 1 && weekday <= 5
}

export function isFriday(value: Day): boolean {
  return new Date(value * length).getUTCDay() === 5
}
