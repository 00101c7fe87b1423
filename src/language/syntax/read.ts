/** From the parser's tree to nodes; every error is reported on the way. */
import type { SyntaxNode } from '@lezer/common'
import type { IssueCode, Report } from '../issues/issue.ts'
import { type Diagnosis, diagnose, endOfContent } from './diagnose.ts'
import type { Line, Name, Named, Node, Operator, Section, Span, TypeNote } from './nodes.ts'
import { parser } from './parser.generated.ts'

const formulaParser = parser.configure({ top: 'Formula' })

interface Source {
  readonly text: string
  /** Where `text` starts in the document. */
  readonly offset: number
  readonly report: Report
  /** Whether something has been said about a node or the line it starts on. */
  readonly complained: (node: SyntaxNode) => boolean
}

/** Reads the text of one fenced `policy` block. */
export function readPolicy(text: string, offset: number, report: Report): Section[] {
  const top = parser.parse(text).topNode
  const source = { text, offset, report, complained: reportErrors(top, text, offset, report) }
  const sections: Section[] = []
  let orphans = false
  for (const child of children(top)) {
    if (child.name === 'Section') {
      sections.push(...readSection(child, source))
      orphans = false
    } else if (child.name === 'Line') {
      if (!orphans && !source.complained(child)) reportOrphan(child, sections.length > 0, source)
      orphans = true
      adopt(sections, readLine(child, source))
    }
  }
  return sections
}

/** Lines at the margin belong to no object; one message stands for all that follow one another. */
function reportOrphan(line: SyntaxNode, afterSection: boolean, source: Source): void {
  const colon = /^\S+?[ \t]*[:：][ \t]*\S/.test(slice(line, source))
  source.report(colon && !afterSection ? 'heading-line' : 'line-without-object', at(line, source))
}

/** They were most likely meant for the object above. */
function adopt(sections: Section[], lines: readonly Line[]): void {
  const last = sections.pop()
  if (last) sections.push({ ...last, lines: [...last.lines, ...lines] })
}

/** Reads one formula, such as a cell of a table. */
export function readFormula(text: string, offset: number, report: Report): Node {
  const top = formulaParser.parse(text).topNode
  const source = { text, offset, report, complained: reportErrors(top, text, offset, report) }
  const first = children(top)[0]
  return first && !isBroken(top) ? readNode(first, source) : { kind: 'broken', ...at(top, source) }
}

