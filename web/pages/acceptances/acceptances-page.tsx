import { PageHeader } from '../../components/page-header.tsx'
import { RecordList } from '../../components/records/record-list.tsx'
import { useAcceptanceTexts } from './texts.ts'

const shown = ['number', 'contract', 'accepted_on', 'kind']

export function AcceptancesPage() {
  const t = useAcceptanceTexts()
  return (
    <>
      <PageHeader title={t('title')} answer={t('answer')} />
      <RecordList object="acceptance" sort="-accepted_on" shown={shown} />
    </>
  )
}
