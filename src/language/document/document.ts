/** A policy document: Markdown with front matter, clauses, captioned tables and fenced `policy` blocks. */
import type { SyntaxNode } from '@lezer/common'
import { parser as markdown, Table as TableExtension } from '@lezer/markdown'
import type { Report } from '../issues/issue.ts'
import type { Section, Span } from '../syntax/nodes.ts'
import { readPolicy } from '../syntax/read.ts'
import { type FrontMatter, readFrontMatter } from './front-matter.ts'
import { readTable, type TableText } from './table-text.ts'

export interface Clause extends Span {
  /** The heading, such as 第十二条 销售提成. */
  readonly title: string
  readonly level: number
}

export interface PolicyDocument {
  readonly text: string
  readonly meta: FrontMatter
  readonly clauses: readonly Clause[]
  readonly tables: readonly TableText[]
  readonly sections: readonly Section[]
}

const reader = markdown.configure(TableExtension)

/** Reads a document; what is wrong is reported, what can be read is returned. */
export function readDocument(text: string, report: Report): PolicyDocument {
  const { meta, end } = readFrontMatter(text, report)
  const clauses: Clause[] = []
  const tables: TableText[] = []
  const sections: Section[] = []
  for (const node of blocks(reader.parse(masked(text, end)).topNode)) {
    const heading = /^ATXHeading(\d)$/.exec(node.name)
    if (heading) clauses.push(readClause(node, Number(heading[1]), text))
    else if (node.name === 'Table') {
      const table = readTable(text, node.from, node.to, report)
      if (table) tables.push(table)
    } else if (node.name === 'FencedCode') sections.push(...readFence(node, text, report))
  }
  return { text, meta, clauses: withEnds(clauses, text.length), tables, sections }
}

/** The clause a position stands in: the nearest heading above it. */
export function clauseAt(document: PolicyDocument, position: number): Clause | undefined {
  return document.clauses.findLast((clause) => clause.from <= position)
}

/** Blanks out the front matter so that its rule is not read as a heading; positions stay. */
function masked(text: string, end: number): string {
  return text.slice(0, end).replace(/[^\n]/g, ' ') + text.slice(end)
}

function blocks(top: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = []
  top.cursor().iterate((ref) => {
    if (/^ATXHeading|^Table$|^FencedCode$/.test(ref.name)) {
      found.push(ref.node)
      return false
    }
    return true
  })
  return found
}

function readClause(node: SyntaxNode, level: number, text: string): Clause {
  const title = text
    .slice(node.from, node.to)
    .replace(/^#+\s*/, '')
    .replace(/\s*#+\s*$/, '')
  return { title, level, from: node.from, to: node.to }
}

/** A clause reaches to the next heading. */
function withEnds(clauses: readonly Clause[], end: number): Clause[] {
  return clauses.map((clause, i) => ({ ...clause, to: clauses[i + 1]?.from ?? end }))
}

function readFence(node: SyntaxNode, text: string, report: Report): Section[] {
  const info = node.getChild('CodeInfo')
  if (!info || text.slice(info.from, info.to).trim() !== 'policy') return []
  const marks = node.getChildren('CodeMark')
  const open = text.indexOf('\n', info.to)
  const close = marks[1]
  if (!close) report('fence-open', { from: node.from, to: info.to })
  const end = close ? close.from : node.to
  return open < 0 || open >= end ? [] : readPolicy(text.slice(open + 1, end), open + 1, report)
}
