import type { Cell } from '../../sheet/cell.ts'
import { compact, nothing, type Reading, refused, taken } from './reading.ts'

/** A settled period: 2026-10, 2026-Q3, 2026-H2 or 2026, from the ways companies write months, quarters and halves. */
export function readPeriod(cell: Cell): Reading {
  if (cell.kind === 'date') return taken(cell.text.slice(0, 7))
  const plain = compact(cell.text).toUpperCase()
  if (plain === '') return nothing
  // 2026.10 typed as a number is stored as 2026.1.
  if (/^\d{4}\.1$/.test(plain)) return refused('period_ambiguous', { value: cell.text })
  const month = /^(\d{4})(?:[-/.]|年)?(\d{1,2})(?:月份?)?$/.exec(plain)
  if (month !== null) return monthOf(cell.text, month[1], month[2])
  const part = /^(\d{4})(?:[-/]|年)?(?:Q([1-4])|H([12])|第?([一二三四1-4])季度?|([上下])半年)?(?:度)?$/.exec(
    plain.replace(/(?<!半)年$/, ''),
  )
  if (part === null) return refused('not_a_period', { value: cell.text })
  const [, year = '', quarter, half, quarterWord, halfWord] = part
  if (quarter !== undefined) return taken(`${year}-Q${quarter}`)
  if (half !== undefined) return taken(`${year}-H${half}`)
  if (quarterWord !== undefined)
    return taken(`${year}-Q${'一二三四'.indexOf(quarterWord) + 1 || quarterWord}`)
  return taken(halfWord === undefined ? year : `${year}-H${halfWord === '上' ? 1 : 2}`)
}

function monthOf(text: string, year = '', month = ''): Reading {
  const number = Number(month)
  // 20261 may be January or a cut-off October.
  if (number < 1 || number > 12 || /^\d{5}$/.test(compact(text)))
    return refused('not_a_period', { value: text })
  return taken(`${year}-${month.padStart(2, '0')}`)
}
