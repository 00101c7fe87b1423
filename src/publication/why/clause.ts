/** The words of a clause, in parts a page can set, with the formula in question marked. X-1, M-6.2. */
import type { CheckedDefinition, PolicyDocument } from '../../language/index.ts'

export interface ClausePart {
  readonly kind: 'words' | 'formula' | 'table'
  readonly text: string
  /** Of a formula: where in `text` the definition in question stands. */
  readonly marked: readonly [from: number, to: number] | null
}

export interface ClauseText {
  readonly title: string
  readonly parts: readonly ClausePart[]
}

/** Undefined when the document has no such clause. */
export function clauseText(
  { text, clauses }: PolicyDocument,
  at: number,
  definition?: CheckedDefinition,
): ClauseText | undefined {
  const clause = clauses[at]
  if (!clause) return undefined
  const parts: ClausePart[] = []
  let place = clause.from
  let fence: { from: number; lines: string[] } | undefined
  const words: { lines: string[]; table: boolean } = { lines: [], table: false }
  const flush = () => {
    const body = words.lines.join('\n').trim()
    if (body !== '') parts.push({ kind: words.table ? 'table' : 'words', text: body, marked: null })
    words.lines = []
  }
  for (const line of text.slice(clause.from, clause.to).split('\n')) {
    const begin = place
    place += line.length + 1
    if (fence && /^\s*```/.test(line)) {
      parts.push(formulaPart(fence.lines.join('\n'), fence.from, definition))
      fence = undefined
    } else if (fence) fence.lines.push(line)
    else if (/^\s*```/.test(line)) {
      flush()
      fence = { from: begin + line.length + 1, lines: [] }
    } else if (begin !== clause.from) {
      const table = /^\s*\|/.test(line)
      if (table !== words.table || line.trim() === '') flush()
      words.table = table
      words.lines.push(line)
    }
  }
  flush()
  return { title: clause.title, parts }
}

function formulaPart(text: string, from: number, definition: CheckedDefinition | undefined): ClausePart {
  const span = definition && { from: definition.name.from - from, to: definition.formula.to - from }
  const marked = span && span.from >= 0 && span.to <= text.length ? ([span.from, span.to] as const) : null
  return { kind: 'formula', text, marked }
}
