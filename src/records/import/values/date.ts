import type { Cell } from '../../sheet/cell.ts'
import { serialDate } from '../../sheet/serial.ts'
import { compact, nothing, type Reading, refused, taken } from './reading.ts'

/**
 * A day as `2026-03-05`: 2026-03-05, 2026/3/5, 2026.3.5, 2026年3月5日, 20260305, an Excel date or its bare serial. A time
 * of day behind it is dropped. Years of two digits and months before years are asked about, never guessed.
 */
export function readDate(cell: Cell): Reading {
  const { text } = cell
  if (cell.kind === 'number') return bareNumber(text)
  const plain = compact(text.trim().replace(/(?<=[\d日号])[T\s　]+\d{1,2}[:：时点]\d{1,2}.*$/, ''))
  if (/^(|[-/—－–]+|无)$/.test(plain)) return nothing
  if (/^\d+$/.test(plain)) return bareNumber(plain)
  const match = /^(\d{4})(?:[-/.年])(\d{1,2})(?:[-/.月])(\d{1,2})[日号]?$/.exec(plain)
  if (match !== null) return day(text, match[1], match[2], match[3])
  const numeric =
    /^\d{1,2}[-/.年]\d{1,2}[-/.月]\d{1,4}[日号]?$/.test(plain) || /^\d{4}[-/.年]\d{1,2}月?$/.test(plain)
  return refused(numeric ? 'date_ambiguous' : 'not_a_date', { value: text })
}

function bareNumber(text: string): Reading {
  const eight = /^(\d{4})(\d\d)(\d\d)$/.exec(text)
  if (eight !== null) return day(text, eight[1], eight[2], eight[3])
  const serial = Number(text)
  // 1954 to 2119: what a lost date format leaves behind. Other numbers are more likely to be something else.
  if (!/^\d{5}(\.\d+)?$/.test(text) || serial < 20_000 || serial >= 80_500)
    return refused('not_a_date', { value: text })
  const date = serialDate(Math.floor(serial), false)
  return date === undefined ? refused('not_a_date', { value: text }) : taken(date)
}

function day(text: string, year = '', month = '', date = ''): Reading {
  const [y, m, d] = [Number(year), Number(month), Number(date)]
  const exists = m >= 1 && m <= 12 && d >= 1 && d <= lastDay(y, m) && y >= 1900 && y < 2200
  if (!exists) return refused('date_impossible', { value: text })
  return taken(`${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`)
}

function lastDay(year: number, month: number): number {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
}
