/**
 * The other tabs of this browser: what is typed in them and not saved, and that somebody signed out in one. They share
 * one sign-in, but a tab's own store is seen by that tab alone.
 */
import { clearTyped, type TypedKind, unsavedOf } from '../typed.ts'

type Said =
  | { readonly say: 'unsaved?'; readonly account: string; readonly question: string }
  | { readonly say: 'unsaved'; readonly question: string; readonly kinds: readonly TypedKind[] }
  | { readonly say: 'signed-out'; readonly account: string }

/** As long as a tab that is awake may take; one that sleeps clears itself when it wakes. */
const patience = 150

const channel = new BroadcastChannel('hengji')
const say = (said: Said) => channel.postMessage(said)

export function listenToTabs(): void {
  channel.addEventListener('message', ({ data }: MessageEvent<Said>) => {
    if (data.say === 'unsaved?')
      say({ say: 'unsaved', question: data.question, kinds: unsavedOf(data.account, 'tab') })
    if (data.say !== 'signed-out') return
    clearTyped(data.account)
    location.assign('/sign-in')
  })
}

export function unsavedElsewhere(account: string): Promise<TypedKind[]> {
  const question = crypto.randomUUID()
  const found: TypedKind[] = []
  const hear = ({ data }: MessageEvent<Said>) => {
    if (data.say === 'unsaved' && data.question === question) found.push(...data.kinds)
  }
  channel.addEventListener('message', hear)
  say({ say: 'unsaved?', account, question })
  return new Promise((resolve) =>
    setTimeout(() => {
      channel.removeEventListener('message', hear)
      resolve(found)
    }, patience),
  )
}

export const tellSignedOut = (account: string) => say({ say: 'signed-out', account })
