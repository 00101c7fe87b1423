/** What each cell of the sheets shows. */

import { percentOf } from '../../components/figures.ts'
import type { GridCell, GridColumn } from '../../components/grid/grid-types.ts'
import type { Overview, Pending } from './autosave.ts'
import { cellKey } from './autosave.ts'
import { enterable, type Indicator, indicators, type Row, type ScoreCell, shownScore } from './data.ts'
import { faultOf } from './save-state.tsx'
import { short, splitPair } from './score.ts'
import type { ReviewTexts } from './texts.ts'

export const isIndicator = (key: string): key is Indicator => indicators.some((own) => own === key)

/** On a phone what somebody got comes first, and where they work last. */
export function scoreColumns(t: ReviewTexts, narrow = false): GridColumn[] {
  const name: GridColumn = {
    key: 'name',
    title: t('column.name'),
    width: narrow ? 104 : 124,
    heads: true,
  }
  const place: GridColumn[] = [
    { key: 'unit', title: t('column.unit'), width: 100 },
    { key: 'position', title: t('column.position'), width: 92 },
  ]
  const result: GridColumn[] = [
    { key: 'total', title: t('column.total'), width: 76, align: 'end' },
    { key: 'rate', title: t('column.rate'), width: 92, align: 'end' },
  ]
  const scores: GridColumn[] = [
    ...indicators.map((key) => ({
      key,
      title: t(`column.${key}`),
      note: t(`weight.${key}`),
      width: key === 'company' ? 108 : 92,
      align: 'end' as const,
      editable: enterable.includes(key),
    })),
    { key: 'raise', title: t('column.raise'), width: 76, align: 'end' },
  ]
  return narrow ? [name, ...result, ...scores, ...place] : [name, ...place, ...scores, ...result]
}

export interface CellContext {
  readonly t: ReviewTexts
  readonly pending: Overview
  readonly mayEdit: boolean
}

const tones = {
  waiting: 'saving',
  saving: 'saving',
  late: 'saving',
  incomplete: 'warn',
  invalid: 'wrong',
  refused: 'wrong',
  conflict: 'wrong',
} as const

export function pendingCell(t: ReviewTexts, cell: Pending, text: string): GridCell {
  const needs = cell.standing !== 'waiting' && cell.standing !== 'saving' && cell.standing !== 'late'
  return { text, tone: tones[cell.standing], editable: true, ...(needs ? { about: faultOf(t, cell) } : {}) }
}

export function scoreCell({ t, pending, mayEdit }: CellContext, row: Row, column: string): GridCell {
  if (isIndicator(column)) {
    const cell = row.cells[column]
    if (!cell) return { text: '' }
    const own = pending.cells.get(cellKey(row.number, column))
    if (own) return pendingCell(t, own, own.value)
    if (column === 'cooperation') return cooperation(t, row, cell)
    return indicatorCell(t, cell, mayEdit && enterable.includes(column))
  }
  return plainCell(t, row, column)
}

function indicatorCell(t: ReviewTexts, cell: ScoreCell, mayEdit: boolean): GridCell {
  if (cell.overrides)
    return { text: cell.entered ?? '', tone: 'warn', editable: mayEdit, about: t('about.overrides') }
  if (cell.entered !== null) {
    const about = cell.enteredBy ? t('about.entered', { by: cell.enteredBy }) : t('about.enteredPlain')
    return { text: cell.entered, tone: 'entered', editable: mayEdit && cell.open, about }
  }
  if (cell.open) return { text: '', tone: 'gap', editable: mayEdit, about: t('about.gap') }
  if (cell.score === null) return { text: '', shown: '—' }
  const measure = cell.measure === null ? undefined : percentOf(short(cell.measure, 4))
  const about = measure ? t('about.computedBy', { measure }) : t('about.computed')
  return { text: short(shownScore(cell)), tone: 'computed', about }
}

