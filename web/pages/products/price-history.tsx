import { Button, Table } from 'antd'
import dayjs from 'dayjs'
import { Chart } from '../../components/chart/chart.tsx'
import { DateText } from '../../components/date-text.tsx'
import { Money } from '../../components/money.tsx'
import { type ListRow, useRecordObject } from '../../components/records/record-data.ts'
import { StatusTag } from '../../components/status-tag.tsx'
import { type OpenedPart, useProductRows } from './product-page.tsx'
import styles from './products.module.css'
import { useProductTexts } from './texts.ts'

interface Props {
  readonly product: string
  readonly onOpen: (opened: OpenedPart) => void
}

/** The price of a day is that of the row that holds on it; the picture has a point for every month. */
export function PriceHistory({ product, onOpen }: Props) {
  const t = useProductTexts()
  const may = useRecordObject('base_price')?.may ?? []
  const rows = useProductRows('base_price', product, '-valid_from').data ?? []
  const today = dayjs().format('YYYY-MM-DD')
  const holds = (row: ListRow, day: string) =>
    String(row.valid_from) <= day && (row.valid_to === null || String(row.valid_to) > day)
  return (
    <section className={styles.part} aria-label={t('price.title')}>
      <div className={styles.partHead}>
        <h2>{t('price.title')}</h2>
        {may.includes('create') && (
          <Button size="small" onClick={() => onOpen({ object: 'base_price', key: 'new' })}>
            {t('price.add')}
          </Button>
        )}
      </div>
      {rows.length > 1 && (
        <div className={styles.picture}>
          <Picture rows={rows} holds={holds} />
        </div>
      )}
      <Table<ListRow>
        size="small"
        rowKey={(row) => String(row.valid_from)}
        dataSource={[...rows]}
        pagination={false}
        scroll={{ x: 'max-content' }}
        locale={{ emptyText: t('price.none') }}
        columns={[
          {
            title: t('price.from'),
            render: (_, row) => (
              <Button
                type="link"
                size="small"
                style={{ padding: 0 }}
                onClick={() => onOpen({ object: 'base_price', key: [product, String(row.valid_from)] })}
              >
                {row.valid_from}
              </Button>
            ),
          },
          { title: t('price.to'), render: (_, row) => <DateText value={row.valid_to as string | null} /> },
          {
            title: t('price.price'),
            align: 'right',
            render: (_, row) => <Money value={String(row.price)} />,
          },
          {
            title: t('price.state'),
            render: (_, row) => holds(row, today) && <StatusTag kind="good">{t('price.now')}</StatusTag>,
          },
        ]}
      />
    </section>
  )
}

function Picture({
  rows,
  holds,
}: {
  readonly rows: readonly ListRow[]
  readonly holds: (row: ListRow, day: string) => boolean
}) {
  const t = useProductTexts()
  const first = dayjs(String(rows.at(-1)?.valid_from))
  const last = dayjs()
  const count = Math.min(60, Math.max(2, last.diff(first, 'month') + 1))
  const months = Array.from({ length: count }, (_, at) =>
    last.subtract(count - 1 - at, 'month').endOf('month'),
  )
  const values = months.map((month) => {
    const price = rows.find((row) => holds(row, month.format('YYYY-MM-DD')))?.price
    return typeof price === 'string' ? price : null
  })
  return (
    <Chart
      title={t('price.chart')}
      height={220}
      spec={{
        kind: 'line',
        categories: months.map((month) => month.format('YYYY-MM')),
        series: [{ name: t('price.series'), values }],
        unit: '元',
      }}
    />
  )
}
