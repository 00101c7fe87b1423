/** One entry: for a change what was and what is, else all that was kept. */
import { Descriptions, Drawer, Table } from 'antd'
import type { Answer } from '../../answer.ts'
import { DateText } from '../../components/date-text.tsx'
import { actionName } from './action-name.ts'
import styles from './audit.module.css'
import { useAuditTexts } from './texts.ts'

export type Entry = Answer<'/audit', 'get'>['rows'][number]

export function EntryDrawer({
  entry,
  onClose,
}: {
  readonly entry: Entry | undefined
  readonly onClose: () => void
}) {
  const t = useAuditTexts()
  return (
    <Drawer open={entry !== undefined} onClose={onClose} size={640} title={entry?.subject ?? ''}>
      {entry && (
        <>
          <Descriptions
            column={1}
            size="small"
            items={[
              { key: 'id', label: t('number'), children: entry.id },
              { key: 'at', label: t('at'), children: <DateText value={entry.at} /> },
              { key: 'actor', label: t('actor'), children: entry.actor },
              { key: 'action', label: t('action'), children: actionName(t, entry.action) },
            ]}
          />
          <Details details={entry.details} />
        </>
      )}
    </Drawer>
  )
}

type Fields = Readonly<Record<string, unknown>>

const fieldsOf = (value: unknown): Fields | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined

function Details({ details }: { readonly details: Fields }) {
  const t = useAuditTexts()
  const before = fieldsOf(details.before)
  const after = fieldsOf(details.after)
  const changed = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])]
  const rest = Object.entries(details).filter(
    ([name]) => !((name === 'before' && before) || (name === 'after' && after)),
  )
  if (changed.length === 0 && rest.length === 0) return <p>{t('nothing')}</p>
  return (
    <>
      {changed.length > 0 && (
        <Table
          size="small"
          className={styles.notice}
          pagination={false}
          rowKey="name"
          dataSource={changed.map((name) => ({ name }))}
          columns={[
            { title: t('field'), dataIndex: 'name', rowScope: 'row' },
            { title: t('before'), render: (_, { name }) => <Value value={before?.[name]} /> },
            { title: t('after'), render: (_, { name }) => <Value value={after?.[name]} /> },
          ]}
        />
      )}
      {rest.length > 0 && (
        <Table
          size="small"
          pagination={false}
          rowKey="name"
          dataSource={rest.map(([name, value]) => ({ name, value }))}
          columns={[
            { title: t('field'), dataIndex: 'name', rowScope: 'row', width: 160 },
            { title: t('value'), render: (_, { value }) => <Value value={value} /> },
          ]}
        />
      )}
    </>
  )
}

function Value({ value }: { readonly value: unknown }) {
  const t = useAuditTexts()
  if (value === null || value === undefined || value === '') return <span className={styles.anchor}>—</span>
  if (typeof value === 'boolean') return t(value ? 'yes' : 'no')
  if (typeof value === 'string' || typeof value === 'number')
    return <span className={styles.value}>{String(value)}</span>
  return <span className={styles.value}>{JSON.stringify(value)}</span>
}