function cooperation(t: ReviewTexts, { ratings }: Row, cell: ScoreCell): GridCell {
  const text = short(cell.score)
  if (!ratings) return { text, tone: 'computed', about: t('about.computed') }
  const missing = ratings.given < ratings.expected
  return { text, tone: missing ? 'warn' : 'computed', about: t('about.ratings', ratings) }
}

function plainCell(t: ReviewTexts, row: Row, column: string): GridCell {
  if (column === 'name')
    return {
      text: `${row.name} ${row.number}`,
      ...(row.leftOn ? { about: t('about.left', { on: row.leftOn }) } : {}),
    }
  if (column === 'unit') return { text: row.unit ?? '' }
  if (column === 'position') return { text: row.position ?? '' }
  if (column === 'total') return { text: short(row.total), tone: 'computed' }
  if (column === 'rate')
    return { text: row.rate === null ? '—' : percentOf(short(row.rate, 4)), tone: 'computed' }
  if (column !== 'raise' || !row.raise) return { text: '' }
  const waiting = row.raise.approvedBy === null
  return {
    text: `+${row.raise.points}`,
    tone: waiting ? 'warn' : 'plain',
    about: waiting ? `${t('about.waiting')}：${row.raise.reason}` : row.raise.reason,
  }
}

/** Waits for an entry of somebody who looks at this sheet. */
export function isScoreGap(pending: Overview, row: Row, column: string): boolean {
  if (!isIndicator(column)) return false
  const cell = row.cells[column]
  const own = pending.cells.get(cellKey(row.number, column))
  if (own)
    return (
      own.value === '' ||
      own.standing === 'invalid' ||
      own.standing === 'refused' ||
      own.standing === 'conflict'
    )
  return cell?.open === true && cell.entered === null
}

export const workKeys = ['dailyDue', 'dailyDone', 'weeklyDue', 'weeklyDone'] as const
export type WorkKey = (typeof workKeys)[number]
export const isWorkKey = (key: string): key is WorkKey => workKeys.some((own) => own === key)
export const kindOf = (key: WorkKey): 'daily' | 'weekly' => (key.startsWith('daily') ? 'daily' : 'weekly')
export const isDone = (key: WorkKey) => key.endsWith('Done')

export function workColumns(t: ReviewTexts): GridColumn[] {
  return [
    { key: 'name', title: t('column.name'), width: 132, heads: true },
    { key: 'unit', title: t('column.unit'), width: 120 },
    { key: 'position', title: t('column.position'), width: 100 },
    ...workKeys.map((key) => ({
      key,
      title: t(`column.${key}`),
      width: 92,
      align: 'end' as const,
      editable: true,
    })),
  ]
}

/** `done/due` as typed or as stored. */
export function pairOf(pending: Overview, row: Row, kind: 'daily' | 'weekly'): string {
  const stored = row.work[kind]
  return (
    pending.cells.get(cellKey(row.number, kind))?.value ?? (stored ? `${stored.done}/${stored.due}` : '/')
  )
}

export function workCell({ t, pending, mayEdit }: CellContext, row: Row, column: string): GridCell {
  if (!isWorkKey(column)) return plainCell(t, row, column)
  const kind = kindOf(column)
  const [done, due] = splitPair(pairOf(pending, row, kind))
  const text = isDone(column) ? done : due
  const own = pending.cells.get(cellKey(row.number, kind))
  if (own) return pendingCell(t, own, text)
  const short = done !== '' && Number(done) < Number(due)
  const tone = text === '' && row.kind === 'selling' ? 'gap' : short && isDone(column) ? 'warn' : 'entered'
  return { text, tone, editable: mayEdit }
}

export function isWorkGap(pending: Overview, row: Row, column: string): boolean {
  if (!isWorkKey(column) || row.kind !== 'selling') return false
  const [done, due] = splitPair(pairOf(pending, row, kindOf(column)))
  return (isDone(column) ? done : due) === ''
}
