/**
 * Layout: an object heading stands at the margin, its definitions are indented, and a formula goes on
 * over every line that is indented deeper than its first line, unless that line begins a definition.
 *
 * Where a line ends in the middle of a formula, an empty token says what is missing there. An
 * unfinished formula therefore never swallows the definitions below it.
 */
import { ContextTracker, ExternalTokenizer, type InputStream, type Stack } from '@lezer/lr'
import {
  lineBreak,
  MissingBracket,
  MissingClose,
  MissingColon,
  MissingOperand,
  sectionBreak,
} from './parser.terms.generated.ts'

const newline = 10
const carriageReturn = 13
const tab = 9
const slash = 47
const blanks = new Set([32, tab, 0x3000, 0xa0])
/** A tab reaches to the next multiple of this. */
const tabWidth = 4

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
    if (next && indent > 0 && next.indent > indent && !(next.defines && stack.canShift(lineBreak))) return
    if (next && indent === 0 && next.indent > 0 && stack.canShift(MissingColon))
      input.acceptToken(MissingColon)
    else if (stack.canShift(MissingOperand)) input.acceptToken(MissingOperand)
    else if (stack.canShift(MissingClose)) input.acceptToken(MissingClose)
    else if (stack.canShift(MissingBracket)) input.acceptToken(MissingBracket)
    else if (next) input.acceptToken(next.indent === 0 ? sectionBreak : lineBreak, next.offset)
  },
  { contextual: true },
)

interface NextLine {
  /** Where its content starts, counted from here. */
  readonly offset: number
  readonly indent: number
  /** It begins like `名称 =` or `名称:`. */
  readonly defines: boolean
}

/** The next line with content. */
function nextLine(input: InputStream): NextLine | undefined {
  let offset = 0
  for (;;) {
    while (isLineEnd(input.peek(offset))) offset += 1
    const start = offset
    while (blanks.has(input.peek(offset))) offset += 1
    const first = input.peek(offset)
    if (first < 0) return undefined
    const comment = first === slash && input.peek(offset + 1) === slash
    if (!comment && !isLineEnd(first))
      return { offset, indent: widthOf(input, start, offset), defines: defines(input, offset) }
    while (!isLineEnd(input.peek(offset)) && input.peek(offset) >= 0) offset += 1
  }
}

function isLineEnd(code: number): boolean {
  return code === newline || code === carriageReturn
}

function widthOf(input: InputStream, from: number, to: number): number {
  let width = 0
  for (let at = from; at < to; at += 1)
    width = input.peek(at) === tab ? width + tabWidth - (width % tabWidth) : width + 1
  return width
}

function defines(input: InputStream, from: number): boolean {
  let at = from
  while (/[\p{L}\p{N}_]/u.test(charAt(input, at))) at += 1
  if (at === from) return false
  while (blanks.has(input.peek(at))) at += 1
  const sign = charAt(input, at)
  return '=＝'.includes(sign) ? !'=＝'.includes(charAt(input, at + 1)) : ':：'.includes(sign)
}

/** The character at an offset; a blank at the end of the text. */
function charAt(input: InputStream, offset: number): string {
  const code = input.peek(offset)
  return code < 0 ? ' ' : String.fromCharCode(code)
}

/** The indentation that a line break token, just read, ends with. */
function indentBefore(input: InputStream, stack: Stack): number {
  let length = 0
  const end = stack.pos - input.pos
  while (blanks.has(input.peek(end - 1 - length))) length += 1
  return widthOf(input, end - length, end)
}
