import { Table } from 'antd'
import { DateText } from '../../components/date-text.tsx'
import { ContractLink } from '../../components/links.tsx'
import { Money } from '../../components/money.tsx'
import type { ListRow } from '../../components/records/record-data.ts'
import { StatusTag } from '../../components/status-tag.tsx'
import styles from './customers.module.css'
import { useCustomerTexts } from './texts.ts'

interface Props {
  readonly rows: readonly ListRow[]
  readonly total: number
}

const text = (value: ListRow[string] | undefined) => (typeof value === 'string' ? value : null)

export function CustomerContracts({ rows, total }: Props) {
  const t = useCustomerTexts()
  return (
    <section className={styles.part}>
      <h2>{t('contracts')}</h2>
      {rows.length < total && <p>{t('first', { count: rows.length })}</p>}
      <Table<ListRow>
        size="small"
        rowKey={(row) => String(row.number)}
        dataSource={[...rows]}
        pagination={rows.length > 10 ? { pageSize: 10, size: 'small' } : false}
        scroll={{ x: 'max-content' }}
        locale={{ emptyText: t('none') }}
        columns={[
          { title: t('contract'), render: (_, row) => <ContractLink number={String(row.number)} /> },
          { title: t('kind'), dataIndex: 'kind' },
          { title: t('signed'), render: (_, row) => <DateText value={text(row.signed_on)} /> },
          { title: t('turnover'), align: 'right', render: (_, row) => <Money value={text(row.turnover)} /> },
          {
            title: t('status'),
            render: (_, row) => (
              <StatusTag kind={row.status === '履行中' ? 'active' : 'plain'}>{text(row.status)}</StatusTag>
            ),
          },
        ]}
      />
    </section>
  )
}

export function CustomerReceipts({ rows, total }: Props) {
  const t = useCustomerTexts()
  return (
    <section className={styles.part}>
      <h2>{t('receipts')}</h2>
      {rows.length < total && <p>{t('first', { count: rows.length })}</p>}
      <Table<ListRow>
        size="small"
        rowKey={(row) => `${row.contract} ${row.number}`}
        dataSource={[...rows]}
        pagination={rows.length > 10 ? { pageSize: 10, size: 'small' } : false}
        scroll={{ x: 'max-content' }}
        locale={{ emptyText: t('noneReceipts') }}
        columns={[
          { title: t('receipt'), dataIndex: 'number' },
          { title: t('contract'), render: (_, row) => <ContractLink number={String(row.contract)} /> },
          { title: t('received'), render: (_, row) => <DateText value={text(row.received_on)} /> },
          { title: t('kind'), dataIndex: 'kind' },
          { title: t('amount'), align: 'right', render: (_, row) => <Money value={text(row.amount)} /> },
        ]}
      />
    </section>
  )
}
