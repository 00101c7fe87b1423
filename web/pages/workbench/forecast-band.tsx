/** From what is certain to what may come, on one ruler with last month; and how it was made, in words. */
import { amountOf } from '../../components/figures.ts'
import type { Mine } from './data.ts'
import { useWorkbenchTexts } from './texts.ts'
import styles from './workbench.module.css'

interface Props {
  readonly forecast: NonNullable<Mine['forecast']>
  readonly before: string | null
}

export function ForecastBand({ forecast: { low, high, open, rate, months }, before }: Props) {
  const t = useWorkbenchTexts()
  // Where on the ruler: drawing, so binary numbers will do.
  const most = Math.max(Number(high), Number(before ?? 0), 1) * 1.05
  const x = (value: string) => (Math.max(Number(value), 0) / most) * 1000
  return (
    <div className={styles.forecast}>
      <svg viewBox="0 0 1000 24" preserveAspectRatio="none" aria-hidden="true">
        <rect className={styles.track} width="1000" height="10" y="7" rx="5" />
        <rect className={styles.band} x={x(low)} width={Math.max(x(high) - x(low), 2)} height="10" y="7" />
        <rect className={styles.sure} width={x(low)} height="10" y="7" />
        {before !== null && <rect className={styles.last} x={x(before)} width="3" height="24" />}
      </svg>
      <p>{t('forecast', { low: amountOf(low), high: amountOf(high) })}</p>
      <p className={styles.note}>{t('forecastHelp', { open: amountOf(open), rate, months })}</p>
    </div>
  )
}
