/** The order of a list where there are no headings to press. */
import { Select } from 'antd'
import { useTexts } from '../../i18n.ts'
import type { Column } from './column.tsx'
import styles from './data-table.module.css'

interface Props<Row> {
  readonly columns: readonly Column<Row>[]
  readonly sort: string | undefined
  readonly onSort: (sort: string | undefined) => void
}

export function SortChoice<Row>({ columns, sort, onSort }: Props<Row>) {
  const t = useTexts()
  const options = columns
    .filter(({ sortable }) => sortable)
    .flatMap(({ key, title }) => [
      { value: key, label: t('table.ascending', { name: title }) },
      { value: `-${key}`, label: t('table.descending', { name: title }) },
    ])
  if (options.length === 0) return null
  return (
    <Select
      className={styles.sort}
      aria-label={t('table.sort')}
      placeholder={t('table.sort')}
      value={sort ?? null}
      options={options}
      popupMatchSelectWidth={false}
      onChange={(chosen: string | null) => onSort(chosen ?? undefined)}
    />
  )
}
