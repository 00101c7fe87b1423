/** A fenced block of Markdown: what it holds, and where it ends when its end was forgotten. */
import type { SyntaxNode } from '@lezer/common'
import { nearest } from '../issues/suggest.ts'

export interface Fence {
  /** `policy`, `mistyped` for a word that most likely was meant as such, `other` for code of another kind. */
  readonly kind: 'policy' | 'mistyped' | 'other'
  readonly info: { readonly from: number; readonly to: number }
  readonly closed: boolean
  /**
   * The text from `start`, as long as in the document: what belongs to a list, a quotation or an indented block around
   * the fence is replaced by line ends, so that only indentation inside the block counts and positions stay.
   */
  readonly text: string
  readonly start: number
  /** Where the document goes on as prose. */
  readonly end: number
}

export function readFence(node: SyntaxNode, document: string): Fence {
  const info = node.getChild('CodeInfo')
  const marks = node.getChildren('CodeMark')
  const at = info ?? marks[0] ?? node
  const lineEnd = document.indexOf('\n', at.to)
  const start = lineEnd < 0 ? node.to : Math.min(lineEnd + 1, node.to)
  const mark = marks.length > 1 ? marks.at(-1) : undefined
  // The end of a later block is not the end of this one.
  const closed = mark !== undefined && !/^[ \t>]*(?:```|~~~)[^\s`]/m.test(document.slice(start, mark.from))
  const last = closed ? mark.from : node.to
  const end = closed ? node.to : start + proseAt(document.slice(start, last))
  const stop = closed ? last : end
  const text = ownIndentation(inside(node, document, start, stop))
  return {
    kind: info ? kindOf(document.slice(info.from, info.to)) : looksLikePolicy(text) ? 'mistyped' : 'other',
    info: { from: node.from, to: at.to },
    closed,
    text,
    start,
    end,
  }
}

function kindOf(info: string): Fence['kind'] {
  const word = info.trim().split(/\s/)[0] ?? ''
  if (word === 'policy') return 'policy'
  return word === '制度' ||
    nearest(word.toLowerCase(), ['policy']) !== undefined ||
    word.toLowerCase() === 'policy'
    ? 'mistyped'
    : 'other'
}

/** An object with an indented definition below it. */
function looksLikePolicy(text: string): boolean {
  return /^\S+[:：][ \t]*\r?\n[ \t\u3000]+\S+[ \t]*[=＝]/m.test(text)
}

/** In a block without an end, the first line that is a heading, a table or the next fence. */
function proseAt(text: string): number {
  const found =
    /^[ \t]*(?:#{1,6}[ \t]|\||```|~~~|(?:\*\*)?表[ \t]*[\d.\-一二三四五六七八九十]*[ \t]*[:：])/m.exec(text)
  return found?.index ?? text.length
}

function inside(node: SyntaxNode, document: string, start: number, stop: number): string {
  let text = ''
  for (const part of node.getChildren('CodeText')) {
    const from = Math.max(part.from, start)
    const to = Math.min(part.to, stop)
    if (from >= to) continue
    text += document.slice(start + text.length, from).replace(/[^\r\n]/g, '\n') + document.slice(from, to)
  }
  return text
}

/** Takes away the indentation that all lines share. */
function ownIndentation(text: string): string {
  const indents = [...text.matchAll(/^[ \t\u3000\u00a0]*(?=\S)/gm)].map((match) => match[0])
  const [first = '', ...rest] = indents
  let length = first.length
  for (const indent of rest) while (!indent.startsWith(first.slice(0, length))) length -= 1
  if (length === 0) return text
  const shared = first.slice(0, length)
  return text.replace(new RegExp(`^${shared}`, 'gm'), '\n'.repeat(length))
}
