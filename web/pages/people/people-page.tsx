/** People, units and groups as of a day (M-1.4). */
import { Tabs } from 'antd'
import { useMemo } from 'react'
import { useAddress } from '../../app/address.ts'
import { PageHeader } from '../../components/page-header.tsx'
import { RecordList } from '../../components/records/record-list.tsx'
import { AsOf, useDay } from './as-of.tsx'
import { Teams } from './teams.tsx'
import { usePeopleTexts } from './texts.ts'
import { Units } from './units.tsx'

const shown = [
  ...['name', 'number', 'unit_name', 'position', 'team_name', 'superior_name'],
  ...['employment', 'hired_on', 'left_on', 'workplace'],
]
const hidden = ['workplace', 'left_on']
const cleared = { q: undefined, sort: undefined, page: undefined, filter: undefined, record: undefined }

export function PeoplePage() {
  const t = usePeopleTexts()
  const [day] = useDay()
  const [{ tab = 'people' }, setAddress] = useAddress()
  const query = useMemo(() => ({ on: day }), [day])
  const items = [
    {
      key: 'people',
      label: t('people'),
      children: (
        <RecordList
          object="person"
          sort="number"
          shown={shown}
          hidden={hidden}
          query={query}
          open={(row) => `/people/${encodeURIComponent(String(row.number))}`}
        />
      ),
    },
    { key: 'units', label: t('units'), children: <Units day={day} /> },
    { key: 'teams', label: t('teams'), children: <Teams day={day} /> },
  ]
  return (
    <>
      <PageHeader title={t('title')} answer={t('answer', { day })} />
      <AsOf />
      <Tabs
        activeKey={items.some(({ key }) => key === tab) ? tab : 'people'}
        items={items}
        destroyOnHidden
        onChange={(next) => setAddress({ ...cleared, tab: next === 'people' ? undefined : next })}
      />
    </>
  )
}
