/** A policy document: Markdown with front matter, clauses, captioned tables and fenced `policy` blocks. */
import type { SyntaxNode } from '@lezer/common'
import { parser as markdown, Table as TableExtension } from '@lezer/markdown'
import { collector, type Report } from '../issues/issue.ts'
import type { Section, Span } from '../syntax/nodes.ts'
import { readPolicy } from '../syntax/read.ts'
import { type Fence, readFence } from './fence.ts'
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

interface Parts {
  readonly clauses: Clause[]
  readonly tables: TableText[]
  readonly sections: Section[]
}

/** Reads a document; what is wrong is reported, what can be read is returned. */
export function readDocument(text: string, report: Report): PolicyDocument {
  const nul = text.indexOf('\0')
  if (nul >= 0) report('character-nul', { from: nul, to: nul + 1 })
  const { meta, end } = readFrontMatter(text, report)
  const parts: Parts = { clauses: [], tables: [], sections: [] }
  readBody(text, end, parts, report)
  return { text, meta, ...parts, clauses: withEnds(parts.clauses, text.length) }
}

/** The clause a position stands in: the nearest heading above it. */
export function clauseAt(document: PolicyDocument, position: number): Clause | undefined {
  return document.clauses.findLast((clause) => clause.from <= position)
}

function readBody(text: string, start: number, { clauses, tables, sections }: Parts, report: Report): void {
  let from: number | undefined = start
  while (from !== undefined) {
    const begin: number = from
    from = undefined
    for (const node of partsFrom(text, begin)) {
      const heading = /^ATXHeading(\d)$/.exec(node.name)
      if (heading) clauses.push(readClause(node, Number(heading[1]), text))
      else if (node.name === 'Table') tables.push(...readTable(text, node, report))
      else if (node.name === 'FencedCode') {
        const fence = readFence(node, text)
        sections.push(...readBlock(fence, report))
        // What was swallowed by a block without an end is read as if it had ended.
        if (!fence.closed && fence.kind === 'policy' && fence.end < text.length) from = fence.end
      }
    }
  }
}

function readBlock(fence: Fence, report: Report): Section[] {
  if (fence.kind === 'other') return []
  if (fence.kind === 'mistyped') report('fence-word', fence.info, {}, { suggestion: '```policy' })
  if (fence.closed) return readPolicy(fence.text, fence.start, report)
  report('fence-open', fence.info)
  // Prose may have been taken for formulas; the message about the fence says enough.
  return readPolicy(fence.text, fence.start, collector().report)
}

/**
 * Blanks out what has been read, so that the rule of the front matter is no heading, and what the Markdown parser
 * stumbles over: a byte order mark, CR, blanks behind the rule of a table. Positions stay.
 */
function masked(text: string, end: number): string {
  const rest = text
    .slice(end)
    .replace(/^\uFEFF/, ' ')
    .replace(/\r/g, ' ')
    .replace(/^([ \t>|:-]*-[ \t>|:-]*\|)([ \t]+)$/gm, (_, rule: string, blanks: string) => {
      return `${rule.slice(0, -1)}${' '.repeat(blanks.length)}|`
    })
  return text.slice(0, end).replace(/[^\n]/g, ' ') + rest
}

/** The headings, tables and fenced blocks of a document, in its order. */
export function parseBody(text: string): SyntaxNode[] {
  return partsFrom(text, readFrontMatter(text, collector().report).end)
}

function partsFrom(text: string, start: number): SyntaxNode[] {
  const found: SyntaxNode[] = []
  reader
    .parse(masked(text, start))
    .topNode.cursor()
    .iterate((ref) => {
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
    .replace(/\s*#*\s*$/, '')
  return { title, level, from: node.from, to: node.to }
}

/** A clause reaches to the next heading. */
function withEnds(clauses: readonly Clause[], end: number): Clause[] {
  return clauses.map((clause, i) => ({ ...clause, to: clauses[i + 1]?.from ?? end }))
}
