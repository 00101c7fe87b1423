/** How pay is spread over people, beside the month before. */
import { Chart } from '../../components/chart/chart.tsx'
import { amountOf } from '../../components/figures.ts'
import type { Figures } from './answers.ts'
import { useSettlementTexts } from './texts.ts'

type Buckets = NonNullable<Figures['figures']>['distribution']

export function Spread({ buckets }: { readonly buckets: Buckets }) {
  const t = useSettlementTexts()
  if (buckets.length === 0) return null
  const hasBefore = buckets.some(({ before }) => before > 0)
  return (
    <Chart
      title={t('spread.title')}
      height={240}
      spec={{
        kind: 'bar',
        categories: buckets.map(({ from }) => t('spread.range', { from: amountOf(from, 0) })),
        series: [
          { name: t('spread.now'), values: buckets.map(({ people }) => String(people)) },
          ...(hasBefore
            ? [{ name: t('spread.before'), values: buckets.map(({ before }) => String(before)) }]
            : []),
        ],
        unit: '',
      }}
    />
  )
}
