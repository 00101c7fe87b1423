import { RightOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { EmptyState } from '../../components/empty-state.tsx'
import { adjustmentsPage } from '../../components/records/late-notice.tsx'
import type { Waiting } from './data.ts'
import { useWorkbenchTexts } from './texts.ts'
import styles from './workbench.module.css'

/** Where each kind of thing is done. */
function addressOf({ kind, about, id }: Waiting): string {
  if (kind === 'raises' || kind === 'ratings') return `/reviews?month=${about}`
  if (kind === 'late') return adjustmentsPage
  if (kind === 'policies') return '/policies'
  if (kind === 'imports') return id === undefined ? '/imports' : `/imports/${id}`
  if (kind === 'papers') return `/contracts/${encodeURIComponent(about)}`
  if (kind === 'agree' || kind === 'file') return '/products?tab=filings'
  // 张三 0013
  if (kind === 'ownCard' || kind === 'card')
    return `/people/${encodeURIComponent(about.slice(about.lastIndexOf(' ') + 1))}`
  return `/settlement/${about}`
}

export function WaitingList({ waiting }: { readonly waiting: readonly Waiting[] }) {
  const t = useWorkbenchTexts()
  if (waiting.length === 0) return <EmptyState title={t('empty')} help={t('emptyHelp')} />
  return (
    <section className={styles.card} aria-labelledby="waiting">
      <h2 id="waiting">{t('waiting')}</h2>
      <ul className={styles.list}>
        {waiting.map((one) => (
          <li key={`${one.kind} ${one.about}`}>
            <Link to={addressOf(one)} className={styles.line}>
              <span className={styles.grow}>
                {t(`kind.${one.kind}`, { count: one.count, about: one.about })}
                <span className={styles.note}>{t('since', { day: one.since })}</span>
              </span>
              <RightOutlined className={styles.arrow} aria-hidden />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
