/** Two months person by person, in a window of its own. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Button, Input, Modal, Select, Space } from 'antd'
import { useState } from 'react'
import { get } from '../../api.ts'
import { InnerTable } from '../../components/data-table/inner-table.tsx'
import { Money } from '../../components/money.tsx'
import { periodOf } from '../../components/period-text.tsx'
import { useTexts } from '../../i18n.ts'
import { type Compared, type Month, useMonths } from './answers.ts'
import { useMovementColumns } from './movements.tsx'
import { useSettlementTexts } from './texts.ts'

interface Props {
  readonly month: Month
  readonly before: string | undefined
}

export function Compare(props: Props) {
  const t = useSettlementTexts()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {t('movement.all')}
      </Button>
      {open && <Window {...props} onClose={() => setOpen(false)} />}
    </>
  )
}

const size = 20

function Window({ month, before, onClose }: Props & { readonly onClose: () => void }) {
  const t = useSettlementTexts()
  const common = useTexts()
  const { data: months } = useMonths()
  const others = (months?.months ?? []).filter(
    ({ policy, period }) => policy === month.policy && period !== month.period,
  )
  const [chosen, setChosen] = useState<string>()
  const [page, setPage] = useState(1)
  const [q, setQ] = useState('')
  const other = chosen ?? before ?? others[0]?.period
  const query = { policy: month.policy, with: other, page, size, q: q || undefined }
  const { data } = useQuery({
    queryKey: ['settlement', 'compared', month.period, query],
    enabled: other !== undefined,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => get<Compared>(`/settlement/${month.period}/compared`, { query, signal }),
  })
  return (
    <Modal open title={t('movement.all')} onCancel={onClose} footer={null} width={900}>
      <Space wrap style={{ marginBottom: 12 }}>
        <Select
          aria-label={t('movement.with')}
          value={other}
          style={{ minWidth: 140 }}
          onChange={(value: string) => {
            setChosen(value)
            setPage(1)
          }}
          options={others.map(({ period }) => ({ value: period, label: periodOf(common, period) }))}
        />
        <Input.Search
          allowClear
          aria-label={t('movement.who')}
          placeholder={t('movement.who')}
          onSearch={(value) => {
            setQ(value.trim())
            setPage(1)
          }}
        />
        {data?.sums.change !== undefined && (
          <span>
            {t('movement.change')} <Money value={data.sums.change} signed unit />
          </span>
        )}
      </Space>
      <InnerTable
        columns={useMovementColumns()}
        rows={data?.rows ?? []}
        rowKey={({ number }) => number}
        busy={!data}
        pagination={{ current: page, pageSize: size, total: data?.total ?? 0, onChange: setPage }}
      />
    </Modal>
  )
}
