import type { SyntaxNode } from '@lezer/common'
import { html } from 'hono/html'
import type { Html } from '../view.ts'
import { inline } from './inline.ts'

/** The head and body of a table. Empty cells have no node, so they are found between the delimiters. */
export function tableRows(text: string, table: SyntaxNode): Html {
  const header = table.getChild('TableHeader')
  const rows = table.getChildren('TableRow')
  return html`<thead>${header ? row(text, header, true) : ''}</thead>
<tbody>
${rows.map((node) => row(text, node, false))}</tbody>`
}

function row(text: string, node: SyntaxNode, heading: boolean): Html {
  const cells = cellsOf(node).map((cell) => {
    const content = cell ? inline(text, cell) : ''
    return heading ? html`<th scope="col">${content}</th>` : html`<td>${content}</td>`
  })
  return html`<tr>${cells}</tr>\n`
}

function cellsOf(node: SyntaxNode): (SyntaxNode | undefined)[] {
  const cells: (SyntaxNode | undefined)[] = []
  let cell: SyntaxNode | undefined
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (child.name === 'TableCell') cell = child
    else if (child.from > node.from) {
      cells.push(cell)
      cell = undefined
    }
  }
  if (cell) cells.push(cell)
  return cells
}
