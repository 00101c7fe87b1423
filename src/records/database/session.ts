import { AsyncLocalStorage } from 'node:async_hooks'
import type { Database } from '../database.ts'
import { encodeParameters } from './parameters.ts'
import { onlyReads, type Readers, readers } from './readers.ts'

/** What a driver has to offer; everything else is the same for both. */
export interface Session {
  query(sql: string, params: (string | Uint8Array | null)[]): Promise<unknown[]>
  exec(sql: string): Promise<object[][]>
}

export interface Engine extends Session {
  readonly name: Database['engine']
  /** Begins, runs `work` on one connection, commits; rolls back when `work` throws. */
  hold<T>(work: (session: Session) => Promise<T>, how?: 'read only'): Promise<T>
  /** There is one connection: whoever reads waits for whoever holds it. */
  readonly single?: boolean
  close(): Promise<void>
}

interface Scope {
  readonly engine: Engine
  open: boolean
}

const current = new AsyncLocalStorage<Scope>()

/** The database over a driver, outside any transaction. */
export function databaseOver(engine: Engine): Database {
  const queue = readers(engine)
  const outside = () => {
    const scope = current.getStore()
    if (scope?.open && scope.engine === engine) {
      throw new Error('Inside a transaction only the database handed to its work may be used')
    }
  }
  return {
    engine: engine.name,
    async query<Row extends object>(sql: string, params: readonly unknown[] = []) {
      outside()
      const encoded = encodeParameters(params)
      const rows = queue.busy && onlyReads(sql) ? await queue.query(sql, encoded) : undefined
      return (rows ?? (await engine.query(sql, encoded))) as Row[]
    },
    async exec(sql) {
      outside()
      return engine.exec(sql)
    },
    async transaction(work) {
      outside()
      return queue.hold((session) => runWithin({ engine, open: true }, session, queue, work))
    },
    async read(work) {
      outside()
      return queue.read((session) => runWithin({ engine, open: true }, session, queue, work))
    },
    async pause() {},
    close: () => engine.close(),
  }
}

async function runWithin<T>(
  scope: Scope,
  session: Session,
  queue: Readers,
  work: (db: Database) => Promise<T>,
): Promise<T> {
  try {
    return await current.run(scope, () => work(inside(scope, session, queue, 0)))
  } finally {
    scope.open = false
  }
}

function inside(scope: Scope, session: Session, queue: Readers, depth: number): Database {
  const alive = () => {
    if (!scope.open) throw new Error('This transaction is over; its database can no longer be used')
  }
  return {
    engine: scope.engine.name,
    async query<Row extends object>(sql: string, params: readonly unknown[] = []) {
      alive()
      return (await session.query(sql, encodeParameters(params))) as Row[]
    },
    async exec(sql) {
      alive()
      return session.exec(sql)
    },
    async transaction(work) {
      alive()
      const name = `level_${depth + 1}`
      await session.exec(`savepoint ${name}`)
      try {
        const result = await work(inside(scope, session, queue, depth + 1))
        await session.exec(`release savepoint ${name}`)
        return result
      } catch (error) {
        await session.exec(`rollback to savepoint ${name}; release savepoint ${name}`)
        throw error
      }
    },
    read: (work) => work(inside(scope, session, queue, depth)),
    async pause() {
      alive()
      // What work around this one has written is not for others to see.
      if (depth === 0) await queue.letIn(session)
    },
    async close() {
      throw new Error('A transaction is ended by its work, not closed')
    },
  }
}
