/** Light or dark: as the system says, unless chosen. */
import { useSyncExternalStore } from 'react'
import { dark, light, paint } from '../palette.ts'
import { recall, remember } from '../storage.ts'

export type Appearance = 'system' | 'light' | 'dark'

const systemDark = matchMedia('(prefers-color-scheme: dark)')
const lessMotion = matchMedia('(prefers-reduced-motion: reduce)')
const listeners = new Set<() => void>()
let chosen = valid(recall('appearance'))

function valid(value: string | undefined): Appearance {
  return value === 'light' || value === 'dark' ? value : 'system'
}

function schemeOf(): 'light' | 'dark' {
  if (chosen !== 'system') return chosen
  return systemDark.matches ? 'dark' : 'light'
}

function changed(): void {
  const scheme = schemeOf()
  paint(document.documentElement, scheme === 'dark' ? dark : light, scheme)
  for (const listener of listeners) listener()
}

systemDark.addEventListener('change', changed)
lessMotion.addEventListener('change', changed)
changed()

export function choose(appearance: Appearance): void {
  chosen = appearance
  remember('appearance', appearance === 'system' ? undefined : appearance)
  changed()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useScheme = () => useSyncExternalStore(subscribe, schemeOf)
export const useAppearance = () => useSyncExternalStore(subscribe, () => chosen)
export const useReducedMotion = () => useSyncExternalStore(subscribe, () => lessMotion.matches)
