import type { ReactNode } from 'react'
import { DateText } from '../../components/date-text.tsx'
import { Money } from '../../components/money.tsx'
import { Percent } from '../../components/percent.tsx'
import { useValueName } from '../../components/records/value-names.ts'
import { StatusTag } from '../../components/status-tag.tsx'
import styles from './contract.module.css'
import type { ContractFile } from './contract.ts'
import { useContractTexts } from './texts.ts'

/** Credit, plan, papers, recognition and complaints, each only where there is any. */
export function Agreed({ file }: { readonly file: ContractFile }) {
  const t = useContractTexts()
  const kindName = useValueName('payment_plan', 'kind')
  const { contract, shares, plan, papers, recognitions, complaints } = file
  return (
    <>
      <Card title={t('shares')}>
        {shares.length === 0 ? (
          <p>{t('sharesWhole', { name: contract.salesperson_name ?? contract.salesperson_no })}</p>
        ) : (
          <Pairs
            rows={shares.map(({ person_no, name, share }) => [
              person_no,
              name,
              <Percent key="p" value={share} />,
            ])}
          />
        )}
      </Card>
      {plan.length > 0 && (
        <Card title={t('plan')}>
          <Pairs
            rows={plan.map(({ instalment_no, due_on, kind, amount, received }) => [
              String(instalment_no),
              <>
                <DateText value={due_on} /> <span className={styles.note}>{kind && kindName(kind)}</span>
              </>,
              <>
                <Money value={amount} />
                <span className={styles.note}>{amount === received && t('dueMet')}</span>
              </>,
            ])}
          />
        </Card>
      )}
      {papers.length > 0 && (
        <Card title={t('papers')}>
          <Pairs
            rows={papers.map(({ name, complete }) => [
              name,
              name,
              <StatusTag key="s" kind={complete ? 'good' : 'warn'}>
                {t(complete ? 'paperDone' : 'paperMissing')}
              </StatusTag>,
            ])}
          />
        </Card>
      )}
      {recognitions.length > 0 && (
        <Card title={t('recognitions')}>
          <Pairs
            rows={recognitions.map(({ instalment_no, from_on, to_on, recognised_on, amount }) => [
              String(instalment_no),
              <>
                {from_on} – {to_on}
                <span className={styles.note}>
                  {t('recognisedOn')} <DateText value={recognised_on} />
                </span>
              </>,
              <Money key="m" value={amount} />,
            ])}
          />
        </Card>
      )}
      {complaints.length > 0 && (
        <Card title={t('complaints')}>
          <Pairs
            rows={complaints.map(({ complaint_no, complained_on, content, justified }) => [
              complaint_no,
              <>
                {content}
                <span className={styles.note}>{complained_on}</span>
              </>,
              justified === null ? t('undecided') : t(justified ? 'justified' : 'notJustified'),
            ])}
          />
        </Card>
      )}
    </>
  )
}

function Card({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={styles.card}>
      <h2>{title}</h2>
      {children}
    </section>
  )
}

/** [key, what, value] */
function Pairs({ rows }: { readonly rows: readonly (readonly [string, ReactNode, ReactNode])[] }) {
  return (
    <dl className={styles.facts}>
      {rows.map(([key, what, value]) => (
        <div key={key} style={{ display: 'contents' }}>
          <dt>{what}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
