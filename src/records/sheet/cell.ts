/** What every reader of sheets gives and every writer takes: rows of cells, exactly as the file states them. */

export type CellKind = 'text' | 'number' | 'date' | 'boolean' | 'empty' | 'error'

export interface Cell {
  readonly kind: CellKind
  /**
   * number: plain decimal text, never through binary floating point. date: `2026-03-05`,
   * `2026-03-05 08:30:00` or a time of day `08:30:00`. boolean: `TRUE` or `FALSE`. error: `#N/A` and the like.
   */
  readonly text: string
  /** What the reader of the sheet sees, where its number format changes the meaning: `30%` for 0.3, `00123` for 123. */
  readonly shown?: string
  /** An empty cell inside a merged range: the cell whose value the range shows, in this column above or beside it. */
  readonly covered?: { readonly by: Cell; readonly above: boolean }
}

export interface Row {
  /** The row number a person sees in Excel, from 1. */
  readonly row: number
  /** From column A; cells after the last filled one are left out. */
  readonly cells: readonly Cell[]
}

export const emptyCell: Cell = { kind: 'empty', text: '' }

export function textCell(text: string): Cell {
  return text === '' ? emptyCell : { kind: 'text', text }
}

/** `A`, `Z`, `AA` … for 0, 25, 26 …. */
export function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26))
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter
}

/** The column of a cell address such as `AB12`, from 0; -1 when it is not an address. */
export function columnIndex(address: string): number {
  let index = 0
  for (let at = 0; at < address.length; at += 1) {
    const code = address.charCodeAt(at)
    if (code < 65 || code > 90) return at === 0 || at > 3 ? -1 : index - 1
    index = index * 26 + (code - 64)
  }
  return -1
}
