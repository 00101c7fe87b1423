/** A backup file from elsewhere: can it be restored? Asked before it is. */
import { useMutation } from '@tanstack/react-query'
import { Alert, App, Button, Upload } from 'antd'
import { useState } from 'react'
import { post } from '../../api.ts'
import { JobModal } from '../../components/job-modal.tsx'
import { usePunctuation } from '../../i18n.ts'
import { resultText } from './backup-result.ts'
import styles from './system.module.css'
import { useSystemTexts } from './texts.ts'
import type { Verification } from './types.ts'

export function SentBackup() {
  const t = useSystemTexts()
  const { colon } = usePunctuation()
  const { message } = App.useApp()
  const [job, setJob] = useState<string>()
  const [found, setFound] = useState<Verification>()
  const send = useMutation({
    mutationFn: (file: File) =>
      post<{ job: string }>('/backups/sent', new Blob([file]), { query: { name: file.name } }),
    onSuccess: (started) => setJob(started.job),
    onError: (error) => void message.error(error.message, 8),
  })
  const name = send.variables?.name ?? ''
  return (
    <section aria-labelledby="sent-backup">
      <h2 id="sent-backup" className={styles.section}>
        {t('backup.sent')}
      </h2>
      <p>{t('backup.sentHelp')}</p>
      <Upload
        accept=".zip"
        showUploadList={false}
        disabled={send.isPending}
        beforeUpload={(file) => {
          setFound(undefined)
          send.mutate(file)
          return false
        }}
      >
        <Button loading={send.isPending}>
          {send.isPending ? t('backup.sentSending', { name }) : t('backup.sentChoose')}
        </Button>
      </Upload>
      {found && (
        <Alert
          className={styles.sent}
          type={found.ok ? 'success' : 'error'}
          showIcon
          role="status"
          title={name + colon + resultText(t, found)}
        />
      )}
      <JobModal
        job={job}
        onClose={() => setJob(undefined)}
        onDone={(result) => setFound(result as Verification)}
      />
    </section>
  )
}
