/** One customer: what is agreed with them and what they paid, as far as one may see it. */
import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Skeleton } from 'antd'
import { get } from '../../api.ts'
import { usePathParam } from '../../app/address.ts'
import { Failure } from '../../app/failure.tsx'
import { useScope } from '../../app/session.ts'
import { amountOf } from '../../components/figures.ts'
import { PageHeader } from '../../components/page-header.tsx'
import { type ListRow, rowQuery, useRecordObject } from '../../components/records/record-data.ts'
import { RecordDrawer } from '../../components/records/record-drawer.tsx'
import { useShownRecord } from '../../components/records/record-list.tsx'
import { CustomerContracts, CustomerReceipts } from './customer-tables.tsx'
import { useCustomerTexts } from './texts.ts'

interface List {
  readonly rows: readonly ListRow[]
  readonly total: number
  readonly sums: Readonly<Record<string, string>>
}

export const mostShown = 100

export function CustomerPage() {
  const t = useCustomerTexts()
  const code = usePathParam('code')
  const object = useRecordObject('customer')
  const [record, show] = useShownRecord()
  const customer = useQuery(rowQuery('customer', [code]))
  const seesContracts = useScope('contract', 'read') !== undefined
  const seesMoney = useScope('money', 'read') !== undefined
  const contracts = useList('contract', { customer: code }, '-signed_on', seesContracts)
  const numbers = contracts.data?.rows.map(({ number }) => String(number)) ?? []
  const receipts = useList('receipt', { contract: numbers }, '-received_on', numbers.length > 0 && seesMoney)
  if (customer.isPending || !object) return <Skeleton active />
  if (customer.error) return <Failure error={customer.error} reset={() => void customer.refetch()} />
  const { values, may } = customer.data
  const answer =
    contracts.data &&
    t('summary', {
      count: contracts.data.total,
      turnover: amountOf(contracts.data.sums.turnover ?? '0'),
      received: amountOf(receipts.data?.sums.amount ?? '0'),
    })
  return (
    <>
      <PageHeader
        title={`${values.name} ${code}`}
        back="/customers"
        answer={answer}
        actions={may.includes('update') && <Button onClick={() => show([code])}>{t('edit')}</Button>}
      />
      <Alert type="info" showIcon title={t('confidential')} />
      <CustomerContracts rows={contracts.data?.rows ?? []} total={contracts.data?.total ?? 0} />
      <CustomerReceipts rows={receipts.data?.rows ?? []} total={receipts.data?.total ?? 0} />
      <RecordDrawer object={object} recordKey={record} onClose={() => show(undefined)} />
    </>
  )
}

function useList(
  object: string,
  filter: Readonly<Record<string, string | readonly string[]>>,
  sort: string,
  enabled: boolean,
) {
  const query = { filter: JSON.stringify(filter), sort, size: mostShown }
  return useQuery({
    queryKey: ['list', object, query],
    enabled,
    queryFn: ({ signal }) => get<List>(`/records/${object}`, { query, signal }),
  })
}
