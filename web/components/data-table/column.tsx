/** A column: what it is called, how its values look. */
import type { ReactNode } from 'react'
import { DateText } from '../date-text.tsx'
import { Money } from '../money.tsx'
import { Percent } from '../percent.tsx'

export interface Column<Row> {
  /** The field, also for sorting and for its sum. */
  readonly key: string
  readonly title: string
  /** Shown from `row[key]` accordingly; figures are set right. Default: text. */
  readonly kind?: 'text' | 'money' | 'percent' | 'number' | 'date'
  readonly render?: (row: Row) => ReactNode
  readonly sortable?: boolean
  readonly width?: number
  /** Not shown until chosen. */
  readonly hidden?: boolean
  /** What a row is called on a phone, when that is not its first column. */
  readonly heading?: boolean
  /** What a row is about, beside its name on a phone; the first amount when none is. */
  readonly lead?: boolean
}

export const leadOf = <Row,>(columns: readonly Column<Row>[]): Column<Row> | undefined =>
  columns.find(({ lead }) => lead) ?? columns.find(({ kind }) => kind === 'money')

export const isFigure = ({ kind }: Pick<Column<unknown>, 'kind'>) =>
  kind === 'money' || kind === 'percent' || kind === 'number'

export function cell<Row extends object>(column: Column<Row>, row: Row): ReactNode {
  return column.render
    ? column.render(row)
    : present(column.kind, (row as Record<string, unknown>)[column.key])
}

export function present(kind: Column<unknown>['kind'], value: unknown): ReactNode {
  const text = value === null || value === undefined ? undefined : String(value)
  if (kind === 'money') return <Money value={text} />
  if (kind === 'percent') return <Percent value={text} />
  if (kind === 'date') return <DateText value={text} />
  return text ?? '—'
}
