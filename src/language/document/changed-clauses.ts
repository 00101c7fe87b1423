/** What differs between two documents, clause by clause. */
import { collector } from '../issues/issue.ts'
import { readDocument } from './document.ts'

interface Part {
  /** The heading; empty for what stands above the first one. */
  readonly title: string
  readonly text: string
  readonly from: number
  readonly to: number
}

export interface ClauseChange {
  readonly title: string
  /** The whole clause with its heading; undefined when it is new or was taken away. */
  readonly before: string | undefined
  readonly after: string | undefined
}

function partsOf(text: string): Part[] {
  const { clauses } = readDocument(text, collector().report)
  const first = clauses[0]?.from ?? text.length
  const head = { title: '', text: text.slice(0, first), from: 0, to: first }
  return [head, ...clauses.map(({ title, from, to }) => ({ title, text: text.slice(from, to), from, to }))]
}

/** 第三条 可以调整的约定 without its number: a clause that only moved is still the same clause. */
const bare = (title: string) => title.replace(/^第[一二三四五六七八九十百零\d]+[章条节款]\s*/, '')

interface Pair {
  readonly before: Part | undefined
  readonly after: Part | undefined
}

/** By title first, then by title without its number, each clause once; in the order of the later document. */
function pairs(before: string, after: string): Pair[] {
  const old = partsOf(before)
  const fresh = partsOf(after)
  const found = new Map<Part, Part>()
  const taken = new Set<Part>()
  for (const same of [(a: Part, b: Part) => a.title === b.title, sameName]) {
    for (const part of fresh) {
      const match = found.has(part) ? undefined : old.find((other) => !taken.has(other) && same(part, other))
      if (!match) continue
      found.set(part, match)
      taken.add(match)
    }
  }
  const result: Pair[] = fresh.map((part) => ({ before: found.get(part), after: part }))
  for (const part of old) {
    if (taken.has(part)) continue
    const previous = old[old.indexOf(part) - 1]
    const at = result.findIndex((pair) => pair.before === previous)
    result.splice(at + 1, 0, { before: part, after: undefined })
  }
  return result
}

function sameName(a: Part, b: Part): boolean {
  return a.title !== '' && bare(a.title) !== '' && bare(a.title) === bare(b.title)
}

/** Clauses that were added, taken away or reworded; blanks at their ends do not count. */
export function changedClauses(before: string, after: string): ClauseChange[] {
  return pairs(before, after)
    .filter((pair) => pair.before?.text.trimEnd() !== pair.after?.text.trimEnd())
    .map((pair) => ({
      title: pair.after?.title ?? pair.before?.title ?? '',
      before: pair.before?.text,
      after: pair.after?.text,
    }))
}

/** The earlier document with one clause as it is in the later one: what that change does by itself. */
export function withOneChange(before: string, after: string, title: string): string {
  const all = pairs(before, after)
  const at = all.findIndex((pair) => (pair.after?.title ?? pair.before?.title) === title)
  const pair = all[at]
  if (!pair) return before
  if (pair.before)
    return before.slice(0, pair.before.from) + (pair.after?.text ?? '') + before.slice(pair.before.to)
  const previous = all.slice(0, at).findLast((other) => other.before)?.before
  const place = previous?.to ?? before.length
  return `${before.slice(0, place).trimEnd()}\n\n${pair.after?.text ?? ''}${before.slice(place)}`
}
