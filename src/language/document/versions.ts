/** Versions of parameter rows by date, and whether the rows in force together leave gaps or overlap. */
import type { IssueCode, Report } from '../issues/issue.ts'
import { decimalText } from '../types/decimal.ts'
import { isUnread, type KeyValue } from './columns.ts'
import { hasGap, type Interval, intersects } from './interval.ts'
import { isInterval, type ParameterRow, type ParameterTable } from './parameter-table.ts'

/** A row without an end lasts until the next row begins that fits some of the same keys. */
export function withVersions(rows: readonly ParameterRow[]): ParameterRow[] {
  const alike = Map.groupBy(rows, (row) => keyText(row, isInterval))
  return rows.map((row) => {
    if (row.validUntil !== undefined || row.validFrom === undefined) return row
    const from = row.validFrom
    const later = (alike.get(keyText(row, isInterval)) ?? []).flatMap((other) =>
      other.validFrom !== undefined && other.validFrom > from && overlap(row, other) ? [other.validFrom] : [],
    )
    return { ...row, validUntil: later.sort()[0] }
  })
}

/** Reports rows that fit the same keys on the same day, gaps between ranges, and rows that never apply. */
export function checkCoverage(table: ParameterTable, report: Report): void {
  if (table.keys.length === 0) return
  const rows = table.rows.filter((row) => !row.keys.some(isUnread))
  const reported = new Set<ParameterRow>()
  const complain = (code: IssueCode, row: ParameterRow) => {
    if (!reported.has(row)) report(code, row.span, { table: table.name.text })
    reported.add(row)
  }
  for (const row of rows)
    if (row.validUntil !== undefined && (row.validFrom ?? '') >= row.validUntil)
      complain('table-unreachable', row)
  const ranged = table.keys.flatMap((key, i) => (key.kind === 'range' ? [i] : []))
  for (const day of new Set(rows.map((row) => row.validFrom ?? ''))) {
    const current = rows.filter((row) => inForce(row, day))
    for (const group of Map.groupBy(current, (row) => keyText(row, isInterval)).values())
      checkPairs(group, complain)
    for (const column of ranged) checkGaps(current, column, complain)
  }
}

type Complain = (code: IssueCode, row: ParameterRow) => void

/** Of two rows that both fit, it would depend on their order which one is used. */
function checkPairs(rows: readonly ParameterRow[], complain: Complain): void {
  rows.forEach((row, i) => {
    const before = rows.slice(0, i).find((other) => overlap(other, row))
    if (before) complain(keyText(before) === keyText(row) ? 'table-duplicate' : 'table-overlap', row)
  })
}

function checkGaps(rows: readonly ParameterRow[], column: number, complain: Complain): void {
  const others = (row: ParameterRow) => keyText(row, (_, i) => i === column)
  for (const group of Map.groupBy(rows, others).values()) {
    const steps = group.flatMap((row) => {
      const key = row.keys[column]
      return isInterval(key) ? [{ row, key }] : []
    })
    // 其余 fills every gap.
    if (steps.length < group.length) continue
    for (const { row, key } of steps)
      if (
        hasGap(
          key,
          steps.map((step) => step.key),
        )
      )
        complain('table-gap', row)
  }
}

function overlap(a: ParameterRow, b: ParameterRow): boolean {
  return a.keys.every((key, i) => {
    const other = b.keys[i]
    return isInterval(key) && isInterval(other)
      ? intersects(key, other)
      : keyValueText(key) === keyValueText(other)
  })
}

function inForce(row: ParameterRow, day: string): boolean {
  return (row.validFrom ?? '') <= day && (row.validUntil === undefined || row.validUntil > day)
}

/** The keys as one text; those that `except` accepts count as equal. */
function keyText(row: ParameterRow, except: (key: KeyValue, index: number) => boolean = () => false): string {
  return JSON.stringify(row.keys.map((key, i) => (except(key, i) ? '' : keyValueText(key))))
}

function keyValueText(key: KeyValue): string | null {
  return isInterval(key) ? intervalText(key) : (key ?? null)
}

function intervalText(interval: Interval): string {
  const side = (border: Interval['low']) => (border ? `${decimalText(border.value)}${border.included}` : '')
  return `${side(interval.low)}~${side(interval.high)}`
}
