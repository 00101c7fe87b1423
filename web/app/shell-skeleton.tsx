import styles from './shell.module.css'
import { PageSkeleton } from './skeleton.tsx'

/** While it is not yet known who is here. */
export function ShellSkeleton() {
  return (
    <div className={styles.shell}>
      <div className={styles.side} />
      <main className={styles.main}>
        <PageSkeleton />
      </main>
    </div>
  )
}
