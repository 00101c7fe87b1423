import { useQuery } from '@tanstack/react-query'
import { get } from '../../api.ts'

export const waitingKinds = [
  'problems',
  'review',
  'publish',
  'close',
  'reopen',
  'pay',
  'adjustments',
  'raises',
  'policies',
  'ratings',
  'imports',
  'papers',
] as const

export interface Waiting {
  readonly kind: (typeof waitingKinds)[number]
  readonly since: string
  readonly count: number
  readonly about: string
}

export interface Month {
  readonly period: string
  readonly status: string
  readonly payable: string | null
  readonly commission: string | null
}

export interface Mine {
  readonly month: Month
  readonly before: Month | null
  readonly forecast: {
    readonly low: string
    readonly high: string
    readonly open: string
    readonly rate: string
    readonly months: number
  } | null
  readonly contracts: readonly {
    readonly contract: string
    readonly customer: string
    readonly nextOn: string | null
    readonly late: boolean
    readonly next: string | null
    readonly open: string
  }[]
}

export interface Team {
  readonly months: readonly (Month & { readonly people: number })[]
  readonly units: readonly {
    readonly unit: string
    readonly payable: string
    readonly commission: string | null
  }[]
  readonly movements: readonly {
    readonly number: string
    readonly name: string
    readonly unit: string
    readonly payable: string | null
    readonly change: string | null
  }[]
}

export interface Workbench {
  readonly waiting: readonly Waiting[]
  readonly mine: Mine | null
  readonly team: Team | null
}

export const useWorkbench = () =>
  useQuery({ queryKey: ['workbench'], queryFn: ({ signal }) => get<Workbench>('/workbench', { signal }) })

export const isFinal = (status: string) => status !== 'calculated' && status !== 'reviewed'
