/** What is missing or late in a month, counted from its sheet. */
import { enterable, indicators, type Row, type Sheet } from './data.ts'

export const gapsOf = (row: Row) =>
  enterable.filter((id) => {
    const cell = row.cells[id]
    return cell?.open === true && cell.entered === null
  })

/** A ratio below one, by its form. */
const below = (measure: string | null | undefined) => typeof measure === 'string' && /^0(\.|$)/.test(measure)

export const papersMissing = (row: Row) => row.kind === 'selling' && below(row.cells.papers?.measure)

export const workMissing = (row: Row) =>
  row.kind === 'selling' && row.leftOn === null && (row.work.daily === null || row.work.weekly === null)

/** A department may have rated that does so no longer. */
export const ratingsMissing = ({ ratings }: Row) =>
  ratings ? Math.max(0, ratings.expected - ratings.given) : 0

export interface MonthCounts {
  readonly gaps: number
  readonly overrides: number
  readonly papers: number
  readonly work: number
  readonly ratings: number
  readonly raises: number
}

export function countsOf({ rows }: Sheet): MonthCounts {
  const sum = (of: (row: Row) => number) => rows.reduce((total, row) => total + of(row), 0)
  return {
    gaps: sum((row) => gapsOf(row).length),
    overrides: sum((row) => enterable.filter((id) => row.cells[id]?.overrides).length),
    papers: sum((row) => (papersMissing(row) ? 1 : 0)),
    work: sum((row) => (workMissing(row) ? 1 : 0)),
    ratings: sum(ratingsMissing),
    raises: sum((row) => (row.raise && row.raise.approvedBy === null ? 1 : 0)),
  }
}

/** Of the scores there should be, how many there are: as a ratio in decimal text. */
export function completeness({ rows }: Sheet): string {
  let wanted = 0
  let there = 0
  for (const row of rows) {
    for (const id of indicators) {
      const cell = row.cells[id]
      if (!cell || id === 'cooperation') continue
      wanted += 1
      if (cell.score !== null && !(cell.open && cell.entered === null)) there += 1
    }
    if (row.ratings) {
      wanted += row.ratings.expected
      there += row.ratings.given
    }
  }
  return wanted === 0 ? '0' : String(Math.floor((there * 1000) / wanted) / 1000)
}
