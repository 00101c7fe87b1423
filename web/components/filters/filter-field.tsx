import { DatePicker, Input, InputNumber, Select, Space } from 'antd'
import dayjs from 'dayjs'
import { useTexts } from '../../i18n.ts'
import { dayFormats } from '../day-picker.tsx'
import type { Filter, FilterValue, Range } from './filter.ts'
import styles from './filters.module.css'

interface Props {
  readonly filter: Filter
  readonly value: FilterValue | undefined
  readonly onChange: (value: FilterValue | undefined) => void
}

const format = 'YYYY-MM-DD'

export function FilterField({ filter, value, onChange }: Props) {
  return (
    <div className={styles.field} data-kind={filter.kind}>
      <Control filter={filter} value={value} onChange={onChange} />
    </div>
  )
}

function Control({ filter, value, onChange }: Props) {
  if (filter.kind === 'choice') return <Choice filter={filter} value={value} onChange={onChange} />
  if (filter.kind === 'dates') return <Dates filter={filter} value={value} onChange={onChange} />
  if (filter.kind === 'numbers') return <Numbers filter={filter} value={value} onChange={onChange} />
  return (
    <Input
      key={String(value ?? '')}
      defaultValue={typeof value === 'string' ? value : ''}
      placeholder={filter.label}
      aria-label={filter.label}
      allowClear
      onPressEnter={(event) => onChange(event.currentTarget.value)}
      onBlur={(event) => event.target.value !== (value ?? '') && onChange(event.target.value)}
      onClear={() => onChange(undefined)}
    />
  )
}

function Choice({ filter, value, onChange }: Props) {
  return (
    <Select
      mode="multiple"
      className={styles.wide}
      value={typeof value === 'string' ? [value] : Array.isArray(value) ? value : []}
      options={(filter.options ?? []).map((option) => ({ ...option }))}
      placeholder={filter.label}
      aria-label={filter.label}
      maxTagCount="responsive"
      allowClear
      optionFilterProp="label"
      popupMatchSelectWidth={false}
      onChange={(values: string[]) => onChange(values)}
    />
  )
}

const rangeOf = (value: FilterValue | undefined): Range =>
  typeof value === 'object' && !Array.isArray(value) ? (value as Range) : {}

function Dates({ filter, value, onChange }: Props) {
  const t = useTexts()
  const { from, to } = rangeOf(value)
  return (
    <DatePicker.RangePicker
      value={[from ? dayjs(from) : null, to ? dayjs(to) : null]}
      allowEmpty={[true, true]}
      format={dayFormats}
      placeholder={[t('filter.fromOf', { name: filter.label }), t('filter.to')]}
      aria-label={filter.label}
      onChange={(dates) =>
        onChange({
          ...(dates?.[0] ? { from: dates[0].format(format) } : {}),
          ...(dates?.[1] ? { to: dates[1].format(format) } : {}),
        })
      }
    />
  )
}

function Numbers({ filter, value, onChange }: Props) {
  const t = useTexts()
  const range = rangeOf(value)
  const box = (end: 'from' | 'to') => (
    <InputNumber<string>
      stringMode
      controls={false}
      value={range[end] ?? null}
      // The unit is said once, and the box is narrow.
      placeholder={
        end === 'from'
          ? t('filter.fromOf', { name: filter.label.replace(/（[^（）]*）$| \([^()]*\)$/, '') })
          : t('filter.to')
      }
      aria-label={`${filter.label} ${t(`filter.${end}`)}`}
      suffix={end === 'to' ? filter.unit : undefined}
      changeOnWheel={false}
      onBlur={(event) => {
        const typed = event.target.value.replaceAll(',', '').trim()
        if (typed !== (range[end] ?? '')) onChange({ ...range, [end]: typed || undefined } as Range)
      }}
      onPressEnter={(event) => event.currentTarget.blur()}
    />
  )
  return (
    <Space.Compact block>
      {box('from')}
      {box('to')}
    </Space.Compact>
  )
}
