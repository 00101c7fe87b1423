import type { ReactNode } from 'react'
import type { Filter } from '../filters/filter.ts'
import { Filters } from '../filters/filters.tsx'
import { ColumnChooser } from './column-chooser.tsx'
import styles from './data-table.module.css'
import { ExportMenu } from './export-menu.tsx'
import type { ChosenColumns } from './use-chosen-columns.ts'
import type { useList } from './use-list.ts'

interface Props<Row> {
  readonly state: ReturnType<typeof useList<Row>>
  readonly filters: readonly Filter[]
  readonly searchable: boolean
  readonly columns: ChosenColumns<Row>
  readonly exports: string | undefined
  readonly actions?: ReactNode
}

export function Toolbar<Row>({ state, filters, searchable, columns, exports, actions }: Props<Row>) {
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
        <ColumnChooser columns={columns} />
        {actions}
        {exports && <ExportMenu url={exports} query={state.query} />}
      </div>
    </div>
  )
}
