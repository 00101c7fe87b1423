/** One contract: the money's way, the prices, and what it earned whom. */

import { useQuery } from '@tanstack/react-query'
import { Skeleton } from 'antd'
import dayjs from 'dayjs'
import { get } from '../../api.ts'
import { usePathParam } from '../../app/address.ts'
import { Failure } from '../../app/failure.tsx'
import { useScope } from '../../app/session.ts'
import { amountOf, isPositive, percentOf } from '../../components/figures.ts'
import { ContractLink } from '../../components/links.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { useValueName } from '../../components/records/value-names.ts'
import { StatusTag } from '../../components/status-tag.tsx'
import { usePunctuation } from '../../i18n.ts'
import { Agreed } from './agreed.tsx'
import styles from './contract.module.css'
import { type ContractFile, statusKinds } from './contract.ts'
import { CorrectionDrawer, useCorrections } from './corrections.tsx'
import { Earned } from './earned.tsx'
import { Facts } from './facts.tsx'
import { Lines } from './lines.tsx'
import { MoneyTimeline } from './money-timeline.tsx'
import { ReceiptEntry } from './receipt-entry.tsx'
import { useContractTexts } from './texts.ts'
import { TrialActions } from './trial-actions.tsx'

export function ContractPage() {
  const t = useContractTexts()
  const number = usePathParam('number')
  const edit = useCorrections()
  const statusName = useValueName('contract', 'status')
  const seesEarned = useScope('statement', 'read') !== undefined
  const { data, error, refetch } = useQuery({
    queryKey: ['contract', number],
    queryFn: ({ signal }) => get<ContractFile>(`/contracts/${encodeURIComponent(number)}`, { signal }),
  })
  if (error) return <Failure error={error} reset={() => void refetch()} />
  if (!data) return <Skeleton active paragraph={{ rows: 12 }} />
  const { contract } = data
  const isTrial = contract.kind === '试用协议'
  return (
    <>
      <PageHeader
        title={[contract.contract_no, contract.customer_name].filter(Boolean).join(' · ')}
        back="/contracts"
        status={
          <StatusTag kind={statusKinds[contract.status] ?? 'plain'}>{statusName(contract.status)}</StatusTag>
        }
        answer={isTrial ? undefined : <Answer file={data} />}
        actions={
          isTrial ? (
            edit.mayCreate && <TrialActions contract={contract} />
          ) : (
            <ReceiptEntry contract={number} />
          )
        }
      />
      <Related file={data} />
      <div className={styles.columns}>
        <div className={styles.main}>
          {!isTrial && <MoneyTimeline file={data} />}
          <Lines file={data} edit={edit} />
          {seesEarned && !isTrial && <Earned number={number} />}
        </div>
        <aside className={styles.side} aria-label={t('basics')}>
          <Facts contract={contract} edit={edit} />
          <Agreed file={data} edit={edit} />
        </aside>
      </div>
      <CorrectionDrawer file={data} />
    </>
  )
}

/** Money in, its share of the turnover, and what is late. */
function Answer({ file: { contract, plan, collected } }: { readonly file: ContractFile }) {
  const t = useContractTexts()
  const { stop } = usePunctuation()
  const today = dayjs().format('YYYY-MM-DD')
  const late = plan.filter(({ due_on, amount, received }) => due_on <= today && amount !== received)
  const ratio = collected.at(-1)?.ratio ?? '0'
  return (
    <>
      {t('detailAnswer', {
        turnover: amountOf(contract.turnover),
        received: amountOf(contract.received),
        ratio: percentOf(ratio),
      })}
      {isPositive(contract.refunded) && t('detailRefunded', { refunded: amountOf(contract.refunded) })}
      {late.length > 0 && <Late plan={late} />}
      {stop.trim()}
    </>
  )
}

function Late({ plan }: { readonly plan: ContractFile['plan'] }) {
  const t = useContractTexts()
  const missing = plan.reduce((sum, { amount, received }) => sum + fen(amount) - fen(received), 0n)
  const text = `${missing / 100n}.${String(missing % 100n).padStart(2, '0')}`
  return isPositive(text) ? <b>{t('detailOverdue', { overdue: amountOf(text) })}</b> : null
}

/** Whole fen, so that amounts add up exactly. */
function fen(yuan: string): bigint {
  const [whole = '0', part = ''] = yuan.split('.')
  return BigInt(whole + part.padEnd(2, '0').slice(0, 2))
}

function Related({ file: { contract, related } }: { readonly file: ContractFile }) {
  const t = useContractTexts()
  if (related.length === 0) return null
  return (
    <ul className={styles.related}>
      {related.map(({ contract_no }) => {
        const sentence = contract_no === contract.trial_contract_no ? 'trialOf' : 'trialBecame'
        const [before, after] = t(sentence, { number: '\n' }).split('\n')
        return (
          <li key={contract_no}>
            {before}
            <ContractLink number={contract_no} />
            {after}
          </li>
        )
      })}
    </ul>
  )
}
