/**
 * What is typed of a contract stays in this tab until it is entered or given up: loading the page again, going back or
 * having to sign in in between loses nothing. By account, so that the next person at this computer finds nothing.
 */
import { useRef, useState } from 'react'
import { useSession } from '../../app/session.ts'
import { recall, remember } from '../../storage.ts'
import { type Draft, emptyDraft } from './draft.ts'

/** @param place the trial the sale comes of, or undefined for a contract of its own. */
export function useKeptDraft(place: string | undefined, from: Draft) {
  const name = `contract.${useSession().user.id}.${place ?? 'new'}`
  const [found] = useState(() => kept(name))
  const [restored, setRestored] = useState(found !== undefined)
  const [draft, setDraft] = useState(found ?? from)
  const latest = useRef(draft)
  const change = (values: Partial<Draft>) => {
    latest.current = { ...latest.current, ...values }
    setDraft(latest.current)
    remember(name, JSON.stringify(latest.current), 'tab')
  }
  const forget = () => remember(name, undefined, 'tab')
  const startAgain = () => {
    forget()
    latest.current = from
    setDraft(from)
    setRestored(false)
  }
  return { draft, restored, change, forget, startAgain }
}

function kept(name: string): Draft | undefined {
  try {
    const value: unknown = JSON.parse(recall(name, 'tab') ?? 'null')
    return value && typeof value === 'object' ? { ...emptyDraft(), ...value } : undefined
  } catch {
    return undefined
  }
}
