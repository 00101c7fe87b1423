/** The inside of a paragraph. What is not known here is shown as the text it is. */
import type { SyntaxNode } from '@lezer/common'
import { Fragment, type ReactNode } from 'react'

const marks = new Set(['HeaderMark', 'EmphasisMark', 'CodeMark', 'QuoteMark'])

interface Props {
  readonly text: string
  readonly node: SyntaxNode
  readonly from?: number
  readonly to?: number
}

export function Inline({ text, node, from = node.from, to = node.to }: Props) {
  const parts: ReactNode[] = []
  let at = from
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (child.from < from || child.to > to) continue
    const before = text.slice(at, child.from)
    if (before !== '') parts.push(before)
    if (!marks.has(child.name)) parts.push(<Fragment key={child.from}>{span(text, child)}</Fragment>)
    at = child.to
  }
  parts.push(text.slice(at, to))
  return <>{parts}</>
}

function span(text: string, node: SyntaxNode): ReactNode {
  switch (node.name) {
    case 'Emphasis':
      return (
        <em>
          <Inline text={text} node={node} />
        </em>
      )
    case 'StrongEmphasis':
      return (
        <strong>
          <Inline text={text} node={node} />
        </strong>
      )
    case 'InlineCode':
      return (
        <code>
          <Inline text={text} node={node} />
        </code>
      )
    case 'Link':
    case 'Autolink':
      return <Anchor text={text} node={node} />
    case 'HardBreak':
      return <br />
    case 'Escape':
      return text.slice(node.from + 1, node.to)
    default:
      return text.slice(node.from, node.to)
  }
}

/** Only web pages, mail and places on this page; anything else stays text. */
function Anchor({ text, node }: { readonly text: string; readonly node: SyntaxNode }) {
  const url = node.getChild('URL')
  const address = url ? text.slice(url.from, url.to) : ''
  const [open, close] = node.getChildren('LinkMark')
  const label = open && close ? <Inline text={text} node={node} from={open.to} to={close.from} /> : address
  return /^(https?:\/\/|mailto:|#)/i.test(address) ? (
    <a href={address} rel="noreferrer nofollow">
      {label}
    </a>
  ) : (
    label
  )
}
