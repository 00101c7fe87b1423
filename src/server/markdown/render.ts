/**
 * Markdown to HTML that is safe whoever wrote it: every piece of text is escaped, raw HTML is shown as text, and links
 * go only to web pages, mail and places on the same page.
 */
import type { SyntaxNode } from '@lezer/common'
import { parser, Table } from '@lezer/markdown'
import { html, raw } from 'hono/html'
import type { Html } from '../view.ts'
import { inline } from './inline.ts'
import { tableRows } from './table.ts'

export interface Rendering {
  readonly text: string
  /** An id for the heading at a position. */
  readonly headingId: (from: number) => string | undefined
  /** Whether the paragraph at a position is the caption of a table. */
  readonly isCaption: (from: number, to: number) => boolean
  /** The inside of a fenced block of `language`; undefined for plain text. */
  readonly code: (language: string, from: number, to: number) => Html | undefined
}

const reader = parser.configure(Table)

/** `from` is where the body starts; what is before it is left out. Positions are those of the whole text. */
export function renderMarkdown(rendering: Rendering, from: number): Html {
  const masked = ' '.repeat(from) + rendering.text.slice(from)
  return blocks(rendering, reader.parse(masked).topNode)
}

function blocks(rendering: Rendering, parent: SyntaxNode): Html {
  const parts: Html[] = []
  for (let node = parent.firstChild; node; node = node.nextSibling) parts.push(block(rendering, node))
  return html`${parts}`
}

function block(rendering: Rendering, node: SyntaxNode): Html {
  const level = /^(?:ATX|Setext)Heading(\d)$/.exec(node.name)?.[1]
  if (level) return heading(rendering, node, level)
  switch (node.name) {
    case 'Paragraph':
      return html`<p${rendering.isCaption(node.from, node.to) ? html` class="caption"` : ''}>${inline(rendering.text, node)}</p>\n`
    case 'FencedCode':
    case 'CodeBlock':
      return codeBlock(rendering, node)
    case 'BulletList':
      return html`<ul>${blocks(rendering, node)}</ul>\n`
    case 'OrderedList':
      return html`<ol>${blocks(rendering, node)}</ol>\n`
    case 'ListItem':
      return html`<li>${blocks(rendering, node)}</li>`
    case 'Blockquote':
      return html`<blockquote>${blocks(rendering, node)}</blockquote>\n`
    case 'HorizontalRule':
      return html`<hr>\n`
    case 'Table':
      return html`<div class="scroll" tabindex="0"><table class="parameters">${tableRows(rendering.text, node)}</table></div>\n`
    case 'ListMark':
    case 'QuoteMark':
    case 'LinkReference':
      return html``
    default:
      return html`<p>${rendering.text.slice(node.from, node.to)}</p>\n`
  }
}

/** The page has its own first heading, so a document's headings begin one step lower. */
function heading(rendering: Rendering, node: SyntaxNode, level: string): Html {
  const tag = `h${Math.min(Number(level) + 1, 6)}`
  const id = rendering.headingId(node.from)
  const [open, close] = node.getChildren('HeaderMark')
  // 一 of `## 一 ##`, and of the two-line form.
  const atx = open !== undefined && open.from === node.from
  const from = atx ? open.to : node.from
  const last = atx ? (close?.from ?? node.to) : (open?.from ?? node.to)
  const line = rendering.text.slice(from, last)
  const start = from + line.length - line.trimStart().length
  const title = inline(rendering.text, node, start, start + line.trim().length)
  return html`${raw(`<${tag}`)}${id ? html` id="${id}"` : ''}>${title}${raw(`</${tag}>\n`)}`
}

function codeBlock(rendering: Rendering, node: SyntaxNode): Html {
  const info = node.getChild('CodeInfo')
  const texts = node.getChildren('CodeText')
  const [first, last] = [texts[0], texts.at(-1)]
  if (!first || !last) return html`<pre></pre>\n`
  const language = info ? rendering.text.slice(info.from, info.to).trim() : ''
  const content = rendering.code(language, first.from, last.to) ?? rendering.text.slice(first.from, last.to)
  return html`<pre tabindex="0"${language === 'policy' ? html` class="formulas"` : ''}><code>${content}</code></pre>\n`
}
