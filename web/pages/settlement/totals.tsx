/** What the month comes to, item by item, against the month before. */
import { Table } from 'antd'
import { amountOf } from '../../components/figures.ts'
import { Money } from '../../components/money.tsx'
import { periodOf } from '../../components/period-text.tsx'
import { useTexts } from '../../i18n.ts'
import type { Figures } from './answers.ts'
import { Section } from './section.tsx'
import styles from './settlement.module.css'
import { useSettlementTexts } from './texts.ts'

type Totals = NonNullable<Figures['figures']>['totals']

export function TotalsPart({ totals, whole }: { readonly totals: Totals; readonly whole: boolean }) {
  const t = useSettlementTexts()
  const common = useTexts()
  const { before } = totals
  return (
    <Section title={t('totals.title')}>
      <div className={styles.hero}>
        <Money value={totals.payable} size="hero" unit />
        <span>{t('totals.people', { count: totals.people })}</span>
        <span className={styles.quiet}>
          {t('totals.average')} <Money value={totals.average} unit />
        </span>
        {totals.change !== null && (
          <span>
            {t('totals.change')} <Money value={totals.change} signed unit />
            {totals.changePercent && `（${totals.changePercent}%）`}
          </span>
        )}
      </div>
      <p className={styles.quiet}>
        {before
          ? t('totals.before', {
              period: periodOf(common, before.period),
              total: amountOf(before.payable),
              people: before.people,
            })
          : t('totals.noBefore')}{' '}
        {!whole && t('totals.part')}
      </p>
      <Table
        size="small"
        pagination={false}
        rowKey="name"
        dataSource={[...totals.items]}
        scroll={{ x: 'max-content' }}
        columns={[
          { title: t('totals.item'), dataIndex: 'name' },
          {
            title: t('totals.amount'),
            dataIndex: 'amount',
            align: 'right',
            render: (value: string) => <Money value={value} />,
          },
          {
            title: t('totals.change'),
            dataIndex: 'change',
            align: 'right',
            render: (value: string | null) => <Money value={value} signed />,
          },
        ]}
      />
    </Section>
  )
}
