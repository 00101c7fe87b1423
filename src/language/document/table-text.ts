/**
 * A Markdown table with a caption, as text with positions:
 *
 *     表：超额提成比例（方式：全额累进；边界：归上档）
 *     | 超额率 | 比例 |
 */
import type { SyntaxNode } from '@lezer/common'
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

/** 表：, 表 1：, **表 2-1：**, also in a list, a quotation or as a heading. */
const start = '[ \\t>]*(?:#{1,6}[ \\t]+|[-*+][ \\t]+|\\d+[.)、][ \\t]*)?(?:\\*\\*)?'
const word = '表[ \\t]*[\\d.\\-一二三四五六七八九十]*[ \\t]*[:：]'
const caption = new RegExp(`^(?:\\*\\*)?${word}[ \\t]*([^（(；;*\\s]+)(?:\\*\\*)?`)
const captionLine = new RegExp(`^${start}${word}`, 'gm')
const withoutColon = /^[ \t>]*(?:\*\*)?表[ \t]*[\d.\-一二三四五六七八九十]*[ \t]+[^\s:：，。]{1,20}(?:\*\*)?$/

/** None when the table has no caption: such a table is for people only. */
export function readTable(text: string, node: SyntaxNode, report: Report): TableText[] {
  const above = captionAbove(text, node.from, report)
  const match = above && caption.exec(above.text)
  const name = match?.[1]
  if (!above || !match || name === undefined) return []
  const nameAt = above.from + match[0].indexOf(name)
  const headings = cellsOf(text, node.getChild('TableHeader') ?? undefined)
  const rows = node.getChildren('TableRow').map((row) => ({ row, cells: cellsOf(text, row) }))
  for (const { row, cells } of rows) {
    if (cells.length !== headings.length)
      report('table-width', row, { found: String(cells.length), expected: String(headings.length) })
  }
  return [
    {
      name: { text: name, from: nameAt, to: nameAt + name.length },
      attributes: readAttributes(above, match[0].length, report),
      headings,
      rows: rows.flatMap(({ cells }) => (cells.length === headings.length ? [cells] : [])),
      from: above.from,
      to: node.to,
    },
  ]
}

/** The paragraph above the table, or inside it when no blank line stands between them. */
function captionAbove(text: string, from: number, report: Report): Cell | undefined {
  const before = text.slice(0, from).replace(/[\s>]+$/, '')
  const blank = [...before.matchAll(/\n[ \t\r>]*\n/g)].at(-1)
  const offset = blank ? blank.index + blank[0].length : 0
  const paragraph = before.slice(offset)
  const line = [...paragraph.matchAll(captionLine)].at(-1)
  if (line) {
    const at = line.index + line[0].search(/(?:\*\*)?表/)
    return { text: paragraph.slice(at), from: offset + at, to: before.length }
  }
  const last = before.lastIndexOf('\n') + 1
  if (withoutColon.test(before.slice(last)))
    report('table-caption', { from: last, to: before.length }, {}, { severity: 'warning' })
  return undefined
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
