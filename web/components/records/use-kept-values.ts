/** What is typed into a drawer stays in this tab until it is saved or given up. */
import { useState } from 'react'
import { useSession } from '../../app/session.ts'
import { keepTyped, typedAt } from '../../typed.ts'
import { keptOf, placeOf, readKept } from './kept-values.ts'
import type { RecordObject, StoredRow, Values } from './record-data.ts'

interface Place {
  readonly object: RecordObject
  readonly recordKey: readonly string[] | undefined
  readonly given: Values
  readonly stored: StoredRow | undefined
  /** Whoever may only read has typed nothing. */
  readonly editable: boolean
}

export function useKeptValues({ object, recordKey, given, stored, editable }: Place) {
  const place = placeOf(useSession().user.id, object.id, recordKey, given)
  const [found, setFound] = useState(() => {
    const open = object.fields.filter(({ id, key }) => !(id in given) && (stored === undefined || !key))
    return editable ? readKept(typedAt(place), open) : undefined
  })
  return {
    /** What was found when the drawer opened. */
    restored: found?.values,
    /** The version one's changes are of. */
    version: found?.version ?? stored?.version,
    keep: (values: Values) =>
      keepTyped(place, keptOf(found?.version ?? stored?.version, values, object.fields)),
    forget: () => {
      keepTyped(place, undefined)
      setFound(undefined)
    },
  }
}
