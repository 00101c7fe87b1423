import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, Skeleton } from 'antd'
import type { Answer } from '../../answer.ts'
import { get } from '../../api.ts'
import { useScope } from '../../app/session.ts'
import { Money } from '../../components/money.tsx'
import { PeriodText } from '../../components/period-text.tsx'
import styles from './contract.module.css'
import type { Earning } from './contract.ts'
import { useContractTexts } from './texts.ts'

/** Month by month, person by person, each with a way to the statement. */
export function Earned({ number }: { readonly number: string }) {
  const t = useContractTexts()
  const scope = useScope('statement', 'read')
  const { data, error } = useQuery({
    queryKey: ['contract', number, 'earned'],
    queryFn: ({ signal }) =>
      get<Answer<'/contracts/:number/earned', 'get'>>(`/contracts/${encodeURIComponent(number)}/earned`, {
        signal,
      }),
  })
  return (
    <section className={styles.card}>
      <h2>{t('earned')}</h2>
      <p className={styles.help}>
        {t('earnedHelp')} {scope !== 'all' && t('earnedHidden')}
      </p>
      {error && <Alert type="error" showIcon title={error.message} />}
      {!data && !error && <Skeleton active />}
      {data?.earned.length === 0 && <p>{t('earnedNone')}</p>}
      {data && data.earned.length > 0 && <EarnedTable earned={data.earned} />}
    </section>
  )
}

/** A row a month and person, a column for each amount the policy pays by. */
function EarnedTable({ earned }: { readonly earned: readonly Earning[] }) {
  const t = useContractTexts()
  const items = [...new Set(earned.map(({ item }) => item))]
  const rows = [...Map.groupBy(earned, ({ period, person }) => `${period} ${person}`).values()]
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={styles.scroll} aria-label={t('earned')} tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th>{t('period')}</th>
            <th>{t('person')}</th>
            {items.map((item) => (
              <th key={item} className={styles.figure}>
                {item}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((own) => (
            <EarnedRow key={`${own[0]?.period} ${own[0]?.person}`} own={own} items={items} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

interface RowProps {
  readonly own: readonly Earning[]
  readonly items: readonly string[]
}

function EarnedRow({ own, items }: RowProps) {
  const t = useContractTexts()
  const [first] = own
  if (!first) return null
  const { period, person, personName, status } = first
  return (
    <tr>
      <td>
        <PeriodText value={period} />
        {(status === 'calculated' || status === 'reviewed') && (
          <span className={styles.note}>{t('draft')}</span>
        )}
      </td>
      <td>
        <Link to={`/statements/${period}/${encodeURIComponent(person)}`}>{personName}</Link>
      </td>
      {items.map((item) => (
        <td key={item} className={styles.figure}>
          <Money value={own.find((other) => other.item === item)?.amount} />
        </td>
      ))}
    </tr>
  )
}
