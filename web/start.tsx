/** Puts the application with these pages on the screen. */
import './styles/base.css'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { whenSignedOut } from './api.ts'
import { readablePath } from './app/address.ts'
import type { Page } from './app/pages.ts'
import { Providers } from './app/providers.tsx'
import { askToSignIn, routerOf } from './app/router.tsx'
import { listenToTabs } from './app/tabs.ts'
import { startLanguage } from './i18n.ts'

export async function start(pages: readonly Page[]): Promise<void> {
  await startLanguage()
  const { pathname, search, hash } = window.location
  const readable = readablePath(pathname)
  if (readable !== pathname) window.history.replaceState(null, '', readable + search + hash)
  const router = routerOf(pages)
  listenToTabs()
  whenSignedOut(() => askToSignIn(router))
  const root = document.getElementById('root')
  if (!root) throw new Error('index.html has no #root')
  createRoot(root).render(
    <StrictMode>
      <Providers>
        <RouterProvider router={router} />
      </Providers>
    </StrictMode>,
  )
}
