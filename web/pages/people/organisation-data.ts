import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { get } from '../../api.ts'

export interface Unit {
  readonly code: string
  readonly name: string
  readonly kind: string
  readonly parent: string | null
  readonly head: string | null
  readonly headName: string | null
  readonly people: number
}

export interface Member {
  readonly person: string
  readonly name: string
  readonly role: string
  readonly from: string
  readonly to: string | null
  readonly now: boolean
}

export interface Team {
  readonly code: string
  readonly name: string
  readonly unit: string
  readonly unitName: string
  readonly formedOn: string
  readonly dissolvedOn: string | null
  readonly mergedInto: string | null
  readonly mergedOn: string | null
  readonly members: readonly Member[]
}

export const useOrganisation = (on: string) =>
  useQuery({
    queryKey: ['organisation', on],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      get<{
        units: readonly Unit[]
        changes: readonly { readonly on: string; readonly count: number }[]
      }>('/organisation', { query: { on }, signal }),
  })

export const useTeams = (on: string) =>
  useQuery({
    queryKey: ['organisation', 'teams', on],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      get<{ teams: readonly Team[] }>('/organisation/teams', { query: { on }, signal }),
  })
