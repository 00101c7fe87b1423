import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react'
import { Autosave, type AutosaveOptions, type Overview } from './autosave.ts'

/** One autosave per name; what it sends with may change between renders. */
export function useAutosave(options: AutosaveOptions): {
  readonly autosave: Autosave
  readonly pending: Overview
} {
  const latest = useRef(options)
  latest.current = options
  const { name } = options
  const autosave = useMemo(
    () =>
      new Autosave({
        name,
        send: (changes, late) => latest.current.send(changes, late),
        check: (column, value) => latest.current.check(column, value),
        onSaved: (cells) => latest.current.onSaved(cells),
      }),
    [name],
  )
  const pending = useSyncExternalStore(autosave.subscribe, autosave.overview)
  useEffect(() => {
    const again = () => autosave.retry()
    window.addEventListener('online', again)
    return () => window.removeEventListener('online', again)
  }, [autosave])
  return { autosave, pending }
}
