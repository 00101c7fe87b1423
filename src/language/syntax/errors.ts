/** What the grammar found wrong in a text: reported once for each definition and each line. */
import type { SyntaxNode } from '@lezer/common'
import type { IssueCode, Report } from '../issues/issue.ts'
import { type Diagnosis, diagnose, endOfContent } from './diagnose.ts'
import type { Span } from './nodes.ts'

/** Reports what is wrong, once for each definition and each line of text. */
export function reportErrors(
  top: SyntaxNode,
  text: string,
  offset: number,
  report: Report,
): (node: SyntaxNode) => boolean {
  const owners = new Set<number>()
  const lines = new Set<number>()
  for (const { owner, diagnosis } of errorsIn(top, text)) {
    const line = lineAt(text, diagnosis.from)
    if (!lines.has(line) && !owners.has(owner.from)) {
      const { code, from, to, values, suggestion } = diagnosis
      const span = { from: from + offset, to: to + offset }
      report(code, span, values, suggestion === undefined ? {} : { suggestion })
    }
    lines.add(line)
    owners.add(owner.from)
  }
  return (node) => owners.has(node.from) || lines.has(lineAt(text, node.from))
}

interface Found {
  /** The definition or heading that it belongs to. */
  readonly owner: SyntaxNode
  readonly diagnosis: Diagnosis
}

function errorsIn(top: SyntaxNode, text: string): Found[] {
  const found: Found[] = []
  let depth = 0
  const add = (node: SyntaxNode, diagnosis: Diagnosis) => found.push({ owner: ownerOf(node), diagnosis })
  top.cursor().iterate(
    (ref) => {
      if (ref.type.is('Expression')) depth += 1
      if (ref.type.isError) {
        add(ref.node, diagnose(ref.node, text, top))
        return false
      }
      const code = tooDeep(depth) ? 'formula-depth' : marks[ref.name]
      if (code) add(ref.node, marked(code, ref.node, text, top))
      const token = tolerated(ref.node, text)
      if (token) add(ref.node, token)
      return !tooDeep(depth)
    },
    (ref) => {
      if (ref.type.is('Expression')) depth -= 1
    },
  )
  return found
}

/** Deeper formulas could exhaust the stack here or in the database. */
const deepest = 200

function tooDeep(depth: number): boolean {
  return depth > deepest
}

/** Empty tokens that stand for something missing at the end of a line. */
const marks: Readonly<Record<string, IssueCode>> = {
  MissingOperand: 'syntax-operand-missing',
  MissingClose: 'syntax-bracket-missing',
  MissingBracket: 'syntax-square-missing',
  MissingColon: 'heading-colon',
}

function marked(code: IssueCode, node: SyntaxNode, text: string, top: SyntaxNode): Diagnosis {
  if (code === 'formula-depth') return { code, from: node.from, to: node.to }
  const end = endOfContent(text, node.from, top)
  const name = node.parent?.getChild('Name')
  const values = { name: name ? text.slice(name.from, name.to) : '' }
  return { code, from: end, to: end, values }
}

/** Tokens that are not allowed but whose meaning is clear, so that the rest can still be checked. */
function tolerated(node: SyntaxNode, text: string): Diagnosis | undefined {
  const found = text.slice(node.from, node.to)
  const span = { from: node.from, to: node.to }
  const wrong = (suggestion: string, at: Span = span): Diagnosis => ({
    code: 'syntax-character',
    ...at,
    values: { found: text.slice(at.from, at.to) },
    suggestion,
  })
  if (node.name === 'Number' && /[０-９．]/.test(found)) return wrong(plainNumber(found))
  const grouped = node.name === 'Number' ? groupedFrom(node, text) : undefined
  if (grouped !== undefined) return { code: 'number-comma', from: grouped, to: node.to }
  if (node.name === 'Name' && /[０-９]/.test(found)) return wrong(found.normalize('NFKC'))
  if (node.name === 'Semicolon') return wrong('，')
  if (node.name === 'OpenText') return { code: 'text-open', ...span, values: { found } }
  const dash = node.name === 'Minus' || node.name === 'Negative' ? /^[—–]+/.exec(found)?.[0] : undefined
  return dash === undefined ? undefined : wrong('-', { from: node.from, to: node.from + dash.length })
}

/** Where 1,000 starts, when two arguments stand as close together as that. */
function groupedFrom(node: SyntaxNode, text: string): number | undefined {
  const before = node.prevSibling
  if (before?.name !== 'Number' || node.from - before.to !== 1) return undefined
  const written = text.slice(before.from, node.to)
  return /^[1-9]\d{0,2}[,，]\d{3}(?!\d)/.test(written) ? before.from : undefined
}

export function plainNumber(text: string): string {
  return text.replace(/[０-９．]/g, (character) => character.normalize('NFKC'))
}

function ownerOf(node: SyntaxNode): SyntaxNode {
  for (let current: SyntaxNode | null = node; current; current = current.parent)
    if (current.name === 'Line' || current.name === 'Head' || !current.parent?.parent) return current
  return node
}

function lineAt(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1)
}

/** Whether a part cannot be read; tokens that are only not allowed do not count. */
export function isBroken(node: SyntaxNode): boolean {
  let found = false
  let depth = 0
  node.cursor().iterate(
    (ref) => {
      if (ref.type.is('Expression')) depth += 1
      if (ref.type.isError || (ref.name in marks && ref.name !== 'MissingColon') || tooDeep(depth))
        found = true
      return !found
    },
    (ref) => {
      if (ref.type.is('Expression')) depth -= 1
    },
  )
  return found
}
