import { useTexts } from '../../i18n.ts'
import styles from './chart.module.css'
import { shownIn } from './option.ts'
import type { ChartSpec, Series } from './spec.ts'

/** The figures of a chart, exact. */
export function ChartTable({ title, spec }: { readonly title: string; readonly spec: ChartSpec }) {
  const t = useTexts()
  const show = shownIn(spec.unit)
  const { rows, series } = asTable(spec, title)
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <caption className="visually-hidden">{title}</caption>
        <thead>
          <tr>
            <th scope="col">{t('chart.item')}</th>
            {series.map(({ name }) => (
              <th key={name} scope="col" className={styles.figure}>
                {name}
                {spec.unit === '元' && `（${t('unit.yuan')}）`}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={row}>
              <th scope="row">{row}</th>
              {series.map(({ name, values }) => (
                <td key={name} className={styles.figure}>
                  {values[at] === null || values[at] === undefined ? '—' : show(values[at])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function asTable(spec: ChartSpec, title: string): { rows: readonly string[]; series: readonly Series[] } {
  if (spec.kind !== 'waterfall') return { rows: spec.categories, series: spec.series }
  return {
    rows: spec.steps.map(({ name }) => name),
    series: [{ name: title, values: spec.steps.map(({ value }) => value) }],
  }
}
