/** `hengji fmt`: blocks and tables in normal form. Prose, comments and line ends stay, and so does the meaning. */
import type { SyntaxNode } from '@lezer/common'
import { parseBody } from '../document/document.ts'
import { readFence } from '../document/fence.ts'
import { formatBlock } from './block.ts'
import { alignTable } from './table.ts'

/** The document in normal form. Blocks with mistakes, and what stands in a list or quotation, are left as they are. */
export function format(text: string): string {
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n'
  const plain = text.replaceAll('\r\n', '\n')
  let result = ''
  let at = 0
  for (const node of parseBody(plain)) {
    const piece = atMargin(plain, node.from) ? pieceOf(node, plain) : undefined
    if (!piece) continue
    result += plain.slice(at, piece.from) + piece.text
    at = piece.to
  }
  return (result + plain.slice(at)).replaceAll('\n', lineEnd)
}

interface Piece {
  readonly from: number
  readonly to: number
  readonly text: string
}

function pieceOf(node: SyntaxNode, text: string): Piece | undefined {
  if (node.name === 'Table') {
    const lines = text.slice(node.from, node.to).split('\n')
    return { from: node.from, to: node.to, text: alignTable(lines).join('\n') }
  }
  const fence = readFence(node, text)
  if (node.name !== 'FencedCode' || fence.kind !== 'policy' || !fence.closed) return undefined
  const from = fence.start
  const to = from + fence.text.length
  const whole = text.slice(from, to)
  const [, blanks = ''] = /(\s*)$/.exec(whole) ?? []
  return { from, to, text: formatBlock(whole.slice(0, whole.length - blanks.length)) }
}

function atMargin(text: string, from: number): boolean {
  return from === 0 || text[from - 1] === '\n'
}
