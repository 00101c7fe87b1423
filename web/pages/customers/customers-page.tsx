import { Alert } from 'antd'
import { useScope } from '../../app/session.ts'
import { PageHeader } from '../../components/page-header.tsx'
import { RecordList } from '../../components/records/record-list.tsx'
import { useCustomerTexts } from './texts.ts'

const shown = ['name', 'code', 'region', 'category', 'contracts', 'turnover', 'last_signed']

export function CustomersPage() {
  const t = useCustomerTexts()
  const scope = useScope('customer', 'read')
  return (
    <>
      <PageHeader title={t('title')} answer={t(scope === 'all' ? 'answerAll' : 'answer')} />
      <Alert type="info" showIcon title={t('confidential')} style={{ marginBlockEnd: 16 }} />
      <RecordList
        object="customer"
        shown={shown}
        open={(row) => `/customers/${encodeURIComponent(String(row.code))}`}
      />
    </>
  )
}
