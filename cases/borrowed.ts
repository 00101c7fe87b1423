import type { Database } from '../src/records/database.ts'

/** The same database for one run after another: every run is undone, and closing leaves it open. */
export function borrowed(db: Database): Database {
  const undo = new Error('undo')
  return {
    ...db,
    async transaction<T>(work: (inside: Database) => Promise<T>): Promise<T> {
      const done: T[] = []
      try {
        await db.transaction(async (inside) => {
          done.push(await work(inside))
          throw undo
        })
      } catch (error) {
        if (error !== undo) throw error
      }
      return done[0] as T
    },
    async close() {},
  }
}
