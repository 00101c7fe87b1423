import { PageHeader } from '../../components/page-header.tsx'
import { RecordList } from '../../components/records/record-list.tsx'
import { useReceiptTexts } from './texts.ts'

const shown = ['number', 'contract', 'received_on', 'amount', 'kind']

export function ReceiptsPage() {
  const t = useReceiptTexts()
  return (
    <>
      <PageHeader title={t('title')} answer={t('answer')} />
      <RecordList object="receipt" sort="-received_on" shown={shown} />
    </>
  )
}
