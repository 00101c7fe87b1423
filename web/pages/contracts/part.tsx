/** A part of a contract, with what may be done about it where it stands. */
import { Alert, Button } from 'antd'
import { type ReactNode, useId } from 'react'
import styles from './contract.module.css'
import { useContractTexts } from './texts.ts'

interface CardProps {
  readonly title: ReactNode
  /** Beside the title. */
  readonly action?: ReactNode
  readonly children: ReactNode
}

export function Card({ title, action, children }: CardProps) {
  const id = useId()
  return (
    <section className={styles.card} aria-labelledby={id}>
      <div className={styles.cardHead}>
        <h2 id={id}>{title}</h2>
        {action}
      </div>
      {children}
    </section>
  )
}

export interface Entry {
  readonly key: string
  readonly what: ReactNode
  readonly value: ReactNode
  readonly action?: ReactNode
}

export function Entries({ rows }: { readonly rows: readonly Entry[] }) {
  return (
    <ul className={styles.entries}>
      {rows.map(({ key, what, value, action }) => (
        <li key={key} className={styles.entry}>
          <div className={styles.what}>{what}</div>
          <div className={styles.value}>{value}</div>
          {action && <div className={styles.act}>{action}</div>}
        </li>
      ))}
    </ul>
  )
}

interface ActProps {
  /** What it is done to, for whoever does not see beside what it stands. */
  readonly of?: string
  readonly onClick: () => void
}

export function Change({ of, onClick }: ActProps) {
  const t = useContractTexts()
  return <Act text={t('change')} {...(of ? { of } : {})} onClick={onClick} />
}

/** As one of the words around it, not a row of its own height. */
export const asWord = { height: 24, paddingInline: 0 } as const

export function Act({ text, of, onClick }: ActProps & { readonly text: string }) {
  return (
    <Button
      type="link"
      size="small"
      style={asWord}
      {...(of ? { 'aria-label': `${text} ${of}` } : {})}
      onClick={onClick}
    >
      {text}
    </Button>
  )
}

interface NoticeProps {
  readonly title: string
  /** What to do about it, for whoever may. */
  readonly help: string
  readonly mayChange: boolean
}

/** Something does not add up; it stands there until it does. */
export function Notice({ title, help, mayChange }: NoticeProps) {
  const t = useContractTexts()
  return (
    <Alert
      type="warning"
      showIcon
      className={styles.notice ?? ''}
      title={title}
      description={mayChange ? help : t('offAsk')}
    />
  )
}
