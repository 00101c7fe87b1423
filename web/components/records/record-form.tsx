/** The fields of one record, as antd's form keeps them. */
import { WarningOutlined } from '@ant-design/icons'
import { Checkbox, Form, type FormInstance } from 'antd'
import type { ReactNode } from 'react'
import { useLanguage } from '../../i18n.ts'
import { companyToday, isAhead } from './ahead.ts'
import { FieldInput } from './field-input.tsx'
import { endsPrevious } from './kept-values.ts'
import { type RecordField, type RecordObject, useLabel, useWord, type Values } from './record-data.ts'
import styles from './records.module.css'
import { useRecordTexts } from './texts.ts'

export interface FieldOverride {
  /** Draws the input of one field from what the others hold; it gets `value` and `onChange` from the form. */
  readonly input: (values: Values) => ReactNode
}

export type Overrides = Readonly<Record<string, FieldOverride>>

interface Props {
  readonly object: RecordObject
  readonly form: FormInstance
  readonly initial: Values
  /** Typed before, and not saved then. */
  readonly restored: Values | undefined
  readonly isNew: boolean
  /** Fields that are settled by where the form was opened: the person of a post. */
  readonly fixed: readonly string[]
  readonly overrides: Overrides
  readonly onChange: () => void
  readonly onSubmit: () => void
}

export function RecordForm(props: Props) {
  const { object, form, initial, restored, isNew, fixed, overrides, onChange, onSubmit } = props
  const t = useRecordTexts()
  const word = useWord()
  const label = useLabel()
  const language = useLanguage()
  const today = companyToday()
  const values = Form.useWatch([], form) as Values | undefined
  return (
    <Form
      form={form}
      layout="vertical"
      name={`record-${object.id}`}
      initialValues={{ ...initial, [endsPrevious]: isNew && object.succeeds, ...restored }}
      requiredMark
      scrollToFirstError
      onValuesChange={onChange}
      onFinish={onSubmit}
    >
      {object.fields.map((field) => {
        const locked = fixed.includes(field.id) || (!isNew && field.key)
        const override = locked ? undefined : overrides[field.id]
        const help =
          !isNew && field.key ? t('keyFixed') : language === 'en' ? field.note?.english : field.note?.text
        const ahead = isAhead(object.id, field.id, (values ?? initial)[field.id], today)
        return (
          <Form.Item
            key={field.id}
            name={field.id}
            label={label(field)}
            {...(help || ahead ? { extra: <Extra help={help} ahead={ahead ? today : undefined} /> } : {})}
            rules={rulesOf(field, t, word(field))}
          >
            {override ? override.input(values ?? initial) : <FieldInput field={field} disabled={locked} />}
          </Form.Item>
        )
      })}
      {isNew && object.succeeds && (
        <Form.Item name={endsPrevious} valuePropName="checked">
          <Checkbox>{t('endPrevious')}</Checkbox>
        </Form.Item>
      )}
    </Form>
  )
}

/** What the field is, and that what stands in it is unusual. */
function Extra({
  help,
  ahead,
}: {
  readonly help: string | null | undefined
  readonly ahead: string | undefined
}) {
  const t = useRecordTexts()
  return (
    <>
      {help}
      {ahead !== undefined && (
        <span role="status" className={styles.ahead}>
          <WarningOutlined aria-hidden="true" /> {t('ahead', { today: ahead })}
        </span>
      )}
    </>
  )
}

function rulesOf(
  { required, key, kind, unit, longest, positive }: RecordField,
  t: ReturnType<typeof useRecordTexts>,
  field: string,
) {
  return [
    { required: required || key, message: t('required', { field }) },
    // Money that changes hands is in whole fen; a price may be finer.
    ...(unit === '元' ? [{ pattern: /^(?!-?\d*\.\d{2}\d*[1-9])/, message: t('finerThanFen') }] : []),
    ...(kind === 'number' ? [{ pattern: /^-?\d{1,15}(\.\d{1,8})?$/, message: t('notNumber') }] : []),
    ...(positive ? [{ pattern: /^(?!-?[0.]*$)(?!-)/, message: t('notPositive', { field }) }] : []),
    ...(longest === undefined ? [] : [{ max: longest, message: t('tooLong', { field, count: longest }) }]),
  ]
}
