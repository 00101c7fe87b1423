import { useTexts } from '../../i18n.ts'
import styles from './data-table.module.css'

const rows = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']

/** The table's shape while it is on its way. */
export function TableSkeleton({ columns }: { readonly columns: number }) {
  const t = useTexts()
  return (
    <div role="status" className={styles.skeleton} data-columns={columns}>
      <span className="visually-hidden">{t('shell.loading')}</span>
      {rows.map((row) => (
        <div key={row} />
      ))}
    </div>
  )
}
