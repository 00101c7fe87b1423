/** Both versions of a record that two people changed. */
import { Alert, Button } from 'antd'
import { type RecordObject, useWord, type Values } from './record-data.ts'
import styles from './records.module.css'
import { useRecordTexts } from './texts.ts'

interface Props {
  readonly object: RecordObject
  readonly mine: Values
  readonly theirs: Values
  readonly onKeepMine: () => void
  readonly onTakeTheirs: () => void
}

export function Conflict({ object, mine, theirs, onKeepMine, onTakeTheirs }: Props) {
  const t = useRecordTexts()
  const word = useWord()
  const shown = (value: Values[string] | undefined) =>
    value === null || value === undefined || value === ''
      ? '—'
      : value === true
        ? t('yes')
        : value === false
          ? t('no')
          : value
  const differing = object.fields.filter(({ id }) => shown(mine[id]) !== shown(theirs[id]))
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
                  <th scope="row">{word(field)}</th>
                  <td>{shown(mine[field.id])}</td>
                  <td>{shown(theirs[field.id])}</td>
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
