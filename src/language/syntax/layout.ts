/**
 * Layout: an object heading stands at the margin, its definitions are indented, and a formula goes on
 * over every line that is indented deeper than its first line.
 *
 * Where a line ends in the middle of a formula, an empty token says what is missing there. An
 * unfinished formula therefore never swallows the definitions below it.
 */
import { ContextTracker, ExternalTokenizer, type InputStream, type Stack } from '@lezer/lr'
import { lineBreak, MissingClose, MissingOperand, sectionBreak } from './parser.terms.generated.ts'

const newline = 10
const carriageReturn = 13
const slash = 47
const blanks = new Set([32, 9, 0x3000, 0xa0])

/** Context: the indentation of the current definition's first line; 0 directly below a heading. */
export const layout = new ContextTracker<number>({
  start: 0,
  shift(indent, term, stack, input) {
    if (term === sectionBreak) return 0
    return term === lineBreak ? indentBefore(input, stack) : indent
  },
  hash: (indent) => indent,
})

export const layoutTokens = new ExternalTokenizer(
  (input, stack) => {
    const ended = input.next < 0
    if (!ended && input.next !== newline && input.next !== carriageReturn) return
    const next = nextLine(input)
    const indent = stack.context as number
    if (next && next.indent > 0 && indent > 0 && next.indent > indent) return
    if (stack.canShift(MissingOperand)) input.acceptToken(MissingOperand)
    else if (stack.canShift(MissingClose)) input.acceptToken(MissingClose)
    else if (next) input.acceptToken(next.indent === 0 ? sectionBreak : lineBreak, next.offset)
  },
  { contextual: true },
)

/** Where the next line with content starts, counted from here, and how deep it is indented. */
function nextLine(input: InputStream): { offset: number; indent: number } | undefined {
  let offset = 0
  for (;;) {
    let indent = 0
    while (input.peek(offset) === newline || input.peek(offset) === carriageReturn) offset += 1
    while (blanks.has(input.peek(offset + indent))) indent += 1
    const first = input.peek(offset + indent)
    if (first < 0) return undefined
    const comment = first === slash && input.peek(offset + indent + 1) === slash
    if (!comment && first !== newline && first !== carriageReturn) return { offset: offset + indent, indent }
    offset += indent
    while (input.peek(offset) !== newline && input.peek(offset) >= 0) offset += 1
  }
}

/** The indentation that a line break token, just read, ends with. */
function indentBefore(input: InputStream, stack: Stack): number {
  let length = 0
  const end = stack.pos - input.pos
  while (blanks.has(input.peek(end - 1 - length))) length += 1
  return length
}
