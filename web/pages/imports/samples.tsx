import { Table } from 'antd'
import type { SheetFinding } from './import-data.ts'
import styles from './imports.module.css'
import { useImportTexts } from './texts.ts'

type Added = SheetFinding['samples']['added'][number]
type Changed = SheetFinding['samples']['changed'][number]

interface Props<Row> {
  readonly rows: readonly Row[]
  /** Labels in the order of the file. */
  readonly order: readonly string[]
}

const inOrder = (labels: readonly string[], order: readonly string[]) => {
  const at = (label: string) => (order.includes(label) ? order.indexOf(label) : order.length)
  return labels.toSorted((a, b) => at(a) - at(b))
}

export function NewSamples({ rows, order }: Props<Added>) {
  const t = useImportTexts()
  const [first] = rows
  if (!first) return null
  return (
    <div className={styles.block}>
      <h3>{t('preview.samplesAdded', { count: rows.length })}</h3>
      <Table<Added>
        size="small"
        rowKey={(row) => row.row}
        dataSource={[...rows]}
        pagination={rows.length > 5 ? { pageSize: 5, size: 'small', hideOnSinglePage: true } : false}
        scroll={{ x: 'max-content' }}
        columns={[
          { title: t('preview.row'), dataIndex: 'row' },
          ...inOrder(Object.keys(first.values), order).map((label) => ({
            title: label,
            key: label,
            render: (_: unknown, { values }: Added) => shown(values[label]),
          })),
        ]}
      />
    </div>
  )
}

const shown = (value: string | null | undefined) =>
  value === 'true' ? '是' : value === 'false' ? '否' : (value ?? '—')

/** Only what differs, old beside new. */
export function ChangedSamples({ rows, order }: Props<Changed>) {
  const t = useImportTexts()
  if (rows.length === 0) return null
  const changes = rows.flatMap(({ row, values, before }) => {
    const same = inOrder(Object.keys(values), order).filter((label) => values[label] === before[label])
    const what = same
      .slice(0, 2)
      .map((label) => shown(values[label]))
      .join(' / ')
    return Object.keys(values)
      .filter((label) => values[label] !== before[label])
      .map((label) => ({ row, what, label, now: before[label], next: values[label] }))
  })
  return (
    <div className={styles.block}>
      <h3>{t('preview.samplesChanged', { count: rows.length })}</h3>
      <Table
        size="small"
        rowKey={({ row, label }) => `${row} ${label}`}
        dataSource={changes}
        pagination={changes.length > 8 ? { pageSize: 8, size: 'small' } : false}
        scroll={{ x: 'max-content' }}
        columns={[
          { title: t('preview.row'), dataIndex: 'row' },
          { title: t('preview.what'), dataIndex: 'what' },
          { title: t('match.field'), dataIndex: 'label' },
          {
            title: t('preview.before'),
            render: (_, { now }) => <span className={styles.now}>{shown(now)}</span>,
          },
          { title: t('preview.after'), render: (_, { next }) => <strong>{shown(next)}</strong> },
        ]}
      />
    </div>
  )
}
