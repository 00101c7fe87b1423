/** As of when the scores are, what changed since, and until when the month takes changes. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, App, Button } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { post } from '../../api.ts'
import { JobModal } from '../../components/job-modal.tsx'
import type { Sheet } from './data.ts'
import styles from './reviews.module.css'
import { useReviewTexts } from './texts.ts'

export function MonthNotes({ sheet }: { readonly sheet: Sheet }) {
  const t = useReviewTexts()
  const { run, changed, state, may } = sheet
  if (!run)
    return may.edit || may.settle ? (
      <div className={styles.notes}>
        <Alert
          type="info"
          showIcon
          title={t('notCalculated')}
          action={may.settle && <Link to="/settlement">{t('calculateFirst')}</Link>}
        />
      </div>
    ) : null
  const asOf = t('asOf', { at: dayjs(run.at).format('YYYY-MM-DD HH:mm') })
  const stale = state === 'open' && changed.length > 0
  return (
    <div className={styles.notes}>
      {state === 'reviewed' && (may.edit || may.approve) && (
        <Alert type="warning" showIcon title={t('sealed')} />
      )}
      {state === 'closed' && (may.edit || may.approve) && <Alert type="info" showIcon title={t('closed')} />}
      {stale ? (
        <Alert
          type="info"
          showIcon
          title={`${asOf}${t('changed', { kinds: changed.join('、') })}`}
          action={
            may.settle ? (
              <Recalculate policy={run.policy} month={sheet.month} />
            ) : (
              may.edit && t('askRecalculate')
            )
          }
        />
      ) : (
        <p className={styles.faint}>{asOf}</p>
      )}
    </div>
  )
}

function Recalculate({ policy, month }: { readonly policy: string; readonly month: string }) {
  const t = useReviewTexts()
  const { message } = App.useApp()
  const queries = useQueryClient()
  const [job, setJob] = useState<string>()
  const start = useMutation({
    mutationFn: () => post<{ job: string }>('/settlement/calculations', { policy, periods: [month] }),
    onSuccess: ({ job: started }) => setJob(started),
    onError: (error) => void message.error(error.message),
  })
  return (
    <>
      <Button size="small" loading={start.isPending} onClick={() => start.mutate()}>
        {t('recalculate')}
      </Button>
      <JobModal
        job={job}
        onClose={() => setJob(undefined)}
        onDone={() => void queries.invalidateQueries({ queryKey: ['reviews'] })}
      />
    </>
  )
}
