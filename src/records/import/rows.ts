import type { Cell, Row } from '../sheet/cell.ts'
import type { MatchedColumn } from './headings/columns.ts'
import type { Header } from './headings/header.ts'
import { headingKey, readHeading } from './headings/heading.ts'
import { compact } from './values/reading.ts'

/** What a row below the headings is. Only records are imported; the rest is counted. */
export type RowKind = 'record' | 'total' | 'heading' | 'note' | 'example'

export interface RowContext {
  readonly header: Header
  readonly columns: readonly MatchedColumn[]
  /** Columns a record cannot do without. */
  readonly required: readonly MatchedColumn[]
}

/** How an example row of a template begins. */
export const exampleMark = '示例：'

export function kindOfRow(row: Row, context: RowContext): RowKind {
  const filled = row.cells.filter((cell) => cell.kind !== 'empty')
  const first = compact(filled[0]?.kind === 'text' ? filled[0].text : '')
  if (/^(示例|样例)[::]/.test(first)) return 'example'
  if (isHeading(row, context)) return 'heading'
  const lacking = context.required.filter((column) => isEmpty(row.cells[column.index])).length
  if (isTotal(filled) && lacking > 0) return 'total'
  // A signature or remark below the table fills a cell or two and little of what a record needs.
  const lone = filled.length <= 3 && lacking * 2 >= context.required.length
  return lone &&
    /^[^\d]{0,8}(制表|填表|审核|复核|批准|编制|经办|备注|说明|附注|注|签字|日期)[人]?[::]/.test(first)
    ? 'note'
    : 'record'
}

function isEmpty(cell: Cell | undefined): boolean {
  return cell === undefined || (cell.kind === 'empty' && cell.covered === undefined)
}

/** 合计, 总计, 小计, 本页合计, 张三小计 … in one of the first filled cells. */
function isTotal(filled: readonly Cell[]): boolean {
  return filled
    .slice(0, 3)
    .some(
      (cell) =>
        cell.kind === 'text' && /(合计|总计|小计|累计|共计|总和)(\(.*\))?[::]?$/.test(compact(cell.text)),
    )
}

/** The headings once more, as on every printed page. */
function isHeading(row: Row, { header, columns }: RowContext): boolean {
  const [first] = columns
  const repeats = (column: MatchedColumn) => {
    const cell = row.cells[column.index]
    const heading = header.columns.find((candidate) => candidate.index === column.index)
    if (cell?.kind !== 'text' || heading === undefined) return false
    const words = heading.heading.split('/')
    const name = headingKey(readHeading(cell.text).name)
    return words.some((word) => headingKey(readHeading(word).name) === name)
  }
  if (first === undefined || !repeats(first)) return false
  return columns.filter(repeats).length * 2 >= columns.length
}
