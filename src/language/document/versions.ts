/** Versions of parameter rows by date, and whether the rows of one version leave gaps or overlap. */
import type { Report } from '../issues/issue.ts'
import { decimalText } from '../types/decimal.ts'
import { type Interval, seams } from './interval.ts'
import type { ParameterRow, ParameterTable } from './parameter-table.ts'

/** A row without an end lasts until the next row with the same keys begins. */
export function withVersions(rows: readonly ParameterRow[]): ParameterRow[] {
  const groups = Map.groupBy(rows, keyText)
  return rows.map((row) => {
    const later = (groups.get(keyText(row)) ?? [])
      .map((other) => other.validFrom)
      .filter((day): day is string => day !== undefined && row.validFrom !== undefined && day > row.validFrom)
      .sort()
    return { ...row, validUntil: row.validUntil ?? later[0] }
  })
}

/** Reports rows with the same keys, gaps and overlaps of ranges, each among the rows in force together. */
export function checkCoverage(table: ParameterTable, report: Report): void {
  if (table.keys.length === 0) return
  const ranged = table.keys.findIndex((key) => key.kind === 'range')
  const days = [...new Set(table.rows.map((row) => row.validFrom ?? ''))]
  const reported = new Set<ParameterRow>()
  for (const day of days) {
    const current = table.rows.filter((row) => inForce(row, day))
    for (const group of Map.groupBy(current, (row) => keyText(row, ranged)).values()) {
      checkGroup(group, ranged, (code, row) => {
        if (reported.has(row)) return
        reported.add(row)
        report(code, row.span, { table: table.name.text })
      })
    }
  }
}

type Complain = (
  code: 'table-duplicate' | 'table-gap' | 'table-overlap' | 'table-unreachable',
  row: ParameterRow,
) => void

function checkGroup(rows: readonly ParameterRow[], ranged: number, complain: Complain): void {
  if (ranged < 0) {
    for (const row of rows.slice(1)) complain('table-duplicate', row)
    return
  }
  const bounded = rows.filter((row) => row.keys[ranged] !== undefined)
  for (const row of rows.filter((other) => other.keys[ranged] === undefined).slice(1))
    complain('table-duplicate', row)
  const intervals = bounded.map((row) => row.keys[ranged] as Interval)
  const hasRest = bounded.length < rows.length
  for (const seam of seams(intervals)) {
    const row = bounded[seam.index]
    if (row && !(seam.kind === 'gap' && hasRest))
      complain(seam.kind === 'gap' ? 'table-gap' : 'table-overlap', row)
  }
}

function inForce(row: ParameterRow, day: string): boolean {
  return (row.validFrom ?? '') <= day && (row.validUntil === undefined || row.validUntil > day)
}

function keyText(row: ParameterRow, except = -1): string {
  return JSON.stringify(
    row.keys.map((key, i) =>
      i === except ? '' : typeof key === 'object' ? intervalText(key) : (key ?? null),
    ),
  )
}

function intervalText(interval: Interval): string {
  const side = (border: Interval['low']) => (border ? `${decimalText(border.value)}${border.included}` : '')
  return `${side(interval.low)}~${side(interval.high)}`
}
