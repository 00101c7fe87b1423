/** Who did what to this month, from the audit log for whoever may read it. */
import { Skeleton } from 'antd'
import { DateText } from '../../components/date-text.tsx'
import { type History as Answer, type Month, useHistory } from './answers.ts'
import { Section } from './section.tsx'
import styles from './settlement.module.css'
import { useSettlementTexts } from './texts.ts'

const known = [
  'settle',
  'resettle',
  'review',
  'publish',
  'soft-close',
  'close',
  'pay',
  'adjust',
  'adjust-approve',
  'reopen-ask',
  'reopen-confirm',
  'reopen-withdraw',
  'reopen-decline',
  'export',
  'export-payroll',
] as const

type Known = (typeof known)[number]

export function History({ month }: { readonly month: Month }) {
  const t = useSettlementTexts()
  const { data } = useHistory(month.period, month.policy)
  return (
    <Section title={t('history.title')}>
      {!data && <Skeleton active />}
      {data?.reopenings.map((reopening) => (
        <Reopened key={reopening.askedAt} reopening={reopening} />
      ))}
      {data?.entries ? (
        <ul className={styles.list}>
          {data.entries.map((entry) => (
            <li key={entry.at + entry.action}>
              <DateText value={entry.at} /> {entry.by} <strong>{named(entry.action, t)}</strong>{' '}
              {(entry.kind === 'system' || entry.kind === 'key') && `（${t(`history.${entry.kind}`)}）`}
            </li>
          ))}
        </ul>
      ) : (
        data && <p className={styles.quiet}>{t('history.partly')}</p>
      )}
    </Section>
  )
}

function named(action: string, t: ReturnType<typeof useSettlementTexts>): string {
  const found = known.find((own): own is Known => own === action)
  return found ? t(`history.action.${found}`) : action
}

function Reopened({ reopening }: { readonly reopening: Answer['reopenings'][number] }) {
  const t = useSettlementTexts()
  const { reason, askedBy: asked, confirmedBy: confirmed, withdrawnBy: by } = reopening
  if (confirmed) return <p>{t('history.reopened', { reason, asked, confirmed })}</p>
  return <p>{by ? t('history.declined', { reason, asked, by }) : t('history.waiting', { reason, asked })}</p>
}
