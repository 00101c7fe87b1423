/** Chooses what a row refers to: searched on the server by code or name. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import { get } from '../../api.ts'
import type { ListRow } from './record-data.ts'
import styles from './records.module.css'
import { useRecordTexts } from './texts.ts'

interface Props {
  readonly id?: string
  readonly object: string
  readonly value?: string | null
  readonly onChange?: (value: string | null) => void
  readonly disabled?: boolean
  /** Only rows for which these hold: the receipts of the chosen contract. */
  readonly filter?: Readonly<Record<string, string>>
  /** The field that is the value, where it is not the first of the key. */
  readonly valueField?: string
  readonly placeholder?: string
}

/** By which fields people know a row. */
const shownBy: Readonly<Record<string, readonly string[]>> = {
  contract: ['customer.name', 'kind'],
  receipt: ['received_on', 'amount'],
  contract_line: ['product.name', 'quantity'],
  complaint: ['content'],
}

const codeField: Readonly<Record<string, string>> = {
  person: 'number',
  contract: 'number',
  receipt: 'number',
  contract_line: 'line_no',
}

export function ReferencePicker(props: Props) {
  const { id, object, value, onChange, disabled, filter, valueField, placeholder } = props
  const t = useRecordTexts()
  const [typed, setTyped] = useState('')
  const q = useDeferredValue(typed.trim())
  const code = valueField ?? codeField[object] ?? 'code'
  const { data, isFetching } = useQuery({
    queryKey: ['records', object, 'pick', q, filter],
    enabled: !disabled,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    queryFn: ({ signal }) =>
      get<{ rows: readonly ListRow[] }>(`/records/${object}`, {
        query: { q, size: 20, filter: filter && JSON.stringify(filter) },
        signal,
      }),
  })
  const options = (data?.rows ?? []).map((row) => {
    const own = String(row[code] ?? '')
    const names = (shownBy[object] ?? ['name']).map((field) => row[field]).filter(Boolean)
    return { value: own, label: [own, ...names].join('　') }
  })
  // What is already chosen keeps its place, also when the search does not find it.
  const chosen = value && !options.some((option) => option.value === value) ? [{ value, label: value }] : []
  return (
    <Select<string>
      id={id}
      className={styles.wide}
      value={value ?? undefined}
      disabled={disabled}
      allowClear
      loading={isFetching}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      placeholder={placeholder ?? t('searchPick')}
      notFoundContent={isFetching ? null : t('nothingFound')}
      options={[...chosen, ...options]}
      onChange={(picked: string | undefined) => onChange?.(picked ?? null)}
    />
  )
}
