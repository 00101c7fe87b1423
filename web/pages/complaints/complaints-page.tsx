import { Segmented } from 'antd'
import { useAddress } from '../../app/address.ts'
import { PageHeader } from '../../components/page-header.tsx'
import { RecordList } from '../../components/records/record-list.tsx'
import { useComplaintTexts } from './texts.ts'

const shown = [
  'number',
  'customer',
  'contract',
  'person',
  'complained_on',
  'content',
  'justified',
  'judged_on',
]

const filters = {
  all: undefined,
  open: JSON.stringify({ judged_on: { empty: true } }),
  justified: JSON.stringify({ justified: ['true'] }),
} as const

type View = keyof typeof filters

export function ComplaintsPage() {
  const t = useComplaintTexts()
  const [{ filter }, setAddress] = useAddress()
  const view = (Object.keys(filters) as View[]).find((name) => filters[name] === filter)
  return (
    <>
      <PageHeader
        title={t('title')}
        answer={t('answer')}
        actions={
          <Segmented<View>
            aria-label={t('view')}
            value={view ?? ('' as View)}
            options={(['all', 'open', 'justified'] as const).map((value) => ({ value, label: t(value) }))}
            onChange={(next) => setAddress({ filter: filters[next], page: undefined }, 'push')}
          />
        }
      />
      <RecordList object="complaint" sort="-complained_on" shown={shown} />
    </>
  )
}
