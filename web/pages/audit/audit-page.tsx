/** Who did what to what, is the log whole, and does anybody take unusually much. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { actionName, actorName } from '../../../src/access/audit-actions.ts'
import type { Answer } from '../../answer.ts'
import { get, post } from '../../api.ts'
import { useAddress } from '../../app/address.ts'
import { DataTable } from '../../components/data-table/data-table.tsx'
import { DateText } from '../../components/date-text.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { writeFilter } from '../../components/filters/filter.ts'
import { JobModal } from '../../components/job-modal.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { useLanguage } from '../../i18n.ts'
import styles from './audit.module.css'
import { type Entry, EntryDrawer } from './entry-drawer.tsx'
import { useAuditTexts } from './texts.ts'

type Overview = Answer<'/audit/overview', 'get'>

export function AuditPage() {
  const t = useAuditTexts()
  const language = useLanguage()
  const { message } = App.useApp()
  const queries = useQueryClient()
  const [job, setJob] = useState<string>()
  const [entry, setEntry] = useState<Entry>()
  const { data } = useQuery({
    queryKey: ['audit', 'overview'],
    queryFn: ({ signal }) => get<Overview>('/audit/overview', { signal }),
  })
  const verify = useMutation({
    mutationFn: () => post<{ job: string }>('/audit/verification'),
    onSuccess: (started) => setJob(started.job),
    onError: (error) => void message.error(error.message),
  })
  return (
    <>
      <PageHeader
        title={t('title')}
        answer={data && answer(t, data)}
        actions={
          <Button loading={verify.isPending} onClick={() => verify.mutate()}>
            {t('verify')}
          </Button>
        }
      />
      {data && <Alarms overview={data} />}
      {data && <Anchor overview={data} />}
      <DataTable<Entry>
        id="audit"
        url="/audit"
        sort="-at"
        rowKey={({ id }) => id}
        filters={[
          { field: 'actor', label: t('actor'), kind: 'choice', options: data?.actors.map(asOption) ?? [] },
          {
            field: 'action',
            label: t('action'),
            kind: 'choice',
            options: data?.actions.map((value) => ({ value, label: actionName(value, language) })) ?? [],
          },
          { field: 'at', label: t('at'), kind: 'dates' },
        ]}
        empty={<EmptyState title={t('none')} help={t('noneHelp')} />}
        columns={[
          {
            key: 'at',
            title: t('at'),
            sortable: true,
            width: 150,
            render: ({ at }) => <DateText value={at} />,
          },
          { key: 'actor', title: t('actor'), sortable: true, render: ({ who }) => actorName(who, language) },
          {
            key: 'action',
            title: t('action'),
            sortable: true,
            render: ({ action }) => actionName(action, language),
          },
          {
            key: 'subject',
            title: t('subject'),
            sortable: true,
            render: (row) => (
              <Button
                type="link"
                size="small"
                className={styles.subject ?? ''}
                title={t('open', { id: row.id })}
                onClick={() => setEntry(row)}
              >
                {row.about}
              </Button>
            ),
          },
          { key: 'id', title: t('number'), hidden: true },
        ]}
      />
      <EntryDrawer entry={entry} onClose={() => setEntry(undefined)} />
      <JobModal
        job={job}
        onClose={() => setJob(undefined)}
        onDone={() => void queries.invalidateQueries({ queryKey: ['audit'] })}
      />
    </>
  )
}

type T = ReturnType<typeof useAuditTexts>

const asOption = (value: string) => ({ value, label: value })

function answer(t: T, { entries, checked }: Overview): string {
  if (!checked) return t('answerNever', { count: Number(entries) })
  const at = dayjs(checked.at).format('YYYY-MM-DD HH:mm')
  return checked.whole
    ? t('answerWhole', { count: Number(entries), at, actor: checked.actor })
    : t('answerBroken', { at, entries: checked.entries })
}

function Alarms({ overview: { alarms, alarmCount } }: { readonly overview: Overview }) {
  const t = useAuditTexts()
  const [, setSearch] = useAddress()
  if (alarms.length === 0) return null
  const show = (actor: string, day: string) => {
    const filter = {
      actor: [actor],
      action: ['export', 'export-payroll', 'look', 'reveal'],
      at: { from: day, to: day },
    }
    setSearch({ filter: writeFilter(filter), page: undefined }, 'push')
  }
  return (
    <Alert
      type="warning"
      showIcon
      className={styles.notice}
      title={t('alarmTitle', { count: alarmCount })}
      description={
        <ul className={styles.list}>
          {alarms.map(({ actor, day, exports, looks, rows }) => (
            <li key={`${actor} ${day}`}>
              {t('alarm', { actor, day, exports, looks, rows })}{' '}
              <Button type="link" size="small" onClick={() => show(actor, day)}>
                {t('alarmShow')}
              </Button>
            </li>
          ))}
        </ul>
      }
    />
  )
}

/** Where the end of the chain is kept out of the database's reach. */
function Anchor({ overview: { anchor, head } }: { readonly overview: Overview }) {
  const t = useAuditTexts()
  const text = !anchor
    ? t('anchorNone')
    : t(anchor.holds ? 'anchor' : 'anchorBroken', { file: anchor.file, entry: anchor.entry })
  if (anchor && !anchor.holds) return <Alert type="error" showIcon className={styles.notice} title={text} />
  return (
    <p className={styles.anchor}>
      {t('head')} <code>{head.slice(0, 16)}</code>
      <br />
      {text}
    </p>
  )
}
