/** Both versions of a record that two people changed. */
import { Alert, Button } from 'antd'
import { useLanguage } from '../../i18n.ts'
import { amountOf, percentOf } from '../figures.ts'
import { type RecordField, type RecordObject, useLabel, type Values } from './record-data.ts'
import styles from './records.module.css'
import { useRecordTexts } from './texts.ts'
import { namedValues, nameIn } from './value-names.ts'

/** As lists show it; what is no number was typed so. */
function figureOf({ unit }: RecordField, value: string): string {
  if (!/^-?\d+(\.\d+)?$/.test(value)) return value
  return unit === '比率' ? percentOf(value) : amountOf(value, unit?.startsWith('元') ? 2 : 0)
}

interface Props {
  readonly object: RecordObject
  readonly mine: Values
  readonly theirs: Values
  readonly onKeepMine: () => void
  readonly onTakeTheirs: () => void
}

export function Conflict({ object, mine, theirs, onKeepMine, onTakeTheirs }: Props) {
  const t = useRecordTexts()
  const label = useLabel()
  const language = useLanguage()
  const shown = (field: RecordField, value: Values[string] | undefined) => {
    if (value === null || value === undefined || value === '') return '—'
    if (typeof value === 'boolean') return value ? t('yes') : t('no')
    return field.kind === 'number' ? figureOf(field, value) : nameIn(namedValues(field, language), value)
  }
  const differing = object.fields.filter(
    (field) => shown(field, mine[field.id]) !== shown(field, theirs[field.id]),
  )
  return (
    <Alert
      type="warning"
      showIcon
      className={styles.conflict}
      title={t('conflict')}
      description={
        <>
          <p>{t('conflictHelp')}</p>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('field')}</th>
                <th scope="col">{t('mine')}</th>
                <th scope="col">{t('theirs')}</th>
              </tr>
            </thead>
            <tbody>
              {differing.map((field) => (
                <tr key={field.id}>
                  <th scope="row">{label(field)}</th>
                  <td>{shown(field, mine[field.id])}</td>
                  <td>{shown(field, theirs[field.id])}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <div className={styles.foot}>
            <Button size="small" onClick={onTakeTheirs}>
              {t('takeTheirs')}
            </Button>
            <Button size="small" type="primary" onClick={onKeepMine}>
              {t('keepMine')}
            </Button>
          </div>
        </>
      }
    />
  )
}
