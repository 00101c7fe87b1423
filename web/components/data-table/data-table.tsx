/**
 * A list from the server: filter, sort and page there; state in the address; columns remembered; sums; export.
 *
 *     <DataTable<Contract>
 *       id="contracts" url="/contracts" sort="-signed_on"
 *       columns={[{ key: 'number', title: t('number'), sortable: true }, { key: 'amount', title: t('amount'), kind: 'money', sortable: true }]}
 *       filters={[{ field: 'status', label: t('status'), kind: 'choice', options }]}
 *       rowKey={(row) => row.number} open={(row) => `/contracts/${row.number}`}
 *       empty={<EmptyState title={t('none')} help={t('noneHelp')} />}
 *     />
 */
import { useNavigate } from '@tanstack/react-router'
import { Alert, Button, Table } from 'antd'
import { type ReactNode, useMemo } from 'react'
import { useTexts } from '../../i18n.ts'
import { EmptyState } from '../empty-state.tsx'
import type { Filter } from '../filters/filter.ts'
import { useNarrow } from '../use-narrow.ts'
import { antdColumns, sortOf } from './antd-columns.tsx'
import { Cards } from './cards.tsx'
import type { Column } from './column.tsx'
import styles from './data-table.module.css'
import { rowKeys } from './row-keys.ts'
import { Sums } from './sums.tsx'
import { TableSkeleton } from './table-skeleton.tsx'
import { Toolbar } from './toolbar.tsx'
import { useChosenColumns } from './use-chosen-columns.ts'
import { type ListOptions, useList } from './use-list.ts'

interface Props<Row> extends ListOptions {
  /** Names the remembered columns. */
  readonly id: string
  readonly columns: readonly Column<Row>[]
  readonly rowKey: (row: Row) => string
  readonly filters?: readonly Filter[]
  /** The address a row opens; its first column becomes the link. */
  readonly open?: (row: Row) => string
  /** Where a row opens on the page itself, such as in a drawer; its first column becomes the button. */
  readonly onOpen?: (row: Row) => void
  /** Shown when there is nothing at all, not when a filter matches nothing. */
  readonly empty?: ReactNode
  readonly searchable?: boolean
  readonly exportable?: boolean
  /** Beside the tools of the table: entering a new row. */
  readonly actions?: ReactNode
  /** Where the export comes from, when not from the list's own address. */
  readonly exportUrl?: string
}

const virtualFrom = 100

export function DataTable<Row extends object>(props: Props<Row>) {
  const { id, url, columns, rowKey, filters = [], open, onOpen, empty } = props
  const { searchable = true, exportable = true, actions } = props
  const t = useTexts()
  const narrow = useNarrow()
  const navigate = useNavigate()
  const state = useList<Row>(props)
  const chosen = useChosenColumns(id, columns)
  const shown = useMemo(
    () => antdColumns(chosen.shown, { open, onOpen }, state.sort),
    [chosen.shown, open, onOpen, state.sort],
  )
  const act = open ? (row: Row) => void navigate({ to: open(row) }) : onOpen
  const { data, error, isPending, isPlaceholderData, refetch } = state.list
  if (data?.total === 0 && !state.narrowed && empty) return empty
  const rows = data?.rows ?? []
  const virtual = rows.length > virtualFrom
  // While it is counted there is a next page as long as this one is full.
  const before = (state.page - 1) * state.size + rows.length
  const total = data?.total ?? before + (rows.length === state.size ? 1 : 0)
  const none = (
    <EmptyState title={t('table.empty')} help={t('table.emptyHelp')}>
      {state.narrowed && <Button onClick={state.clear}>{t('table.clear')}</Button>}
    </EmptyState>
  )
  const pagination = {
    current: state.page,
    pageSize: state.size,
    total,
    showSizeChanger: !narrow && total > 20,
    pageSizeOptions: [20, 50, 100, 200],
    hideOnSinglePage: total <= 20,
    showTotal: (count: number) =>
      data?.total === undefined ? t('table.counting') : t('table.total', { count }),
    onChange: state.turn,
  }
  return (
    <section className={styles.table}>
      <Toolbar
        state={state}
        filters={filters}
        searchable={searchable}
        columns={chosen}
        exports={exportable ? (props.exportUrl ?? url) : undefined}
        actions={actions}
        narrow={narrow}
      />
      {error && (
        <Alert
          type="error"
          showIcon
          title={t('table.failed')}
          description={error.message}
          action={<Button onClick={() => void refetch()}>{t('error.retry')}</Button>}
        />
      )}
      {isPending && <TableSkeleton columns={shown.length} />}
      {data && narrow && (
        <Cards<Row>
          {...{ rows, rowKey, open, onOpen, act, pagination, none }}
          columns={chosen.shown}
          sums={data.sums}
          busy={isPlaceholderData}
        />
      )}
      {data && !narrow && (
        <Table<Row>
          size="middle"
          columns={shown}
          dataSource={rows as Row[]}
          rowKey={rowKey}
          loading={isPlaceholderData}
          virtual={virtual}
          scroll={virtual ? { x: 1000, y: 640 } : { x: 'max-content' }}
          onRow={(row) => rowKeys(act && (() => act(row)))}
          rowClassName={act ? (styles.opens ?? '') : ''}
          onChange={(_, __, sorter, { action }) => action === 'sort' && state.setSort(sortOf(sorter))}
          pagination={pagination}
          locale={{ emptyText: none }}
          summary={() => <Sums columns={chosen.shown} sums={data.sums} />}
        />
      )}
    </section>
  )
}
