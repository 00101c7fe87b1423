import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, Skeleton } from 'antd'
import type { Answer } from '../../answer.ts'
import { get } from '../../api.ts'
import { useScope } from '../../app/session.ts'
import { InnerTable } from '../../components/data-table/inner-table.tsx'
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

interface PersonMonth extends Omit<Earning, 'item' | 'amount'> {
  readonly amounts: ReadonlyMap<string, string | null>
}

/** A row a month and person, a column for each amount the policy pays by. */
function EarnedTable({ earned }: { readonly earned: readonly Earning[] }) {
  const t = useContractTexts()
  const items = [...new Set(earned.map(({ item }) => item))]
  const groups = Map.groupBy(earned, ({ period, person }) => `${period} ${person}`).values()
  const rows = [...groups].flatMap((own): PersonMonth[] => {
    const amounts = new Map(own.map(({ item, amount }) => [item, amount]))
    return own.slice(0, 1).map((first) => ({ ...first, amounts }))
  })
  return (
    <InnerTable<PersonMonth>
      rows={rows}
      rowKey={({ period, person }) => `${period} ${person}`}
      columns={[
        { key: 'period', title: t('period'), render: (row) => <Month {...row} /> },
        {
          key: 'person',
          title: t('person'),
          heading: true,
          render: ({ period, person, personName }) => (
            <Link to={`/statements/${period}/${encodeURIComponent(person)}`}>{personName}</Link>
          ),
        },
        ...items.map((item) => ({
          key: item,
          title: item,
          kind: 'money' as const,
          render: ({ amounts }: PersonMonth) => <Money value={amounts.get(item)} />,
        })),
      ]}
    />
  )
}

function Month({ period, status }: Pick<PersonMonth, 'period' | 'status'>) {
  const t = useContractTexts()
  return (
    <>
      <PeriodText value={period} />
      {(status === 'calculated' || status === 'reviewed') && (
        <span className={styles.note}>{t('draft')}</span>
      )}
    </>
  )
}
