/** A value: its formula in words, then with values, then what it is made of; the clause beside it. */
import { useQuery } from '@tanstack/react-query'
import { Alert, Skeleton } from 'antd'
import { useState } from 'react'
import { type Place, type Reason, reasonQuery, type Slip } from '../data.ts'
import { useStatementTexts } from '../texts.ts'
import type { Step } from './address.ts'
import { ClauseView } from './clause-view.tsx'
import { ReasonTree } from './reason-tree.tsx'
import styles from './why.module.css'

interface Props {
  readonly slip: Slip
  readonly place: Place
  readonly onOpen: (step: Step) => void
}

export function ReasonView({ slip, place, onOpen }: Props) {
  const t = useStatementTexts()
  const { data, error } = useQuery(reasonQuery(slip, place))
  const [read, setRead] = useState<Reason>()
  if (error) return <Alert type="warning" showIcon title={t('why.notFound')} description={error.message} />
  if (!data) return <Skeleton active title={false} paragraph={{ rows: 6 }} />
  const clause = read ?? data
  return (
    <div className={styles.beside}>
      <div className={styles.tree}>
        <ReasonTree slip={slip} reason={data} onOpen={onOpen} onRead={setRead} top />
      </div>
      {clause.clause && (
        <aside className={styles.clause} aria-label={t('why.clause')}>
          <ClauseView slip={slip} at={clause.clause.at} place={clause} />
        </aside>
      )}
    </div>
  )
}
