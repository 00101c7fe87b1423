/**
 * Keeps what is typed: on this computer at once, on the server soon after. Somebody else's change in between stops the
 * saving until the writer has chosen; a lost connection only delays it.
 */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { ApiError, get, put } from '../../../api.ts'
import { useSession } from '../../../app/session.ts'
import { keepTyped, type TypedPlace, typedAt } from '../../../typed.ts'
import type { DraftAnswer } from '../data.ts'

export type Saving =
  | { readonly state: 'saved' | 'saving' | 'local' }
  | { readonly state: 'failed'; readonly message: string }
  | { readonly state: 'conflict'; readonly theirs: DraftAnswer }

interface Kept {
  readonly revision: number
  readonly text: string
}

const delay = 1200

function keptAt(place: TypedPlace): Kept | undefined {
  const value = typedAt(place)
  return value && 'text' in value ? (value as Kept) : undefined
}

export function useDraftText(answer: DraftAnswer, onSaved: (answer: DraftAnswer) => void) {
  const { id } = answer.draft
  const account = useSession().user.id
  const place = useMemo<TypedPlace>(() => ({ account, kind: 'policy', of: String(id) }), [account, id])
  const [local] = useState(() => keptAt(place))
  const restored = local !== undefined && local.text !== answer.document
  const text = useRef(restored ? local.text : answer.document)
  const revision = useRef(restored ? local.revision : answer.draft.revision)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const busy = useRef<Promise<void>>(undefined)
  const [saving, setSaving] = useState<Saving>({ state: restored ? 'local' : 'saved' })

  const save = useCallback(async (): Promise<void> => {
    clearTimeout(timer.current)
    if (busy.current) await busy.current
    const sent = text.current
    setSaving({ state: 'saving' })
    const work = put<DraftAnswer>(`/policies/drafts/${id}`, { revision: revision.current, document: sent })
      .then((saved) => {
        revision.current = saved.draft.revision
        if (text.current === sent) keepTyped(place, undefined)
        else keepTyped(place, { revision: revision.current, text: text.current })
        setSaving({ state: text.current === sent ? 'saved' : 'local' })
        onSaved(saved)
      })
      .catch(async (error: unknown) => {
        if (error instanceof ApiError && error.code === 'draft_conflict')
          setSaving({ state: 'conflict', theirs: await get<DraftAnswer>(`/policies/drafts/${id}`) })
        else if (error instanceof ApiError && error.status === 0) {
          setSaving({ state: 'local' })
          timer.current = setTimeout(() => void save(), 5000)
        } else setSaving({ state: 'failed', message: error instanceof Error ? error.message : String(error) })
      })
      .finally(() => {
        busy.current = undefined
      })
    busy.current = work
    await work
  }, [id, place, onSaved])

  const change = useCallback(
    (next: string) => {
      text.current = next
      keepTyped(place, { revision: revision.current, text: next })
      setSaving((before) => (before.state === 'conflict' ? before : { state: 'local' }))
      clearTimeout(timer.current)
      timer.current = setTimeout(() => void save(), delay)
    },
    [place, save],
  )

  /** Upon what the other wrote: with one's own text, or with theirs. */
  const settle = useCallback(
    async (theirs: DraftAnswer, mine: boolean) => {
      revision.current = theirs.draft.revision
      if (mine) return save()
      text.current = theirs.document
      keepTyped(place, undefined)
      setSaving({ state: 'saved' })
      onSaved(theirs)
    },
    [place, save, onSaved],
  )

  useEffect(() => {
    if (restored) timer.current = setTimeout(() => void save(), delay)
    const again = () => void (typedAt(place) && save())
    addEventListener('online', again)
    return () => {
      removeEventListener('online', again)
      // What was typed in the last second is sent on leaving the page; it is on this computer in any case.
      if (typedAt(place)) void save()
    }
  }, [place, save, restored])

  return { initial: text.current, restored, saving, change, save, settle, revision }
}
