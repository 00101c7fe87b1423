/**
 * A Markdown table with a caption, as text with positions:
 *
 *     表：超额提成比例（方式：全额累进；边界：归上档）
 *     | 超额率 | 比例 |
 */
import type { Report } from '../issues/issue.ts'
import type { Name, Span } from '../syntax/nodes.ts'

export interface Cell extends Span {
  readonly text: string
}

export interface TableText extends Span {
  readonly name: Name
  readonly attributes: ReadonlyMap<string, Cell>
  readonly headings: readonly Cell[]
  readonly rows: readonly (readonly Cell[])[]
}

const caption = /^(?:\*\*)?表[ \t]*[\d.\-一二三四五六七八九十]*[ \t]*[:：][ \t]*([^（(；;*\s]+)(?:\*\*)?/

/** Undefined when the table has no caption: such a table is for people only. */
export function readTable(text: string, from: number, to: number, report: Report): TableText | undefined {
  const lines = linesOf(text, from, to)
  const above = captionAbove(text, from)
  if (!above) return undefined
  const match = caption.exec(above.text)
  const word = match?.[1]
  if (!match || word === undefined) return undefined
  const nameAt = above.from + match[0].indexOf(word)
  const headings = cellsOf(text, lines[0])
  const rows = lines.slice(2).map((line) => cellsOf(text, line))
  rows.forEach((row, i) => {
    const line = lines[i + 2]
    if (line && row.length !== headings.length)
      report('table-width', line, { found: String(row.length), expected: String(headings.length) })
  })
  return {
    name: { text: word, from: nameAt, to: nameAt + word.length },
    attributes: readAttributes(above, match[0].length, report),
    headings,
    rows: rows.filter((row) => row.length === headings.length),
    from: above.from,
    to,
  }
}

/** The paragraph right above the table, or inside it when no blank line stands between them. */
function captionAbove(text: string, from: number): Cell | undefined {
  const before = text.slice(0, from).trimEnd()
  const gap = text.slice(before.length, from).split('\n').length - 1
  if (gap > 2) return undefined
  const blank = [...before.matchAll(/\n[ \t\r]*\n/g)].at(-1)
  const offset = blank ? blank.index + blank[0].length : 0
  const paragraph = before.slice(offset)
  const lineStart = [
    ...paragraph.matchAll(/^[ \t]*(?:\*\*)?表[ \t]*[\d.\-一二三四五六七八九十]*[ \t]*[:：]/gm),
  ].at(-1)
  if (!lineStart) return undefined
  const at = lineStart.index + (/^[ \t]*/.exec(lineStart[0])?.[0].length ?? 0)
  return { text: paragraph.slice(at), from: offset + at, to: before.length }
}

function readAttributes(above: Cell, skip: number, report: Report): Map<string, Cell> {
  const found = new Map<string, Cell>()
  for (const part of above.text.slice(skip).matchAll(/[^；;\n]+/g)) {
    let start = above.from + skip + part.index
    let content = part[0].replace(/\*+/g, (stars) => ' '.repeat(stars.length))
    const lead = /^[\s（(]*/.exec(content)?.[0].length ?? 0
    start += lead
    content = content.slice(lead).trimEnd()
    if (/[)）。]$/.test(content) && !balanced(content)) content = content.slice(0, -1).trimEnd()
    if (content === '' || /^[)）。]+$/.test(content)) continue
    const colon = /[:：]\s*/.exec(content)
    if (!colon) {
      report('table-attribute', { from: start, to: start + content.length }, { found: content })
      continue
    }
    const valueAt = start + colon.index + colon[0].length
    const value = content.slice(colon.index + colon[0].length)
    found.set(content.slice(0, colon.index).trim(), {
      text: value,
      from: valueAt,
      to: valueAt + value.length,
    })
  }
  return found
}

function balanced(content: string): boolean {
  const opens = content.match(/[（(]/g)?.length ?? 0
  const closes = content.match(/[)）]/g)?.length ?? 0
  return opens === closes && !content.endsWith('。')
}

function linesOf(text: string, from: number, to: number): Span[] {
  const lines: Span[] = []
  for (let start = from; start < to; ) {
    const end = text.indexOf('\n', start)
    const stop = end < 0 || end > to ? to : end
    lines.push({ from: start, to: stop })
    start = stop + 1
  }
  return lines
}

/** Splits a row at pipes that are not escaped; an outer pipe at either end is optional. */
function cellsOf(text: string, line: Span | undefined): Cell[] {
  if (!line) return []
  const cells: Cell[] = []
  let start = line.from
  const push = (end: number) => {
    const raw = text.slice(start, end)
    const lead = raw.length - raw.trimStart().length
    const content = raw.trim()
    const from = content === '' ? start : start + lead
    cells.push({
      text: content.replace(/\\\|/g, '|').replace(/^\*\*(.*)\*\*$/, '$1'),
      from,
      to: from + content.length,
    })
    start = end + 1
  }
  for (let i = line.from; i < line.to; i += 1) if (text[i] === '|' && text[i - 1] !== '\\') push(i)
  push(line.to)
  const first = cells[0]
  const last = cells.at(-1)
  return cells.slice(first?.text === '' ? 1 : 0, last?.text === '' ? -1 : undefined)
}
