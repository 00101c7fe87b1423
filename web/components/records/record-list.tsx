/**
 * A whole page's work on one kind of record: list, filter, totals, export, entering and correcting in a drawer whose
 * record stands in the address.
 *
 *     <RecordList object="receipt" sort="-received_on" />
 */
import { PlusOutlined } from '@ant-design/icons'
import { Button, Skeleton } from 'antd'
import { useAddress } from '../../app/address.ts'
import { useScope } from '../../app/session.ts'
import { DataTable } from '../data-table/data-table.tsx'
import { EmptyState } from '../empty-state.tsx'
import { keyOf, type ListRow, useRecordObject, useWord, type Values } from './record-data.ts'
import { RecordDrawer } from './record-drawer.tsx'
import type { Overrides } from './record-form.tsx'
import { useRecordTexts } from './texts.ts'
import { type ShownColumns, useRecordColumns } from './use-record-columns.tsx'

interface Props extends ShownColumns {
  readonly object: string
  readonly sort?: string
  /** A page of its own for each row, instead of the drawer. */
  readonly open?: (row: ListRow) => string
  readonly query?: Readonly<Record<string, string>>
  readonly overrides?: Overrides
  readonly given?: Values
  readonly initial?: Values
}

export function RecordList({ object: id, sort, open, query, overrides, given, initial, ...shown }: Props) {
  const t = useRecordTexts()
  const word = useWord()
  const object = useRecordObject(id)
  const { columns, filters } = useRecordColumns(object, shown)
  const [recordKey, show] = useShownRecord()
  const imports = useScope('import', 'create') !== undefined
  if (!object) return <Skeleton active />
  const add = object.may.includes('create') && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => show('new')}>
      {t('add', { object: word(object) })}
    </Button>
  )
  return (
    <>
      <DataTable<ListRow>
        key={id}
        id={`records.${id}`}
        url={`/records/${id}`}
        counted
        {...(sort ? { sort } : {})}
        {...(query ? { query } : {})}
        columns={columns}
        filters={filters}
        rowKey={(row) => keyOf(object, row).join('\u0000')}
        {...(open ? { open } : { onOpen: (row: ListRow) => show(keyOf(object, row)) })}
        exportable={object.may.includes('export')}
        actions={add}
        empty={
          <EmptyState
            title={t('none', { object: word(object) })}
            help={t(add ? (imports ? 'noneHelp' : 'noneEnter') : 'noneWait')}
          >
            {add}
          </EmptyState>
        }
      />
      <RecordDrawer
        object={object}
        recordKey={recordKey}
        onClose={() => show(undefined)}
        {...(overrides ? { overrides } : {})}
        {...(given ? { given } : {})}
        {...(initial ? { initial } : {})}
      />
    </>
  )
}

/** The record that is open, in the address: it can be sent, and Back closes nothing else. */
export function useShownRecord(): [
  readonly string[] | 'new' | undefined,
  (key: readonly string[] | 'new' | undefined) => void,
] {
  const [{ record }, setAddress] = useAddress()
  return [
    readKey(record),
    (key) => setAddress({ record: Array.isArray(key) ? JSON.stringify(key) : (key as string | undefined) }),
  ]
}

function readKey(text: string | undefined): readonly string[] | 'new' | undefined {
  if (text === undefined || text === 'new') return text
  try {
    const read: unknown = JSON.parse(text)
    return Array.isArray(read) && read.every((part) => typeof part === 'string') ? read : undefined
  } catch {
    return undefined
  }
}
