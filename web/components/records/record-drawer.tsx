/**
 * One record beside the list it belongs to: to enter, to correct or only to read, as the server allows.
 *
 *     <RecordDrawer object={object} recordKey={['HT-1', 'R1']} onClose={close} />      recordKey="new" enters one
 */
import { useQuery } from '@tanstack/react-query'
import { Alert, Drawer, Skeleton } from 'antd'
import { type RecordObject, rowQuery, useWord, type Values } from './record-data.ts'
import { RecordEditor } from './record-editor.tsx'
import type { Overrides } from './record-form.tsx'
import { useRecordTexts } from './texts.ts'

export interface DrawerProps {
  readonly object: RecordObject
  readonly recordKey: readonly string[] | 'new' | undefined
  readonly onClose: () => void
  /** What a new record begins with; fields given here cannot be changed. */
  readonly given?: Values
  /** What a new record begins with and may be changed. */
  readonly initial?: Values
  readonly overrides?: Overrides
  readonly onSaved?: (key: readonly string[]) => void
  readonly onRemoved?: () => void
}

export function RecordDrawer(props: DrawerProps) {
  const { object, recordKey, onClose } = props
  if (recordKey === undefined) return null
  if (recordKey === 'new') return <RecordEditor {...props} key="new" stored={undefined} />
  return (
    <Stored {...props} key={recordKey.join(' ')} recordKey={recordKey} object={object} onClose={onClose} />
  )
}

function Stored(props: DrawerProps & { readonly recordKey: readonly string[] }) {
  const { object, recordKey, onClose } = props
  const t = useRecordTexts()
  const word = useWord()
  const { data, error, isPending } = useQuery({ ...rowQuery(object.id, recordKey), gcTime: 0 })
  if (data) return <RecordEditor {...props} key={data.version} stored={data} />
  return (
    <Drawer open size={480} title={t('details', { object: word(object) })} onClose={onClose}>
      {isPending && <Skeleton active />}
      {error && <Alert type="error" showIcon title={error.message} />}
    </Drawer>
  )
}
