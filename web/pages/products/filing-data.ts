import { useQuery } from '@tanstack/react-query'
import type { Answer } from '../../answer.ts'
import { get } from '../../api.ts'

export type FilingList = Answer<'/filings', 'get'>
export type Filing = FilingList['rows'][number]

export const useFilings = (product?: string, enabled = true) =>
  useQuery({
    queryKey: ['filings', product ?? ''],
    enabled,
    queryFn: ({ signal }) => get<FilingList>('/filings', { query: { product }, signal }),
  })
