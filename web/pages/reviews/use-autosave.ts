import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react'
import { type TypedPlace, typedName } from '../../typed.ts'
import { Autosave, type AutosaveOptions, type Overview } from './autosave.ts'

/** One for each name as long as the page is open: changing tabs must not send what is typed twice. */
const opened = new Map<string, Autosave>()

/** What it sends with may change between renders. */
export function useAutosave(options: AutosaveOptions): {
  readonly autosave: Autosave
  readonly pending: Overview
} {
  const latest = useRef(options)
  latest.current = options
  const { account, kind, of } = options.place
  const autosave = useMemo(() => {
    const place: TypedPlace = { account, kind, of }
    const name = typedName(place)
    const made =
      opened.get(name) ??
      new Autosave({
        place,
        send: (changes, late) => latest.current.send(changes, late),
        check: (column, value) => latest.current.check(column, value),
        onSaved: (cells) => latest.current.onSaved(cells),
      })
    opened.set(name, made)
    return made
  }, [account, kind, of])
  const pending = useSyncExternalStore(autosave.subscribe, autosave.overview)
  useEffect(() => {
    const again = () => autosave.retry()
    window.addEventListener('online', again)
    return () => window.removeEventListener('online', again)
  }, [autosave])
  return { autosave, pending }
}
