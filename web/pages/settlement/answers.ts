/** What the server answers about months. */
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import type { RunStatus } from '../../../src/settlement/states.ts'
import { get } from '../../api.ts'

export type Step = 'review' | 'publish' | 'soft-close' | 'close' | 'pay' | 'reopen'

type Who = { readonly by: string; readonly at: string } | null

export interface MonthRow {
  readonly policy: string
  readonly period: string
  readonly status: RunStatus
  readonly problems: number
  readonly people: number
  readonly payable: string
  readonly change: string | null
  readonly computedAt: string
  readonly startedBy: string
}

export interface OpenMonth {
  readonly policy: string
  readonly period: string
  readonly settled: boolean
}

export interface NextStep {
  readonly step: Step
  readonly may: boolean
  readonly obstacles: readonly { readonly code: string; readonly message: string }[]
}

export interface Month {
  readonly policy: string
  readonly version: string
  readonly period: string
  readonly status: RunStatus
  readonly digest: string
  readonly inputDigest: string | null
  readonly snapshotAt: string
  readonly problems: number
  readonly calculated: Who
  readonly reviewed: Who
  readonly published: Who
  readonly softClosed: Who
  readonly closed: Who
  readonly paid: Who
  readonly reopening: {
    readonly reason: string
    readonly by: string
    readonly at: string
    readonly mayConfirm: boolean
  } | null
  readonly next: readonly NextStep[]
  readonly mayCalculate: boolean
  readonly mayExport: boolean
  readonly whole: boolean
}

export interface Movement {
  readonly number: string
  readonly name: string
  readonly now: string | null
  readonly before: string | null
  readonly change: string
  readonly kind: 'new' | 'gone' | 'changed'
  readonly item: string
  readonly itemChange: string
}

export type Rail = 'negative' | 'below-minimum' | 'nothing' | 'jump'

interface Share {
  readonly expected: number
  readonly reached: number
  readonly missing: readonly string[]
}

export interface Figures {
  readonly figures: {
    readonly totals: {
      readonly people: number
      readonly payable: string
      readonly average: string
      readonly before: { readonly period: string; readonly people: number; readonly payable: string } | null
      readonly change: string | null
      readonly changePercent: string | null
      readonly items: readonly {
        readonly name: string
        readonly amount: string
        readonly change: string | null
      }[]
    }
    readonly movements: readonly Movement[]
    readonly distribution: readonly {
      readonly from: string
      readonly to: string
      readonly people: number
      readonly before: number
    }[]
  } | null
  readonly guardRails: readonly {
    readonly rail: Rail
    readonly count: number
    readonly people: readonly {
      readonly number: string
      readonly name: string
      readonly now: string | null
      readonly before: string | null
    }[]
  }[]
  readonly completeness: {
    readonly contracts: Share | null
    readonly people: Share | null
    readonly stale: readonly { readonly object: string; readonly label: string; readonly count: number }[]
  }
}

export interface ProblemGroup {
  readonly number: number
  readonly object: string
  readonly objectLabel: string
  readonly variable: string
  readonly message: string
  readonly clause: string
  readonly count: number
  readonly remedy: 'fill' | 'enter' | 'correct' | 'policy' | 'earlier'
  readonly keys: readonly (readonly string[])[]
}

export interface History {
  readonly entries:
    | readonly {
        readonly at: string
        readonly by: string
        readonly action: string
        readonly kind: string
      }[]
    | null
  readonly reopenings: readonly {
    readonly reason: string
    readonly askedBy: string
    readonly askedAt: string
    readonly confirmedBy: string | null
    readonly withdrawnBy: string | null
  }[]
}

export interface AdjustmentGroup {
  readonly policy: string
  readonly period: string
  readonly inPeriod: string
  readonly digest: string
  readonly proposedBy: string
  readonly approvedBy: string | null
  readonly people: number
  readonly total: string
  readonly mayApprove: boolean
  readonly lines: readonly {
    readonly id: number
    readonly number: string
    readonly name: string
    readonly amount: string
    readonly trace: readonly {
      readonly variable: string
      readonly before: string | null
      readonly after: string | null
    }[]
  }[]
}

const about = <T>(path: string, query: Readonly<Record<string, string | undefined>> = {}) =>
  queryOptions({
    queryKey: ['settlement', path, query],
    queryFn: ({ signal }) => get<T>(`/settlement${path}`, { query, signal }),
  })

export const useMonths = () =>
  useQuery(about<{ months: readonly MonthRow[]; open: readonly OpenMonth[] }>(''))
export const useMonth = (period: string, policy?: string) => useQuery(about<Month>(`/${period}`, { policy }))
export const useFigures = (period: string, policy: string | undefined, jump: number) =>
  useQuery(about<Figures>(`/${period}/figures`, { policy, jump: String(jump) }))
export const useProblems = (period: string, policy?: string) =>
  useQuery(about<{ groups: readonly ProblemGroup[] }>(`/${period}/problems`, { policy }))
export const useHistory = (period: string, policy?: string) =>
  useQuery(about<History>(`/${period}/history`, { policy }))
export const useAdjustments = () => useQuery(about<{ groups: readonly AdjustmentGroup[] }>('/adjustments'))

/** After any step everything about months may have changed, and lists of the ledger with them. */
export function useRefresh(): () => Promise<void> {
  const queries = useQueryClient()
  return async () => {
    await Promise.all([
      queries.invalidateQueries({ queryKey: ['settlement'] }),
      queries.invalidateQueries({ queryKey: ['list'] }),
    ])
  }
}
