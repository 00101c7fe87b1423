import type { Cell } from './cell.ts'

/** A table to be written. The rows are asked for one by one, so they may come straight from the database. */
export interface SheetToWrite {
  readonly name: string
  readonly columns: readonly ColumnToWrite[]
  readonly rows: Iterable<readonly Cell[]> | AsyncIterable<readonly Cell[]>
}

export interface ColumnToWrite {
  readonly heading: string
  /** `text` also formats the empty cells below, so that a code typed there keeps its zeros. Default: by the cell's kind. */
  readonly format?: ColumnFormat
  /** In characters. */
  readonly width?: number
  /** What a person may choose from in this column. */
  readonly choices?: readonly string[]
}

export type ColumnFormat = 'text' | 'date' | 'money' | 'percent' | 'number'
