import { useQuery } from '@tanstack/react-query'
import { get } from '../../api.ts'
import { useFound } from '../../components/data-table/use-list.ts'
import { amountOf, unbroken } from '../../components/figures.ts'
import { PageHeader } from '../../components/page-header.tsx'
import { RecordList } from '../../components/records/record-list.tsx'
import { useReceiptTexts } from './texts.ts'

const shown = ['number', 'contract', 'received_on', 'amount', 'kind', 'customer_name']

interface Newest {
  readonly rows: readonly { readonly received_on: string }[]
}

export function ReceiptsPage() {
  const t = useReceiptTexts()
  const { total, sums, all, narrowed } = useFound('/records/receipt')
  const newest = useQuery({
    queryKey: ['list', '/records/receipt', 'newest'],
    queryFn: ({ signal }) =>
      get<Newest>('/records/receipt', {
        query: { size: 1, sort: '-received_on', totals: 'without' },
        signal,
      }),
  })
  const last = newest.data?.rows[0]?.received_on
  const answer =
    total !== undefined &&
    last !== undefined &&
    t(narrowed ? 'answerFound' : 'answer', {
      ...{ all: all ?? '', count: total, amount: amountOf(sums?.amount ?? '0'), last: unbroken(last) },
    })
  return (
    <>
      <PageHeader title={t('title')} answer={answer} />
      <RecordList object="receipt" sort="-received_on" shown={shown} heading="customer_name" />
    </>
  )
}
