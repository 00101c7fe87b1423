/** Reads a document for what the law may object to. It proposes; a named person decides (law notes §7). */

import { readDocument } from '../../language/document/document.ts'
import { clauseAt, type PolicyDocument } from '../../language/index.ts'
import { collector } from '../../language/issues/issue.ts'
import { type LawCode, type LawLevel, provinces, ruleFor } from './rules.ts'
import { type Passage, type Sign, signsOf } from './signs.ts'

export interface LawWarning {
  /** Stays the same as long as the passage does: what was acknowledged. */
  readonly id: string
  readonly code: LawCode
  readonly level: LawLevel
  readonly region: string
  readonly articles: string
  readonly text: string
  readonly english: string
  readonly clause: string
  /** The words that gave rise to it; empty for what is missing from the whole. */
  readonly quote: string
  readonly from: number
  readonly to: number
}

export interface LawContext {
  /** Provinces with rules of their own where people work. */
  readonly regions: readonly string[]
  /** Today, or the day of publication. */
  readonly day: string
  /** What is known only when it is submitted; left out while writing. */
  readonly submitted?: {
    readonly consulted: boolean
    /** How many people get less in the last settled period. */
    readonly losers: number
  }
}

export function lintLaw(text: string, context: LawContext): LawWarning[] {
  const document = readDocument(text, collector().report)
  const signs = [...signsOf(passagesOf(document)), ...ofTheWhole(document, context)]
  const seen = new Map<string, number>()
  return signs
    .toSorted((a, b) => a.from - b.from || (a.code < b.code ? -1 : 1))
    .flatMap((sign) => {
      const rule = ruleFor(sign.code, context.regions, context.day)
      if (!rule) return []
      const { region, level, articles, text: sentence, english, code } = rule
      const quote = text.slice(sign.from, sign.to)
      const clause = sign.to > sign.from ? (clauseAt(document, sign.from)?.title ?? '') : ''
      const base = [code, region, clause, quote].join('|')
      const count = (seen.get(base) ?? 0) + 1
      seen.set(base, count)
      const { from, to } = sign
      const id = `${base}|${count}`
      return [{ id, code, level, region, articles, text: sentence, english, clause, quote, from, to }]
    })
}

/** Which provinces' own rules count, from where people work. */
export function regionsOf(workplaces: readonly string[]): string[] {
  return Object.entries(provinces).flatMap(([province, cities]) =>
    workplaces.some((place) => cities.some((city) => place.includes(city))) ? [province] : [],
  )
}

/** What is missing from a document, or follows from it as a whole. */
function ofTheWhole({ text, meta }: PolicyDocument, { day, submitted }: LawContext): Sign[] {
  const whole = (code: LawCode): Sign => ({ code, from: 0, to: 0 })
  const found: Sign[] = []
  if (meta.payable && !/最低工资/.test(text)) found.push(whole('LAW-03'))
  if (submitted && !submitted.consulted) found.push(whole('LAW-11'))
  if (submitted && submitted.losers > 0 && meta.from !== undefined && meta.from < day)
    found.push(whole('LAW-12'))
  return found
}

/**
 * Sentences of the prose, rows of tables, definitions with their formula. What a row is about often stands in the name of
 * its table or in a heading, which is put after it so that positions stay those of the row.
 */
function passagesOf(document: PolicyDocument): Passage[] {
  const { text, tables, sections } = document
  const taken = [...tables, ...sections].map(({ from, to }) => ({ from, to }))
  const rows = tables.flatMap((table) =>
    table.rows.flatMap((row): Passage[] => {
      const [first, last] = [row[0], row.at(-1)]
      return first && last
        ? [
            {
              from: first.from,
              to: last.to,
              text: `${text.slice(first.from, last.to)}\n${about(table)}`,
              kind: 'row',
            },
          ]
        : []
    }),
  )
  const lines = sections.flatMap(({ lines: own }) =>
    own.map(({ from, to }): Passage => ({ from, to, text: text.slice(from, to), kind: 'definition' })),
  )
  return [...sentences(text, taken, document), ...rows, ...lines]
}

function about(table: PolicyDocument['tables'][number]): string {
  return [table.name.text, ...table.headings.map((heading) => heading.text)].join(' ')
}

function sentences(
  text: string,
  taken: readonly { readonly from: number; readonly to: number }[],
  document: PolicyDocument,
): Passage[] {
  const body = document.clauses[0]?.from ?? 0
  return [...text.matchAll(/[^。！？!?\n]+/g)].flatMap((match): Passage[] => {
    const from = match.index
    const to = from + match[0].length
    const inside = from < body || taken.some((span) => from < span.to && to > span.from)
    return inside || match[0].trim() === '' ? [] : [{ from, to, text: match[0], kind: 'sentence' }]
  })
}
