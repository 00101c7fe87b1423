import { type Cell, columnName, type Row } from '../../sheet/cell.ts'
import { headingKey, readHeading, sheetUnit } from './heading.ts'
import type { Meaning } from './names.ts'

/** One column of a heading, which may stand in two rows: 金额 over 含税 and 不含税. */
export interface HeaderColumn {
  readonly index: number
  /** As a person would say it: 金额/含税. */
  readonly heading: string
  /** Spellings to look up, the fullest first. */
  readonly names: readonly string[]
  readonly unit?: string
  /** Such as `C3`. */
  readonly place: string
}

export interface Header {
  /** Row numbers of the sheet; the same unless the heading has two rows. */
  readonly first: number
  readonly last: number
  readonly columns: readonly HeaderColumn[]
  /** A unit stated above the headings for all amounts. */
  readonly unit?: string
}

export type Names = ReadonlyMap<string, Meaning>

/** How many filled rows at the top of a sheet may come before the headings. */
export const headRows = 40

/**
 * The heading among the first rows: the one whose words are understood best, with title rows, blank rows and blank columns
 * around it. Undefined when fewer than two columns (or the only one) are understood.
 */
export function findHeader(rows: readonly Row[], names: Names): Header | undefined {
  const single = rows.map((_, at) => candidate(rows, at, 1, names))
  // Two rows are one heading only when that explains more than any row alone.
  const double = rows.flatMap((row, at) =>
    rows[at + 1]?.row === row.row + 1 ? [candidate(rows, at, 2, names)] : [],
  )
  const best = [...single, ...double].reduce<Candidate | undefined>(
    (found, next) => (next.score > (found?.score ?? 0) ? next : found),
    undefined,
  )
  const fields = [...names.values()].filter((meaning) => meaning.kind === 'field').length
  return best !== undefined && best.score >= Math.min(4, 2 * Math.max(1, fields)) ? best.header() : undefined
}

interface Candidate {
  readonly score: number
  header(): Header
}

function candidate(rows: readonly Row[], at: number, height: 1 | 2, names: Names): Candidate {
  const row = rows[at] ?? { row: 0, cells: [] }
  const next = height === 2 ? rows[at + 1] : undefined
  const columns = headerColumns(row, next)
  return { score: understood(columns, names), header: () => headerOf(row, next, columns, rows.slice(0, at)) }
}

function headerOf(
  row: Row,
  next: Row | undefined,
  columns: readonly HeaderColumn[],
  above: readonly Row[],
): Header {
  const unit = above
    .flatMap(({ cells }) => cells.map((cell) => sheetUnit(cell.text)))
    .find((found) => found !== undefined)
  const header = { first: row.row, last: next?.row ?? row.row, columns }
  return unit === undefined ? header : { ...header, unit }
}

/** Two points for a column that will be imported, one for one that is at least known. */
function understood(columns: readonly HeaderColumn[], names: Names): number {
  const fields = new Set<unknown>()
  let known = 0
  for (const column of columns) {
    const meaning = meaningOf(column, names)
    if (meaning?.kind === 'field' || meaning?.kind === 'name') fields.add(meaning.field)
    else if (meaning !== undefined) known += 1
  }
  return fields.size * 2 + known
}

export function meaningOf(column: HeaderColumn, names: Names): Meaning | undefined {
  for (const name of column.names) {
    const meaning = names.get(headingKey(name))
    if (meaning !== undefined) return meaning
  }
  return undefined
}

function headerColumns(row: Row, next: Row | undefined): HeaderColumn[] {
  const width = Math.max(row.cells.length, next?.cells.length ?? 0)
  const columns: HeaderColumn[] = []
  let group = ''
  for (let index = 0; index < width; index += 1) {
    const above = textOf(row.cells[index])
    const below = next === undefined ? '' : textOf(next.cells[index])
    // A group word stands once, over the first of its columns, whether the cells are merged or just left empty.
    group = above === '' && below !== '' ? group : below === '' ? '' : above
    const whole = above === '' ? group : above
    const parts = (below === '' ? splitHeading(whole) : [whole, below]).filter((part) => part !== '')
    if (parts.length > 0) columns.push(columnOf(index, parts, next === undefined ? row.row : next.row))
  }
  return columns
}

/** A heading of two rows that was written into one comes back as the two: 金额/含税. A unit is no heading: 金额/万元. */
function splitHeading(text: string): string[] {
  const parts = text.split(/\/(?![^（([【]*[）)\]】])/)
  const [upper = ''] = parts
  const isUnit = readHeading(text).name === readHeading(upper).name
  return parts.length === 2 && !isUnit ? parts : [text]
}

function textOf(cell: Cell | undefined): string {
  return cell?.kind === 'text' ? cell.text.trim() : ''
}

function columnOf(index: number, parts: readonly string[], row: number): HeaderColumn {
  const read = parts.map(readHeading)
  const [upper, lower] = read
  const unit = lower?.unit ?? upper?.unit
  const names =
    lower === undefined
      ? [upper?.name ?? '']
      : [`${upper?.name}${lower.name}`, `${lower.name}${upper?.name}`, lower.name]
  const heading = parts.map((part) => part.replace(/\s+/g, '')).join('/')
  return { index, heading, names, place: `${columnName(index)}${row}`, ...(unit !== undefined && { unit }) }
}
