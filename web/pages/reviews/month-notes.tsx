/** As of when the scores are, what changed since, and until when the month takes changes. */
import { Link } from '@tanstack/react-router'
import { Alert } from 'antd'
import dayjs from 'dayjs'
import type { Sheet } from './data.ts'
import styles from './reviews.module.css'
import { useReviewTexts } from './texts.ts'

export function MonthNotes({ sheet }: { readonly sheet: Sheet }) {
  const t = useReviewTexts()
  const { run, changed, state, may, month } = sheet
  const stale = state === 'open' && changed.length > 0
  return (
    <div className={styles.notes}>
      {!run && may.edit && <Alert type="info" showIcon title={t('notCalculated')} />}
      {run && state === 'reviewed' && may.edit && <Alert type="warning" showIcon title={t('sealed')} />}
      {run && state === 'closed' && may.edit && <Alert type="info" showIcon title={t('closed')} />}
      {run && stale && (
        <Alert
          type="info"
          showIcon
          title={`${t('asOf', { at: dayjs(run.at).format('YYYY-MM-DD HH:mm') })}${t('changed', { kinds: changed.join('、') })}`}
          action={
            may.settle ? (
              <Link to="/settlement" search={{ month } as never}>
                {t('recalculate')}
              </Link>
            ) : (
              may.edit && t('askRecalculate')
            )
          }
        />
      )}
      {run && !stale && (
        <p className={styles.faint}>{t('asOf', { at: dayjs(run.at).format('YYYY-MM-DD HH:mm') })}</p>
      )}
    </div>
  )
}
