/**
 * Nothing to show, and what to do about it: what this is, why it is empty, the one thing to do (as children).
 *
 *     <EmptyState title="还没有合同" help="合同从 Excel 导入，或逐份登记。"><Button>导入合同</Button></EmptyState>
 */
import type { ReactNode } from 'react'
import styles from './empty-state.module.css'

interface Props {
  readonly title: string
  readonly help?: string
  /** 1 when it stands for the whole page. */
  readonly level?: 1 | 2
  readonly children?: ReactNode
}

export function EmptyState({ title, help, level = 2, children }: Props) {
  const Heading = level === 1 ? 'h1' : 'h2'
  return (
    <section className={styles.empty}>
      <svg viewBox="0 0 64 40" width="64" height="40" aria-hidden="true">
        <path d="M32 6v28M20 34h24M12 12h40M12 12l-7 14h14zM52 12l-7 14h14z" />
      </svg>
      <Heading>{title}</Heading>
      {help && <p>{help}</p>}
      {children && <div className={styles.action}>{children}</div>}
    </section>
  )
}
