/** Who moved most against the month before, and by which item. */
import { Table } from 'antd'
import type { ReactNode } from 'react'
import { amountOf, isPositive } from '../../components/figures.ts'
import { PersonLink } from '../../components/links.tsx'
import { Money } from '../../components/money.tsx'
import type { Movement } from './answers.ts'
import { Section } from './section.tsx'
import { useSettlementTexts } from './texts.ts'

interface Props {
  readonly movements: readonly Movement[]
  readonly hasBefore: boolean
  readonly extra?: ReactNode
}

export function Movements({ movements, hasBefore, extra }: Props) {
  const t = useSettlementTexts()
  return (
    <Section title={t('movement.title')} extra={extra}>
      {movements.length === 0 ? (
        <p>{t(hasBefore ? 'movement.none' : 'movement.noBefore')}</p>
      ) : (
        <Table
          size="small"
          pagination={false}
          rowKey="number"
          dataSource={[...movements]}
          scroll={{ x: 'max-content' }}
          columns={useMovementColumns()}
        />
      )}
    </Section>
  )
}

export function useMovementColumns() {
  const t = useSettlementTexts()
  return [
    {
      title: t('movement.who'),
      key: 'name',
      render: (_: unknown, row: Movement) => <PersonLink number={row.number} name={row.name} />,
    },
    {
      title: t('movement.before'),
      dataIndex: 'before',
      align: 'right' as const,
      render: (value: string | null) => <Money value={value} />,
    },
    {
      title: t('movement.now'),
      dataIndex: 'now',
      align: 'right' as const,
      render: (value: string | null) => <Money value={value} />,
    },
    {
      title: t('movement.change'),
      dataIndex: 'change',
      align: 'right' as const,
      render: (value: string) => <Money value={value} signed />,
    },
    { title: t('movement.why'), key: 'why', render: (_: unknown, row: Movement) => <Why row={row} /> },
  ]
}

function Why({ row }: { readonly row: Movement }) {
  const t = useSettlementTexts()
  if (row.kind !== 'changed') return <>{t(`movement.${row.kind}`)}</>
  const change = `${isPositive(row.itemChange) ? '+' : ''}${amountOf(row.itemChange)}`
  return <>{t('movement.reason', { item: row.item, change })}</>
}
