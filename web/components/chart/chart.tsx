/**
 * A picture of figures, and the same figures as a table at one click.
 *
 *     <Chart title={t('collected')} spec={{ kind: 'bar', categories: months, series: [{ name: t('collected'), values }], unit: '元' }} />
 *     <Chart title={t('from')} spec={{ kind: 'waterfall', steps, unit: '元' }} onOpen={(index) => …} />
 */
import { Segmented, Skeleton } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { usePunctuation, useTexts } from '../../i18n.ts'
import styles from './chart.module.css'
import { ChartTable } from './chart-table.tsx'
import { shownIn } from './option.ts'
import { type ChartSpec, describe } from './spec.ts'

interface Props {
  readonly title: string
  readonly spec: ChartSpec
  readonly height?: number
  /** A bar or point was clicked; the same must be reachable otherwise, for those without a mouse. */
  readonly onOpen?: (index: number) => void
}

const Canvas = lazy(async () => ({ default: (await import('./canvas.tsx')).Canvas }))

export function Chart({ title, spec, height = 280, onOpen }: Props) {
  const t = useTexts()
  const marks = usePunctuation()
  const [view, setView] = useState<'picture' | 'table'>('picture')
  return (
    <figure className={styles.chart}>
      <figcaption className={styles.head}>
        <span className={styles.title}>{title}</span>
        <Segmented
          size="small"
          value={view}
          onChange={setView}
          aria-label={t('chart.view')}
          options={[
            { value: 'picture', label: t('chart.picture') },
            { value: 'table', label: t('chart.table') },
          ]}
        />
      </figcaption>
      {view === 'table' ? (
        <ChartTable title={title} spec={spec} />
      ) : (
        <div role="img" aria-label={title + marks.stop + describe(spec, shownIn(spec.unit), marks)}>
          <Suspense
            fallback={<Skeleton.Node active className={styles.wide} style={{ height, width: '100%' }} />}
          >
            <Canvas spec={spec} height={height} onOpen={onOpen} />
          </Suspense>
        </div>
      )}
    </figure>
  )
}
