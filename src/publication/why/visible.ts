/**
 * Which rows behind a number the person who asks may see. A number may be made of other people's rows; that it is right
 * does not mean they are for everybody. What cannot be decided stays hidden.
 */
import { resultOwners } from '../../access/protection.ts'
import type { Period, RecordObject } from '../../language/index.ts'
import type { Database } from '../../records/database.ts'
import { sourceIn } from '../people.ts'

export type Key = readonly string[]

export const nameOf = (key: Key): string => key.join('\n')

const reachedBy = { person: 'people', contract: 'contracts', unit: 'units', team: 'teams' } as const

/**
 * `mine` is the database as the person. A row is theirs to see when its records are, and when, as a result, it belongs
 * to somebody within reach (`access.protect_result` says the same of stored results).
 */
export async function visibleKeys(
  mine: Database,
  period: Period,
  object: RecordObject,
  keys: readonly Key[],
): Promise<ReadonlySet<string>> {
  if (keys.length === 0) return new Set()
  const parts = object.key.map((_, at) => keys.map((key) => key[at] ?? ''))
  const asked = object.key.map((_, at) => `k${at + 1}`)
  const joined = object.key.map((column, at) => `x."${column}"::text = a.k${at + 1}`)
  const inPeriod = object.period === undefined ? '' : ` and x."${object.period}" = '${period.name}'`
  const rows = await mine.query<{ key: string[] }>(
    `select array[${asked.map((name) => `a.${name}`).join(', ')}]::text[] as key
     from unnest(${parts.map((_, at) => `$${at + 1}::text[]`).join(', ')}) as a (${asked.join(', ')})
     where exists (select from ${sourceIn(object, period)} x where ${joined.join(' and ')}${inPeriod})
       and ${reach(object)}`,
    parts,
  )
  return new Set(rows.map(({ key }) => nameOf(key)))
}

export async function isVisible(mine: Database, period: Period, object: RecordObject, key: Key) {
  return (await visibleKeys(mine, period, object, [key])).size > 0
}

/** Objects whose results are nobody's in particular are records, and row-level security has spoken about those. */
function reach(object: RecordObject): string {
  const owner = resultOwners[object.id]
  if (!owner) return 'true'
  const column = `a.${owner.column.toLowerCase()}`
  return `((select access.scope('statement', 'read')) = 5
    or ${column} in (select access.${reachedBy[owner.by]}('statement', 'read')))`
}
