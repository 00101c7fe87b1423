/**
 * Chooses a record by code or name, found on the server while typing.
 *
 *     <ReferencePicker object="customer" label={t('customer')} value={code} onChange={setCode} />
 */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import { get } from '../api.ts'
import type { ListRow } from './records/record-data.ts'
import styles from './records/records.module.css'
import { useRecordTexts } from './records/texts.ts'
import { useValueName } from './records/value-names.ts'

interface Props {
  readonly id?: string
  /** Object id of the vocabulary: customer, person, product, unit, team, contract. */
  readonly object: string
  /** What it is called, where no label of a form says so. */
  readonly label?: string
  readonly value?: string | null
  readonly onChange?: (value: string | null) => void
  readonly disabled?: boolean
  /** Only rows for which these hold: the receipts of the chosen contract. */
  readonly filter?: Readonly<Record<string, string>>
  /** The field that is the value, where it is not the first of the key. */
  readonly valueField?: string
  readonly placeholder?: string
  readonly 'aria-describedby'?: string
  readonly status?: 'error'
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

/** @param kindName what a contract is, in the reader's language. */
function optionOf(object: string, code: string, row: ListRow, kindName: (kind: unknown) => string) {
  const own = String(row[code] ?? '')
  const names = (shownBy[object] ?? ['name'])
    .map((field) => (field === 'kind' ? kindName(row.kind) : row[field]))
    .filter(Boolean)
  return { value: own, label: [own, ...names].join('　') }
}

export function ReferencePicker(props: Props) {
  const { id, object, label, value, onChange, disabled, filter, valueField, placeholder, status } = props
  const t = useRecordTexts()
  const kindName = useValueName(object, 'kind')
  const [typed, setTyped] = useState('')
  const q = useDeferredValue(typed.trim())
  const code = valueField ?? codeField[object] ?? 'code'
  const ask = (wanted: string, enabled: boolean) => ({
    queryKey: ['records', object, 'pick', wanted, filter],
    enabled,
    staleTime: 30_000,
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      get<{ rows: readonly ListRow[] }>(`/records/${object}`, {
        query: { q: wanted, size: 20, totals: 'without', filter: filter && JSON.stringify(filter) },
        signal,
      }),
  })
  const { data, isFetching } = useQuery({ ...ask(q, !disabled), placeholderData: keepPreviousData })
  // What is not asked for anew may be what it was called before.
  const options = disabled ? [] : (data?.rows ?? []).map((row) => optionOf(object, code, row, kindName))
  // What is already chosen keeps its place and its name, also when the search does not find it.
  const isListed = !value || options.some((option) => option.value === value)
  const named = useQuery(ask(value ?? '', !isListed && (disabled === true || !filter)))
  const chosen = named.data?.rows
    .map((row) => optionOf(object, code, row, kindName))
    .find((one) => one.value === value)
  const kept = isListed || !value ? [] : [chosen ?? { value, label: value }]
  return (
    <Select<string>
      id={id}
      {...(label ? { 'aria-label': label } : {})}
      {...(status ? { status } : {})}
      {...(props['aria-describedby'] ? { 'aria-describedby': props['aria-describedby'] } : {})}
      className={styles.wide}
      value={value ?? undefined}
      disabled={disabled}
      allowClear
      loading={isFetching}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      placeholder={placeholder ?? t('searchPick')}
      notFoundContent={isFetching ? null : t('nothingFound')}
      options={[...kept, ...options]}
      onChange={(picked: string | undefined) => onChange?.(picked ?? null)}
    />
  )
}
