/** What the statements' routes answer. */
import { queryOptions, useQuery } from '@tanstack/react-query'
import type { Place, Reason } from '../../../src/publication/why/reason.ts'
import type { Answer } from '../../answer.ts'
import { get } from '../../api.ts'

// A tree within trees, which does not come through `Answer` whole.
export type { Cause, Place, Reason, Shape } from '../../../src/publication/why/reason.ts'
export type Months = Answer<'/statements', 'get'>
export type MonthHead = Answer<'/statements/:month', 'get'>
export type Statement = Answer<'/statements/:month/people/:person', 'get'>
export type Adjustment = Statement['adjustments'][number]
export type RowsBehind = Answer<'/statements/:month/people/:person/rows', 'get'>
export type SourceRecord = Answer<'/statements/:month/people/:person/record', 'get'>
export type ClauseText = Answer<'/statements/:month/people/:person/clause', 'get'>
type Year = Answer<'/statements/:month/people/:person/year', 'get'>

/** The columns the list always has; the items of the month come besides. */
export interface PersonRow {
  readonly number: string
  readonly name: string
  readonly unit: string
  readonly position: string
  readonly payable: string | null
  readonly change: string | null
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
    queryFn: ({ signal }) => get<Year>(`${slipPath(slip)}/year`, { signal }).then(({ months }) => months),
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
