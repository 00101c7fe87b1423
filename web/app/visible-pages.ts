import { type Page, pages } from './pages.ts'
import { scopeOf, useSession } from './session.ts'

/** What this person finds in the navigation. */
export function useVisiblePages(): readonly Page[] {
  const session = useSession()
  return pages.filter(({ group, needs }) => group && (!needs || scopeOf(session, ...needs)))
}
