/**
 * Follows a job in front of the page; it may be put into the background, where the tray shows it. What the job changes
 * is shown in either case (see app/job-ends.ts); `onDone` is for what only somebody who waited is told.
 *
 *     const [job, setJob] = useState<string>()
 *     <JobModal job={job} onClose={() => setJob(undefined)} onDone={(result) => …} />
 */
import { Button, Modal } from 'antd'
import { useEffect, useRef } from 'react'
import { isActive, useJob } from '../app/jobs.ts'
import { useTexts } from '../i18n.ts'
import { JobProgress } from './job-progress.tsx'

interface Props {
  readonly job: string | undefined
  readonly onClose: () => void
  readonly onDone?: (result: unknown) => void
}

export function JobModal({ job: id, onClose, onDone }: Props) {
  const t = useTexts()
  const { job, error, cancel, cancelling } = useJob(id)
  const told = useRef<string>(undefined)
  useEffect(() => {
    if (job?.status !== 'done' || told.current === job.id) return
    told.current = job.id
    onDone?.(job.result)
  }, [job, onDone])
  const active = !job || isActive(job)
  const footer = active ? (
    <>
      <Button onClick={cancel} loading={cancelling}>
        {t('jobs.cancel')}
      </Button>
      <Button type="primary" onClick={onClose}>
        {t('jobs.background')}
      </Button>
    </>
  ) : (
    <Button type="primary" onClick={onClose}>
      {t('close')}
    </Button>
  )
  return (
    <Modal open={id !== undefined} title={t('jobs.title')} onCancel={onClose} footer={footer} width={440}>
      {job && <JobProgress job={job} />}
      {error && <p role="alert">{error.message}</p>}
    </Modal>
  )
}
