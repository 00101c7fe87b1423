/**
 * What somebody typed and the server does not have yet, by account, so that the next person at this computer finds
 * nothing. Loading the page again, going back or having to sign in in between loses nothing of it; signing out clears it.
 */
import { recall, remember, remembered } from './storage.ts'

/** What is saved by a button stays in its tab; what is sent by itself stays in the browser until it has arrived. */
const keepers = {
  record: 'tab',
  contract: 'tab',
  policy: 'browser',
  scores: 'browser',
  ratings: 'browser',
} as const

export type TypedKind = keyof typeof keepers

export interface TypedPlace {
  readonly account: string
  readonly kind: TypedKind
  /** Which one of them. */
  readonly of: string
}

const kinds = Object.keys(keepers) as TypedKind[]
const startOf = (account: string) => `typed.${account}.`

export const typedName = ({ account, kind, of }: TypedPlace) => `${startOf(account)}${kind}.${of}`

/** Once somebody has signed out, nothing may be written after them until the page is loaded anew. */
let signedOut = false

export function typedAt(place: TypedPlace): object | undefined {
  try {
    const value: unknown = JSON.parse(recall(typedName(place), keepers[place.kind]) ?? 'null')
    return value !== null && typeof value === 'object' ? value : undefined
  } catch {
    return undefined
  }
}

export function keepTyped(place: TypedPlace, value: object | undefined): void {
  if (!signedOut) remember(typedName(place), value && JSON.stringify(value), keepers[place.kind])
}

/** One for each that is kept. Asked for a tab alone, it leaves out what all tabs share. */
export function unsavedOf(account: string, keeper?: 'tab'): TypedKind[] {
  return kinds
    .filter((kind) => keeper === undefined || keepers[kind] === keeper)
    .flatMap((kind) => {
      const start = typedName({ account, kind, of: '' })
      return remembered(keepers[kind])
        .filter((name) => name.startsWith(start))
        .map(() => kind)
    })
}

export function clearTyped(account: string): void {
  signedOut = true
  for (const keeper of ['tab', 'browser'] as const)
    for (const name of remembered(keeper))
      if (name.startsWith(startOf(account))) remember(name, undefined, keeper)
}
