/** A part of the page under its own heading. */
import { type ReactNode, useId } from 'react'
import styles from './settlement.module.css'

interface Props {
  readonly title: ReactNode
  readonly extra?: ReactNode
  readonly id?: string
  /** One of several alike, which are no landmarks: their names repeat. */
  readonly oneOfMany?: boolean
  readonly children: ReactNode
}

export function Section({ title, extra, id, oneOfMany = false, children }: Props) {
  const heading = useId()
  const Part = oneOfMany ? 'article' : 'section'
  return (
    <Part className={styles.section} aria-labelledby={heading} id={id}>
      <div className={styles.sectionHead}>
        <h2 id={heading}>{title}</h2>
        {extra}
      </div>
      {children}
    </Part>
  )
}
