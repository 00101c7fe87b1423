import type { Cell } from '../../sheet/cell.ts'
import { plainDecimal, shiftDecimal } from '../../sheet/decimal.ts'
import { compact, nothing, type Reading, refused, taken } from './reading.ts'

/**
 * A ratio as a plain decimal: 30% and 0.3 are both 0.3. A number above 1 without a percent sign could mean either and is
 * asked about. `places` is −2 under a heading with （%）.
 */
export function readRatio(cell: Cell, places: number): Reading {
  if (cell.kind === 'date') return refused('number_date', { value: cell.text })
  const plain = compact(cell.shown ?? cell.text).replace(/[−—–]/g, '-')
  if (plain === '') return nothing
  const match = /^([+-]?[\d.]+)([%‰]?)$/.exec(plain)
  const value = match === null ? undefined : plainDecimal(match[1] ?? '')
  if (value === undefined) return refused('not_a_number', { value: cell.text })
  if (match?.[2] === '%') return taken(shiftDecimal(value, -2))
  if (match?.[2] === '‰') return taken(shiftDecimal(value, -3))
  if (places !== 0) return taken(shiftDecimal(value, places))
  if (/^-?(0(\.|$)|1$)/.test(value)) return taken(value)
  return refused('ratio_ambiguous', { value, other: shiftDecimal(value, 2) })
}
