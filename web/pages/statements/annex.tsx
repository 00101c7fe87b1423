/** On paper every item carries its explanation; on the screen it is opened where it is asked for. */
import { useQueries } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { type Cause, type Reason, reasonQuery, type Slip, type Statement } from './data.ts'
import styles from './statement.module.css'
import { useStatementTexts } from './texts.ts'
import { Figure } from './why/figure.tsx'

interface Props {
  readonly slip: Slip
  readonly statement: Statement
  /** Everything is there to be printed. */
  readonly onReady: () => void
}

export function Annex({ slip, statement, onReady }: Props) {
  const t = useStatementTexts()
  const { object, person, lines } = statement
  const wanted = lines.filter(({ amount }) => amount !== '0')
  const reasons = useQueries({
    queries: wanted.map(({ name }) => reasonQuery(slip, { object, key: [person.number], name })),
  })
  const ready = reasons.every(({ isPending }) => !isPending)
  const told = useRef(onReady)
  told.current = onReady
  useEffect(() => {
    if (ready) told.current()
  }, [ready])
  return (
    <section className={styles.annex} aria-hidden="true">
      <h2>{t('annex')}</h2>
      {reasons.map(({ data }) => data && <Explained key={data.name} reason={data} depth={0} />)}
    </section>
  )
}

/** Far enough to follow the money; what is further down is in the system. */
const deepest = 3

function Explained({ reason, depth }: { readonly reason: Reason; readonly depth: number }) {
  const { name, formula, withValues, value, shape, clause, causes } = reason
  return (
    <div className={styles.explained}>
      <p>
        <strong>{name}</strong> = {formula}
        {withValues && <> = {withValues}</>} = <Figure value={value} shape={shape} />
        {depth === 0 && clause && <span className={styles.clause}>{clause.title}</span>}
      </p>
      {depth < deepest &&
        causes
          .filter(follows)
          .map(({ reason: next, text }) => next && <Explained key={text} reason={next} depth={depth + 1} />)}
    </div>
  )
}

const follows = ({ reason, shape, value }: Cause) => reason && shape.unit === '元' && value !== '0'
