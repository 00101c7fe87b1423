/** The ledger: every entry, or what is owed to each person now. */
import { Segmented } from 'antd'
import type { Answer } from '../../answer.ts'
import { useAddress } from '../../app/address.ts'
import { DataTable } from '../../components/data-table/data-table.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { PersonLink } from '../../components/links.tsx'
import { PeriodText } from '../../components/period-text.tsx'
import styles from './settlement.module.css'
import { useSettlementTexts } from './texts.ts'

type Entry = Answer<'/settlement/ledger', 'get'>['rows'][number]
type Balance = Answer<'/settlement/balances', 'get'>['rows'][number]

export function Ledger() {
  const t = useSettlementTexts()
  const [{ view }, setAddress] = useAddress()
  const entries = view === 'entries'
  return (
    <div className={styles.page}>
      <div>
        <Segmented
          aria-label={t('book.view')}
          value={entries ? 'entries' : 'balances'}
          onChange={(value) =>
            setAddress({ view: value === 'entries' ? value : undefined, page: undefined, q: undefined })
          }
          options={[
            { value: 'balances', label: t('book.balances') },
            { value: 'entries', label: t('book.entries') },
          ]}
        />
      </div>
      {entries ? <Entries /> : <Balances />}
    </div>
  )
}

function Entries() {
  const t = useSettlementTexts()
  return (
    <DataTable<Entry>
      key="entries"
      id="ledger"
      url="/settlement/ledger"
      rowKey={({ entry }) => entry}
      columns={[
        {
          key: 'name',
          title: t('book.who'),
          render: (row) => <PersonLink number={row.number} name={row.name} />,
        },
        { key: 'period', title: t('period'), render: (row) => <PeriodText value={row.period} /> },
        { key: 'account', title: t('book.account'), render: (row) => t(`book.accountName.${row.account}`) },
        { key: 'kind', title: t('book.kind'), render: (row) => t(`book.kindName.${row.kind}`) },
        { key: 'amount', title: t('book.amount'), kind: 'money' },
        { key: 'enteredBy', title: t('book.by') },
        { key: 'enteredAt', title: t('book.at'), kind: 'date' },
      ]}
      empty={<EmptyState title={t('book.empty')} help={t('book.emptyHelp')} />}
    />
  )
}

function Balances() {
  const t = useSettlementTexts()
  return (
    <DataTable<Balance>
      key="balances"
      id="balances"
      url="/settlement/balances"
      rowKey={({ number }) => number}
      columns={[
        {
          key: 'name',
          title: t('book.who'),
          render: (row) => <PersonLink number={row.number} name={row.name} />,
        },
        { key: 'payable', title: t('book.payable'), kind: 'money' },
        { key: 'carried', title: t('book.carried'), kind: 'money' },
        { key: 'paid', title: t('book.paid'), kind: 'money' },
      ]}
      empty={<EmptyState title={t('book.empty')} help={t('book.emptyHelp')} />}
    />
  )
}
