/** Who is signed in and what they may do, as the server says. */
import { queryOptions, useQuery, useSuspenseQuery } from '@tanstack/react-query'
import type { Resource, Verb } from '../../src/access/permissions.ts'
import type { Scope } from '../../src/access/roles.ts'
import type { Answer } from '../answer.ts'
import { get } from '../api.ts'

export type Session = Answer<'/session', 'get'>
export type SignInOptions = Answer<'/session/options', 'get'>

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => get<Session>('/session', { signal }),
  staleTime: 60_000,
})

/** Inside the shell there always is one. */
export const useSession = (): Session => useSuspenseQuery(sessionQuery).data

export const useSignInOptions = () =>
  useQuery({
    queryKey: ['session', 'options'],
    queryFn: ({ signal }) => get<SignInOptions>('/session/options', { signal }),
  })

/** How far this person may go: `useScope('contract', 'read')` is 'own', 'all' … or undefined for not at all. */
export function useScope(resource: Resource, verb: Verb): Scope | undefined {
  return scopeOf(useSession(), resource, verb)
}

export function scopeOf(session: Session, resource: Resource, verb: Verb): Scope | undefined {
  return session.may[resource]?.[verb]
}
