import { Table } from 'antd'
import { Money } from '../../components/money.tsx'
import { differenceOf } from './difference.ts'
import type { Counts, Sum } from './import-data.ts'
import styles from './imports.module.css'
import { useImportTexts } from './texts.ts'

const kinds = ['added', 'changed', 'unchanged', 'rejected'] as const

/** The rows of a sheet by what becomes of them, as a bar and in figures. */
export function SheetCounts({ counts }: { readonly counts: Counts }) {
  const t = useImportTexts()
  return (
    <>
      <div className={styles.bar} aria-hidden="true">
        {kinds.map((kind) => (
          <div key={kind} data-kind={kind} style={{ flexGrow: counts[kind] }} />
        ))}
      </div>
      <ul className={styles.counts}>
        {kinds.map((kind) => (
          <li key={kind}>
            {t(kind)} <strong className="figures">{counts[kind]}</strong>
          </li>
        ))}
      </ul>
    </>
  )
}

/** The control: what the file sums up to, and how much of it was taken. */
export function SheetSums({ sums }: { readonly sums: readonly Sum[] }) {
  const t = useImportTexts()
  if (sums.length === 0) return null
  return (
    <div className={styles.block}>
      <h3>{t('result.sums')}</h3>
      <Table<Sum>
        size="small"
        rowKey={(sum) => sum.heading}
        dataSource={[...sums]}
        pagination={false}
        scroll={{ x: 'max-content' }}
        columns={[
          { title: t('result.sumColumn'), dataIndex: 'heading' },
          { title: t('result.sumRead'), align: 'right', render: (_, sum) => <Money value={sum.read} /> },
          {
            title: t('result.sumAccepted'),
            align: 'right',
            render: (_, sum) => <Money value={sum.accepted} />,
          },
          {
            title: t('result.sumRejected'),
            align: 'right',
            render: (_, sum) => <Money value={differenceOf(sum.read, sum.accepted)} />,
          },
        ]}
      />
    </div>
  )
}
