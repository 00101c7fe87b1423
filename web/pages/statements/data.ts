/** What the statements' routes answer. */
import { queryOptions, useQuery } from '@tanstack/react-query'
import { get } from '../../api.ts'

export interface MonthEntry {
  readonly period: string
  readonly status: string
  readonly final: boolean
}

export interface Months {
  readonly months: readonly MonthEntry[]
  readonly person: string | null
}

export interface MonthHead extends MonthEntry {
  readonly policy: { readonly id: number; readonly name: string; readonly version: string }
  readonly payableName: string
  readonly items: readonly { readonly key: string; readonly name: string }[]
  readonly units: readonly string[]
  readonly positions: readonly string[]
  readonly previous: string | null
  readonly next: string | null
}

export interface PersonRow {
  readonly number: string
  readonly name: string
  readonly unit: string
  readonly position: string
  readonly payable: string | null
  readonly change: string | null
}

export interface ClauseRef {
  readonly at: number
  readonly title: string
}

export interface Line {
  readonly name: string
  readonly amount: string | null
  readonly change: string | null
  readonly clause: ClauseRef | null
}

export interface Adjustment {
  readonly from: string
  readonly in: string
  readonly amount: string
  readonly approvedBy: string | null
  readonly on: string | null
  readonly trace: readonly {
    readonly variable: string
    readonly before: string | null
    readonly after: string | null
  }[]
}

export interface Statement extends MonthEntry {
  readonly person: {
    readonly number: string
    readonly name: string
    readonly unit: string
    readonly position: string
  }
  readonly object: string
  readonly payable: string | null
  readonly payableName: string
  readonly change: string | null
  readonly compared: string | null
  readonly mostChanged: string | null
  readonly lines: readonly Line[]
  readonly adjustments: readonly Adjustment[]
  readonly later: readonly Adjustment[]
  readonly ledger: readonly {
    readonly account: 'payable' | 'carried'
    readonly kind: 'earned' | 'adjusted' | 'carried' | 'paid' | 'reversed'
    readonly amount: string
    readonly on: string
    readonly reason: string | null
  }[]
  readonly carried: string | null
  readonly policy: { readonly id: number; readonly name: string; readonly version: string }
  readonly previous: string | null
  readonly next: string | null
}

export interface YearMonth extends MonthEntry {
  readonly payable: string | null
  readonly items: Readonly<Record<string, string | null>>
}

export interface Shape {
  readonly kind: 'number' | 'date' | 'text' | 'boolean' | 'row'
  readonly unit?: string
}

export interface Place {
  readonly object: string
  readonly key: readonly string[]
  readonly name: string
}

export interface Reason extends Place {
  readonly label: string
  readonly value: string | null
  readonly shape: Shape
  readonly problem: string | null
  readonly formula: string
  readonly withValues: string | null
  readonly clause: ClauseRef | null
  readonly causes: readonly Cause[]
}

export interface Cause {
  readonly text: string
  readonly kind: 'field' | 'variable' | 'aggregate' | 'lookup' | 'earlier' | 'unrounded'
  readonly value: string | null
  readonly shape: Shape
  readonly tableRow: string | null
  readonly reason: Reason | null
  readonly above: boolean
  readonly elsewhere: Place | null
  readonly hidden: boolean
  readonly rows: number | null
}

export interface RowsBehind {
  readonly object: string
  readonly label: string
  readonly shape: Shape
  readonly rows: readonly {
    readonly key: readonly string[]
    readonly title: string | null
    readonly value: string | null
    readonly opens: Place | null
  }[]
  readonly total: number
  readonly hidden: number
}

export interface SourceRecord {
  readonly object: string
  readonly label: string
  readonly key: readonly string[]
  readonly values: readonly { readonly label: string; readonly value: string | null; readonly shape: Shape }[]
  readonly origin: {
    readonly file: string | null
    readonly row: number | null
    readonly by: string | null
    readonly at: string
  } | null
}

export interface ClauseText {
  readonly title: string
  readonly version: number
  readonly parts: readonly {
    readonly kind: 'words' | 'formula' | 'table'
    readonly text: string
    readonly marked: readonly [number, number] | null
  }[]
}

/** Whose statement of which month is open. */
export interface Slip {
  readonly month: string
  readonly person: string
}

// Results of a month do not change while one reads them; looking again within a minute asks nobody.
const staleTime = 60_000

export const slipPath = ({ month, person }: Slip) =>
  `/statements/${encodeURIComponent(month)}/people/${encodeURIComponent(person)}`

export const useMonths = () =>
  useQuery({
    queryKey: ['statements'],
    queryFn: ({ signal }) => get<Months>('/statements', { signal }),
    staleTime,
  })

export const useMonthHead = (month: string) =>
  useQuery({
    queryKey: ['statements', month],
    queryFn: ({ signal }) => get<MonthHead>(`/statements/${encodeURIComponent(month)}`, { signal }),
    staleTime,
  })

export const useStatement = (slip: Slip) =>
  useQuery({
    queryKey: ['statement', slip],
    queryFn: ({ signal }) => get<Statement>(slipPath(slip), { signal }),
    staleTime,
  })

export const useYear = (slip: Slip) =>
  useQuery({
    queryKey: ['statement', slip, 'year'],
    queryFn: ({ signal }) =>
      get<{ months: readonly YearMonth[] }>(`${slipPath(slip)}/year`, { signal }).then(
        ({ months }) => months,
      ),
    staleTime,
  })

const rowQuery = ({ object, key }: Pick<Place, 'object' | 'key'>) => ({ object, key: JSON.stringify(key) })

export const reasonQuery = (slip: Slip, place: Place) =>
  queryOptions({
    queryKey: ['statement', slip, 'reason', place],
    queryFn: ({ signal }) =>
      get<{ reason: Reason }>(`${slipPath(slip)}/reason`, {
        query: { ...rowQuery(place), name: place.name },
        signal,
      }).then(({ reason }) => reason),
    staleTime,
  })

export const useRows = (slip: Slip, place: Place, input: number, page: number) =>
  useQuery({
    queryKey: ['statement', slip, 'rows', place, input, page],
    queryFn: ({ signal }) =>
      get<RowsBehind>(`${slipPath(slip)}/rows`, {
        query: { ...rowQuery(place), name: place.name, input, page, size: rowsShown },
        signal,
      }),
    staleTime,
  })

export const rowsShown = 10

export const useRecord = (slip: Slip, row: Pick<Place, 'object' | 'key'>) =>
  useQuery({
    queryKey: ['statement', slip, 'record', row],
    queryFn: ({ signal }) => get<SourceRecord>(`${slipPath(slip)}/record`, { query: rowQuery(row), signal }),
    staleTime,
  })

export const useClause = (slip: Slip, at: number, place: Pick<Place, 'object' | 'name'>) =>
  useQuery({
    queryKey: ['statement', slip, 'clause', at, place.object, place.name],
    queryFn: ({ signal }) =>
      get<ClauseText>(`${slipPath(slip)}/clause`, {
        query: { at, object: place.object, name: place.name },
        signal,
      }),
    staleTime,
  })
