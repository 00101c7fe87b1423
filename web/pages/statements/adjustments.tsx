/** Differences of closed months, with what changed: nothing is corrected silently. X-3. */
import { Money } from '../../components/money.tsx'
import { periodOf } from '../../components/period-text.tsx'
import { useTracedValue } from '../../components/traced-value.ts'
import { useTexts } from '../../i18n.ts'
import type { Adjustment, Statement } from './data.ts'
import styles from './statement.module.css'
import { useStatementTexts } from './texts.ts'

export function Adjustments({ statement: { adjustments, later } }: { readonly statement: Statement }) {
  const t = useStatementTexts()
  if (adjustments.length + later.length === 0) return null
  return (
    <section className={styles.card} aria-labelledby="adjustments">
      <h2 id="adjustments">{t('adjustments')}</h2>
      <p className={styles.help}>{t('adjustmentsHelp')}</p>
      {adjustments.map((one) => (
        <OneAdjustment key={`in ${one.from} ${one.amount}`} adjustment={one} says="adjustedFrom" />
      ))}
      {later.map((one) => (
        <OneAdjustment key={`from ${one.in} ${one.amount}`} adjustment={one} says="adjustedIn" />
      ))}
    </section>
  )
}

interface Props {
  readonly adjustment: Adjustment
  readonly says: 'adjustedFrom' | 'adjustedIn'
}

function OneAdjustment({ adjustment, says }: Props) {
  const t = useStatementTexts()
  const common = useTexts()
  const shown = useTracedValue()
  const { from, amount, approvedBy, on, trace } = adjustment
  const month = periodOf(common, says === 'adjustedFrom' ? from : adjustment.in)
  return (
    <details className={styles.adjustment}>
      <summary>
        <span>
          {t(says, { month })}
          {approvedBy && on && (
            <span className={styles.clause}>{t('approvedBy', { name: approvedBy, on })}</span>
          )}
        </span>
        <Money value={amount} signed />
      </summary>
      <div className={styles.scroll}>
        <table className={styles.table}>
          <caption>{t('trace')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('item')}</th>
              <th scope="col">{t('before')}</th>
              <th scope="col">{t('after')}</th>
            </tr>
          </thead>
          <tbody>
            {trace.map(({ variable, before, after, unit }) => (
              <tr key={variable}>
                <th scope="row">{variable}</th>
                <td>{shown(before, unit)}</td>
                <td>{shown(after, unit)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}
