/** What is still open of the month's appraisal: said before the month is decided on, with the way to it. M-5.2, M-5.3. */
import { Link } from '@tanstack/react-router'
import { Alert } from 'antd'
import { useScope } from '../../app/session.ts'
import { usePunctuation } from '../../i18n.ts'
import type { Figures, Month } from './answers.ts'
import styles from './settlement.module.css'
import { useSettlementTexts } from './texts.ts'

type Appraisal = NonNullable<Figures['appraisal']>
type Kind = keyof Appraisal

/** Where each is dealt with; 考评 opens on its scores. */
const tabs: Readonly<Record<Kind, string | undefined>> = {
  raises: 'raises',
  ratings: 'ratings',
  gaps: undefined,
  work: 'work',
}

export const openKinds = (appraisal: Figures['appraisal'] | undefined): readonly Kind[] =>
  appraisal ? (Object.keys(tabs) as Kind[]).filter((kind) => appraisal[kind] > 0) : []

/** In one line: for what one signs. */
export function useOpenAppraisal(appraisal: Figures['appraisal'] | undefined): string {
  const t = useSettlementTexts()
  const { comma } = usePunctuation()
  return openKinds(appraisal)
    .map((kind) => t(`appraisal.${kind}`, { count: appraisal?.[kind] ?? 0 }))
    .join(comma)
}

interface Props {
  readonly month: Pick<Month, 'period' | 'status'>
  readonly appraisal: Figures['appraisal'] | undefined
}

export function OpenAppraisal({ month: { period, status }, appraisal }: Props) {
  const t = useSettlementTexts()
  const reads = useScope('score', 'read') !== undefined
  const kinds = openKinds(appraisal)
  if (!appraisal || kinds.length === 0) return null
  const before = status === 'calculated'
  return (
    <Alert
      className={styles.lacking ?? ''}
      type={before ? 'warning' : 'info'}
      showIcon
      title={t('appraisal.title')}
      description={
        <>
          <ul className={styles.obstacles}>
            {kinds.map((kind) => {
              const text = t(`appraisal.${kind}`, { count: appraisal[kind] })
              const search = { month: period, tab: tabs[kind] } as never
              return (
                <li key={kind}>
                  {reads ? (
                    <Link to="/reviews" search={search}>
                      {text}
                    </Link>
                  ) : (
                    text
                  )}
                </li>
              )
            })}
          </ul>
          {t(helps[status])}
        </>
      }
    />
  )
}

/** What becomes of it when it comes now. */
const helps = {
  calculated: 'appraisal.open',
  reviewed: 'appraisal.sealed',
  published: 'appraisal.published',
  'soft-closed': 'appraisal.published',
  closed: 'appraisal.closed',
  paid: 'appraisal.closed',
} as const
