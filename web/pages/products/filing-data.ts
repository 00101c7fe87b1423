import { useQuery } from '@tanstack/react-query'
import { get } from '../../api.ts'

export interface Filing {
  readonly id: string
  readonly product: string
  readonly productName: string
  readonly reason: string
  readonly state: '提议' | '研发同意' | '已备案' | '退回'
  readonly needsAgreement: boolean
  readonly proposedBy: string
  readonly proposedAt: string
  readonly agreedBy: string | null
  readonly agreedAt: string | null
  readonly filedBy: string | null
  readonly filedAt: string | null
  readonly filedOn: string | null
  readonly returnedBy: string | null
  readonly returnedAt: string | null
  readonly returnReason: string | null
  readonly may: readonly ('agree' | 'file' | 'return')[]
}

export interface FilingAnswer {
  readonly rows: readonly Filing[]
  readonly mayPropose: boolean
  readonly mayEnd: boolean
}

export const useFilings = (product?: string, enabled = true) =>
  useQuery({
    queryKey: ['filings', product ?? ''],
    enabled,
    queryFn: ({ signal }) => get<FilingAnswer>('/filings', { query: { product }, signal }),
  })
