/** What would change, before anything does. */
import { Alert, Button } from 'antd'
import { LateRows } from '../../components/records/late-notice.tsx'
import { useTexts } from '../../i18n.ts'
import { countsOf, type Finding, type Upload } from './import-data.ts'
import styles from './imports.module.css'
import { RejectedDownload, RejectedRows } from './rejected-rows.tsx'
import { ChangedSamples, NewSamples } from './samples.tsx'
import { SheetCounts, SheetSums } from './sheet-counts.tsx'
import { useImportTexts } from './texts.ts'

interface Props {
  readonly upload: Upload
  readonly finding: Finding
  readonly starting: boolean
  readonly onBack: () => void
  readonly onConfirm: (digest: string) => void
}

export function PreviewStep({ upload, finding, starting, onBack, onConfirm }: Props) {
  const t = useImportTexts()
  const comma = useTexts()('listComma')
  const { read, accepted, ...counts } = countsOf(finding.sheets)
  const orderOf = (name: string) =>
    upload.sheets.find((sheet) => sheet.name === name)?.columns.flatMap(({ field }) => field ?? []) ?? []
  const held = upload.allOrNothing && counts.rejected > 0
  return (
    <>
      <p role="status">{t('preview.answer', { ...counts })}</p>
      {held && <Alert type="warning" showIcon title={t('preview.allOrNothing')} className={styles.notes} />}
      <div className={styles.notes}>
        {finding.sheets.map((sheet) => (
          <section key={sheet.sheet} className={styles.sheet} aria-label={sheet.sheet}>
            <div className={styles.head}>
              <h2>{sheet.sheet}</h2>
              <span className={styles.soft}>{sheet.object}</span>
            </div>
            <SheetCounts counts={sheet} />
            <LateRows late={sheet.late} done={false} />
            {sheet.warnings.length > 0 && (
              <Alert
                type="warning"
                showIcon
                title={t('preview.warnings')}
                description={sheet.warnings.map((warning) => <div key={warning}>{warning}</div>)}
              />
            )}
            <SheetSums sums={sheet.sums} />
            <RejectedRows rows={sheet.rejections} />
            <ChangedSamples rows={sheet.samples.changed} order={orderOf(sheet.sheet)} />
            <NewSamples rows={sheet.samples.added} order={orderOf(sheet.sheet)} />
            {sheet.ignored.length > 0 && (
              <p className={`${styles.soft} ${styles.notes}`}>
                {t('preview.ignored', {
                  columns: sheet.ignored.map(({ heading, why }) => `${heading}（${why}）`).join(comma),
                })}
              </p>
            )}
          </section>
        ))}
      </div>
      <div className={styles.foot}>
        <Button
          type="primary"
          size="large"
          loading={starting}
          disabled={held || counts.added + counts.changed === 0}
          onClick={() => onConfirm(finding.digest)}
        >
          {counts.added + counts.changed === 0
            ? t('preview.nothing')
            : t('preview.confirm', { count: counts.added + counts.changed })}
        </Button>
        <Button onClick={onBack}>{t('preview.back')}</Button>
        {counts.rejected > 0 && <RejectedDownload path={`/imports/uploads/${upload.id}/rejected`} />}
      </div>
    </>
  )
}
