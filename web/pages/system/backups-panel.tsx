/** Could we restore: when the last backup was made that has been proved, and making and proving one. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Skeleton, Table } from 'antd'
import { useEffect, useState } from 'react'
import { del, download, get, post } from '../../api.ts'
import { isActive, useMyJobs } from '../../app/jobs.ts'
import { useScope } from '../../app/session.ts'
import { DateText } from '../../components/date-text.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { JobModal } from '../../components/job-modal.tsx'
import { StatusTag } from '../../components/status-tag.tsx'
import { useConfirm } from '../../components/use-confirm.ts'
import { resultText } from './backup-result.ts'
import { bytesText } from './bytes-text.ts'
import { ConfirmOwnPassword } from './confirm-own-password.tsx'
import { SentBackup } from './sent-backup.tsx'
import styles from './system.module.css'
import { useSystemTexts } from './texts.ts'
import type { Backup, Backups } from './types.ts'

export function BackupsPanel() {
  const t = useSystemTexts()
  const { message } = App.useApp()
  const confirm = useConfirm()
  const queries = useQueryClient()
  const mayMake = useScope('backup', 'create') !== undefined
  const mayVerify = useScope('backup', 'update') !== undefined
  const [job, setJob] = useState<string>()
  const { data, error } = useQuery({
    queryKey: ['backups'],
    queryFn: ({ signal }) => get<Backups>('/backups', { signal }),
  })
  const refresh = () => void queries.invalidateQueries({ queryKey: ['backups'] })
  // Also of a job that was put into the background.
  const ended = useMyJobs().data?.filter((own) => own.kind.startsWith('backup') && !isActive(own)).length
  useEffect(() => {
    if (ended !== undefined) void queries.invalidateQueries({ queryKey: ['backups'] })
  }, [ended, queries])
  const failed = (cause: Error) => void message.error(cause.message)
  const start = useMutation({
    mutationFn: (path: string) => post<{ job: string }>(path),
    onSuccess: (started) => {
      setJob(started.job)
      void queries.invalidateQueries({ queryKey: ['jobs'] })
    },
    onError: failed,
  })
  const [wanted, setWanted] = useState<Backup>()
  const take = useMutation({
    mutationFn: async ({ id, ownPassword }: { readonly id: string; readonly ownPassword: string }) => {
      const { link } = await post<{ link: string }>(`/backups/${id}/links`, { ownPassword })
      await download(`/backups/${id}/file`, { link })
    },
    onSuccess: () => setWanted(undefined),
  })
  const remove = useMutation({
    mutationFn: (id: string) => del(`/backups/${id}`),
    onSuccess: refresh,
    onError: failed,
  })
  const sure = async ({ id, file, rows }: Backup) => {
    const question = { title: t('backup.removeOf', { file }), consequence: t('backup.removeHelp', { rows }) }
    if (await confirm({ ...question, action: t('backup.remove'), danger: true })) remove.mutate(id)
  }
  if (error) return <Alert type="error" showIcon title={error.message} />
  if (!data) return <Skeleton active />
  return (
    <>
      <Alert
        type={data.overdue ? 'warning' : 'success'}
        showIcon
        className={styles.result}
        title={ageText(t, data)}
        action={
          mayMake && (
            <Button type="primary" loading={start.isPending} onClick={() => start.mutate('/backups')}>
              {t('backup.make')}
            </Button>
          )
        }
      />
      {data.backups.length === 0 ? (
        <EmptyState title={t('backup.none')} help={t('backup.noneHelp')} />
      ) : (
        <Table<Backup>
          size="middle"
          rowKey="id"
          pagination={false}
          scroll={{ x: 'max-content' }}
          dataSource={[...data.backups]}
          expandable={{
            columnTitle: <span className="visually-hidden">{t('details')}</span>,
            rowExpandable: ({ verification }) => verification !== null,
            expandedRowRender: ({ verification }) => verification && <p>{resultText(t, verification)}</p>,
          }}
          columns={[
            { title: t('backup.madeAt'), render: (_, row) => <DateText value={row.made_at} /> },
            { title: t('backup.file'), dataIndex: 'file' },
            { title: t('backup.madeBy'), dataIndex: 'made_by' },
            { title: t('backup.size'), align: 'right', render: (_, row) => bytesText(row.bytes) },
            { title: t('backup.rows'), align: 'right', dataIndex: 'rows' },
            { title: t('backup.proof'), render: (_, row) => <Proof backup={row} /> },
            {
              title: <span className="visually-hidden">{t('actions')}</span>,
              render: (_, row) => (
                <div className={styles.actions}>
                  <Button
                    size="small"
                    aria-label={t('backup.verifyOf', { file: row.file })}
                    onClick={() => start.mutate(`/backups/${row.id}/verification`)}
                  >
                    {t('backup.verify')}
                  </Button>
                  <Button
                    size="small"
                    aria-label={t('backup.downloadOf', { file: row.file })}
                    onClick={() => setWanted(row)}
                  >
                    {t('backup.download')}
                  </Button>
                  <Button
                    size="small"
                    danger
                    aria-label={t('backup.removeOf', { file: row.file })}
                    onClick={() => void sure(row)}
                  >
                    {t('backup.remove')}
                  </Button>
                </div>
              ),
            },
          ]}
        />
      )}
      {mayVerify && <SentBackup />}
      <h2 className={styles.section}>{t('backup.restore')}</h2>
      <p>{t('backup.restoreHelp')}</p>
      <code className={styles.command}>npm run -s hengji -- restore hengji-….zip --data data2</code>
      <p className={styles.soft}>{t('backup.sensitive')}</p>
      <ConfirmOwnPassword
        title={wanted && t('backup.downloadOf', { file: wanted.file })}
        why={t('backup.downloadWhy')}
        action={t('backup.download')}
        busy={take.isPending}
        error={take.error}
        onGiven={(ownPassword) => wanted && take.mutate({ id: wanted.id, ownPassword })}
        onCancel={() => {
          setWanted(undefined)
          take.reset()
        }}
      />
      <JobModal job={job} onClose={() => setJob(undefined)} onDone={refresh} />
    </>
  )
}

type T = ReturnType<typeof useSystemTexts>

function ageText(t: T, { days, remindAfter, overdue }: Backups): string {
  if (days === null) return t('backup.never')
  if (overdue) return t('backup.overdue', { count: days, limit: remindAfter })
  return days === 0 ? t('backup.today') : t('backup.fresh', { count: days })
}

function Proof({ backup: { verified_at, verification } }: { readonly backup: Backup }) {
  const t = useSystemTexts()
  if (!verification) return <StatusTag>{t('backup.notProved')}</StatusTag>
  return (
    <span>
      <StatusTag kind={verification.ok ? 'good' : 'wrong'}>
        {t(verification.ok ? 'backup.proved' : 'backup.failed')}
      </StatusTag>{' '}
      <DateText value={verified_at} />
    </span>
  )
}
