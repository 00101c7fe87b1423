/** The normal form of a document: policy blocks with one way of writing each sign, tables with aligned columns. */
import { parser as markdown, Table as TableExtension } from '@lezer/markdown'
import { readFence } from '../document/fence.ts'
import { formatBlock } from './block.ts'
import { formatTable } from './table.ts'

const reader = markdown.configure(TableExtension)

/** Rewrites blocks and tables; prose, comments and meaning stay, and so does a block with a syntax error. */
export function format(text: string): string {
  const head = /^\uFEFF?---[ \t]*\r?\n[\s\S]*?\r?\n---[ \t]*(?:\r?\n|$)/.exec(text)?.[0].length ?? 0
  const body = text.slice(0, head).replace(/[^\n]/g, ' ') + text.slice(head)
  const parts: { from: number; to: number; text: string }[] = []
  reader
    .parse(body)
    .topNode.cursor()
    .iterate((ref) => {
      if (ref.name === 'Table') {
        const lineStart = text.lastIndexOf('\n', ref.from - 1) + 1
        // A table inside a list or a quotation keeps its form.
        if (lineStart === ref.from)
          parts.push({ from: ref.from, to: ref.to, text: formatTable(text.slice(ref.from, ref.to)) })
      } else if (ref.name === 'FencedCode') {
        const fence = readFence(ref.node, text)
        const own = text.slice(fence.start, fence.start + fence.text.length)
        if (fence.kind === 'policy' && fence.closed && own === fence.text) {
          parts.push({ from: fence.start, to: fence.start + own.length, text: formatBlock(own) })
        }
        return false
      }
      return true
    })
  let result = ''
  let at = 0
  for (const part of parts) {
    result += text.slice(at, part.from) + part.text
    at = part.to
  }
  return result + text.slice(at)
}
