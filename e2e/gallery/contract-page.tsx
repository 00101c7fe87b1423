import { usePathParam } from '../../web/app/address.ts'
import { PageHeader } from '../../web/components/page-header.tsx'

export function ContractPage() {
  return <PageHeader title={usePathParam('number')} back="/gallery" />
}
