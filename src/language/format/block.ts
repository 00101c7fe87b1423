/** A `policy` block in normal form: its line breaks and comments stay, blanks and signs become uniform. */
import type { SyntaxNode } from '@lezer/common'
import { collector } from '../issues/issue.ts'
import { parser } from '../syntax/parser.generated.ts'
import { readPolicy } from '../syntax/read.ts'
import { spaceBetween, type Token, tokenOf } from './token.ts'

/** The formatted text of a block; as it is when it has a mistake, or should anything but its looks change. */
export function formatBlock(text: string): string {
  const before = meaningOf(text)
  if (before === undefined) return text
  const formatted = laidOut(text)
  return meaningOf(formatted) === before ? formatted : text
}

/** What a block says, wherever it stands; undefined when it has a mistake. */
function meaningOf(text: string): string | undefined {
  const { issues, report } = collector()
  const sections = readPolicy(text, 0, report)
  const plain = (key: string, value: unknown) => {
    if (key === 'from' || key === 'to') return undefined
    return typeof value === 'string' ? value.replace('％', '%') : value
  }
  return issues.length > 0 ? undefined : JSON.stringify(sections, plain)
}

function laidOut(text: string): string {
  const top = parser.parse(text).topNode
  const starts = startsOf(top)
  let from = 0
  const lines = text.split('\n').map((line) => {
    const tokens = tokensOf(top, text, from, from + line.length)
    from += line.length + 1
    return tokens
  })
  return layOut(lines, starts).join('\n')
}

/** Where headings and definitions begin. */
function startsOf(top: SyntaxNode): ReadonlyMap<number, 'heading' | 'definition'> {
  const starts = new Map<number, 'heading' | 'definition'>()
  top.cursor().iterate((ref) => {
    if (ref.name === 'Head') starts.set(ref.from, 'heading')
    if (ref.name === 'Line') starts.set(ref.from, 'definition')
    return ref.name === 'Policy' || ref.name === 'Section'
  })
  return starts
}

function tokensOf(top: SyntaxNode, text: string, from: number, to: number): Token[] {
  const tokens: Token[] = []
  let at = from
  while (at < to) {
    const blank = /^\s+/.exec(text.slice(at, to))
    if (blank) at += blank[0].length
    else {
      const token = tokenOf(top, text, at)
      tokens.push(token)
      at = token.to
    }
  }
  return tokens
}

function layOut(lines: readonly (readonly Token[])[], starts: ReturnType<typeof startsOf>): string[] {
  const out: string[] = []
  let depth = 0
  lines.forEach((tokens, i) => {
    const [first] = tokens
    if (!first) {
      if (out.length > 0 && out.at(-1) !== '' && lines.slice(i).some((line) => line.length > 0)) out.push('')
      return
    }
    const start =
      starts.get(first.from) ??
      (first.kind === 'comment' ? startBelow(lines.slice(i + 1), starts) : undefined)
    if (start) depth = 0
    out.push(' '.repeat(indentOf(start, depth, first)) + written(tokens))
    for (const token of tokens) depth += token.kind === 'open' ? 1 : token.kind === 'close' ? -1 : 0
  })
  return out
}

/** A comment stands like what it comes before; inside a formula or at the end, like what it follows. */
function startBelow(
  lines: readonly (readonly Token[])[],
  starts: ReturnType<typeof startsOf>,
): 'heading' | 'definition' | undefined {
  const next = lines.find((line) => line[0] && line[0].kind !== 'comment')?.[0]
  return next ? starts.get(next.from) : 'definition'
}

function indentOf(start: 'heading' | 'definition' | undefined, depth: number, first: Token): number {
  if (start) return start === 'heading' ? 0 : 2
  if (first.kind === 'close') return depth > 1 ? 6 + 4 * (depth - 2) : 4
  return 6 + 4 * Math.max(depth - 1, 0)
}

function written(tokens: readonly Token[]): string {
  return tokens
    .map((token, i) => {
      const before = tokens[i - 1]
      return `${before && spaceBetween(before, token) ? ' ' : ''}${token.text}`
    })
    .join('')
}
