/** Our columns as antd's. */
import { Link } from '@tanstack/react-router'
import { Button, type TableColumnsType, type TableProps } from 'antd'
import { type Column, cell, isFigure } from './column.tsx'
import styles from './data-table.module.css'

/** How a row is opened: at an address, or on the page. */
interface Opening<Row> {
  readonly open: ((row: Row) => string) | undefined
  readonly onOpen: ((row: Row) => void) | undefined
}

export function antdColumns<Row extends object>(
  columns: readonly Column<Row>[],
  opening: Opening<Row>,
  sort: string | undefined,
): TableColumnsType<Row> {
  return columns.map((column, index) => ({
    key: column.key,
    // On a phone the name stays while one looks at the figures.
    ...(index === 0 ? { fixed: 'start' as const } : {}),
    title: column.title,
    ...(column.width ? { width: column.width } : {}),
    align: isFigure(column) ? ('right' as const) : ('left' as const),
    sorter: column.sortable ?? false,
    sortOrder: orderOf(column.key, sort),
    showSorterTooltip: false,
    render: (_: unknown, row: Row) => (index === 0 ? opened(column, row, opening) : cell(column, row)),
  }))
}

/** A row's first cell: the link or button that opens it. */
export function opened<Row extends object>(column: Column<Row>, row: Row, { open, onOpen }: Opening<Row>) {
  const shown = cell(column, row)
  if (open) return <Link to={open(row)}>{shown}</Link>
  if (!onOpen) return shown
  return (
    <Button type="link" size="small" className={styles.opener ?? ''} onClick={() => onOpen(row)}>
      {shown}
    </Button>
  )
}

function orderOf(key: string, sort: string | undefined): 'ascend' | 'descend' | null {
  if (sort === key) return 'ascend'
  return sort === `-${key}` ? 'descend' : null
}

type Sorter<Row> = Parameters<NonNullable<TableProps<Row>['onChange']>>[2]

/** `-signed_on` for descending; undefined for none. */
export function sortOf<Row>(sorter: Sorter<Row>): string | undefined {
  const { columnKey, order } = Array.isArray(sorter) ? (sorter[0] ?? {}) : sorter
  if (!order) return undefined
  return order === 'descend' ? `-${String(columnKey)}` : String(columnKey)
}
