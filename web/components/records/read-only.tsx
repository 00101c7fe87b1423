import { useLanguage } from '../../i18n.ts'
import { present } from '../data-table/column.tsx'
import { type RecordObject, useLabel, type Values } from './record-data.ts'
import styles from './records.module.css'
import { useRecordTexts } from './texts.ts'
import { namedValues, nameIn } from './value-names.ts'

export function ReadOnly({ object, values }: { readonly object: RecordObject; readonly values: Values }) {
  const t = useRecordTexts()
  const label = useLabel()
  const language = useLanguage()
  return (
    <dl className={styles.read}>
      {object.fields.map((field) => {
        const value = values[field.id]
        const kind =
          field.kind === 'number' && field.unit === '元' ? 'money' : field.kind === 'date' ? 'date' : 'text'
        return [
          <dt key={field.id}>{label(field)}</dt>,
          <dd key={`${field.id} value`}>
            {typeof value === 'boolean'
              ? t(value ? 'yes' : 'no')
              : typeof value === 'string' && field.choices
                ? nameIn(namedValues(field, language), value)
                : present(kind, value)}
          </dd>,
        ]
      })}
    </dl>
  )
}
