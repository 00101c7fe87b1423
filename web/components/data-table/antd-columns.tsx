/** Our columns as antd's. */
import { Link } from '@tanstack/react-router'
import type { TableColumnsType, TableProps } from 'antd'
import { type Column, cell, isFigure } from './column.tsx'

export function antdColumns<Row extends object>(
  columns: readonly Column<Row>[],
  open: ((row: Row) => string) | undefined,
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
    render: (_: unknown, row: Row) =>
      index === 0 && open ? <Link to={open(row)}>{cell(column, row)}</Link> : cell(column, row),
  }))
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
