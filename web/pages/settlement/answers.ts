/** What the server answers about months. */
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Answer } from '../../answer.ts'
import { get } from '../../api.ts'

type Months = Answer<'/settlement', 'get'>
export type MonthRow = Months['months'][number]
export type OpenMonth = Months['open'][number]
export type LatestMonth = Months['latest'][number]

export type Month = Answer<'/settlement/:period', 'get'>
export type NextStep = Month['next'][number]
export type Step = NextStep['step']

export type Figures = Answer<'/settlement/:period/figures', 'get'>
export type Movement = NonNullable<Figures['figures']>['movements'][number]
export type Rail = Figures['guardRails'][number]['rail']
export type Compared = Answer<'/settlement/:period/compared', 'get'>

type Problems = Answer<'/settlement/:period/problems', 'get'>
export type ProblemGroup = Problems['groups'][number]

export type History = Answer<'/settlement/:period/history', 'get'>

type Adjustments = Answer<'/settlement/adjustments', 'get'>
export type AdjustmentGroup = Adjustments['groups'][number]

const about = <T>(path: string, query: Readonly<Record<string, string | undefined>> = {}) =>
  queryOptions({
    queryKey: ['settlement', path, query],
    queryFn: ({ signal }) => get<T>(`/settlement${path}`, { query, signal }),
  })

export const useMonths = () => useQuery(about<Months>(''))
export const useMonth = (period: string, policy?: string) => useQuery(about<Month>(`/${period}`, { policy }))
export const useFigures = (period: string, policy: string | undefined, jump: number) =>
  useQuery(about<Figures>(`/${period}/figures`, { policy, jump: String(jump) }))
export const useProblems = (period: string, policy?: string) =>
  useQuery(about<Problems>(`/${period}/problems`, { policy }))
export const useHistory = (period: string, policy?: string) =>
  useQuery(about<History>(`/${period}/history`, { policy }))
export const useAdjustments = () => useQuery(about<Adjustments>('/adjustments'))

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
