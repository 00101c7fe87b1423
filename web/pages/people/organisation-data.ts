import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Answer } from '../../answer.ts'
import { get } from '../../api.ts'

type Organisation = Answer<'/organisation', 'get'>
export type Unit = Organisation['units'][number]

type Teams = Answer<'/organisation/teams', 'get'>
export type Team = Teams['teams'][number]
export type Member = Team['members'][number]

export const useOrganisation = (on: string) =>
  useQuery({
    queryKey: ['organisation', on],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => get<Organisation>('/organisation', { query: { on }, signal }),
  })

export const useTeams = (on: string) =>
  useQuery({
    queryKey: ['organisation', 'teams', on],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => get<Teams>('/organisation/teams', { query: { on }, signal }),
  })
