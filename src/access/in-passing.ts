/**
 * What is noted without anybody waiting for it, such as that a sign-in is in use: on the embedded database a settlement
 * may hold the one connection for seconds, and who only reads does not wait for its end.
 */
import type { Database } from '../records/database.ts'

const underWay = new WeakMap<Database, Set<string>>()

/** Runs a statement about `id`, its only parameter, soon; not again before that. Should it fail, the next use notes it. */
export function inPassing(db: Database, sql: string, id: string): void {
  const waiting = underWay.get(db) ?? new Set()
  underWay.set(db, waiting)
  const what = `${sql} ${id}`
  if (waiting.has(what)) return
  waiting.add(what)
  db.query(sql, [id])
    .catch(() => undefined)
    .finally(() => waiting.delete(what))
}
