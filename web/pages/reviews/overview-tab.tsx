/** The month at a glance: how complete, how the scores are spread, and who still owes what. */

import { Button, Progress } from 'antd'
import { Chart } from '../../components/chart/chart.tsx'
import { percentOf } from '../../components/figures.ts'
import { usePunctuation } from '../../i18n.ts'
import { completeness, gapsOf, papersMissing, ratingsMissing, workMissing } from './counts.ts'
import type { Row, Sheet } from './data.ts'
import styles from './reviews.module.css'
import { bandOf, short } from './score.ts'
import { type ReviewTexts, useReviewTexts } from './texts.ts'

export function OverviewTab({
  sheet,
  onOpen,
}: {
  readonly sheet: Sheet
  readonly onOpen: (person: string) => void
}) {
  const t = useReviewTexts()
  const { semicolon } = usePunctuation()
  const complete = completeness(sheet)
  const owing = sheet.rows.flatMap((row) => {
    const owed = owedBy(t, row)
    return owed.length > 0 ? [{ row, owed }] : []
  })
  return (
    <div className={styles.cards}>
      <section>
        <Chart title={t('overview.distribution')} spec={distribution(t, sheet.rows)} />
        <div className={styles.section}>
          <strong>{t('overview.complete', { percent: percentOf(complete) })}</strong>
          <Progress
            percent={Number(complete) * 100}
            showInfo={false}
            aria-label={t('overview.completeHelp')}
          />
          <span className={styles.faint}>{t('overview.completeHelp')}</span>
        </div>
      </section>
      <section>
        <h2>{t('overview.lateTitle')}</h2>
        {owing.length === 0 && <p>{t('overview.lateNone')}</p>}
        <div className={styles.scroll}>
          <table className={styles.table}>
            <tbody>
              {owing.map(({ row, owed }) => (
                <tr key={row.number}>
                  <th scope="row">
                    <Button type="link" size="small" onClick={() => onOpen(row.number)}>
                      {row.name} {row.number}
                    </Button>
                  </th>
                  <td>{owed.join(semicolon)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
    </div>
  )
}

function owedBy(t: ReviewTexts, row: Row): string[] {
  const measure = row.cells.papers?.measure ?? null
  const short_ = (['daily', 'weekly'] as const).flatMap((kind) => {
    const work = row.work[kind]
    return work && work.done < work.due
      ? [t('overview.short', { kind: t(`overview.${kind}`), count: work.due - work.done })]
      : []
  })
  return [
    ...gapsOf(row).map((id) => t('overview.gap', { indicator: t(`column.${id}`) })),
    ...(workMissing(row) ? [t('overview.noWork')] : []),
    ...short_,
    ...(papersMissing(row) && measure
      ? [t('overview.papers', { measure: percentOf(short(measure, 4)) })]
      : []),
    ...(row.ratings && ratingsMissing(row) > 0 ? [t('overview.ratings', row.ratings)] : []),
  ]
}

/** Half a point to a bar, from the lowest anybody has. */
function distribution(t: ReviewTexts, rows: readonly Row[]) {
  const bands = rows.flatMap(({ total }) => (total === null ? [] : [bandOf(total)]))
  const first = Math.min(...bands, 20)
  const last = Math.max(...bands, 20)
  const all = Array.from({ length: last - first + 1 }, (_, i) => first + i)
  const name = (band: number) => `${Math.floor(band / 2)}${band % 2 === 0 ? '' : '.5'}`
  return {
    kind: 'bar' as const,
    categories: all.map(name),
    series: [
      {
        name: t('overview.people'),
        values: all.map((band) => String(bands.filter((own) => own === band).length)),
      },
    ],
    unit: '' as const,
  }
}
