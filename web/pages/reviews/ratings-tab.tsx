/** Ratings by departments: one's own to give, and for 行政部 who still owes some. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Skeleton } from 'antd'
import { useMemo } from 'react'
import { post } from '../../api.ts'
import { useSession } from '../../app/session.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { Grid } from '../../components/grid/grid.tsx'
import type { GridCell, GridColumn } from '../../components/grid/grid-types.ts'
import { periodOf } from '../../components/period-text.tsx'
import { useTexts } from '../../i18n.ts'
import { cellKey } from './autosave.ts'
import {
  departmentsQuery,
  type MyRatings,
  myRatingsQuery,
  type Saved,
  type Sheet,
  type ToRate,
} from './data.ts'
import { patchRatings } from './patch.ts'
import styles from './reviews.module.css'
import { Attention, SaveState } from './save-state.tsx'
import { checkScore } from './score.ts'
import { pendingCell } from './sheet-cells.ts'
import { useReviewTexts } from './texts.ts'
import { useAutosave } from './use-autosave.ts'

export function RatingsTab({ sheet }: { readonly sheet: Sheet }) {
  return (
    <div className={styles.stack}>
      {sheet.may.rate && <Mine month={sheet.month} alone={!sheet.may.overview} />}
      {sheet.may.overview && <Departments month={sheet.month} />}
    </div>
  )
}

function Mine({ month, alone }: { readonly month: string; readonly alone: boolean }) {
  const t = useReviewTexts()
  const { data } = useQuery(myRatingsQuery(month))
  if (!data) return <Skeleton active title={false} />
  if (data.units.every(({ people }) => people.length === 0))
    return alone ? <EmptyState title={t('rating.none')} help={t('rating.noneHelp')} /> : null
  return (
    <section className={styles.stack}>
      <h2 className="visually-hidden">{t('rating.mine')}</h2>
      {data.units
        .filter(({ people }) => people.length > 0)
        .map((unit) => (
          <UnitRatings key={unit.code} month={month} ratings={data} unit={unit} />
        ))}
    </section>
  )
}

interface UnitProps {
  readonly month: string
  readonly ratings: MyRatings
  readonly unit: MyRatings['units'][number]
}

function UnitRatings({ month, ratings, unit }: UnitProps) {
  const t = useReviewTexts()
  const common = useTexts()
  const queries = useQueryClient()
  const { user } = useSession()
  const { autosave, pending } = useAutosave({
    place: { account: user.id, kind: 'ratings', of: `${month}.${unit.code}` },
    send: (changes, late) =>
      post<Saved>(`/reviews/${month}/ratings`, {
        unit: unit.code,
        late,
        cells: changes.map(({ column: _, ...cell }) => cell),
      }),
    check: (_, value) => checkScore(value),
    onSaved: (saved) => {
      queries.setQueryData<MyRatings>(myRatingsQuery(month).queryKey, (old) =>
        patchRatings(old, unit.code, saved),
      )
      void queries.invalidateQueries({ queryKey: ['reviews'] })
    },
  })
  const columns = useMemo<GridColumn[]>(
    () => [
      { key: 'name', title: t('column.name'), width: 132, heads: true },
      { key: 'unit', title: t('column.unit'), width: 140 },
      { key: 'position', title: t('column.position'), width: 110 },
      { key: 'rating', title: t('column.rating'), width: 90, align: 'end', editable: true },
    ],
    [t],
  )
  const editable = ratings.state !== 'reviewed'
  const cell = (row: ToRate, column: string): GridCell => {
    if (column === 'name') return { text: `${row.name} ${row.number}` }
    if (column !== 'rating') return { text: (column === 'unit' ? row.unit : row.position) ?? '' }
    const own = pending.cells.get(cellKey(row.number, 'rating'))
    if (own) return pendingCell(t, own, own.value)
    return { text: row.score ?? '', tone: row.score === null ? 'gap' : 'entered', editable }
  }
  const given = unit.people.filter(({ score }) => score !== null).length
  const expected = unit.people.length
  return (
    <>
      <div className={styles.tools}>
        <p>
          <strong>
            {t(given === expected ? 'rating.done' : 'rating.progress', {
              unit: unit.name,
              given,
              expected,
              due: ratings.due,
            })}
          </strong>
          <br />
          <span className={styles.faint}>{t('rating.help')}</span>
        </p>
        <SaveState autosave={autosave} pending={pending} />
      </div>
      <Attention
        autosave={autosave}
        pending={pending}
        month={periodOf(common, month)}
        nameOf={({ person }) => unit.people.find(({ number }) => number === person)?.name ?? person}
      />
      <Grid
        label={t('ratingSheet', { unit: unit.name })}
        columns={columns}
        rows={unit.people}
        rowKey={({ number }) => number}
        cell={cell}
        isGap={(row, column) => column === 'rating' && cell(row, column).text === ''}
        onEdit={(edits) => {
          for (const { row, text } of edits) {
            const version = unit.people.find(({ number }) => number === row)?.version ?? null
            autosave.edit(row, 'rating', text, version)
          }
        }}
      />
    </>
  )
}

function Departments({ month }: { readonly month: string }) {
  const t = useReviewTexts()
  const common = useTexts()
  const { message } = App.useApp()
  const { data } = useQuery(departmentsQuery(month))
  if (!data) return <Skeleton active title={false} />
  const owing = data.departments.filter(({ missing }) => missing.length > 0)
  const remind = async () => {
    const lines = owing.map(({ name, head, missing }) =>
      t('rating.reminderLine', {
        unit: name,
        head: head.name,
        count: missing.length,
        names: missing.map((own) => own.name).join('、'),
      }),
    )
    const first = t('rating.reminder', { month: periodOf(common, month), due: data.due })
    await navigator.clipboard.writeText([first, ...lines].join('\n'))
    void message.success(t('rating.copied'))
  }
  return (
    <section className={styles.section}>
      <div className={styles.tools}>
        <h2>{t('rating.departments')}</h2>
        {owing.length > 0 && <Button onClick={() => void remind()}>{t('rating.copy')}</Button>}
      </div>
      <div className={styles.scroll}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('rating.department')}</th>
              <th scope="col">{t('rating.head')}</th>
              <th scope="col" className={styles.figure}>
                {t('rating.given')}
              </th>
              <th scope="col" className={styles.figure}>
                {t('rating.late')}
              </th>
              <th scope="col">{t('rating.missing')}</th>
            </tr>
          </thead>
          <tbody>
            {data.departments.map(({ code, name, head, given, expected, late, missing }) => (
              <tr key={code}>
                <th scope="row">{name}</th>
                <td>
                  {head.name} {head.number}
                </td>
                <td className={styles.figure}>
                  {given} / {expected}
                </td>
                <td className={styles.figure}>{late}</td>
                <td>{missing.length === 0 ? t('rating.all') : missing.map((own) => own.name).join('、')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
