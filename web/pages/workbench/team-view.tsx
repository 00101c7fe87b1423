import { Link } from '@tanstack/react-router'
import { Chart } from '../../components/chart/chart.tsx'
import { Money } from '../../components/money.tsx'
import { periodOf } from '../../components/period-text.tsx'
import { useTexts } from '../../i18n.ts'
import type { Team } from './data.ts'
import { useWorkbenchTexts } from './texts.ts'
import styles from './workbench.module.css'

/** Those within reach: how it went by month, by department, and who moved most. */
export function TeamView({ team: { months, units, movements } }: { readonly team: Team }) {
  const t = useWorkbenchTexts()
  const common = useTexts()
  const last = months.at(-1)
  if (!last) return null
  const month = periodOf(common, last.period)
  const sells = months.some(({ commission }) => commission !== null && commission !== '0')
  const of = (row: { readonly payable: string | null; readonly commission: string | null }) =>
    sells ? row.commission : row.payable
  // Who sells nothing has no bar among commissions.
  const shown = units.filter((row) => of(row) !== '0')
  const what = t(sells ? 'commission' : 'payableFinal')
  return (
    <section aria-labelledby="team" className={styles.team}>
      <div className={styles.teamHead}>
        <h2 id="team">{t('team')}</h2>
        <Link to={`/statements/${last.period}`}>{t('everybody', { count: last.people })}</Link>
      </div>
      <div className={styles.charts}>
        <Chart
          title={t(sells ? 'months' : 'monthsPay')}
          spec={{
            kind: 'bar',
            categories: months.map(({ period }) => period.slice(2)),
            series: [{ name: what, values: months.map(of) }],
            unit: '元',
          }}
        />
        {shown.length > 1 && (
          <Chart
            title={t('units', { month })}
            spec={{
              kind: 'bar',
              categories: shown.map(({ unit }) => unit),
              series: [{ name: what, values: shown.map(of) }],
              unit: '元',
            }}
          />
        )}
        <section className={styles.card} aria-labelledby="movements">
          <h3 id="movements">{t('movements', { month })}</h3>
          <ul className={styles.list}>
            {movements.map(({ number, name, unit, change, payable }) => (
              <li key={number}>
                <Link to={`/statements/${last.period}/${encodeURIComponent(number)}`} className={styles.line}>
                  <span className={styles.grow}>
                    {name}
                    <span className={styles.note}>
                      {number} · {unit}
                    </span>
                  </span>
                  <span className={styles.figure}>
                    <Money value={change} signed />
                    <span className={styles.note}>
                      <Money value={payable} />
                    </span>
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      </div>
    </section>
  )
}
