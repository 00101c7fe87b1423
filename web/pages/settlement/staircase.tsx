/** The six states as stairs: who took each step and when, and where the month stands. */
import { type RunStatus, runStatuses } from '../../../src/settlement/states.ts'
import { DateText } from '../../components/date-text.tsx'
import type { Month } from './answers.ts'
import styles from './settlement.module.css'
import { useSettlementTexts } from './texts.ts'

export function Staircase({ month }: { readonly month: Month }) {
  const t = useSettlementTexts()
  const here = runStatuses.indexOf(month.status)
  const who: Readonly<Record<RunStatus, Month['paid']>> = {
    calculated: month.calculated,
    reviewed: month.reviewed,
    published: month.published,
    'soft-closed': month.softClosed,
    closed: month.closed,
    paid: month.paid,
  }
  return (
    <ol className={styles.stairs} aria-label={t('stairs')}>
      {runStatuses.map((status, at) => {
        const taken = who[status]
        const state = at === here ? 'here' : taken ? 'done' : 'open'
        return (
          <li
            key={status}
            className={styles.stair}
            data-state={state}
            {...(state === 'here' ? { 'aria-current': 'step' as const } : {})}
          >
            <strong>{t(`status.${status}`)}</strong>
            {taken && (
              <>
                <div>{taken.by}</div>
                <DateText value={taken.at} />
              </>
            )}
            {!taken && status === 'soft-closed' && t('optional')}
          </li>
        )
      })}
    </ol>
  )
}
