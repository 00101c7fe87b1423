import { Alert, Button, Select } from 'antd'
import { StatusTag } from '../../components/status-tag.tsx'
import { useLanguage } from '../../i18n.ts'
import type { ImportObject, ProposedSheet, SheetChoice } from './import-data.ts'
import styles from './imports.module.css'
import { MatchColumns } from './match-columns.tsx'
import { useImportTexts } from './texts.ts'

interface Props {
  readonly sheet: ProposedSheet
  readonly choice: SheetChoice | undefined
  readonly objects: readonly ImportObject[]
  readonly disabled: boolean
  readonly onChoose: (choice: SheetChoice) => void
}

export function MatchSheet({ sheet, choice, objects, disabled, onChoose }: Props) {
  const t = useImportTexts()
  const language = useLanguage()
  const nothing: SheetChoice = { name: sheet.name, ignore: [], columns: [] }
  const now = choice ?? nothing
  const object = objects.find(({ id }) => id === sheet.object)
  const skipped = sheet.state === 'skipped'
  const options = objects.map(({ id, label, english }) => ({
    value: id,
    label: language === 'en' ? english : label,
  }))
  const heading = `${t('match.sheet')} ${sheet.name}`
  return (
    <section className={styles.sheet} aria-label={heading} data-open={sheet.state === 'open' || !sheet.may}>
      <div className={styles.head}>
        <h2>{sheet.name}</h2>
        {skipped && <StatusTag>{t('match.leftOut', { why: sheet.why ?? '' })}</StatusTag>}
        {!skipped && (
          <Select
            className={styles.object}
            value={sheet.may ? sheet.object : null}
            options={options}
            disabled={disabled}
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={t('match.objectPlaceholder')}
            aria-label={`${heading} ${t('match.object')}`}
            onChange={(id: string) => onChoose({ ...nothing, object: id })}
          />
        )}
        {sheet.by && !skipped && <span className={styles.soft}>{t(`match.by.${sheet.by}`)}</span>}
        <Button
          type="link"
          disabled={disabled}
          aria-label={`${skipped ? t('match.take') : t('match.leaveOut')} ${sheet.name}`}
          onClick={() => onChoose({ ...now, leaveOut: !skipped })}
        >
          {skipped ? t('match.take') : t('match.leaveOut')}
        </Button>
      </div>
      {!sheet.may && <Alert type="warning" showIcon title={t('match.forbidden')} />}
      {sheet.state === 'open' && (
        <Alert
          type="warning"
          showIcon
          title={
            <ul className={styles.problems}>
              {[...(sheet.why ? [sheet.why] : []), ...sheet.problems].map((problem) => (
                <li key={problem}>{problem}</li>
              ))}
            </ul>
          }
        />
      )}
      {sheet.may && object && sheet.columns.length > 0 && (
        <MatchColumns sheet={sheet} object={object} choice={now} disabled={disabled} onChoose={onChoose} />
      )}
    </section>
  )
}
