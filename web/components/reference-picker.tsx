/**
 * Chooses a record by name or number, found on the server while typing.
 *
 *     <ReferencePicker object="customer" label={t('customer')} value={code} onChange={setCode} />
 */
import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import { get } from '../api.ts'
import { useTexts } from '../i18n.ts'

interface Props {
  /** Object id of the vocabulary: customer, person, product, unit, team, contract. */
  readonly object: string
  readonly label: string
  readonly value: string | null
  readonly onChange: (key: string | null) => void
  readonly id?: string
  readonly status?: 'error' | undefined
  readonly disabled?: boolean
}

type Row = Readonly<Record<string, string | boolean | null>>

const keys: Readonly<Record<string, string>> = { contract: 'number', person: 'number' }

/** What identifies a row in references is its first key: a code, or a number. */
const keyOf = (object: string, row: Row) => String(row[keys[object] ?? 'code'] ?? row.number ?? '')
const nameOf = (row: Row) => String(row.name ?? row['customer.name'] ?? '')

export function ReferencePicker({ object, label, value, onChange, id, status, disabled }: Props) {
  const t = useTexts()
  const [typed, setTyped] = useState('')
  const q = useDeferredValue(typed)
  const found = useQuery({
    queryKey: ['pick', object, q, q === '' ? value : ''],
    queryFn: ({ signal }) =>
      get<{ rows: Row[] }>(`/records/${object}`, { query: { q: q || value || '', size: 20 }, signal }),
    staleTime: 30_000,
  })
  const options = (found.data?.rows ?? []).map((row) => ({
    value: keyOf(object, row),
    label: `${nameOf(row)} ${keyOf(object, row)}`.trim(),
  }))
  return (
    <Select
      {...(id ? { id } : {})}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      value={value || null}
      options={options}
      loading={found.isFetching}
      allowClear
      {...(status ? { status } : {})}
      disabled={disabled ?? false}
      aria-label={label}
      placeholder={t('table.search')}
      notFoundContent={found.isFetching ? t('shell.loading') : t('table.empty')}
      onChange={(chosen: string | null) => onChange(chosen ?? null)}
      popupMatchSelectWidth={280}
      style={{ width: '100%' }}
    />
  )
}
