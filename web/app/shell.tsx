/** The frame around every page: navigation, header, and the places where things appear over them. */
import { useQuery } from '@tanstack/react-query'
import { Outlet, useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { ApiError } from '../api.ts'
import { useTexts } from '../i18n.ts'
import { recall, remember } from '../storage.ts'
import { Connection } from './connection.tsx'
import { Failure } from './failure.tsx'
import { Header } from './header.tsx'
import { KeysHelp } from './keys-help.tsx'
import { Navigation } from './navigation.tsx'
import { NavigationDrawer } from './navigation-drawer.tsx'
import { CommandPalette } from './palette.tsx'
import { SampleBanner } from './sample-banner.tsx'
import { sessionQuery } from './session.ts'
import styles from './shell.module.css'
import { ShellSkeleton } from './shell-skeleton.tsx'
import { useKeys } from './use-keys.ts'

export function Shell() {
  const session = useQuery(sessionQuery)
  const navigate = useNavigate()
  const mustChange = session.data?.user.mustChangePassword === true
  useEffect(() => {
    if (mustChange) void navigate({ to: '/sign-in', replace: true })
  }, [mustChange, navigate])
  if (session.data && !mustChange) return <Frame />
  const signedOut = session.error instanceof ApiError && session.error.status === 401
  if (session.error && !signedOut) {
    return <Failure error={session.error} reset={() => void session.refetch()} />
  }
  return <ShellSkeleton />
}

function Frame() {
  const t = useTexts()
  const navigate = useNavigate()
  const [collapsed, setCollapsed] = useState(recall('navigation') === 'collapsed')
  const [open, setOpen] = useState<'menu' | 'palette' | 'keys'>()
  const toggle = () => {
    remember('navigation', collapsed ? undefined : 'collapsed')
    setCollapsed(!collapsed)
  }
  useKeys({
    'mod+k': () => setOpen('palette'),
    '?': () => setOpen('keys'),
    '[': toggle,
    'g h': () => void navigate({ to: '/' }),
  })
  const close = () => setOpen(undefined)
  return (
    <div className={styles.shell} data-collapsed={collapsed}>
      <a className={styles.skip} href="#main">
        {t('shell.skip')}
      </a>
      <aside className={styles.side}>
        <Navigation collapsed={collapsed} onToggle={toggle} />
      </aside>
      <Header
        onMenu={() => setOpen('menu')}
        onSearch={() => setOpen('palette')}
        onKeys={() => setOpen('keys')}
      />
      <div className={styles.body}>
        <Connection />
        <SampleBanner />
        <main id="main" tabIndex={-1} className={styles.main} aria-label={t('shell.main')}>
          <Outlet />
        </main>
      </div>
      <NavigationDrawer open={open === 'menu'} onClose={close} />
      <CommandPalette open={open === 'palette'} onClose={close} />
      <KeysHelp open={open === 'keys'} onClose={close} />
    </div>
  )
}
