/**
 * Which record is open on a page with several kinds, in the address: what was typed into it is found again after a new
 * load or a new sign-in, and it can be sent.
 *
 *     const [opened, open] = useOpenedRecord(['person', 'assignment'])
 */
import { useAddress } from '../../app/address.ts'

export interface Opened<Kind extends string> {
  readonly object: Kind
  readonly key: readonly string[] | 'new'
}

export function useOpenedRecord<Kind extends string>(
  kinds: readonly Kind[],
): [Opened<Kind> | undefined, (opened: Opened<Kind> | undefined) => void] {
  const [search, setAddress] = useAddress()
  return [
    readOpened(search.open, kinds),
    (opened) => setAddress({ open: opened && JSON.stringify([opened.object, opened.key]) }),
  ]
}

export function readOpened<Kind extends string>(
  text: string | undefined,
  kinds: readonly Kind[],
): Opened<Kind> | undefined {
  try {
    const read: unknown = JSON.parse(text ?? 'null')
    if (!Array.isArray(read)) return undefined
    const [kind, key]: unknown[] = read
    const object = kinds.find((own) => own === kind)
    const isKey = key === 'new' || (Array.isArray(key) && key.every((part) => typeof part === 'string'))
    return object !== undefined && isKey ? { object, key: key as Opened<Kind>['key'] } : undefined
  } catch {
    return undefined
  }
}
