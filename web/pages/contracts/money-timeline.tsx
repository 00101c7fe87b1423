import dayjs from 'dayjs'
import { Chart } from '../../components/chart/chart.tsx'
import { DateText } from '../../components/date-text.tsx'
import { useValueName } from '../../components/records/value-names.ts'
import styles from './contract.module.css'
import type { ContractFile } from './contract.ts'
import { eventsOf } from './events.ts'
import { useContractTexts } from './texts.ts'

/** The collected ratio as steps, and under it what happened and what is to come. M-4.4, M-4.5. */
export function MoneyTimeline({ file }: { readonly file: ContractFile }) {
  const t = useContractTexts()
  const { collected } = file
  const names = {
    acceptance: useValueName('acceptance', 'kind'),
    receipt: useValueName('receipt', 'kind'),
    status: useValueName('contract', 'status'),
  }
  const today = dayjs().format('YYYY-MM-DD')
  return (
    <section className={styles.card}>
      <h2>{t('money')}</h2>
      <p className={styles.help}>{t('moneyHelp')}</p>
      {collected.length > 0 ? (
        <Chart
          title={t('ratioLine')}
          height={180}
          spec={{
            kind: 'line',
            stepped: true,
            unit: '%',
            categories: [file.contract.signed_on, ...collected.map(({ day }) => day)],
            series: [{ name: t('ratioLine'), values: ['0', ...collected.map(({ ratio }) => ratio ?? '0')] }],
          }}
        />
      ) : (
        <p>{t('noMoney')}</p>
      )}
      <ol className={styles.events}>
        {eventsOf(file, t, names).map(({ day, kind, text, note }, at) => (
          <li key={at} className={day > today ? styles.future : undefined}>
            <DateText value={day} />
            <span className={styles.dot} data-kind={kind} aria-hidden="true" />
            <span>
              {text}
              {note && <span className={styles.note}>{note}</span>}
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}
