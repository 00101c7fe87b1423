import { Chart } from '../../components/chart/chart.tsx'
import { type Slip, useYear } from './data.ts'
import { useStatementTexts } from './texts.ts'

/** The year in items on top of each other: what was steady, what came and went. */
interface Props {
  readonly slip: Slip
  /** In the order of the statement. */
  readonly order: readonly string[]
}

export function YearChart({ slip, order }: Props) {
  const t = useStatementTexts()
  const months = useYear(slip).data
  if (!months || months.length < 2) return null
  const names = [...new Set([...order, ...months.flatMap(({ items }) => Object.keys(items))])]
  const shown = names.filter((name) => months.some(({ items }) => Number(items[name] ?? 0) !== 0))
  return (
    <Chart
      title={t('year', { year: slip.month.slice(0, 4) })}
      spec={{
        kind: 'bar',
        stacked: true,
        categories: months.map(({ period }) => period.slice(5)),
        series: shown.map((name) => ({ name, values: months.map(({ items }) => items[name] ?? null) })),
        unit: '元',
      }}
    />
  )
}
