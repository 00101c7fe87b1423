/** A captioned table as typed parameters: key columns, value columns, versions by date. */
import type { Report } from '../issues/issue.ts'
import { nearest } from '../issues/suggest.ts'
import type { Name, Span } from '../syntax/nodes.ts'
import type { Type } from '../types/type.ts'
import { type CellValue, type KeyValue, readDay, readKeyColumn, readValueColumn } from './columns.ts'
import { type BorderSide, type Interval, readInterval } from './interval.ts'
import type { Cell, TableText } from './table-text.ts'
import { checkCoverage, withVersions } from './versions.ts'

export interface KeyColumn {
  readonly heading: string
  readonly kind: 'value' | 'range'
  readonly type: Type
}

export interface ValueColumn {
  readonly heading: string
  readonly type: Type
  /** The column as written. */
  readonly raw: Column
  /** The first cell that does not go with the others, and what was expected. */
  readonly odd: { readonly cell: Cell; readonly expected: string } | undefined
}

export interface ParameterRow {
  readonly span: Span
  readonly keys: readonly KeyValue[]
  readonly values: readonly CellValue[]
  /** First day in force, and first day no longer in force. */
  readonly validFrom: string | undefined
  readonly validUntil: string | undefined
}

export interface ParameterTable {
  readonly name: Name
  readonly span: Span
  readonly attributes: ReadonlyMap<string, Cell>
  readonly keys: readonly KeyColumn[]
  readonly columns: readonly ValueColumn[]
  readonly versioned: boolean
  readonly rows: readonly ParameterRow[]
}

export interface Column {
  readonly heading: Cell
  readonly cells: readonly Cell[]
}

const fromHeadings = new Set(['生效日', '生效日期', '起始日'])
const untilHeadings = new Set(['失效日', '失效日期', '截止日'])
const attributes = ['方式', '边界', '依据', '依据期间', '计提', '计提期间', '键', '说明']
const borderSides = new Map<string, BorderSide>([
  ['归上档', 'upper'],
  ['含下限', 'upper'],
  ['归下档', 'lower'],
  ['含上限', 'lower'],
])
/** Columns for people, never meant when no column is named. */
const remarks = ['说明', '备注']

export function isRemark(heading: string): boolean {
  return remarks.includes(heading)
}

/** Reads the cells of a table; everything wrong is reported at its cell. */
export function readParameters(table: TableText, report: Report): ParameterTable {
  for (const [name, cell] of table.attributes) {
    if (!attributes.includes(name))
      report('table-attribute', cell, { found: name }, { suggestion: nearest(name, attributes) })
  }
  reportTwice(table, report)
  const side = readSide(table, report)
  const all = unpivoted(table)
  const from = all.find((column) => fromHeadings.has(column.heading.text))
  const until = all.find((column) => untilHeadings.has(column.heading.text))
  const columns = all.filter((column) => column !== from && column !== until)
  const count = keyCount(table, columns, side, report)
  const keys = columns.slice(0, count).map((column) => readKeyColumn(column, side, report))
  const values = columns.slice(count).map((column) => readValueColumn(column))
  const rows = (columns[0]?.cells ?? []).map((first, i) => ({
    span: { from: first.from, to: columns.at(-1)?.cells[i]?.to ?? first.to },
    keys: keys.map((key) => key.cells[i]),
    values: values.map((value) => value.cells[i]),
    validFrom: readDay(from?.cells[i], report),
    validUntil: readDay(until?.cells[i], report, 1),
  }))
  const result = {
    name: table.name,
    span: { from: table.from, to: table.to },
    attributes: table.attributes,
    keys: keys.map(({ heading, kind, type }) => ({ heading, kind, type })),
    columns: values.map(({ cells: _, ...column }) => column),
    versioned: from !== undefined || until !== undefined,
    rows: withVersions(rows),
  }
  checkCoverage(result, report)
  return result
}

function reportTwice(table: TableText, report: Report): void {
  table.headings.forEach((heading, i) => {
    const before = table.headings.slice(0, i).some((other) => other.text === heading.text)
    if (before && heading.text !== '') report('heading-twice', heading, { name: heading.text })
  })
}

function readSide(table: TableText, report: Report): BorderSide | undefined {
  const cell = table.attributes.get('边界')
  if (!cell) return undefined
  const side = borderSides.get(cell.text.replace(/[（(].*$/, '').trim())
  if (!side) report('table-border', cell, { found: cell.text })
  return side ?? 'upper'
}

/** A table whose first heading reads 行 \ 列 has its second key along the top; it becomes one row per cell. */
function unpivoted(table: TableText): Column[] {
  const corner = /^(.+?)\s*[\\＼]\s*(.+)$/.exec(table.headings[0]?.text ?? '')
  const first = table.headings[0]
  if (!corner || !first) {
    return table.headings.map((heading, i) => ({ heading, cells: table.rows.flatMap((row) => row[i] ?? []) }))
  }
  const heading = (text: string): Cell => ({ ...first, text })
  const tops = table.headings.flatMap((top, at) => (at === 0 || isBeside(top.text) ? [] : [{ top, at }]))
  const perCell = (pick: (row: readonly Cell[], top: Cell, at: number) => Cell | undefined) =>
    table.rows.flatMap((row) => tops.flatMap(({ top, at }) => pick(row, top, at) ?? []))
  const beside = table.headings.flatMap((other, at) =>
    isBeside(other.text) ? [{ heading: other, cells: perCell((row) => row[at]) }] : [],
  )
  return [
    { heading: heading(corner[1] ?? ''), cells: perCell((row) => row[0]) },
    { heading: heading(corner[2] ?? ''), cells: perCell((_, top) => top) },
    { heading: heading('值'), cells: perCell((row, _, at) => row[at]) },
    ...beside,
  ]
}

/** Columns of a cross table that say something about the whole row. */
function isBeside(heading: string): boolean {
  return fromHeadings.has(heading) || untilHeadings.has(heading) || isRemark(heading)
}

/** Which leading columns are keys: those named by 键, else leading columns of text or ranges, and always the first. */
function keyCount(
  table: TableText,
  columns: readonly Column[],
  side: BorderSide | undefined,
  report: Report,
): number {
  const named = table.attributes.get('键')
  if (named) {
    const names = named.text.split(/[、,，]/).map((name) => name.trim())
    const fits = names.every((name, i) => columns[i]?.heading.text === name) && names.length < columns.length
    if (!fits)
      report('table-keys', named, {
        found: named.text,
        headings: columns.map((column) => column.heading.text).join('、'),
      })
    if (fits) return names.length
  }
  if (columns.length < 2) return 0
  const last = columns.findLastIndex((column) => !isRemark(column.heading.text))
  let count = 1
  while (count < last && columns[count]?.cells.every((cell) => isKey(cell, side))) count += 1
  return count
}

function isKey(cell: Cell, side: BorderSide | undefined): boolean {
  const range = readInterval(cell.text, { side, unit: '' })
  return range !== 'not-a-range' || (cell.text !== '' && !/^[-−－]?[¥￥]?\d/.test(cell.text))
}

export function isInterval(key: KeyValue): key is Interval {
  return typeof key === 'object'
}
