import { Table } from 'antd'
import { useTexts } from '../../i18n.ts'
import { type Column, isFigure, present } from './column.tsx'
import styles from './data-table.module.css'

interface Props<Row> {
  readonly columns: readonly Column<Row>[]
  readonly sums: Readonly<Record<string, string>>
}

/** Over everything that matches, not only this page. */
export function Sums<Row>({ columns, sums }: Props<Row>) {
  const t = useTexts()
  if (!columns.some(({ key }) => key in sums)) return null
  return (
    <Table.Summary fixed>
      <Table.Summary.Row className={styles.sums}>
        {columns.map((column, index) => (
          <Table.Summary.Cell key={column.key} index={index} align={isFigure(column) ? 'right' : 'left'}>
            {column.key in sums ? present(column.kind, sums[column.key]) : index === 0 && t('table.sums')}
          </Table.Summary.Cell>
        ))}
      </Table.Summary.Row>
    </Table.Summary>
  )
}
