/** One policy block in normal form: two spaces of indentation, one space around operators, one form of each sign. */
import { collector } from '../issues/issue.ts'
import { readPolicy } from '../syntax/read.ts'

/** The block unchanged when it has a syntax error, or when anything but its looks would change. */
export function formatBlock(text: string): string {
  const { issues, report } = collector()
  const before = meaning(text, report)
  if (issues.length > 0) return text
  const end = text.includes('\r\n') ? '\r\n' : '\n'
  // The block may stop between the two characters of a Windows line end.
  const tail = /[\r\n]*$/.exec(text)?.[0] ?? ''
  const formatted = lines(text.slice(0, text.length - tail.length).split(/\r?\n/)).join(end) + tail
  return meaning(formatted, report) === before && issues.length === 0 ? formatted : text
}

/** The syntax tree without positions. */
function meaning(text: string, report: Parameters<typeof readPolicy>[2]): string {
  return JSON.stringify(readPolicy(text, 0, report), (key, value) => {
    if (key === 'from' || key === 'to') return undefined
    return typeof value === 'string' ? sign(value) : value
  })
}

/** Indentation: headings at the margin, definitions by two, the rest of a formula by six and what it is deeper itself. */
function lines(source: readonly string[]): string[] {
  const result: string[] = []
  let definition = 0
  let continuation: number | undefined
  for (const line of source) {
    const indent = widthOf(/^[ \t\u3000\u00a0]*/.exec(line)?.[0] ?? '')
    const content = line.trim()
    if (content === '') {
      if (result.at(-1) !== '' || result.length === 0) result.push('')
      continue
    }
    const further = indent > 0 && definition > 0 && indent > definition
    if (!further) {
      definition = indent
      continuation = undefined
    } else if (!content.startsWith('//')) continuation ??= indent
    const depth = indent === 0 ? 0 : further ? 6 + Math.max(0, indent - (continuation ?? indent)) : 2
    result.push(' '.repeat(depth) + spaced(content))
  }
  return result
}

function widthOf(blank: string): number {
  return [...blank].reduce(
    (width, character) => (character === '\t' ? width + 4 - (width % 4) : width + 1),
    0,
  )
}

const token =
  /\/\/.*$|["“”][^"“”]*["“”]|'[^']*'|[‘’][^‘’]*[‘’]|「[^」]*」|\d{4}-\d{2}-\d{2}|\d+(?:[.．]\d+)?[\p{L}%％‰]*|[\p{L}_][\p{L}\d_]*|<>|!=|==|[>＞]=|[<＜]=|[＞＜]＝|[^\s\u3000\u00a0]/gu

const signs: Record<string, string> = {
  '（': '(',
  '）': ')',
  '，': ',',
  '、': ',',
  '：': ':',
  '［': '[',
  '］': ']',
  '【': '[',
  '】': ']',
  '．': '.',
  '＋': '+',
  '−': '-',
  '－': '-',
  '—': '-',
  '–': '-',
  '*': '×',
  '＊': '×',
  '/': '÷',
  '／': '÷',
  '＝': '=',
  '==': '=',
  '<>': '≠',
  '!=': '≠',
  '>=': '≥',
  '＞=': '≥',
  '＞＝': '≥',
  '＞': '>',
  '<=': '≤',
  '＜=': '≤',
  '＜＝': '≤',
  '＜': '<',
}

function sign(text: string): string {
  return signs[text] ?? text
}

const binary = new Set(['+', '-', '×', '÷', '=', '≠', '>', '<', '≥', '≤'])
const words = new Set(['且', '或', '非', '在', '不在', '全部'])

function spaced(content: string): string {
  let result = ''
  let before = ''
  let unary = false
  for (const [found] of content.matchAll(token)) {
    const now = found.length <= 2 ? sign(found) : found
    const gap = result !== '' && !unary && needsSpace(before, now)
    result += (gap ? ' ' : '') + now
    unary =
      (now === '-' || now === '+') &&
      (before === '' || binary.has(before) || '([,:'.includes(before) || words.has(before))
    before = now
  }
  return result
}

function needsSpace(before: string, now: string): boolean {
  if (now.startsWith('//')) return true
  if (['(', '[', '.'].includes(before) || [')', ']', '.', ',', ':'].includes(now)) return false
  if (now === '[') return false
  if (now === '(') return binary.has(before) || words.has(before) || before === ',' || before === ':'
  return true
}
