import { type Cell, emptyCell, type Row } from './cell.ts'
import type { Merge } from './merges.ts'

interface Active {
  readonly merge: Merge
  readonly anchor: Cell
}

/**
 * Marks the empty cells inside merged ranges with the cell whose value the range shows. Rows must come in order; only
 * the ranges that reach the present row are kept at hand. Rows with nothing but covered cells do not exist here: a
 * merged block says nothing new about them.
 */
export function coverRows(merges: readonly Merge[], columns: number): (row: Row) => Row {
  const waiting = [...merges].sort((a, b) => b.top - a.top)
  let active: Active[] = []
  return (row) => {
    active = active.filter(({ merge }) => merge.bottom >= row.row)
    for (let next = waiting.at(-1); next !== undefined && next.top <= row.row; next = waiting.at(-1)) {
      waiting.pop()
      const anchor = next.top === row.row ? row.cells[next.left] : undefined
      if (anchor !== undefined && anchor.kind !== 'empty') active.push({ merge: next, anchor })
    }
    if (active.length === 0) return row
    const cells = [...row.cells]
    for (const { merge, anchor } of active) cover(cells, merge, anchor, columns)
    return { row: row.row, cells }
  }
}

function cover(cells: Cell[], merge: Merge, anchor: Cell, columns: number) {
  const end = Math.min(merge.right + 1, columns)
  for (let column = merge.left; column < end; column += 1) {
    while (cells.length <= column) cells.push(emptyCell)
    if (cells[column]?.kind === 'empty') {
      cells[column] = { ...emptyCell, covered: { by: anchor, above: column === merge.left } }
    }
  }
}
