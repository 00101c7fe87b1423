/** What the server says about policies. */
import { queryOptions, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { check, type Issue, type Program, type Vocabulary } from '../../../src/language/index.ts'
import type { Answer } from '../../answer.ts'
import { get } from '../../api.ts'

export type PolicyList = Answer<'/policies', 'get'>
export type VersionAnswer = Answer<'/policies/versions/:id', 'get'>
export type Version = VersionAnswer['version']
export type DraftAnswer = Answer<'/policies/drafts/:id', 'get'>
export type Draft = DraftAnswer['draft']
export type LawWarning = DraftAnswer['law'][number]
export type Totals = NonNullable<Draft['effect']>['totals']

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
    queryFn: ({ signal }) => get<VersionAnswer>(`/policies/versions/${encodeURIComponent(id)}`, { signal }),
  })

/** Without its d. */
export const draftQuery = (id: string) =>
  queryOptions({
    queryKey: ['policies', 'draft', id],
    queryFn: ({ signal }) => get<DraftAnswer>(`/policies/drafts/${encodeURIComponent(id)}`, { signal }),
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
