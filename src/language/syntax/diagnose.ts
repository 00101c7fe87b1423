/** Says in words what is wrong where the grammar found an error. */
import type { SyntaxNode } from '@lezer/common'
import type { IssueCode } from '../issues/issue.ts'
import type { Span } from './nodes.ts'

/** What is wrong at a place in the parsed text. */
export interface Diagnosis extends Span {
  readonly code: IssueCode
  readonly values?: Record<string, string>
  readonly suggestion?: string
}

/** Signs and words people write for operators. */
const meant = new Map([
  ['&', '且'],
  ['&&', '且'],
  ['and', '且'],
  ['并且', '且'],
  ['而且', '且'],
  ['同时', '且'],
  ['|', '或'],
  ['||', '或'],
  ['or', '或'],
  ['或者', '或'],
  ['!', '非'],
  ['not', '非'],
  ['加', '+'],
  ['减', '-'],
  ['乘', '×'],
  ['乘以', '×'],
  ['x', '×'],
  ['除', '÷'],
  ['除以', '÷'],
  ['等于', '='],
  ['不等于', '≠'],
  ['大于', '>'],
  ['超过', '>'],
  ['小于', '<'],
  ['不足', '<'],
  ['大于等于', '≥'],
  ['不小于', '≥'],
  ['不低于', '≥'],
  ['小于等于', '≤'],
  ['不大于', '≤'],
  ['不超过', '≤'],
  ['属于', '在'],
  ['不属于', '不在'],
])

const unitWords = /^(%|％|‰|万|亿|元|分|天|小时|个|次|人)/

/** What the error node of a tree stands for. */
export function diagnose(error: SyntaxNode, text: string, top: SyntaxNode): Diagnosis {
  return error.from === error.to ? missing(error, text, top) : surplus(error, text, top)
}

/** The parser had to put something in. */
function missing(error: SyntaxNode, text: string, top: SyntaxNode): Diagnosis {
  const at = endOfContent(text, error.from, top)
  const here = { from: at, to: at }
  const next = /^[ \t\u3000\u00a0]*(\/\/|[^\s])/.exec(text.slice(at))
  const { parent } = error
  if (parent?.name === 'Policy') return { code: 'heading-line', ...here }
  if (!next || next[1] === '//') return { code: 'syntax-incomplete', ...here }
  if (parent?.name === 'Name') {
    const from = at + next[0].length - 1
    return { code: 'syntax-name-missing', from, to: from + 1, values: { found: next[1] ?? '' } }
  }
  if (parent?.name === 'Line') return define(parent, text, here)
  if (parent?.name === 'Arguments' && parent.from === error.from) {
    const name = parent.prevSibling
    return { code: 'syntax-open-missing', ...here, values: { name: name ? slice(text, name) : '' } }
  }
  return { code: 'syntax-operand-missing', ...here }
}

/** The parser had to leave something out. */
function surplus(error: SyntaxNode, text: string, top: SyntaxNode): Diagnosis {
  const found = slice(text, error)
  const span = { from: error.from, to: error.to }
  const before = text.slice(0, endOfContent(text, error.from, top))
  const { parent } = error
  if (parent?.name === 'Section' || parent?.name === 'Policy') return lineStart(found, span)
  const undefinedYet = error.prevSibling?.name === 'Name' && !error.prevSibling.prevSibling
  if (parent?.name === 'Line' && undefinedYet && !/[=＝]$/.test(before)) return define(parent, text, span)
  if (parent?.name === 'TypeNote') return typeNote(parent, text, span)
  const operator = meant.get(found.normalize('NFKC').toLowerCase())
  if (operator !== undefined)
    return { code: 'syntax-operator', ...span, values: { found }, suggestion: operator }
  if (/^[,，]$/.test(found) && /[0-9]$/.test(before) && /^[0-9]{3}/.test(text.slice(error.to)))
    return { code: 'number-comma', ...span }
  if (/^[,，、;；)）\]］】×÷*/]/.test(found) && /[(（[［【,，、;；×÷*/+＋=＝-]$/.test(before))
    return { code: 'syntax-operand-missing', from: before.length, to: before.length }
  if (/^[)）\]］】]/.test(found)) return { code: 'syntax-close-extra', ...span, values: { found } }
  if (/^[。；;，,、．.！!]$/.test(found)) return { code: 'syntax-end-mark', ...span, values: { found } }
  if (/[0-9]$/.test(before)) {
    if (unitWords.test(found)) return { code: 'number-space', ...span, values: { found } }
    if (before.length === error.from) return { code: 'syntax-name-digit', ...span, values: { found } }
  }
  if (/(按|组|位数|范围|顺序|并列)$/.test(before) && parent?.parent?.name === 'Arguments')
    return { code: 'argument-colon', ...span, values: { name: before.slice(before.search(/[\p{L}]+$/u)) } }
  const word = /^[\p{L}\p{N}_"“'‘「]/u.test(found)
  return word
    ? { code: 'syntax-operator-missing', ...span, values: { found } }
    : { code: 'syntax-unexpected', from: span.from, to: span.from + 1, values: { found: found.charAt(0) } }
}

function lineStart(found: string, span: Span): Diagnosis {
  const reserved = /^(且|或|非|在|不在|全部|对象)$/.test(found)
  return { code: reserved ? 'name-reserved' : 'syntax-line-start', ...span, values: { found, name: found } }
}

function define(line: SyntaxNode, text: string, span: Span): Diagnosis {
  const name = line.getChild('Name')
  const found = text.slice(span.from, span.to)
  const [whole = ''] = /^.*/.exec(text.slice(line.from)) ?? []
  if (/[，。；！]/.test(whole) && !/[=＝]/.test(whole))
    return { code: 'syntax-prose', from: line.from, to: line.from + whole.trimEnd().length }
  return {
    code: 'syntax-define',
    ...span,
    values: { name: name ? slice(text, name) : '' },
    ...(found.normalize('NFKC') === '==' ? { suggestion: '=' } : {}),
  }
}

/** After a colon stands a type, so an operator there means that a formula was written. */
function typeNote(note: SyntaxNode, text: string, span: Span): Diagnosis {
  const name = note.parent?.getChild('Name')
  return { code: 'formula-colon', ...span, values: { name: name ? slice(text, name) : '' } }
}

/** The end of the last word before an offset, so that a caret stands at the text and not in a blank or comment. */
export function endOfContent(text: string, offset: number, top: SyntaxNode): number {
  let end = text.slice(0, offset).trimEnd().length
  for (let comment = commentAt(top, end); comment; comment = commentAt(top, end))
    end = text.slice(0, comment.from).trimEnd().length
  return end
}

function commentAt(top: SyntaxNode, end: number): SyntaxNode | undefined {
  const node = top.resolveInner(end, -1)
  return node.name === 'Comment' && node.from < end ? node : undefined
}

function slice(text: string, node: SyntaxNode): string {
  return text.slice(node.from, node.to)
}
