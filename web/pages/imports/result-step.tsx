/** What became of the file: read = taken + not taken, by sheet and by amount. */
import { Link } from '@tanstack/react-router'
import { Alert } from 'antd'
import { LateRows } from '../../components/records/late-notice.tsx'
import { countsOf, type Finding, type Upload } from './import-data.ts'
import styles from './imports.module.css'
import { RejectedDownload, RejectedRows } from './rejected-rows.tsx'
import { SheetCounts, SheetSums } from './sheet-counts.tsx'
import { useImportTexts } from './texts.ts'

export function ResultStep({ upload, finding }: { readonly upload: Upload; readonly finding: Finding }) {
  const t = useImportTexts()
  const counts = countsOf(finding.sheets)
  const done = upload.importId !== null
  return (
    <>
      <Alert
        type={done ? 'success' : 'warning'}
        showIcon
        title={done ? t('result.answer', { ...counts }) : t('result.nothing', { rejected: counts.rejected })}
      />
      <div className={styles.foot}>
        {counts.rejected > 0 && (
          <>
            <RejectedDownload path={`/imports/uploads/${upload.id}/rejected`} />
            <span className={styles.soft}>{t('result.fix')}</span>
          </>
        )}
        <Link to="/imports">{t('result.again')}</Link>
        {done && <Link to={`/imports/${upload.importId}`}>{t('result.open')}</Link>}
      </div>
      {finding.sheets.map((sheet) => (
        <section key={sheet.sheet} className={styles.sheet} aria-label={sheet.sheet}>
          <div className={styles.head}>
            <h2>{sheet.sheet}</h2>
            <span className={styles.soft}>{sheet.object}</span>
          </div>
          <SheetCounts counts={sheet} />
          <LateRows late={sheet.late} done={done} />
          <SheetSums sums={sheet.sums} />
          <RejectedRows rows={sheet.rejections} />
        </section>
      ))}
    </>
  )
}
