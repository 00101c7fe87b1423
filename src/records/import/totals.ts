import type { Row } from '../sheet/cell.ts'
import { emptyCell } from '../sheet/cell.ts'
import { type DecimalSum, decimalSum } from './decimal-sum.ts'
import type { MatchedColumn } from './headings/columns.ts'
import { readValue } from './values/read-value.ts'

/** Sums of the amount columns, kept while rows are read. */
export interface Totals {
  readonly sums: ReadonlyMap<MatchedColumn, DecimalSum>
  add(column: MatchedColumn, value: string): void
  /** Compares a total row of the sheet with the rows read; a sentence for each column that does not agree. */
  compare(row: Row): string[]
}

/** Only money is summed: totals of prices or scores say nothing. */
export function totals(columns: readonly MatchedColumn[]): Totals {
  const money = columns.filter(({ field }) => field.type.kind === 'number' && field.type.unit === '元')
  const sums = new Map(money.map((column) => [column, decimalSum()]))
  let sinceTotal = new Map<MatchedColumn, DecimalSum>()
  return {
    sums,
    add(column, value) {
      const sum = sums.get(column)
      if (sum === undefined) return
      sum.add(value)
      const part = sinceTotal.get(column) ?? decimalSum()
      part.add(value)
      sinceTotal.set(column, part)
    },
    compare(row) {
      const found = money.flatMap((column) => {
        const reading = readValue(row.cells[column.index] ?? emptyCell, column.form)
        const stated = 'value' in reading ? reading.value : null
        const all = sums.get(column)?.text() ?? '0'
        const part = sinceTotal.get(column)?.text() ?? '0'
        // A subtotal covers the rows since the last one, a grand total all of them.
        if (stated === null || stated === all || stated === part) return []
        return [
          `第 ${row.row} 行的合计“${column.heading}”是 ${stated} 元，而读到的各行之和是 ${part === '0' ? all : part} 元，请核对是否漏行`,
        ]
      })
      sinceTotal = new Map()
      return found
    },
  }
}
