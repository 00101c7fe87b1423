/** Who moved most against the month before, and by which item. */
import type { ReactNode } from 'react'
import type { Column } from '../../components/data-table/column.tsx'
import { InnerTable } from '../../components/data-table/inner-table.tsx'
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
  const columns = useMovementColumns()
  return (
    <Section title={t('movement.title')} extra={extra}>
      {movements.length === 0 ? (
        <p>{t(hasBefore ? 'movement.none' : 'movement.noBefore')}</p>
      ) : (
        <InnerTable columns={columns} rows={movements} rowKey={({ number }) => number} />
      )}
    </Section>
  )
}

export function useMovementColumns(): Column<Movement>[] {
  const t = useSettlementTexts()
  return [
    {
      key: 'name',
      title: t('movement.who'),
      render: (row) => <PersonLink number={row.number} name={row.name} />,
    },
    { key: 'before', title: t('movement.before'), kind: 'money' },
    { key: 'now', title: t('movement.now'), kind: 'money' },
    {
      key: 'change',
      title: t('movement.change'),
      kind: 'money',
      lead: true,
      render: ({ change }) => <Money value={change} signed />,
    },
    { key: 'why', title: t('movement.why'), render: (row) => <Why row={row} /> },
  ]
}

function Why({ row }: { readonly row: Movement }) {
  const t = useSettlementTexts()
  if (row.kind !== 'changed') return <>{t(`movement.${row.kind}`)}</>
  const change = `${isPositive(row.itemChange) ? '+' : ''}${amountOf(row.itemChange)}`
  return <>{t('movement.reason', { item: row.item, change })}</>
}
