/** The appraisal as the server tells it. */
import { queryOptions, useQuery } from '@tanstack/react-query'
import { get } from '../../api.ts'

export interface ScoreCell {
  readonly score: string | null
  readonly origin: 'computed' | 'entered' | 'default' | 'none'
  readonly measure: string | null
  readonly open: boolean
  readonly entered: string | null
  readonly version: string | null
  readonly enteredBy: string | null
  readonly overrides: boolean
}

export type Indicator = 'papers' | 'complaints' | 'collection' | 'team' | 'company' | 'cooperation'
export const indicators: readonly Indicator[] = [
  'papers',
  'complaints',
  'collection',
  'team',
  'company',
  'cooperation',
]
export const enterable: readonly Indicator[] = ['papers', 'complaints', 'collection']

export interface Counts {
  readonly due: number
  readonly done: number
  readonly version: string
}

export interface Row {
  readonly number: string
  readonly name: string
  readonly unit: string | null
  readonly position: string | null
  readonly kind: 'selling' | 'managing'
  readonly leftOn: string | null
  readonly cells: Readonly<Partial<Record<Indicator, ScoreCell>>>
  readonly total: string | null
  readonly rate: string | null
  readonly work: { readonly daily: Counts | null; readonly weekly: Counts | null }
  readonly raise: {
    readonly points: string
    readonly reason: string
    readonly approvedBy: string | null
  } | null
  readonly ratings?: { readonly given: number; readonly expected: number } | null
}

export type RunStatus = 'calculated' | 'reviewed' | 'published' | 'soft-closed' | 'closed' | 'paid'

export type MonthState = 'open' | 'reviewed' | 'closed'

export interface Sheet {
  readonly month: string
  readonly state: MonthState
  readonly run: { readonly status: RunStatus; readonly at: string; readonly policy: string } | null
  /** Kinds of records that changed since the run. */
  readonly changed: readonly string[]
  readonly ratingsDue: string
  readonly rows: readonly Row[]
  readonly may: {
    readonly edit: boolean
    readonly approve: boolean
    readonly export: boolean
    readonly rate: boolean
    readonly overview: boolean
    readonly settle: boolean
  }
}

interface Amounts {
  readonly due: string
  readonly returned: string
  readonly received: string
}

export interface PersonReview {
  readonly row: Row
  readonly basis: {
    readonly papers: readonly {
      readonly contract: string
      readonly customer: string
      readonly required: number
      readonly present: number
      readonly missing: readonly string[]
    }[]
    readonly complaints: readonly {
      readonly number: string
      readonly customer: string
      readonly judgedOn: string
      readonly content: string | null
    }[]
    readonly customers: readonly { readonly code: string; readonly name: string }[]
    readonly money: readonly (Amounts & { readonly contract: string; readonly customer: string })[]
    readonly moneyTotal: Amounts
  }
  readonly history: readonly {
    readonly month: string
    readonly total: string | null
    readonly rate: string | null
  }[]
}

interface Named {
  readonly number: string
  readonly name: string
}

export interface Raise extends Named {
  readonly points: string
  readonly reason: string
  readonly proposer: Named
  readonly approver: Named | null
  readonly outcome: 'waiting' | 'approved' | 'refused' | 'withdrawn'
  readonly explanation: string | null
  readonly at: string
  readonly version: string | null
  readonly may: { readonly decide: boolean; readonly withdraw: boolean }
}

export interface ToRate extends Named {
  readonly unit: string | null
  readonly position: string | null
  readonly score: string | null
  readonly version: string | null
}

export interface MyRatings {
  readonly state: MonthState
  readonly due: string
  readonly units: readonly {
    readonly code: string
    readonly name: string
    readonly people: readonly ToRate[]
  }[]
}

export interface Departments {
  readonly due: string
  readonly departments: readonly {
    readonly code: string
    readonly name: string
    readonly head: Named
    readonly expected: number
    readonly given: number
    readonly late: number
    readonly missing: readonly Named[]
  }[]
}

export interface Months {
  readonly months: readonly { readonly month: string; readonly state: MonthState }[]
  readonly current: string
}

const read = <T>(path: string) =>
  queryOptions({ queryKey: ['reviews', path], queryFn: ({ signal }) => get<T>(path, { signal }) })

export const monthsQuery = read<Months>('/reviews')
export const sheetQuery = (month: string) => read<Sheet>(`/reviews/${month}/sheet`)
export const raisesQuery = (month: string) => read<{ raises: readonly Raise[] }>(`/reviews/${month}/raises`)
export const myRatingsQuery = (month: string) => read<MyRatings>(`/reviews/${month}/ratings/mine`)
export const departmentsQuery = (month: string) => read<Departments>(`/reviews/${month}/ratings`)

export const usePerson = (month: string, person: string) =>
  useQuery(read<PersonReview>(`/reviews/${month}/people/${encodeURIComponent(person)}`))

/** Scores in words of the sheet: an open cell shows only what was entered. */
export const shownScore = ({ open, entered, score }: ScoreCell) => (open ? (entered ?? '') : (score ?? ''))
