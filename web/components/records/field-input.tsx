/** The right input for a field; amounts stay the text that was typed. */
import { Input, Select } from 'antd'
import dayjs from 'dayjs'
import { useLanguage } from '../../i18n.ts'
import { DayPicker } from '../day-picker.tsx'
import { ReferencePicker } from '../reference-picker.tsx'
import { type RecordField, unitOf, type Value } from './record-data.ts'
import styles from './records.module.css'
import { useRecordTexts } from './texts.ts'
import { namedValues } from './value-names.ts'

interface Props {
  readonly id?: string
  readonly field: RecordField
  readonly value?: Value
  readonly onChange?: (value: Value) => void
  readonly disabled?: boolean
  /** antd's form says with it where the help, the note and the error of the field stand. */
  readonly 'aria-describedby'?: string
}

export function FieldInput({ id, field, value = null, onChange, disabled = false, ...rest }: Props) {
  const told = rest['aria-describedby']
  const described = told === undefined ? {} : { 'aria-describedby': told }
  const t = useRecordTexts()
  const language = useLanguage()
  const text = typeof value === 'string' ? value : ''
  const change = (given: string | undefined) => onChange?.(given === undefined || given === '' ? null : given)
  if (field.kind === 'boolean')
    return (
      <Select
        id={id}
        {...described}
        className={styles.wide}
        value={value === null || value === '' ? undefined : String(value)}
        disabled={disabled}
        allowClear={!field.required}
        placeholder={t('choose')}
        options={[
          { value: 'true', label: t('yes') },
          { value: 'false', label: t('no') },
        ]}
        onChange={(given: string | undefined) => onChange?.(given === undefined ? null : given === 'true')}
      />
    )
  if (field.choices)
    return (
      <Select
        id={id}
        {...described}
        className={styles.wide}
        value={text || undefined}
        disabled={disabled}
        allowClear={!field.required}
        placeholder={t('choose')}
        options={namedValues(field, language)}
        onChange={change}
      />
    )
  if (field.kind === 'date')
    return (
      <DayPicker
        id={id}
        {...described}
        className={styles.wide}
        value={text ? dayjs(text) : null}
        disabled={disabled}
        allowClear={!field.required}
        onChange={(day) => change(day ? day.format('YYYY-MM-DD') : undefined)}
      />
    )
  if (field.kind === 'reference' && field.object)
    return (
      <ReferencePicker
        {...(id ? { id } : {})}
        {...described}
        object={field.object}
        value={text || null}
        disabled={disabled}
        onChange={(picked) => onChange?.(picked)}
      />
    )
  if (field.kind === 'number')
    return (
      <Input
        id={id}
        {...described}
        value={text}
        disabled={disabled}
        inputMode="decimal"
        suffix={unitOf(field, language)}
        onChange={(event) => change(event.target.value.replaceAll(/[,，\s]/g, ''))}
      />
    )
  if (field.prose)
    return (
      <Input.TextArea
        id={id}
        {...described}
        value={text}
        disabled={disabled}
        rows={3}
        onChange={(event) => change(event.target.value)}
      />
    )
  return (
    <Input
      id={id}
      {...described}
      value={text}
      disabled={disabled}
      onChange={(event) => change(event.target.value)}
    />
  )
}
