/** One job: its title, stage, count and bar; what went wrong when it failed. */
import { Button, Progress } from 'antd'
import { isActive, type Job, stateText } from '../app/jobs.ts'
import { useTexts } from '../i18n.ts'
import styles from './job-progress.module.css'

export function JobProgress({ job, onCancel }: { readonly job: Job; readonly onCancel?: () => void }) {
  const t = useTexts()
  const percent = job.total ? Math.floor((100 * job.done) / job.total) : job.status === 'done' ? 100 : 0
  // What is over has no count: the last step of a job is counted by nobody.
  const count = job.total && job.status !== 'done' ? `${job.done} / ${job.total}` : ''
  return (
    <div className={styles.job}>
      <div className={styles.head}>
        <strong>{job.title}</strong>
        {isActive(job) && onCancel && (
          <Button size="small" type="link" onClick={onCancel}>
            {t('jobs.cancel')}
          </Button>
        )}
      </div>
      {isActive(job) && (
        <Progress percent={percent} size="small" status="active" showInfo={false} aria-label={job.title} />
      )}
      <div className={styles.state} data-status={job.status} role="status">
        <span>{(isActive(job) && job.stage) || t(stateText[job.status])}</span>
        <span>{count}</span>
      </div>
      {job.error && <p className={styles.error}>{job.error.message}</p>}
    </div>
  )
}
