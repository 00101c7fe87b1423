/** The inside of a paragraph. What is not known here is shown as the text it is. */
import type { SyntaxNode } from '@lezer/common'
import { html } from 'hono/html'
import type { Html } from '../view.ts'

const marks = new Set(['HeaderMark', 'EmphasisMark', 'CodeMark', 'QuoteMark'])

export function inline(text: string, parent: SyntaxNode, from = parent.from, to = parent.to): Html {
  const parts: (Html | string)[] = []
  let at = from
  for (let node = parent.firstChild; node; node = node.nextSibling) {
    if (node.from < from || node.to > to) continue
    parts.push(text.slice(at, node.from))
    if (!marks.has(node.name)) parts.push(span(text, node))
    at = node.to
  }
  parts.push(text.slice(at, to))
  return html`${parts}`
}

function span(text: string, node: SyntaxNode): Html {
  switch (node.name) {
    case 'Emphasis':
      return html`<em>${inline(text, node)}</em>`
    case 'StrongEmphasis':
      return html`<strong>${inline(text, node)}</strong>`
    case 'InlineCode':
      return html`<code>${inline(text, node)}</code>`
    case 'Link':
    case 'Autolink':
      return anchor(text, node)
    case 'HardBreak':
      return html`<br>`
    case 'Escape':
      return html`${text.slice(node.from + 1, node.to)}`
    default:
      return html`${text.slice(node.from, node.to)}`
  }
}

/** Only web pages, mail and places on this page; anything else stays text. */
function anchor(text: string, node: SyntaxNode): Html {
  const url = node.getChild('URL')
  const address = url ? text.slice(url.from, url.to) : ''
  const [open, close] = node.getChildren('LinkMark')
  const label = open && close ? inline(text, node, open.to, close.from) : html`${address}`
  return /^(https?:\/\/|mailto:|#)/i.test(address)
    ? html`<a href="${address}" rel="noreferrer nofollow">${label}</a>`
    : label
}
