import type { Context } from 'hono'
import type { RecordObject } from '../../language/index.ts'
import type { Settled, VersionOf } from '../../publication/settled.ts'
import type { Database } from '../../records/database.ts'

export interface RouteContext {
  readonly db: Database
  readonly versionOf: VersionOf
}

/** Longer keys are nobody's. */
const longest = 200

/** The key in `?key=…&key=…`, one part per key column; undefined when it cannot be one of the object's. */
export function keyIn(c: Context, object: RecordObject): string[] | undefined {
  const key = c.req.queries('key') ?? []
  return key.length === object.key.length && key.every((part) => part !== '' && part.length <= longest)
    ? key
    : undefined
}

/** Whose statement the reader came from. */
export function personIn(c: Context): string | undefined {
  const person = c.req.query('from')
  return person && person.length <= longest ? person : undefined
}

export function objectIn(c: Context, { version }: Settled): RecordObject | undefined {
  return version.program.names.objects.find((object) => object.id === c.req.param('object'))
}
