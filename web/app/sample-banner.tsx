import { Link } from '@tanstack/react-router'
import { useTexts } from '../i18n.ts'
import { pages } from './pages.ts'
import styles from './sample-banner.module.css'
import { useScope, useSession } from './session.ts'

/** Quiet, and one click from one's own data for those who may import. */
export function SampleBanner() {
  const t = useTexts()
  const { sample } = useSession()
  const mayImport = useScope('import', 'create')
  if (!sample) return null
  return (
    <aside className={styles.banner} aria-label={t('shell.sampleLabel')}>
      {t('shell.sample')}
      {mayImport && pages.some(({ path }) => path === '/imports') && (
        <Link to="/imports">{t('shell.sampleStart')}</Link>
      )}
    </aside>
  )
}
