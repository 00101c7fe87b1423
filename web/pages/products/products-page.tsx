/** Products with the price and filing of a day, and the filings under way (M-2.2). */
import { Tabs } from 'antd'
import dayjs from 'dayjs'
import { useMemo } from 'react'
import { useAddress } from '../../app/address.ts'
import { useScope } from '../../app/session.ts'
import { DayPicker } from '../../components/day-picker.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { RecordList } from '../../components/records/record-list.tsx'
import { useDay } from '../people/as-of.tsx'
import { useFilings } from './filing-data.ts'
import { Filings } from './filings.tsx'
import { useProductTexts } from './texts.ts'

const shown = ['name', 'code', 'line', 'category', 'base_price', 'price_since', 'filing']
const cleared = { q: undefined, sort: undefined, page: undefined, filter: undefined, record: undefined }

export function ProductsPage() {
  const t = useProductTexts()
  const [day, setDay] = useDay()
  const [{ tab = 'list' }, setAddress] = useAddress()
  const query = useMemo(() => ({ on: day }), [day])
  const sees = useScope('filing', 'read') !== undefined
  const filings = useFilings(undefined, sees)
  const waiting =
    filings.data?.rows.filter(({ state }) => state === '提议' || state === '研发同意').length ?? 0
  const items = [
    {
      key: 'list',
      label: t('list'),
      children: (
        <RecordList
          object="product"
          shown={shown}
          query={query}
          open={(row) => `/products/${encodeURIComponent(String(row.code))}`}
        />
      ),
    },
    ...(sees
      ? [
          {
            key: 'filings',
            label: waiting > 0 ? `${t('filings')}（${t('waiting', { count: waiting })}）` : t('filings'),
            children: <Filings answer={filings.data} />,
          },
        ]
      : []),
  ]
  return (
    <>
      <PageHeader
        title={t('title')}
        answer={t('answer', { day })}
        actions={
          <DayPicker
            value={dayjs(day)}
            allowClear={false}
            aria-label={t('on')}
            onChange={(picked) => setDay(picked?.format('YYYY-MM-DD'))}
          />
        }
      />
      <Tabs
        activeKey={sees && tab === 'filings' ? 'filings' : 'list'}
        items={items}
        destroyOnHidden
        onChange={(next) => setAddress({ ...cleared, tab: next === 'list' ? undefined : next })}
      />
    </>
  )
}
