/** Labelled inputs of the entry form. */
import { Input, Select } from 'antd'
import dayjs from 'dayjs'
import { type ReactNode, useId } from 'react'
import { DayPicker } from '../../components/day-picker.tsx'
import type { NamedValue } from '../../components/records/value-names.ts'
import { ReferencePicker } from '../../components/reference-picker.tsx'
import styles from './contract.module.css'

interface Common {
  readonly label: string
  readonly required?: boolean
  /** What is wrong with it, at the field. */
  readonly wrong?: string | undefined
}

interface LabelledProps extends Common {
  /** The second is what describes it, where there is something. */
  readonly children: (id: string, described: Described) => ReactNode
}

type Described = { readonly 'aria-describedby'?: string; readonly status?: 'error' }

export function Labelled({ label, required, wrong, children }: LabelledProps) {
  const id = useId()
  const told = `${id}-told`
  return (
    <div className={styles.field}>
      <label htmlFor={id}>
        {label}
        {required && <span aria-hidden="true"> *</span>}
      </label>
      {children(id, wrong ? { 'aria-describedby': told, status: 'error' } : {})}
      <span id={told} role="status" className={styles.note} data-kind="wrong">
        {wrong}
      </span>
    </div>
  )
}

interface TextProps extends Common {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly figure?: boolean
  readonly placeholder?: string
}

export function TextField({ label, required, wrong, value, onChange, figure, placeholder }: TextProps) {
  return (
    <Labelled label={label} required={required ?? false} wrong={wrong}>
      {(id, described) => (
        <Input
          id={id}
          {...described}
          value={value}
          placeholder={placeholder ?? ''}
          inputMode={figure ? 'decimal' : 'text'}
          aria-required={required ?? false}
          onChange={(event) => onChange(event.target.value)}
          style={figure ? { textAlign: 'right', fontVariantNumeric: 'tabular-nums' } : {}}
        />
      )}
    </Labelled>
  )
}

interface DayProps extends Common {
  readonly value: string | null
  readonly onChange: (value: string | null) => void
}

export function DayField({ label, required, value, onChange }: DayProps) {
  return (
    <Labelled label={label} required={required ?? false}>
      {(id) => (
        <DayPicker
          id={id}
          value={value ? dayjs(value) : null}
          onChange={(day) => onChange(day ? day.format('YYYY-MM-DD') : null)}
          style={{ width: '100%' }}
        />
      )}
    </Labelled>
  )
}

interface ChoiceProps extends DayProps {
  readonly options: readonly NamedValue[]
}

export function ChoiceField({ label, required, value, onChange, options }: ChoiceProps) {
  return (
    <Labelled label={label} required={required ?? false}>
      {(id) => (
        <Select
          id={id}
          value={value}
          allowClear
          aria-label={label}
          options={[...options]}
          onChange={(chosen: string | null) => onChange(chosen ?? null)}
        />
      )}
    </Labelled>
  )
}

export function PickField({
  label,
  required,
  wrong,
  value,
  onChange,
  object,
}: DayProps & { readonly object: string }) {
  return (
    <Labelled label={label} required={required ?? false} wrong={wrong}>
      {(id, described) => (
        <ReferencePicker
          id={id}
          object={object}
          label={label}
          value={value}
          onChange={onChange}
          {...described}
        />
      )}
    </Labelled>
  )
}
