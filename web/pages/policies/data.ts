/** What the server says about policies. */
import { queryOptions, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { check, type Issue, type Program, type Vocabulary } from '../../../src/language/index.ts'
import { get } from '../../api.ts'

export interface Version {
  readonly id: number
  readonly policy: string
  readonly version: string
  readonly state: 'future' | 'in-force' | 'ended'
  readonly digest: string
  readonly from: string | null
  readonly to: string | null
  readonly publishedBy: string
  readonly publishedAt: string
  readonly approvedBy: string | null
  readonly approvedAt: string | null
  readonly firstClosed: string | null
  readonly lastClosed: string | null
  readonly closedCount: number
}

export interface Totals {
  readonly gains: number
  readonly loses: number
  readonly same: number
  readonly unknown: number
  readonly before: string
  readonly after: string
  readonly difference: string
  readonly gained: string
  readonly lost: string
}

export interface Draft {
  readonly id: number
  readonly policy: string
  readonly version: string
  readonly basedOn: number | null
  readonly basedOnVersion: string | null
  readonly state: 'draft' | 'submitted' | 'approved' | 'refused'
  readonly revision: number
  readonly digest: string
  readonly author: string
  readonly editors: readonly string[]
  readonly updatedBy: string
  readonly updatedAt: string
  readonly submittedBy: string | null
  readonly submittedAt: string | null
  readonly summary: string | null
  readonly consultation: string | null
  readonly overrideReason: string | null
  readonly effect: { readonly period: string; readonly totals: Totals; readonly problems: number } | null
  readonly decidedBy: string | null
  readonly decidedAt: string | null
  readonly decisionReason: string | null
  readonly acknowledged: readonly { readonly id: string; readonly code: string; readonly by: string }[] | null
  readonly versionId: number | null
}

export interface LawWarning {
  readonly id: string
  readonly code: string
  readonly level: 'error' | 'warning'
  readonly region: string
  readonly articles: string
  readonly text: string
  readonly english: string
  readonly clause: string
  readonly quote: string
  readonly from: number
  readonly to: number
}

export interface DraftAnswer {
  readonly draft: Draft
  readonly document: string
  readonly law: readonly LawWarning[]
  readonly may: {
    readonly edit: boolean
    readonly submit: boolean
    readonly withdraw: boolean
    readonly discard: boolean
    readonly decide: boolean
  }
}

export interface VersionAnswer {
  readonly version: Version
  readonly document: string
  readonly law: readonly LawWarning[]
  readonly may: { readonly draft: boolean; readonly end: boolean }
}

export interface PolicyList {
  readonly versions: readonly Version[]
  readonly drafts: readonly Draft[]
  readonly periods: readonly { readonly period: string; readonly status: string }[]
  readonly may: {
    readonly create: boolean
    readonly drafts: boolean
    readonly decide: boolean
    readonly end: boolean
  }
}

export const policyList = queryOptions({
  queryKey: ['policies'],
  queryFn: ({ signal }) => get<PolicyList>('/policies', { signal }),
})

const vocabularyQuery = queryOptions({
  queryKey: ['policies', 'vocabulary'],
  queryFn: ({ signal }) => get<Vocabulary>('/policies/vocabulary', { signal }),
  staleTime: Number.POSITIVE_INFINITY,
})

export const useVocabulary = () => useQuery(vocabularyQuery)

export const versionQuery = (id: string) =>
  queryOptions({
    queryKey: ['policies', 'version', id],
    queryFn: ({ signal }) => get<VersionAnswer>(`/policies/versions/${id}`, { signal }),
  })

/** Without its d. */
export const draftQuery = (id: string) =>
  queryOptions({
    queryKey: ['policies', 'draft', id],
    queryFn: ({ signal }) => get<DraftAnswer>(`/policies/drafts/${id}`, { signal }),
  })

export const isDraftId = (id: string) => /^d\d+$/.test(id)

/** A version or a draft, by the id in an address. */
export function useText(
  id: string | undefined,
): { readonly document: string; readonly name: string } | undefined {
  const number = (id ?? '').replace(/^d/, '')
  const draft = useQuery({ ...draftQuery(number), enabled: id !== undefined && isDraftId(id) })
  const version = useQuery({ ...versionQuery(number), enabled: id !== undefined && /^\d+$/.test(id) })
  if (draft.data && id && isDraftId(id))
    return { document: draft.data.document, name: `${draft.data.draft.policy} ${draft.data.draft.version}` }
  return (
    version.data && {
      document: version.data.document,
      name: `${version.data.version.policy} ${version.data.version.version}`,
    }
  )
}

export interface Reading {
  readonly read: Program
  readonly issues: readonly Issue[]
}

/** The document as the language reads it; undefined until the words are known. */
export function useReading(document: string | undefined): Reading | undefined {
  const { data } = useVocabulary()
  return useMemo(() => (data && document !== undefined ? check(document, data) : undefined), [data, document])
}
