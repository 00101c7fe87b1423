/**
 * Reads, checks and explains the document being written, beside the page: a long policy takes longer to check than a
 * key may take. Keeps the document as last read; what it answers is plain data.
 */
import { check, describe, type Program, type Vocabulary } from '../../../../src/language/index.ts'
import type { Language } from '../../../i18n.ts'
import { completions } from '../language/complete.ts'
import { explanationAt } from '../language/explain.ts'

let words: Vocabulary | undefined
let latest: Program | undefined

const tasks = {
  learn(vocabulary: Vocabulary) {
    words = vocabulary
  },
  check(text: string) {
    if (!words) throw new Error('the words come first')
    const { issues, read } = check(text, words)
    latest = read
    return {
      text,
      clauses: read.document.clauses.map(({ title, from, level }) => ({ title, from, level })),
      issues: issues.map((issue) => {
        const { from, to, severity, suggestion } = issue
        return { from, to, severity, suggestion, message: describe(issue) }
      }),
    }
  },
  complete: (text: string, position: number, language: Language) =>
    latest && completions(latest, text, position, language),
  explain: (text: string, position: number, language: Language) =>
    latest && explanationAt(latest, text, position, language),
}

export type Tasks = typeof tasks

interface Order {
  readonly id: number
  readonly task: keyof Tasks
  readonly given: readonly unknown[]
}

self.addEventListener('message', ({ data: { id, task, given } }: MessageEvent<Order>) => {
  try {
    const result = (tasks[task] as (...given: readonly unknown[]) => unknown)(...given)
    self.postMessage({ id, result })
  } catch (error) {
    self.postMessage({ id, error: String(error) })
  }
})
