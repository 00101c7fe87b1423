/** What is typed of a contract stays in this tab until it is entered or given up. */
import { useRef, useState } from 'react'
import { useSession } from '../../app/session.ts'
import { keepTyped, type TypedPlace, typedAt } from '../../typed.ts'
import { type Draft, emptyDraft } from './draft.ts'

/** @param place the trial the sale comes of, or undefined for a contract of its own. */
export function useKeptDraft(place: string | undefined, from: Draft) {
  const account = useSession().user.id
  const kept: TypedPlace = { account, kind: 'contract', of: place ?? 'new' }
  const [found] = useState(() => {
    const typed = typedAt(kept)
    return typed && { ...emptyDraft(), ...typed }
  })
  const [restored, setRestored] = useState(found !== undefined)
  const [draft, setDraft] = useState<Draft>(found ?? from)
  const latest = useRef(draft)
  const change = (values: Partial<Draft>) => {
    latest.current = { ...latest.current, ...values }
    setDraft(latest.current)
    keepTyped(kept, latest.current)
  }
  const forget = () => keepTyped(kept, undefined)
  const startAgain = () => {
    forget()
    latest.current = from
    setDraft(from)
    setRestored(false)
  }
  return { draft, restored, change, forget, startAgain }
}
