/** A part of the page under its own heading. */
import { type ReactNode, useId } from 'react'
import styles from './settlement.module.css'

interface Props {
  readonly title: ReactNode
  readonly extra?: ReactNode
  readonly id?: string
  readonly children: ReactNode
}

export function Section({ title, extra, id, children }: Props) {
  const heading = useId()
  return (
    <section className={styles.section} aria-labelledby={heading} id={id}>
      <div className={styles.sectionHead}>
        <h2 id={heading}>{title}</h2>
        {extra}
      </div>
      {children}
    </section>
  )
}
