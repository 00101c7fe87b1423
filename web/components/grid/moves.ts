/** Where a key leads. */
import type { Place } from './grid-types.ts'

export interface Extent {
  readonly rows: number
  readonly columns: number
  /** Rows in view, for page up and down. */
  readonly page: number
}

const steps: Readonly<Record<string, (at: Place, extent: Extent, far: boolean) => Place>> = {
  ArrowUp: (at, _, far) => ({ ...at, row: far ? 0 : at.row - 1 }),
  ArrowDown: (at, { rows }, far) => ({ ...at, row: far ? rows : at.row + 1 }),
  ArrowLeft: (at, _, far) => ({ ...at, column: far ? 0 : at.column - 1 }),
  ArrowRight: (at, { columns }, far) => ({ ...at, column: far ? columns : at.column + 1 }),
  Home: (at, _, far) => ({ row: far ? 0 : at.row, column: 0 }),
  End: (at, { rows, columns }, far) => ({ row: far ? rows : at.row, column: columns }),
  PageUp: (at, { page }) => ({ ...at, row: at.row - page }),
  PageDown: (at, { page }) => ({ ...at, row: at.row + page }),
}

/** Undefined for a key that does not move. `far` is with Ctrl. */
export function move(key: string, at: Place, extent: Extent, far: boolean): Place | undefined {
  const step = steps[key]
  return step && within(step(at, extent, far), extent)
}

export function within({ row, column }: Place, { rows, columns }: Extent): Place {
  return {
    row: Math.max(0, Math.min(rows - 1, row)),
    column: Math.max(0, Math.min(columns - 1, column)),
  }
}