/** Reports what is wrong, once for each definition and each line of text. */
function reportErrors(top: SyntaxNode, text: string, offset: number, report: Report): Source['complained'] {
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

function plainNumber(text: string): string {
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

function readSection(node: SyntaxNode, source: Source): Section[] {
  const head = node.getChild('Head')
  const name = head?.getChild('Name')
  if (!head || !name) return []
  const lines = node.getChildren('Line').flatMap((line) => readLine(line, source))
  return [
    { object: nameOf(name, source), declares: head.getChild('Declare') !== null, lines, ...at(node, source) },
  ]
}

/** A line that could not be read still defines its name, so that uses of the name are not reported too. */
function readLine(node: SyntaxNode, source: Source): Line[] {
  const name = node.getChild('Name')
  if (!name || name.from === name.to) return []
  const type = node.getChild('TypeNote')
  const formula = node.getChild('Expression')
  const broken = isBroken(node)
  if (!type && !formula && !source.complained(node))
    source.report('line-empty', at(node, source), { name: nameOf(name, source).text })
  const brokenNode: Node = { kind: 'broken', ...at(formula ?? node, source) }
  return [
    {
      name: nameOf(name, source),
      type: type && !isBroken(type) ? readType(type, source) : undefined,
      formula: broken || !(type || formula) ? brokenNode : formula ? readNode(formula, source) : undefined,
      ...at(node, source),
    },
  ]
}

/** Whether a part cannot be read; tokens that are only not allowed do not count. */
function isBroken(node: SyntaxNode): boolean {
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

function readType(node: SyntaxNode, source: Source): TypeNote {
  const names = [...node.getChildren('Name'), ...node.getChildren('Percent')].map((name) =>
    slice(name, source),
  )
  const modifiers = node.getChildren('Modifier').flatMap((modifier) => {
    const [name, value] = modifier.getChildren('Name').map((child) => nameOf(child, source))
    return name ? [{ name, value }] : []
  })
  return { name: names.join('/'), modifiers, ...at(node, source) }
}

const readers: Record<string, (node: SyntaxNode, source: Source) => Node> = {
  Number: (node, source) => ({ kind: 'number', text: plainNumber(slice(node, source)), ...at(node, source) }),
  Date: (node, source) => ({ kind: 'date', text: slice(node, source), ...at(node, source) }),
  Text: (node, source) => ({ kind: 'text', text: slice(node, source).slice(1, -1), ...at(node, source) }),
  OpenText: (node, source) => ({ kind: 'text', text: slice(node, source).slice(1), ...at(node, source) }),
  Path: (node, source) => ({ kind: 'path', names: namesOf(node, source), ...at(node, source) }),
  Whole: (node, source) => {
    const path = node.getChild('Path')
    return { kind: 'whole', names: path ? namesOf(path, source) : [], ...at(node, source) }
  },
  Paren: (node, source) => inner(node, source),
  Positive: (node, source) => inner(node, source),
  Lookup: readLookup,
  Call: readCall,
  List: (node, source) => ({ kind: 'list', items: expressions(node, source), ...at(node, source) }),
  Negative: (node, source) => ({ kind: 'negative', operand: inner(node, source), ...at(node, source) }),
  Not: (node, source) => ({ kind: 'not', operand: inner(node, source), ...at(node, source) }),
  Binary: readBinary,
}

function readNode(node: SyntaxNode, source: Source): Node {
  return readers[node.name]?.(node, source) ?? { kind: 'broken', ...at(node, source) }
}

function readLookup(node: SyntaxNode, source: Source): Node {
  const path = node.getChild('Path')
  const names = path ? namesOf(path, source) : []
  const [table, extra] = names
  if (!path || !table) return { kind: 'broken', ...at(node, source) }
  if (extra) {
    source.report('lookup-path', at(path, source), { found: slice(path, source) })
    return { kind: 'broken', ...at(node, source) }
  }
  const keys = node.getChildren('Expression').filter((child) => child.from !== path.from)
  const column = node.getChild('Name')
  return {
    kind: 'lookup',
    table,
    keys: keys.map((child) => readNode(child, source)),
    named: namedOf(node, source),
    column: column ? nameOf(column, source) : undefined,
    ...at(node, source),
  }
}

function readCall(node: SyntaxNode, source: Source): Node {
  const callee = node.firstChild
  const args = node.getChild('Arguments')
  if (!callee || !args) return { kind: 'broken', ...at(node, source) }
  return {
    kind: 'call',
    callee: nameOf(callee, source),
    args: expressions(args, source),
    named: namedOf(args, source),
    ...at(node, source),
  }
}

function namedOf(node: SyntaxNode, source: Source): Named[] {
  return node.getChildren('Named').flatMap((named) => {
    const name = named.getChild('Name')
    return name ? [{ name: nameOf(name, source), value: inner(named, source) }] : []
  })
}

const plain: Record<string, Operator> = {
  Times: '×',
  Divide: '÷',
  Plus: '+',
  Minus: '-',
  And: '且',
  Or: '或',
  In: '在',
  NotIn: '不在',
}

const comparisons: Record<string, Operator> = {
  '=': '=',
  '==': '=',
  '<>': '≠',
  '!=': '≠',
  '≠': '≠',
  '>': '>',
  '<': '<',
  '>=': '≥',
  '≥': '≥',
  '<=': '≤',
  '≤': '≤',
}

function readBinary(node: SyntaxNode, source: Source): Node {
  const [left, right] = expressions(node, source)
  const sign = children(node).find((child) => child.name === 'Compare' || child.name in plain)
  if (!left || !right || !sign) return { kind: 'broken', ...at(node, source) }
  const operator = plain[sign.name] ?? comparisons[slice(sign, source).normalize('NFKC')] ?? '='
  return { kind: 'binary', operator, left, right, ...at(node, source) }
}

function inner(node: SyntaxNode, source: Source): Node {
  return expressions(node, source)[0] ?? { kind: 'broken', ...at(node, source) }
}

function expressions(node: SyntaxNode, source: Source): Node[] {
  return node.getChildren('Expression').map((child) => readNode(child, source))
}

function namesOf(node: SyntaxNode, source: Source): Name[] {
  return node.getChildren('Name').map((name) => nameOf(name, source))
}

function nameOf(node: SyntaxNode, source: Source): Name {
  return { text: slice(node, source), ...at(node, source) }
}

function slice(node: SyntaxNode, source: Source): string {
  return source.text.slice(node.from, node.to)
}

function at(node: SyntaxNode, source: Source): Span {
  return { from: node.from + source.offset, to: node.to + source.offset }
}

function children(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = []
  for (let child = node.firstChild; child; child = child.nextSibling) found.push(child)
  return found
}
