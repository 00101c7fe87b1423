/** The part of an address after `?` as plain text values, so that it can be read, kept and sent. */
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'

export type Search = Readonly<Record<string, string>>

export const parseSearch = (search: string): Search => Object.fromEntries(new URLSearchParams(search))

export function stringifySearch(search: Readonly<Record<string, unknown>>): string {
  const given = Object.entries(search).filter(
    ([, value]) => value !== undefined && value !== null && value !== '',
  )
  const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString()
  return text && `?${text}`
}

/** A path whose percent signs mean nothing is taken as it is written: there is no such page, and that is what is shown. */
export function readablePath(path: string): string {
  try {
    decodeURIComponent(path)
    return path
  } catch {
    return path.replaceAll('%', '%25')
  }
}

type Change = Readonly<Record<string, string | undefined>>

/** `push` where going back should lead to what was shown before. */
type SetAddress = (change: Change, how?: 'replace' | 'push') => void

/** `const [search, setSearch] = useAddress()`: what is set to undefined or '' leaves the address. */
export function useAddress(): [Search, SetAddress] {
  const search: Search = useSearch({ strict: false })
  const navigate = useNavigate()
  const change = useCallback(
    (values: Change, how: 'replace' | 'push' = 'replace') => {
      void navigate({
        to: '.',
        search: ((before: Search) => ({ ...before, ...values })) as never,
        replace: how === 'replace',
        resetScroll: false,
      })
    },
    [navigate],
  )
  return [search, change]
}

/** A parameter of the path: in `/contracts/$number`, `usePathParam('number')`. */
export function usePathParam(name: string): string {
  const params: Readonly<Record<string, string>> = useParams({ strict: false })
  return params[name] ?? ''
}
