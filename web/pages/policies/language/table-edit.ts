/** A Markdown table as a grid of cells, and the grid as aligned Markdown again. Pure. */
import { alignTable } from '../../../../src/language/format/table.ts'

export interface Grid {
  /** Where the table stands in the text, without the line end after it. */
  readonly from: number
  readonly to: number
  readonly heading: readonly string[]
  readonly rows: readonly (readonly string[])[]
  /** The rule under the heading, cell by cell: it says which way columns are set. */
  readonly rule: readonly string[]
}

const isRule = (line: string) =>
  /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/.test(line) && line.includes('-')
const isRow = (line: string) => line.includes('|') && !/^\s*(```|~~~)/.test(line)

/** The table a position stands in; undefined elsewhere and inside fenced blocks. */
export function gridAt(text: string, position: number): Grid | undefined {
  if ([...text.slice(0, position).matchAll(/^[ \t]*(```|~~~)/gm)].length % 2 === 1) return undefined
  const lines = text.split('\n')
  let at = 0
  let start = 0
  for (; at < lines.length; at += 1) {
    const end = start + (lines[at]?.length ?? 0)
    if (position <= end) break
    start = end + 1
  }
  if (!isRow(lines[at] ?? '')) return undefined
  let [first, last] = [at, at]
  while (first > 0 && isRow(lines[first - 1] ?? '')) first -= 1
  while (last + 1 < lines.length && isRow(lines[last + 1] ?? '')) last += 1
  const own = lines.slice(first, last + 1)
  if (!isRule(own[1] ?? '')) return undefined
  const from = lines.slice(0, first).reduce((sum, line) => sum + line.length + 1, 0)
  const width = cells(own[0] ?? '').length
  const fit = (row: readonly string[]) => Array.from({ length: width }, (_, i) => row[i] ?? '')
  return {
    from,
    to: from + own.join('\n').length,
    heading: fit(cells(own[0] ?? '')),
    rule: fit(cells(own[1] ?? '')),
    rows: own.slice(2).map((line) => fit(cells(line))),
  }
}

function cells(line: string): string[] {
  const parts = line.trim().split(/(?<!\\)\|/)
  const inner = parts.slice(
    parts[0] === '' ? 1 : 0,
    parts.length > 1 && parts.at(-1)?.trim() === '' ? -1 : undefined,
  )
  return inner.map((part) => part.trim().replaceAll('\\|', '|'))
}

/** What is typed in a cell cannot end the cell or the row. */
const escaped = (cell: string) =>
  cell
    .replace(/\s*\n\s*/g, ' ')
    .trim()
    .replaceAll('|', '\\|')

export function markdownOf({ heading, rule, rows }: Omit<Grid, 'from' | 'to'>): string {
  const write = (row: readonly string[]) => `| ${row.map(escaped).join(' | ')} |`
  const line = `| ${rule.map((cell) => (/^:?-+:?$/.test(cell) ? cell : '---')).join(' | ')} |`
  return alignTable([write(heading), line, ...rows.map(write)]).join('\n')
}

export function withCell(grid: Grid, row: number, column: number, value: string): Grid {
  const set = (cells: readonly string[]) => cells.map((cell, i) => (i === column ? value : cell))
  if (row < 0) return { ...grid, heading: set(grid.heading) }
  return { ...grid, rows: grid.rows.map((cells, i) => (i === row ? set(cells) : cells)) }
}

/** An empty row after the given one; -1 is before the first. */
export function withRow(grid: Grid, after: number): Grid {
  return {
    ...grid,
    rows: grid.rows.toSpliced(
      after + 1,
      0,
      grid.heading.map(() => ''),
    ),
  }
}

export function withoutRow(grid: Grid, row: number): Grid {
  return { ...grid, rows: grid.rows.toSpliced(row, 1) }
}

export function withColumn(grid: Grid, after: number, heading: string): Grid {
  const add = (row: readonly string[], cell: string) => row.toSpliced(after + 1, 0, cell)
  return {
    ...grid,
    heading: add(grid.heading, heading),
    rule: add(grid.rule, '---'),
    rows: grid.rows.map((row) => add(row, '')),
  }
}

/** A table keeps its last column. */
export function withoutColumn(grid: Grid, column: number): Grid {
  if (grid.heading.length < 2) return grid
  const cut = (row: readonly string[]) => row.toSpliced(column, 1)
  return { ...grid, heading: cut(grid.heading), rule: cut(grid.rule), rows: grid.rows.map(cut) }
}
