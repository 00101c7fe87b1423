/** Around every page: its title in the window, whether this person may see it, and what is shown when it fails. */
import { CatchBoundary, useLocation } from '@tanstack/react-router'
import { type ReactNode, Suspense, useEffect } from 'react'
import { useTexts } from '../i18n.ts'
import { Failure } from './failure.tsx'
import { Forbidden } from './forbidden.tsx'
import type { Page } from './pages.ts'
import { scopeOf, useSession } from './session.ts'
import { PageSkeleton } from './skeleton.tsx'

export function PageFrame({ page, children }: { readonly page: Page; readonly children: ReactNode }) {
  const t = useTexts()
  const session = useSession()
  const { pathname } = useLocation()
  const title = t(page.title)
  useEffect(() => {
    document.title = `${title} · ${t('product')}`
  }, [title, t])
  if (page.needs && !scopeOf(session, ...page.needs)) return <Forbidden />
  return (
    <CatchBoundary getResetKey={() => pathname} errorComponent={Failure}>
      <Suspense fallback={<PageSkeleton />}>{children}</Suspense>
    </CatchBoundary>
  )
}
