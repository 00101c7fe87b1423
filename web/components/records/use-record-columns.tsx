/** Columns and filters of a list from what the server says about the object. */
import { useMemo } from 'react'
import { useLanguage } from '../../i18n.ts'
import type { Column } from '../data-table/column.tsx'
import { DateText } from '../date-text.tsx'
import type { Filter } from '../filters/filter.ts'
import { ContractLink, PersonLink } from '../links.tsx'
import {
  type ExtraField,
  type ListRow,
  type RecordField,
  type RecordObject,
  unitOf,
  useLabel,
} from './record-data.ts'
import { Reference } from './reference.tsx'
import { useRecordTexts } from './texts.ts'
import { type NamedValue, namedValues, nameIn } from './value-names.ts'

export interface ShownColumns {
  /** In this order; all entered fields and extras when not given. */
  readonly shown?: readonly string[] | undefined
  /** There, but not shown until chosen. */
  readonly hidden?: readonly string[] | undefined
  /** What a row is called on a phone; the first when not given. */
  readonly heading?: string | undefined
}

export function useRecordColumns(
  object: RecordObject | undefined,
  { shown, hidden = [], heading }: ShownColumns,
): { readonly columns: readonly Column<ListRow>[]; readonly filters: readonly Filter[] } {
  const t = useRecordTexts()
  const label = useLabel()
  const language = useLanguage()
  return useMemo(() => {
    if (!object) return { columns: [], filters: [] }
    const all: readonly (RecordField | ExtraField)[] = [...object.fields, ...object.extras]
    const ordered = shown ? shown.flatMap((id) => all.find((field) => field.id === id) ?? []) : all
    const columns = ordered.map((field): Column<ListRow> => {
      const render = renderOf(field, { yes: t('yes'), no: t('no') }, namedValues(field, language))
      const kind = kindOf(field)
      return {
        key: field.id,
        title: label(field),
        sortable: true,
        ...(kind ? { kind } : {}),
        ...(render ? { render } : {}),
        ...(hidden.includes(field.id) ? { hidden: true } : {}),
        ...(field.id === heading ? { heading: true } : {}),
      }
    })
    const filters = ordered.flatMap((field): Filter[] => {
      const base = { field: field.id, label: label(field) }
      if ('key' in field && field.choices)
        return [{ ...base, kind: 'choice', options: namedValues(field, language) }]
      if (field.kind === 'boolean')
        return [
          {
            ...base,
            kind: 'choice',
            options: [
              { value: 'true', label: t('yes') },
              { value: 'false', label: t('no') },
            ],
          },
        ]
      if (field.kind === 'date') return [{ ...base, kind: 'dates' }]
      return field.unit === '元' ? [{ ...base, kind: 'numbers', unit: unitOf(field, language) ?? '' }] : []
    })
    return { columns, filters: filters.filter(({ field }) => !hidden.includes(field)).slice(0, 4) }
  }, [object, shown, hidden, heading, t, label, language])
}

function kindOf({ kind, unit }: ExtraField): Column<ListRow>['kind'] {
  if (kind === 'date') return 'date'
  if (kind !== 'number') return undefined
  if (unit === '比率') return 'percent'
  return unit?.startsWith('元') ? 'money' : 'number'
}

function renderOf(
  field: RecordField | ExtraField,
  words: { readonly yes: string; readonly no: string },
  named: readonly NamedValue[],
): Column<ListRow>['render'] {
  const { id, kind } = field
  if (kind === 'boolean')
    return (row) => (row[id] === null || row[id] === undefined ? '—' : row[id] ? words.yes : words.no)
  if (named.length > 0) return (row) => (typeof row[id] === 'string' ? nameIn(named, row[id]) : '—')
  if (kind === 'date') return (row) => <DateText value={row[id] as string | null} />
  if (kind !== 'reference' || !('object' in field)) return undefined
  const target = field.object
  return (row) => {
    const number = row[id]
    if (typeof number !== 'string') return '—'
    const name = String(row[`${id}.name`] ?? number)
    if (target === 'contract') return <ContractLink number={number} />
    if (target === 'person') return <PersonLink number={number} name={name} />
    return <Reference object={target} code={number} name={name} />
  }
}
