/** Two wordings of a clause taken apart into what is said in words and what stands in tables, each with its other half. */
import { diffArrays } from 'diff'

export interface Cell {
  readonly before: string | undefined
  readonly after: string | undefined
}

export interface TableRow {
  readonly kind: 'same' | 'changed' | 'added' | 'removed'
  readonly cells: readonly Cell[]
}

export type Difference =
  | { readonly kind: 'words'; readonly before: string; readonly after: string }
  | { readonly kind: 'table'; readonly head: readonly Cell[]; readonly rows: readonly TableRow[] }

interface Piece {
  readonly isTable: boolean
  readonly lines: readonly string[]
}

export function differences(before: string, after: string): Difference[] {
  const alike = (a: Piece, b: Piece) => a.isTable === b.isTable
  const pieces = matched(piecesOf(before), piecesOf(after), alike, alike)
  return pieces.map(([old, fresh]) =>
    (fresh ?? old)?.isTable
      ? tableOf(cellsOf(old), cellsOf(fresh))
      : { kind: 'words', before: wordsOf(old), after: wordsOf(fresh) },
  )
}

const isRow = (line: string) => /^\s*\|.*\|\s*$/.test(line)

function piecesOf(text: string): Piece[] {
  const pieces: { isTable: boolean; lines: string[] }[] = []
  for (const line of text.trim().split(/\r?\n/)) {
    const last = pieces.at(-1)
    // A blank line beside a table is the table's margin.
    if (last?.isTable && line.trim() === '') continue
    if (last && last.isTable === isRow(line)) last.lines.push(line)
    else pieces.push({ isTable: isRow(line), lines: [line] })
  }
  return pieces
}

/** What a reader sees: without the marks of headings and of blocks of formulas. */
const wordsOf = (piece: Piece | undefined) =>
  (piece?.lines ?? [])
    .filter((line) => !/^\s*```/.test(line))
    .join('\n')
    .replace(/^#{1,6}\s+/gm, '')
    .trim()

/** The head first; the line of dashes below it is no row. */
const cellsOf = (piece: Piece | undefined): string[][] =>
  (piece?.lines ?? [])
    .filter((line) => !/^[\s|:-]+$/.test(line))
    .map((line) =>
      line
        .trim()
        .slice(1, -1)
        .split(/(?<!\\)\|/)
        .map((cell) => cell.trim().replaceAll('\\|', '|')),
    )

function tableOf([oldHead = [], ...old]: string[][], [freshHead = [], ...fresh]: string[][]): Difference {
  const columns = matched(
    oldHead.map((name, at) => ({ name, at })),
    freshHead.map((name, at) => ({ name, at })),
    (a, b) => a.name === b.name,
  )
  const across = (a: readonly string[] | undefined, b: readonly string[] | undefined): Cell[] =>
    columns.map(([mine, theirs]) => ({ before: a && mine && a[mine.at], after: b && theirs && b[theirs.at] }))
  const rows = matched(old, fresh, (a, b) => a.join('|') === b.join('|'), isThatRow)
  return {
    kind: 'table',
    head: across(oldHead, freshHead),
    rows: rows.map(([a, b]) => {
      const cells = across(a, b)
      const isSame = cells.every((cell) => cell.before === cell.after)
      return { kind: a ? (b ? (isSame ? 'same' : 'changed') : 'removed') : 'added', cells }
    }),
  }
}

/** By its first cell; or by another, when no row of the new ones has that first cell. */
function isThatRow(
  old: readonly string[],
  fresh: readonly string[],
  all: readonly (readonly string[])[],
): boolean {
  if (old[0] === fresh[0]) return true
  return !all.some(([first]) => first === old[0]) && old.some((cell, at) => cell === fresh[at])
}

type Match<T> = readonly [T | undefined, T | undefined]

/** What is the same keeps its partner; of what was exchanged in one place, each takes the other that is like it. */
function matched<T>(
  old: readonly T[],
  fresh: readonly T[],
  same: (a: T, b: T) => boolean,
  like: (a: T, b: T, all: readonly T[]) => boolean = () => true,
): Match<T>[] {
  const found: Match<T>[] = []
  const [left, right] = [[...old], [...fresh]]
  let waiting: T[] = []
  const settle = () => {
    found.push(...waiting.map((one): Match<T> => [one, undefined]))
    waiting = []
  }
  for (const { added, removed, count } of diffArrays([...old], [...fresh], { comparator: same })) {
    if (removed) {
      settle()
      waiting = left.splice(0, count)
    } else if (added) {
      const all = right.splice(0, count)
      for (const one of all) {
        const at = waiting.findIndex((other) => like(other, one, all))
        // What stood before its partner and has none comes first.
        if (at >= 0) found.push(...waiting.splice(0, at).map((gone): Match<T> => [gone, undefined]))
        found.push([at >= 0 ? waiting.shift() : undefined, one])
      }
      settle()
    } else {
      settle()
      const kept = left.splice(0, count)
      found.push(...right.splice(0, count).map((one, i): Match<T> => [kept[i], one]))
    }
  }
  settle()
  return found
}
