import { DateText } from '../../components/date-text.tsx'
import { amountOf } from '../../components/figures.ts'
import { Money } from '../../components/money.tsx'
import type { Statement } from './data.ts'
import styles from './statement.module.css'
import { useStatementTexts } from './texts.ts'

/** What was posted for this person and month. */
export function Ledger({ statement: { ledger, carried } }: { readonly statement: Statement }) {
  const t = useStatementTexts()
  if (ledger.length === 0 && carried === null) return null
  return (
    <section className={styles.card} aria-labelledby="ledger">
      <h2 id="ledger">{t('ledger')}</h2>
      <p className={styles.help}>{t('ledgerHelp')}</p>
      <ul className={styles.postings}>
        {ledger.map(({ account, kind, amount, on, reason }) => (
          <li key={`${account} ${kind} ${on} ${amount}`}>
            <DateText value={on} />
            <span>
              {t(`kind.${kind}`)}
              <span className={styles.clause}>
                {t(`account.${account}`)}
                {reason && ` · ${reason}`}
              </span>
            </span>
            <Money value={amount} signed />
          </li>
        ))}
      </ul>
      {carried !== null && <p className={styles.help}>{t('carried', { amount: amountOf(carried) })}</p>}
    </section>
  )
}
