import { InnerTable } from '../../components/data-table/inner-table.tsx'
import { ContractLink } from '../../components/links.tsx'
import type { ListRow } from '../../components/records/record-data.ts'
import { useValueName } from '../../components/records/value-names.ts'
import { StatusTag } from '../../components/status-tag.tsx'
import styles from './customers.module.css'
import { useCustomerTexts } from './texts.ts'

interface Props {
  readonly rows: readonly ListRow[]
  readonly total: number
}

export function CustomerContracts({ rows, total }: Props) {
  const t = useCustomerTexts()
  const kindName = useValueName('contract', 'kind')
  const statusName = useValueName('contract', 'status')
  return (
    <section className={styles.part}>
      <h2>{t('contracts')}</h2>
      {rows.length < total && <p>{t('first', { count: rows.length })}</p>}
      <InnerTable<ListRow>
        rows={rows}
        rowKey={(row) => String(row.number)}
        size={10}
        none={t('none')}
        columns={[
          {
            key: 'number',
            title: t('contract'),
            render: (row) => <ContractLink number={String(row.number)} />,
          },
          { key: 'kind', title: t('kind'), render: ({ kind }) => kindName(kind) },
          { key: 'signed_on', title: t('signed'), kind: 'date' },
          { key: 'turnover', title: t('turnover'), kind: 'money' },
          {
            key: 'status',
            title: t('status'),
            render: (row) => (
              <StatusTag kind={row.status === '履行中' ? 'active' : 'plain'}>
                {statusName(row.status)}
              </StatusTag>
            ),
          },
        ]}
      />
    </section>
  )
}

export function CustomerReceipts({ rows, total }: Props) {
  const t = useCustomerTexts()
  const kindName = useValueName('receipt', 'kind')
  return (
    <section className={styles.part}>
      <h2>{t('receipts')}</h2>
      {rows.length < total && <p>{t('first', { count: rows.length })}</p>}
      <InnerTable<ListRow>
        rows={rows}
        rowKey={(row) => `${row.contract} ${row.number}`}
        size={10}
        none={t('noneReceipts')}
        columns={[
          { key: 'number', title: t('receipt') },
          {
            key: 'contract',
            title: t('contract'),
            render: (row) => <ContractLink number={String(row.contract)} />,
          },
          { key: 'received_on', title: t('received'), kind: 'date', heading: true },
          { key: 'kind', title: t('kind'), render: ({ kind }) => kindName(kind) },
          { key: 'amount', title: t('amount'), kind: 'money' },
        ]}
      />
    </section>
  )
}
