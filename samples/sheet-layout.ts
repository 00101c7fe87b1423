import { columnName } from '../src/records/sheet/cell.ts'
import { fen, sum, yuan } from './money.ts'
import type { Row } from './tables.ts'
import type { CellContent, SheetContent } from './workbook-file.ts'

/** A column of a company's sheet. */
export interface Column {
  readonly heading: string
  /** The heading above it, shared with its neighbours; makes the sheet's heading two rows high. */
  readonly group?: string
  cell(row: Row, at: number): CellContent
  /** The money column of the record, when its sum stands in the total row. */
  readonly total?: string
}

export interface Layout {
  readonly name: string
  /** In the first row, merged over all columns. */
  readonly title?: string
  /** In the row below the title, such as 单位：万元. */
  readonly note?: string
  readonly columns: readonly Column[]
  /** The record column whose equal neighbours are merged, in the first column of the sheet. */
  readonly merged?: string
  /** A last line below the table. */
  readonly signed?: string
}

/** Lays rows of records out as the company has them. */
export function layOut(layout: Layout, rows: readonly Row[]): SheetContent {
  const { name, title, note, columns, signed } = layout
  const last = columnName(columns.length - 1)
  const content: (readonly CellContent[])[] = []
  const merges: string[] = []
  if (title !== undefined) {
    merges.push(`A1:${last}1`)
    content.push([{ heading: title }])
  }
  if (note !== undefined) content.push([...columns.slice(1).map(() => null), note])
  merges.push(...addHeadings(content, columns))
  const first = content.length + 1
  if (layout.merged !== undefined) merges.push(...runs(rows, layout.merged, first))
  content.push(...rows.map((row, at) => columns.map((column) => column.cell(row, at))))
  if (columns.some(({ total }) => total !== undefined)) content.push(totals(columns, rows))
  if (signed !== undefined) content.push([signed])
  return { name, rows: content, merges }
}

function addHeadings(content: (readonly CellContent[])[], columns: readonly Column[]): string[] {
  const row = content.length + 1
  const lower = columns.map(({ heading, group }) => (group === undefined ? null : { heading }))
  if (lower.every((cell) => cell === null)) {
    content.push(columns.map(({ heading }) => ({ heading })))
    return []
  }
  const upper = columns.map(({ heading, group }, at) => {
    if (group === undefined) return { heading }
    return columns[at - 1]?.group === group ? null : { heading: group }
  })
  content.push(upper, lower)
  return columns.flatMap(({ group }, at) => {
    const place = columnName(at)
    if (group === undefined) return [`${place}${row}:${place}${row + 1}`]
    if (columns[at - 1]?.group === group) return []
    const end = columns.findLastIndex((column) => column.group === group)
    return end > at ? [`${place}${row}:${columnName(end)}${row}`] : []
  })
}

/** Merged ranges in column A where neighbours have the same value. */
function runs(rows: readonly Row[], column: string, first: number): string[] {
  const starts = rows.flatMap((row, at) => (rows[at - 1]?.[column] === row[column] ? [] : [at]))
  return starts.flatMap((start, at) => {
    const end = (starts[at + 1] ?? rows.length) - 1
    return end > start ? [`A${first + start}:A${first + end}`] : []
  })
}

function totals(columns: readonly Column[], rows: readonly Row[]): CellContent[] {
  return columns.map(({ total, cell }, at) => {
    if (at === 0) return '合计'
    if (total === undefined) return null
    const sums = sum(rows.map((row) => fen(row[total] ?? '0')))
    return cell({ [total]: yuan(sums) }, rows.length)
  })
}
