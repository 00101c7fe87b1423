/** The columns of a parameter table: what type its cells have, and their values. */
import type { Report } from '../issues/issue.ts'
import { type Decimal, decimalText } from '../types/decimal.ts'
import { readDate, readNumber, readNumberIn } from '../types/number-text.ts'
import { boolean, date, type Type, text } from '../types/type.ts'
import { bare, type Unit, unitName } from '../types/unit.ts'
import { type BorderSide, type Interval, type IntervalResult, isRest, readInterval } from './interval.ts'
import type { Column, KeyColumn, ValueColumn } from './parameter-table.ts'
import type { Cell } from './table-text.ts'

/** The value to equal, the interval to fall in, or undefined for 其余. */
export type KeyValue = string | Interval | undefined

/** Decimal text, 2026-01-31, 是/否 or plain text, by the column's type; undefined when the cell is empty. */
export type CellValue = string | undefined

/** Stands for a range that could not be read, which has been reported. */
const unread: Interval = { low: undefined, high: undefined, unit: undefined }

export function isUnread(key: KeyValue): boolean {
  return key === unread
}

const empty = new Set(['', '-', '—', '/', '无'])

export function readKeyColumn(
  column: Column,
  side: BorderSide | undefined,
  report: Report,
): KeyColumn & { cells: KeyValue[] } {
  const { name, unit } = splitHeading(column.heading.text)
  const intervals = column.cells.map((cell) => readInterval(cell.text, { side, unit }))
  const ranged = column.cells.some((cell, i) => intervals[i] !== 'not-a-range' && !isRest(cell.text))
  if (ranged) return { heading: name, kind: 'range', ...readRanges(column, intervals, unit, report) }
  const written = column.cells.filter((cell) => !isRest(cell.text))
  for (const cell of written) if (empty.has(cell.text)) report('key-empty', cell, { column: name })
  const values = readValueColumn({ ...column, cells: written })
  if (values.odd) reportOdd(values, report)
  let next = 0
  const cells = column.cells.map((cell) => (isRest(cell.text) ? undefined : values.cells[next++]))
  return { heading: name, kind: 'value', type: values.type, cells }
}

const wrongRange = {
  'border-unstated': 'range-border',
  reversed: 'range-reversed',
  'low-unit': 'range-low-unit',
  'not-a-range': 'range-invalid',
} as const

function readRanges(
  column: Column,
  intervals: readonly IntervalResult[],
  headingUnit: string,
  report: Report,
): { type: Type; cells: KeyValue[] } {
  let unit = headingUnit === '' ? undefined : readNumber(`1${headingUnit}`)?.unit
  const cells = column.cells.map((cell, i): KeyValue => {
    const interval = intervals[i] ?? 'not-a-range'
    if (typeof interval === 'string') {
      const single = interval === 'not-a-range' ? readNumberIn(cell.text, headingUnit) : undefined
      if (single) return point(single.value)
      const again = interval === 'border-unstated' && intervals.indexOf(interval) < i
      if (!again) report(wrongRange[interval], cell, { found: cell.text })
      return unread
    }
    if (interval.unit && unit && unitName(interval.unit) !== unitName(unit)) {
      report('column-units', cell, { found: unitName(interval.unit), expected: unitName(unit) })
    }
    unit ??= interval.unit
    return isRest(cell.text) ? undefined : interval
  })
  return { type: numberType(unit), cells }
}

function point(value: Decimal): Interval {
  const border = { value, included: true }
  return { low: border, high: border, unit: undefined }
}

/**
 * Numbers, dates, 是/否 or text: what all cells are. A column of bare numbers takes the unit of what it meets.
 * Cells that do not go together are no mistake where rows are used one by one, as in a list of parameters;
 * a lookup by key reports them.
 */
export function readValueColumn(column: Column): ValueColumn & { cells: CellValue[] } {
  const { name, unit: headingUnit } = splitHeading(column.heading.text)
  const { cells } = column
  const filled = cells.filter((cell) => !empty.has(cell.text))
  const all = (test: (cell: Cell) => unknown) => filled.length > 0 && filled.every(test)
  const common = { heading: name, raw: { ...column } }
  if (all((cell) => readNumber(cell.text))) {
    const { unit, odd } = unitOf(filled, headingUnit)
    const values = cells.map((cell) => {
      const read = readNumberIn(cell.text, headingUnit)
      return read && decimalText(read.value)
    })
    return { ...common, type: numberType(unit), odd, cells: values }
  }
  if (all((cell) => readDate(cell.text))) {
    return { ...common, type: date, odd: undefined, cells: cells.map((cell) => readDate(cell.text)) }
  }
  const answers = all((cell) => cell.text === '是' || cell.text === '否')
  const numbers = filled.filter((cell) => readNumber(cell.text))
  const word = filled.find((cell) => !readNumber(cell.text))
  const odd = numbers.length > filled.length / 2 && word ? { cell: word, expected: '数' } : undefined
  const values = cells.map((cell) => (cell.text === '' ? undefined : cell.text))
  return { ...common, type: answers ? boolean : text, odd, cells: values }
}

function unitOf(
  cells: readonly Cell[],
  headingUnit: string,
): { unit: Unit | undefined; odd: ValueColumn['odd'] } {
  const units = cells.map((cell) => readNumberIn(cell.text, headingUnit)?.unit)
  const unit = units.find((found) => found !== undefined)
  const at = units.findIndex((found) => found && unit && unitName(found) !== unitName(unit))
  const cell = cells[at]
  return { unit, odd: cell && unit ? { cell, expected: unitName(unit) } : undefined }
}

function numberType(unit: Unit | undefined): Type {
  return unit ? { kind: 'number', unit } : { kind: 'number', unit: bare, adapts: true }
}

/** 比例（%） is 比例 in %, 销售额（万元） is 销售额 in 万元; other words in brackets belong to the name. */
export function splitHeading(heading: string): { name: string; unit: string } {
  const match = /^(.+?)\s*[（(]\s*([^）)]+?)\s*[）)]$/.exec(heading)
  const [, name = '', unit = ''] = match ?? []
  return unit !== '' && readNumber(`1${unit}`) ? { name, unit } : { name: heading, unit: '' }
}

/** Says that a cell does not go with the others of its column. */
export function reportOdd(column: ValueColumn, report: Report): void {
  if (!column.odd) return
  const { cell, expected } = column.odd
  const unit = readNumber(cell.text)?.unit
  if (unit) report('column-units', cell, { found: unitName(unit), expected })
  else report('column-mixed', cell, { column: column.heading, found: cell.text })
}

/** The day in a cell, moved by whole days; undefined when the cell is empty. */
export function readDay(cell: Cell | undefined, report: Report, later = 0): string | undefined {
  if (!cell || empty.has(cell.text)) return undefined
  const day = readDate(cell.text)
  if (!day) {
    report('date-invalid', cell, { found: cell.text })
    return undefined
  }
  const moved = new Date(`${day}T00:00:00Z`)
  moved.setUTCDate(moved.getUTCDate() + later)
  return moved.toISOString().slice(0, 10)
}
