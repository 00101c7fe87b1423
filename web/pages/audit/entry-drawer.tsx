/** One entry: for a change what was and what is, else all that was kept. */
import { Descriptions, Drawer, Table } from 'antd'
import { actionName, actorName } from '../../../src/access/audit-actions.ts'
import type { Answer } from '../../answer.ts'
import { DateText } from '../../components/date-text.tsx'
import { useRecordObject, useWord } from '../../components/records/record-data.ts'
import { useLanguage } from '../../i18n.ts'
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
  const language = useLanguage()
  return (
    <Drawer open={entry !== undefined} onClose={onClose} size={640} title={entry?.about ?? ''}>
      {entry && (
        <>
          <Descriptions
            column={1}
            size="small"
            items={[
              { key: 'id', label: t('number'), children: entry.id },
              { key: 'at', label: t('at'), children: <DateText value={entry.at} /> },
              { key: 'actor', label: t('actor'), children: <Actor entry={entry} /> },
              { key: 'action', label: t('action'), children: actionName(entry.action, language) },
              ...(entry.action === 'denied' ? refusedItems(entry, t, language) : []),
            ]}
          />
          {entry.action !== 'denied' && <Details details={entry.details} names={entry.names} />}
        </>
      )}
    </Drawer>
  )
}

/** What would have been needed, and the request as it was sealed. */
function refusedItems(
  { subject, details }: Entry,
  t: ReturnType<typeof useAuditTexts>,
  language: 'zh' | 'en',
) {
  const [verb, resource] =
    language === 'en' ? [details.verbEnglish, details.resourceEnglish] : [details.verb, details.resource]
  return [
    {
      key: 'needed',
      label: t('needed'),
      children: t('neededWhat', { verb: String(verb), resource: String(resource) }),
    },
    { key: 'request', label: t('request'), children: <code className={styles.value}>{subject}</code> },
  ]
}

type Fields = Readonly<Record<string, unknown>>

const fieldsOf = (value: unknown): Fields | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined

/** An entry from before may have what was typed at a failed sign-in: only what somebody claimed. */
function Actor({ entry: { who, actor } }: { readonly entry: Entry }) {
  const t = useAuditTexts()
  const language = useLanguage()
  return who === actor ? actorName(who, language) : t('typed', { who, typed: actor })
}

interface DetailsProps {
  readonly details: Fields
  readonly names: Entry['names']
}

function Details({ details, names }: DetailsProps) {
  const t = useAuditTexts()
  const word = useWord()
  const object = useRecordObject(typeof details.object === 'string' ? details.object : '')
  const label = (name: string) => {
    const field = object?.fields.find(({ id }) => id === name)
    return field ? word(field) : name
  }
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
            { title: t('field'), dataIndex: 'name', rowScope: 'row', render: label },
            { title: t('before'), render: (_, { name }) => <Value value={before?.[name]} names={names} /> },
            { title: t('after'), render: (_, { name }) => <Value value={after?.[name]} names={names} /> },
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
            { title: t('value'), render: (_, { value }) => <Value value={value} names={names} /> },
          ]}
        />
      )}
    </>
  )
}

function Value({ value, names }: { readonly value: unknown; readonly names: Entry['names'] }) {
  const t = useAuditTexts()
  if (value === null || value === undefined || value === '') return <span className={styles.anchor}>—</span>
  if (typeof value === 'boolean') return t(value ? 'yes' : 'no')
  if (typeof value === 'string' && Object.hasOwn(names, value))
    return <span className={styles.value}>{`${names[value]}（${value}）`}</span>
  if (typeof value === 'string' || typeof value === 'number')
    return <span className={styles.value}>{String(value)}</span>
  return <span className={styles.value}>{JSON.stringify(value)}</span>
}
