import { present } from '../data-table/column.tsx'
import { type RecordObject, useWord, type Values } from './record-data.ts'
import styles from './records.module.css'
import { useRecordTexts } from './texts.ts'

export function ReadOnly({ object, values }: { readonly object: RecordObject; readonly values: Values }) {
  const t = useRecordTexts()
  const word = useWord()
  return (
    <dl className={styles.read}>
      {object.fields.map((field) => {
        const value = values[field.id]
        const kind =
          field.kind === 'number' && field.unit === '元' ? 'money' : field.kind === 'date' ? 'date' : 'text'
        return [
          <dt key={field.id}>{word(field)}</dt>,
          <dd key={`${field.id} value`}>
            {typeof value === 'boolean' ? t(value ? 'yes' : 'no') : present(kind, value)}
          </dd>,
        ]
      })}
    </dl>
  )
}
