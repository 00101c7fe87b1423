import { useQuery } from '@tanstack/react-query'
import { get } from '../../api.ts'
import { amountOf, unbroken } from '../../components/figures.ts'
import { PageHeader } from '../../components/page-header.tsx'
import { RecordList } from '../../components/records/record-list.tsx'
import { useReceiptTexts } from './texts.ts'

const shown = ['number', 'contract', 'received_on', 'amount', 'kind', 'customer_name']

interface Receipts {
  readonly rows: readonly { readonly received_on: string }[]
  readonly total: number
  readonly sums: { readonly amount?: string }
}

export function ReceiptsPage() {
  const t = useReceiptTexts()
  const { data } = useQuery({
    queryKey: ['records', 'receipt', 'all'],
    queryFn: ({ signal }) =>
      get<Receipts>('/records/receipt', { query: { size: 1, sort: '-received_on' }, signal }),
  })
  const last = data?.rows[0]?.received_on
  const answer =
    data &&
    last &&
    t('answer', { count: data.total, amount: amountOf(data.sums.amount ?? '0'), last: unbroken(last) })
  return (
    <>
      <PageHeader title={t('title')} answer={answer} />
      <RecordList object="receipt" sort="-received_on" shown={shown} />
    </>
  )
}
