import type { ReactNode } from 'react'
import type { Filter } from '../filters/filter.ts'
import { Filters } from '../filters/filters.tsx'
import { ColumnChooser } from './column-chooser.tsx'
import styles from './data-table.module.css'
import { ExportMenu } from './export-menu.tsx'
import { SortChoice } from './sort-choice.tsx'
import type { ChosenColumns } from './use-chosen-columns.ts'
import type { useList } from './use-list.ts'

interface Props<Row> {
  readonly state: ReturnType<typeof useList<Row>>
  readonly filters: readonly Filter[]
  readonly searchable: boolean
  readonly columns: ChosenColumns<Row>
  readonly exports: string | undefined
  readonly actions?: ReactNode
  /** Without headings to press, the order is chosen here. */
  readonly narrow: boolean
}

export function Toolbar<Row>({ state, filters, searchable, columns, exports, actions, narrow }: Props<Row>) {
  return (
    <div className={styles.toolbar}>
      <Filters
        filters={filters}
        values={state.filter}
        onChange={state.setFilter}
        q={state.q}
        {...(searchable ? { onSearch: state.search } : {})}
        onClear={state.clear}
      />
      <div className={styles.tools}>
        {narrow && <SortChoice columns={columns.all} sort={state.sort} onSort={state.setSort} />}
        <ColumnChooser columns={columns} />
        {actions}
        {exports && <ExportMenu url={exports} query={state.query} />}
      </div>
    </div>
  )
}
