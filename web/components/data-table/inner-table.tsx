/**
 * Rows that are at hand, within a page: a table, and on a phone cards as in the lists.
 *
 *     <InnerTable<Movement> columns={columns} rows={movements} rowKey={(row) => row.number} />
 */
import { Table, type TablePaginationConfig } from 'antd'
import { type ReactNode, useState } from 'react'
import { useNarrow } from '../use-narrow.ts'
import { antdColumns } from './antd-columns.tsx'
import { Cards } from './cards.tsx'
import type { Column } from './column.tsx'

interface Props<Row> {
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string
  /** Said when there are none. */
  readonly none?: ReactNode
  /** Rows at a time; all when not given. */
  readonly size?: number
  /** Where `rows` are one page of many. */
  readonly pagination?: Required<Pick<TablePaginationConfig, 'current' | 'pageSize' | 'total' | 'onChange'>>
  readonly busy?: boolean
}

export function InnerTable<Row extends object>(props: Props<Row>) {
  const { columns, rows, rowKey, none, size = rows.length, pagination: given, busy = false } = props
  const narrow = useNarrow()
  const [wanted, turn] = useState(1)
  const current = Math.min(wanted, Math.max(1, Math.ceil(rows.length / Math.max(size, 1))))
  const own = { current, pageSize: size, total: rows.length, onChange: turn }
  const pagination = { ...(given ?? own), showSizeChanger: false, hideOnSinglePage: true }
  if (narrow)
    return (
      <Cards<Row>
        columns={columns}
        rows={given ? rows : rows.slice((current - 1) * size, current * size)}
        rowKey={rowKey}
        pagination={pagination}
        none={none === undefined ? null : <p>{none}</p>}
        busy={busy}
      />
    )
  return (
    <Table<Row>
      size="small"
      rowKey={rowKey}
      dataSource={[...rows]}
      columns={antdColumns(columns, { open: undefined, onOpen: undefined }, undefined)}
      scroll={{ x: 'max-content' }}
      loading={busy}
      pagination={size > 0 || given ? { ...pagination, size: 'small' } : false}
      {...(none === undefined ? {} : { locale: { emptyText: none } })}
    />
  )
}
