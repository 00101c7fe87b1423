/**
 * Markdown as React elements. Whatever the author wrote stays text: raw HTML is shown, not run, and links go only to web
 * pages, mail and places on this page (trust 23).
 */
import type { SyntaxNode } from '@lezer/common'
import { parser, Table } from '@lezer/markdown'
import type { ReactNode } from 'react'
import styles from './document.module.css'
import { Inline } from './inline.tsx'

const reader = parser.configure(Table)

export interface Rendering {
  readonly text: string
  /** An id for the heading at a position; null leaves the heading out, because the page says it already. */
  readonly heading: (from: number) => string | null
  /** The table whose caption stands here. */
  readonly caption: (from: number, to: number) => string | undefined
  /** What a fenced block shows; undefined leaves it as it is. */
  readonly code: (language: string, from: number, to: number) => ReactNode | undefined
}

/** The text from a position on; what stands before it is blanked out, so that positions stay. */
export function Blocks({ from, ...rendering }: Rendering & { readonly from: number }) {
  const masked =
    rendering.text.slice(0, from).replace(/[^\n]/g, ' ') + rendering.text.slice(from).replace(/\r/g, ' ')
  return <>{children(reader.parse(masked).topNode).map((node) => block(rendering, node))}</>
}

function children(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = []
  for (let child = node.firstChild; child; child = child.nextSibling) found.push(child)
  return found
}

function block(rendering: Rendering, node: SyntaxNode): ReactNode {
  const { text } = rendering
  const heading = /^(?:ATX|Setext)Heading(\d)$/.exec(node.name)
  if (heading) return <Heading key={node.from} rendering={rendering} node={node} level={Number(heading[1])} />
  switch (node.name) {
    case 'Paragraph': {
      const table = rendering.caption(node.from, node.to)
      return (
        <p key={node.from} {...(table ? { id: `table-${table}`, className: styles.caption ?? '' } : {})}>
          <Inline text={text} node={node} />
        </p>
      )
    }
    case 'BulletList':
      return <ul key={node.from}>{children(node).map((item) => block(rendering, item))}</ul>
    case 'OrderedList':
      return <ol key={node.from}>{children(node).map((item) => block(rendering, item))}</ol>
    case 'ListItem':
      return <li key={node.from}>{children(node).map((item) => block(rendering, item))}</li>
    case 'Blockquote':
      return <blockquote key={node.from}>{children(node).map((item) => block(rendering, item))}</blockquote>
    case 'HorizontalRule':
      return <hr key={node.from} />
    case 'FencedCode':
    case 'CodeBlock':
      return <Code key={node.from} rendering={rendering} node={node} />
    case 'Table':
      return <TableBlock key={node.from} text={text} node={node} />
    case 'ListMark':
    case 'QuoteMark':
    case 'LinkReference':
      return null
    default:
      return <p key={node.from}>{text.slice(node.from, node.to)}</p>
  }
}

/** The page has its own first heading, so a document's headings begin one step lower. */
function Heading({
  rendering,
  node,
  level,
}: {
  readonly rendering: Rendering
  readonly node: SyntaxNode
  readonly level: number
}) {
  const id = rendering.heading(node.from)
  if (id === null) return null
  const Tag = `h${Math.min(level + 1, 6)}` as 'h2' | 'h3' | 'h4' | 'h5' | 'h6'
  return (
    <Tag id={id} tabIndex={-1}>
      <Inline text={rendering.text} node={node} />
    </Tag>
  )
}

function Code({ rendering, node }: { readonly rendering: Rendering; readonly node: SyntaxNode }) {
  const { text } = rendering
  const info = node.getChild('CodeInfo')
  const parts = node.getChildren('CodeText')
  const [first, last] = [parts[0], parts.at(-1)]
  if (!first || !last) return null
  const language = info ? text.slice(info.from, info.to).trim() : ''
  const content = rendering.code(language, first.from, last.to)
  return content === undefined ? (
    <pre>
      <code>{text.slice(first.from, last.to)}</code>
    </pre>
  ) : (
    content
  )
}

function TableBlock({ text, node }: { readonly text: string; readonly node: SyntaxNode }) {
  const header = node.getChild('TableHeader')
  const rows = node.getChildren('TableRow')
  const head = header ? cellsOf(header) : []
  const figures = head.map((_, i) =>
    rows.every((row) =>
      /^[-−]?[\d.,]+\s*(%|元|万元|分|天|个|人|次)?$|^$/.test(textOf(text, cellsOf(row)[i])),
    ),
  )
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms; this is scrolled with the keyboard
    <div
      role="group"
      className={styles.scroll}
      aria-label={head.map((cell) => textOf(text, cell)).join('、')}
    >
      <table>
        <thead>
          <tr>
            {head.map((cell, i) => (
              <th key={i} scope="col" data-figures={figures[i] || undefined}>
                {cell && <Inline text={text} node={cell} />}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.from}>
              {cellsOf(row).map((cell, i) => (
                <td key={i} data-figures={figures[i] || undefined}>
                  {cell && <Inline text={text} node={cell} />}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const textOf = (text: string, cell: SyntaxNode | undefined) =>
  cell ? text.slice(cell.from, cell.to).trim() : ''

/** Empty cells have no node, so they are found between the delimiters. */
function cellsOf(node: SyntaxNode): (SyntaxNode | undefined)[] {
  const cells: (SyntaxNode | undefined)[] = []
  let cell: SyntaxNode | undefined
  for (const child of children(node)) {
    if (child.name === 'TableCell') cell = child
    else if (child.from > node.from) {
      cells.push(cell)
      cell = undefined
    }
  }
  if (cell) cells.push(cell)
  return cells
}
