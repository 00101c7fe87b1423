import type { Span } from '../syntax/nodes.ts'
import { messages } from './messages.ts'

/** What is wrong or doubtful in a document. Text comes from one table, see `messages.ts`. */
export interface Issue extends Span {
  readonly code: IssueCode
  readonly severity: 'error' | 'warning'
  readonly values: Readonly<Record<string, string>>
  /** A name or text that probably was meant. */
  readonly suggestion?: string
  /** Other places that belong to this issue, such as the definitions of a circle. */
  readonly related?: readonly Span[]
}

export type IssueCode = keyof typeof messages

export type Report = (
  code: IssueCode,
  span: Span,
  values?: Record<string, string>,
  more?: { suggestion?: string | undefined; related?: readonly Span[]; severity?: 'warning' },
) => void

/** A list of issues and the function that adds to it. What is read twice is reported once. */
export function collector(): { issues: Issue[]; report: Report } {
  const issues: Issue[] = []
  const seen = new Set<string>()
  const report: Report = (code, span, values = {}, more = {}) => {
    const identity = JSON.stringify([code, span.from, span.to, values])
    if (seen.has(identity)) return
    seen.add(identity)
    issues.push({
      code,
      severity: more.severity ?? 'error',
      from: span.from,
      to: span.to,
      values,
      ...(more.suggestion === undefined ? {} : { suggestion: more.suggestion }),
      ...(more.related === undefined ? {} : { related: more.related }),
    })
  }
  return { issues, report }
}

/** The Chinese sentence for an issue, with the suggestion when there is one. */
export function describe(issue: Issue): string {
  const text = messages[issue.code].text.replace(/\{(\w+)\}/g, (_, name: string) => issue.values[name] ?? '')
  return issue.suggestion === undefined ? text : `${text}是否想写“${issue.suggestion}”？`
}

/** The page of the language reference that explains an issue, relative to `docs/language/`. */
export function reference(issue: Issue): string {
  return messages[issue.code].page
}
