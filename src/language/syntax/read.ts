/** From the parser's tree to nodes; every error is reported on the way. */
import type { SyntaxNode } from '@lezer/common'
import type { Report } from '../issues/issue.ts'
import { isBroken, plainNumber, reportErrors } from './errors.ts'
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
