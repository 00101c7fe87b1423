/** The registry as routes. Each page is loaded when it is opened, or when the pointer rests on its link. */
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
} from '@tanstack/react-router'
import { lazy } from 'react'
import { parseSearch, stringifySearch } from './address.ts'
import { Failure } from './failure.tsx'
import { NotFound } from './not-found.tsx'
import { PageFrame } from './page-frame.tsx'
import type { Page } from './pages.ts'
import { Shell } from './shell.tsx'
import { PageSkeleton } from './skeleton.tsx'

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound })

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  component: lazyRouteComponent(() => import('../pages/sign-in/sign-in-page.tsx'), 'SignInPage'),
})

const shell = createRoute({ getParentRoute: () => root, id: 'shell', component: Shell })

function routeOf(page: Page) {
  const Content = lazy(async () => ({ default: await page.load() }))
  const Framed = Object.assign(
    () => (
      <PageFrame page={page}>
        <Content />
      </PageFrame>
    ),
    {
      preload: async () => {
        await page.load()
      },
    },
  )
  return createRoute({ getParentRoute: () => shell, path: page.path, component: Framed })
}

const everywhere = createRoute({ getParentRoute: () => shell, path: '$', component: NotFound })

export const routerOf = (own: readonly Page[]) =>
  createRouter({
    routeTree: root.addChildren([signIn, shell.addChildren([...own.map(routeOf), everywhere])]),
    parseSearch,
    stringifySearch,
    defaultPreload: 'intent',
    defaultErrorComponent: Failure,
    defaultPendingComponent: PageSkeleton,
    scrollRestoration: true,
  })

/** To the sign-in page, keeping where the person was. */
export function askToSignIn(router: ReturnType<typeof routerOf>): void {
  const { pathname, href } = router.state.location
  if (pathname !== '/sign-in') void router.navigate({ to: '/sign-in', search: { to: href }, replace: true })
}
