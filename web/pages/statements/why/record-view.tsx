/** The end of every explanation: the record as it was entered, and the file and row it came from. */
import { Link } from '@tanstack/react-router'
import { Alert, Skeleton } from 'antd'
import { useScope } from '../../../app/session.ts'
import { type Place, type Slip, type SourceRecord, useRecord } from '../data.ts'
import { useStatementTexts } from '../texts.ts'
import { Figure } from './figure.tsx'
import styles from './why.module.css'

interface Props {
  readonly slip: Slip
  readonly row: Pick<Place, 'object' | 'key'>
}

const ofContracts = [
  'contract',
  'contract_line',
  'concession',
  'credit_share',
  'payment_plan',
  'recognition',
  'contract_paper',
  'acceptance',
  'receipt',
  'refund',
  'goods_return',
]

export function RecordView({ slip, row }: Props) {
  const t = useStatementTexts()
  const contracts = useScope('contract', 'read')
  const { data, error } = useRecord(slip, { object: row.object, key: row.key })
  if (error) return <Alert type="warning" showIcon title={t('why.notFound')} description={error.message} />
  if (!data) return <Skeleton active title={false} paragraph={{ rows: 5 }} />
  const contract = ofContracts.includes(data.object) ? data.key[0] : undefined
  return (
    <section className={styles.record}>
      <h3>{data.label}</h3>
      <Origin record={data} />
      <dl className={styles.fields}>
        {data.values.map(({ label, value, shape }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value === null ? '—' : <Figure value={value} shape={shape} />}</dd>
          </div>
        ))}
      </dl>
      {contract && contracts && (
        <Link to={`/contracts/${encodeURIComponent(contract)}`}>
          {t('why.contract', { number: contract })}
        </Link>
      )}
    </section>
  )
}

function Origin({ record: { origin } }: { readonly record: SourceRecord }) {
  const t = useStatementTexts()
  if (!origin) return <p className={styles.origin}>{t('why.noOrigin')}</p>
  const { file, row, by, at } = origin
  const from = file === null ? '' : t('why.fromFile', { file, row: row ?? '' })
  const entered = by === null ? '' : t('why.enteredBy', { by, at })
  return <p className={styles.origin}>{[from, entered].filter((part) => part !== '').join(' · ')}</p>
}
