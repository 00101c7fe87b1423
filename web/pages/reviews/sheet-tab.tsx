/** The month as a sheet: scores, or counts of work records. */
import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Input } from 'antd'
import { useMemo, useRef, useState } from 'react'
import { post } from '../../api.ts'
import { useSession } from '../../app/session.ts'
import { Grid, type GridHandle } from '../../components/grid/grid.tsx'
import type { GridEdit } from '../../components/grid/grid-types.ts'
import { periodOf } from '../../components/period-text.tsx'
import { useNarrow } from '../../components/use-narrow.ts'
import { useTexts } from '../../i18n.ts'
import type { Pending } from './autosave.ts'
import { enterable, type Row, type Saved, type Sheet, sheetQuery } from './data.ts'
import { patchSheet } from './patch.ts'
import styles from './reviews.module.css'
import { Attention, SaveState } from './save-state.tsx'
import { checkPair, checkScore, splitPair } from './score.ts'
import {
  type CellContext,
  isDone,
  isIndicator,
  isScoreGap,
  isWorkGap,
  isWorkKey,
  kindOf,
  pairOf,
  scoreCell,
  scoreColumns,
  workCell,
  workColumns,
} from './sheet-cells.ts'
import { type ReviewTexts, useReviewTexts } from './texts.ts'
import { useAutosave } from './use-autosave.ts'

interface Props {
  readonly sheet: Sheet
  readonly kind: 'scores' | 'work'
  readonly onOpen: (person: string) => void
}

export function SheetTab({ sheet, kind, onOpen }: Props) {
  const t = useReviewTexts()
  const common = useTexts()
  const { message } = App.useApp()
  const { autosave, pending } = useSheetAutosave(sheet.month)
  const [find, setFind] = useState('')
  const grid = useRef<GridHandle>(null)
  const narrow = useNarrow()
  const columns = useMemo(
    () => (kind === 'scores' ? scoreColumns(t, narrow) : workColumns(t)),
    [kind, t, narrow],
  )
  const rows = useMemo(() => rowsOf(sheet, kind, find), [sheet, kind, find])
  const mayEdit = sheet.may.edit && sheet.state !== 'reviewed'
  const context: CellContext = { t, pending, mayEdit }
  const cell = (row: Row, column: string) => (kind === 'scores' ? scoreCell : workCell)(context, row, column)
  const isGap = (row: Row, column: string) =>
    (kind === 'scores' ? isScoreGap : isWorkGap)(pending, row, column)
  const onEdit = (edits: readonly GridEdit[]) => {
    const byNumber = new Map(sheet.rows.map((row) => [row.number, row]))
    for (const { row: number, column, text } of edits) {
      const row = byNumber.get(number)
      if (row && isWorkKey(column)) {
        const own = kindOf(column)
        const [done, due] = splitPair(pairOf(autosave.overview(), row, own))
        autosave.edit(
          number,
          own,
          isDone(column) ? `${text}/${due}` : `${done}/${text}`,
          row.work[own]?.version ?? null,
        )
      } else if (row && isIndicator(column))
        autosave.edit(number, column, text, row.cells[column]?.version ?? null)
    }
  }
  const month = periodOf(common, sheet.month)
  return (
    <div className={styles.stack}>
      <div className={styles.tools}>
        <Input.Search
          className={styles.find}
          allowClear
          value={find}
          onChange={({ target }) => setFind(target.value)}
          placeholder={t('column.name')}
          aria-label={t('column.name')}
        />
        {mayEdit && (
          <Button
            onClick={() => {
              if (!grid.current?.nextGap()) void message.success(t('noGap'))
            }}
          >
            {t('nextGap')} <kbd>G</kbd>
          </Button>
        )}
        {mayEdit && <SaveState autosave={autosave} pending={pending} />}
      </div>
      <Attention
        autosave={autosave}
        pending={pending}
        month={month}
        nameOf={(own) => nameOf(t, sheet, own)}
      />
      <Grid
        label={t(kind === 'scores' ? 'sheet' : 'workSheet', { month })}
        handle={grid}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.number}
        cell={cell}
        onEdit={onEdit}
        isGap={isGap}
        onOpen={(row) => onOpen(row.number)}
        onSkipped={(count) => void message.info(t('skipped', { count }))}
      />
      <p className={styles.faint}>{t('keys')}</p>
    </div>
  )
}

/** Sheets share one: their cells differ by column. */
function useSheetAutosave(month: string) {
  const queries = useQueryClient()
  const { user } = useSession()
  const { queryKey } = sheetQuery(month)
  return useAutosave({
    place: { account: user.id, kind: 'scores', of: month },
    send: (cells, late) => post<Saved>(`/reviews/${month}/cells`, { cells, late }),
    check: (column, value) =>
      column === 'daily' || column === 'weekly' ? checkPair(value) : checkScore(value),
    onSaved: (saved) => {
      queries.setQueryData<Sheet>(queryKey, (old) => patchSheet(old, saved))
      void queries.invalidateQueries({ queryKey: ['reviews'] })
    },
  })
}

function rowsOf(sheet: Sheet, kind: 'scores' | 'work', find: string): readonly Row[] {
  const wanted = find.trim().toLowerCase()
  return sheet.rows.filter(
    (row) =>
      (kind === 'scores' || row.kind === 'selling' || row.work.daily !== null || row.work.weekly !== null) &&
      [row.number, row.name, row.unit, row.position].some((text) => text?.toLowerCase().includes(wanted)),
  )
}

function nameOf(t: ReviewTexts, sheet: Sheet, { person, column }: Pending): string {
  const name = sheet.rows.find(({ number }) => number === person)?.name ?? person
  const indicator = enterable.find((own) => own === column)
  const label = indicator
    ? t(`column.${indicator}`)
    : t(column === 'daily' ? 'overview.daily' : 'overview.weekly')
  return `${name} · ${label}`
}
