import type { Cell } from './cell.ts'

const dayMs = 86_400_000

/**
 * A date serial of the 1900 or 1904 system as a cell: the date, with its time of day where it has one, or the time of
 * day alone for 0 ≤ serial < 1. The 1900 system has a 29 February 1900 that never was.
 */
export function serialCell(serial: string, system1904: boolean): Cell {
  const value = Number(serial)
  const seconds = Math.round(value * 86_400)
  const days = Math.floor(seconds / 86_400)
  const clock = new Date((seconds - days * 86_400) * 1000).toISOString().slice(11, 19)
  if (!(value >= 0 && days < 2_958_466)) return { kind: 'error', text: '#DATE!' }
  if (value < 1 && !system1904) return { kind: 'date', text: clock }
  const date = serialDate(days, system1904)
  if (date === undefined) return { kind: 'error', text: '#DATE!' }
  return { kind: 'date', text: clock === '00:00:00' ? date : `${date} ${clock}` }
}

/** The date of a whole serial; undefined for the 29 February 1900 and for numbers that are no dates. */
export function serialDate(days: number, system1904: boolean): string | undefined {
  if (!Number.isInteger(days) || days < 0 || days > 2_958_465) return undefined
  if (system1904) return isoDate(Date.UTC(1904, 0, 1) + days * dayMs)
  if (days === 0 || days === 60) return undefined
  return isoDate(Date.UTC(1899, 11, days < 60 ? 31 : 30) + days * dayMs)
}

/** The serial of an ISO date in the 1900 system, for writing. Undefined before March 1900. */
export function dateSerial(date: string): number | undefined {
  const time = Date.parse(`${date}T00:00:00Z`)
  const days = (time - Date.UTC(1899, 11, 30)) / dayMs
  return Number.isInteger(days) && days > 60 ? days : undefined
}

function isoDate(time: number): string | undefined {
  const text = new Date(time).toISOString()
  return text.length === 24 ? text.slice(0, 10) : undefined
}
