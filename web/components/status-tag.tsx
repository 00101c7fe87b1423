/**
 * A state in a word, with a dot in the colour of its kind: the word carries the meaning, the colour only repeats it.
 *
 *     <StatusTag kind="good">已到账</StatusTag>
 */
import type { ReactNode } from 'react'
import styles from './status-tag.module.css'

export type StatusKind = 'plain' | 'active' | 'good' | 'warn' | 'wrong' | 'earned'

interface Props {
  readonly kind?: StatusKind
  readonly children: ReactNode
}

export function StatusTag({ kind = 'plain', children }: Props) {
  return (
    <span className={styles.tag} data-kind={kind}>
      {children}
    </span>
  )
}
