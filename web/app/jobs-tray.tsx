/** Running and finished jobs of this person, from any page. */
import { ThunderboltOutlined } from '@ant-design/icons'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Badge, Button, Popover } from 'antd'
import { del } from '../api.ts'
import { JobProgress } from '../components/job-progress.tsx'
import { useTexts } from '../i18n.ts'
import { isActive, type Job, useMyJobs, useRefreshAfterJobs } from './jobs.ts'
import styles from './jobs-tray.module.css'

export function JobsTray() {
  const t = useTexts()
  useRefreshAfterJobs()
  const jobs = useMyJobs().data ?? []
  const active = jobs.filter(isActive).length
  const label = active > 0 ? t('jobs.running', { count: active }) : t('jobs.title')
  return (
    <Popover trigger="click" placement="bottomRight" content={<JobList jobs={jobs} />}>
      <Button
        type="text"
        aria-label={label}
        title={label}
        icon={
          <Badge count={active} size="small" color="var(--earned)">
            <ThunderboltOutlined className={styles.icon} />
          </Badge>
        }
      />
    </Popover>
  )
}

function JobList({ jobs }: { readonly jobs: readonly Job[] }) {
  const t = useTexts()
  const queries = useQueryClient()
  const cancel = useMutation({
    mutationFn: (id: string) => del(`/jobs/${id}`),
    onSettled: () => queries.invalidateQueries({ queryKey: ['jobs'] }),
  })
  if (jobs.length === 0) {
    return (
      <section className={styles.list} aria-label={t('jobs.title')}>
        <h2>{t('jobs.none')}</h2>
        <p className={styles.help}>{t('jobs.noneHelp')}</p>
      </section>
    )
  }
  return (
    <section className={styles.list} aria-label={t('jobs.title')}>
      <h2>{t('jobs.title')}</h2>
      <ul>
        {jobs.slice(0, 8).map((job) => (
          <li key={job.id}>
            <JobProgress job={job} onCancel={() => cancel.mutate(job.id)} />
          </li>
        ))}
      </ul>
    </section>
  )
}
