/**
 * Reads the examples of a page of the language reference.
 *
 * A ````制度 block is a whole policy. Behind it stand tables captioned 记录：订单, 结果：员工（2026-10）, 问题 and
 * 写错：员工 (a line to add, and what the checker says to it), and 提示： with a text block: what the checker says
 * to the policy itself.
 */
import { plainValue } from '../cases/values.ts'

interface Table {
  readonly headings: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

export interface Example {
  readonly page: string
  readonly line: number
  readonly text: string
  readonly records: Map<string, Table>
  readonly results: { readonly object: string; readonly period: string; readonly table: Table }[]
  readonly problems: { readonly period: string; readonly table: Table }[]
  readonly mistakes: { readonly object: string; readonly formula: string; readonly says: string }[]
  /** What the checker says, one line each; undefined when it must have nothing to say. */
  says: string | undefined
}

const fence = /^````制度\n([\s\S]*?)^````$|^(`{3,})text\n([\s\S]*?)^\2$/gm
const caption = /^(记录|结果|问题|写错)(?:：([^\s（]+))?(?:（(.+?)）)?$/

export function examplesIn(page: string, text: string): Example[] {
  const examples: Example[] = []
  let from = 0
  for (const match of text.matchAll(fence)) {
    collectTables(text.slice(from, match.index), examples.at(-1))
    from = match.index + match[0].length
    const [, policy, , says] = match
    const line = text.slice(0, match.index).split('\n').length
    if (policy !== undefined) examples.push(newExample(page, line, policy))
    else if (/提示：\s*$/.test(text.slice(0, match.index))) addSays(examples.at(-1), says ?? '')
  }
  collectTables(text.slice(from), examples.at(-1))
  return examples
}

function newExample(page: string, line: number, text: string): Example {
  const empty = { records: new Map<string, Table>(), results: [], problems: [], mistakes: [] }
  return { page, line, text, ...empty, says: undefined }
}

function addSays(example: Example | undefined, says: string): void {
  if (example) example.says = says.trim()
}

function collectTables(text: string, example: Example | undefined): void {
  const paragraphs = text.split(/\n\s*\n/).map((paragraph) => paragraph.trim())
  for (const [i, paragraph] of paragraphs.entries()) {
    const match = caption.exec(paragraph)
    const next = paragraphs[i + 1]
    if (!match || !next?.startsWith('|')) continue
    const [, kind = '', object = '', period = '2026-10'] = match
    if (!example) throw new Error(`a table without an example: ${paragraph}`)
    add(example, kind, object, period, tableOf(next))
  }
}

function add(example: Example, kind: string, object: string, period: string, table: Table): void {
  if (kind === '记录') example.records.set(object, table)
  else if (kind === '结果') example.results.push({ object, period, table: plain(table) })
  else if (kind === '问题') example.problems.push({ period, table })
  else
    for (const [formula = '', says = ''] of table.rows)
      example.mistakes.push({ object, formula: formula.replace(/^`+ ?| ?`+$/g, ''), says })
}

/** Numbers as results have them; — stands for a value that a problem took away. */
function plain({ headings, rows }: Table): Table {
  return { headings, rows: rows.map((row) => row.map((cell) => (cell === '—' ? '' : plainValue(cell)))) }
}

function tableOf(text: string): Table {
  const [headings = [], , ...rows] = text.split('\n').map((row) =>
    row
      .replace(/^\||\|$/g, '')
      .split('|')
      .map((cell) => cell.trim()),
  )
  return { headings, rows }
}
