/** Says in words what is wrong where the grammar found an error. */
import type { SyntaxNode } from '@lezer/common'
import type { Report } from '../issues/issue.ts'

const fixes: readonly [RegExp, string][] = [
  [/^[０-９．]+$/, 'number'],
  [/^[—–]+$/, '-'],
  [/^。$/, '，'],
  [/^[；;]$/, '，'],
]

/** Reports one error node of the tree. `offset` is where the parsed text starts in the document. */
export function diagnose(error: SyntaxNode, text: string, offset: number, report: Report): void {
  const from = error.from + offset
  const found = text.slice(error.from, error.to)
  if (found === '') {
    const at = endOfContent(text, error.from) + offset
    report('syntax-incomplete', { from: at, to: at })
    return
  }
  const span = { from, to: error.to + offset }
  const fix = fixes.find(([pattern]) => pattern.test(found.trim()))
  if (fix) {
    const suggestion = fix[1] === 'number' ? found.normalize('NFKC') : fix[1]
    report('syntax-character', span, { found }, { suggestion })
  } else if (/^[0-9]/.test(found) || /[0-9]$/.test(text.slice(0, error.from))) {
    report('syntax-name-digit', span, { found })
  } else if (/^[\p{L}_0-9“"]/u.test(found) && follows(error)) {
    report('syntax-operator-missing', span, { found })
  } else report('syntax-unexpected', span, { found })
}

function follows(error: SyntaxNode): boolean {
  return error.prevSibling !== null || error.parent?.name === 'Formula'
}

/** The end of the last word before an offset, so that a caret stands at the text and not in a blank. */
export function endOfContent(text: string, offset: number): number {
  return text.slice(0, offset).trimEnd().length
}
