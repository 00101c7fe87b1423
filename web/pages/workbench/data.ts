import { useQuery } from '@tanstack/react-query'
import type { Answer } from '../../answer.ts'
import { get } from '../../api.ts'

export type Workbench = Answer<'/workbench', 'get'>
export type Waiting = Workbench['waiting'][number]
export type Beginning = Workbench['beginning'][number]
export type Mine = NonNullable<Workbench['mine']>
export type Team = NonNullable<Workbench['team']>

export const useWorkbench = () =>
  useQuery({ queryKey: ['workbench'], queryFn: ({ signal }) => get<Workbench>('/workbench', { signal }) })

export const isFinal = (status: string) => status !== 'calculated' && status !== 'reviewed'
