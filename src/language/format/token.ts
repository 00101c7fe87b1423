/** The words and signs of a policy block, each in its normal form. */
import type { SyntaxNode } from '@lezer/common'

type Kind = 'word' | 'operator' | 'sign' | 'open' | 'close' | 'comma' | 'colon' | 'dot' | 'slash' | 'comment'

export interface Token {
  readonly kind: Kind
  readonly text: string
  readonly from: number
  readonly to: number
  /** Stands right before a bracket, as a function or a table does. */
  readonly calls: boolean
}

const brackets = new Map<string, readonly [Kind, string]>([
  ['(', ['open', '(']],
  ['（', ['open', '(']],
  ['[', ['open', '[']],
  ['［', ['open', '[']],
  ['【', ['open', '[']],
  [')', ['close', ')']],
  ['）', ['close', ')']],
  [']', ['close', ']']],
  ['］', ['close', ']']],
  ['】', ['close', ']']],
  [',', ['comma', ',']],
  ['，', ['comma', ',']],
  ['、', ['comma', ',']],
  [':', ['colon', ':']],
  ['：', ['colon', ':']],
  ['.', ['dot', '.']],
  ['．', ['dot', '.']],
])

const operators = new Map([
  ['*', '×'],
  ['/', '÷'],
  ['==', '='],
  ['<>', '≠'],
  ['!=', '≠'],
  ['>=', '≥'],
  ['<=', '≤'],
  ['−', '-'],
])

/** Nodes that are one word each. */
const words = ['Name', 'Number', 'Date', 'Text', 'Percent', 'Declare']
const operations = ['Times', 'Divide', 'Plus', 'Minus', 'Compare', 'And', 'Or', 'In', 'NotIn']

/** The token that starts at a position, which is no blank. */
export function tokenOf(top: SyntaxNode, text: string, at: number): Token {
  // Comments between definitions belong to the line break and have no node.
  const comment = /^\/\/.*/.exec(text.slice(at))?.[0]
  if (comment !== undefined) return token('comment', comment.trimEnd(), { from: at, to: at + comment.length })
  const node = nodeAt(top, at)
  const raw = text.slice(node.from, node.to)
  if (words.includes(node.name)) return token('word', wordText(node.name, raw), node, calls(node))
  const function_ = node.parent?.name === 'Call'
  if (operations.includes(node.name))
    return token(function_ ? 'word' : 'operator', operatorText(raw), node, function_)
  return anonymous(node, text, at)
}

/** The innermost node that begins at a position, or the one around it. */
function nodeAt(top: SyntaxNode, at: number): SyntaxNode {
  let node = top.resolveInner(at, 1)
  for (let child = node.firstChild; child; child = child.nextSibling)
    if (child.from === at && child.to > at) node = child
  return node
}

function token(kind: Kind, text: string, { from, to }: { from: number; to: number }, calls = false): Token {
  return { kind, text, from, to, calls }
}

function wordText(name: string, raw: string): string {
  if (name === 'Text') return /["“”]/.test(raw.slice(1, -1)) ? raw : `"${raw.slice(1, -1)}"`
  return name === 'Number' || name === 'Percent' ? raw.replace('％', '%') : raw
}

function calls(node: SyntaxNode): boolean {
  if (node.parent?.name === 'Call') return true
  return node.parent?.name === 'Path' && node.parent.parent?.name === 'Lookup'
}

function operatorText(raw: string): string {
  const plain = raw.normalize('NFKC')
  return operators.get(plain) ?? plain
}

/** Signs and words that have no node of their own. */
function anonymous(node: SyntaxNode, text: string, at: number): Token {
  const [word = ''] = /^[\p{L}\p{N}_]+/u.exec(text.slice(at)) ?? []
  if (word !== '') return token('word', word, { from: at, to: at + word.length })
  const sign = text.charAt(at)
  const end = { from: at, to: at + 1 }
  const known = brackets.get(sign)
  if (known) return token(known[0], known[1], end)
  if (node.name === 'TypeNote') return token('slash', '/', end)
  const unary = node.name === 'Negative' || node.name === 'Positive'
  return token(unary ? 'sign' : 'operator', operatorText(sign), end)
}

export function spaceBetween(left: Token, right: Token): boolean {
  if (right.kind === 'comment') return true
  if (['open', 'sign', 'dot', 'slash'].includes(left.kind)) return false
  if (['close', 'comma', 'colon', 'dot', 'slash'].includes(right.kind)) return false
  return right.kind !== 'open' || !(left.calls || left.text === '非')
}
