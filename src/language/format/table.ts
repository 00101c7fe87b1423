/** Markdown tables with their columns in line. */
import { widthOf } from './width.ts'

type Side = 'left' | 'right' | 'centre' | 'open'

/** The lines of a table, aligned; as they are when a row has another number of cells. */
export function alignTable(lines: readonly string[]): readonly string[] {
  const [head = '', rule = '', ...body] = lines
  const rows = [head, ...body].map(cellsOf)
  const sides = cellsOf(rule).map(sideOf)
  if (rows.some((row) => row.length !== sides.length)) return lines
  const widths = sides.map((_, i) => Math.max(3, ...rows.map((row) => widthOf(row[i] ?? ''))))
  const write = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const [first = '', ...rest] = rows.map((row) =>
    write(row.map((cell, i) => padded(cell, widths[i] ?? 0, sides[i] ?? 'open'))),
  )
  return [first, write(sides.map((side, i) => ruleOf(side, widths[i] ?? 3))), ...rest]
}

/** Splits at pipes that are not escaped; outer pipes are optional. */
function cellsOf(line: string): string[] {
  const parts = line.trim().split(/(?<!\\)\|/)
  const inner = parts.slice(
    parts[0] === '' ? 1 : 0,
    parts.length > 1 && parts.at(-1)?.trim() === '' ? -1 : undefined,
  )
  return inner.map((part) => part.trim())
}

function sideOf(rule: string): Side {
  const [left, right] = [rule.startsWith(':'), rule.endsWith(':')]
  if (left) return right ? 'centre' : 'left'
  return right ? 'right' : 'open'
}

function ruleOf(side: Side, width: number): string {
  const [left, right] = [side === 'left' || side === 'centre', side === 'right' || side === 'centre']
  return `${left ? ':' : ''}${'-'.repeat(width - Number(left) - Number(right))}${right ? ':' : ''}`
}

function padded(cell: string, width: number, side: Side): string {
  const room = Math.max(width - widthOf(cell), 0)
  const before = side === 'right' ? room : side === 'centre' ? Math.floor(room / 2) : 0
  return `${' '.repeat(before)}${cell}${' '.repeat(room - before)}`
}
