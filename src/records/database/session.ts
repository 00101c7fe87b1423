import { AsyncLocalStorage } from 'node:async_hooks'
import type { Database } from '../database.ts'
import { encodeParameters } from './parameters.ts'

/** What a driver has to offer; everything else is the same for both. */
export interface Session {
  query(sql: string, params: (string | Uint8Array | null)[]): Promise<unknown[]>
  exec(sql: string): Promise<object[][]>
}

export interface Engine extends Session {
  readonly name: Database['engine']
  /** Begins, runs `work` on one connection, commits; rolls back when `work` throws. */
  hold<T>(work: (session: Session) => Promise<T>): Promise<T>
  close(): Promise<void>
}

interface Scope {
  readonly engine: Engine
  open: boolean
}

const current = new AsyncLocalStorage<Scope>()

/** The database over a driver, outside any transaction. */
export function databaseOver(engine: Engine): Database {
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
      return (await engine.query(sql, encodeParameters(params))) as Row[]
    },
    async exec(sql) {
      outside()
      return engine.exec(sql)
    },
    async transaction(work) {
      outside()
      return engine.hold((session) => runWithin({ engine, open: true }, session, work))
    },
    close: () => engine.close(),
  }
}

async function runWithin<T>(scope: Scope, session: Session, work: (db: Database) => Promise<T>): Promise<T> {
  try {
    return await current.run(scope, () => work(inside(scope, session, 0)))
  } finally {
    scope.open = false
  }
}

function inside(scope: Scope, session: Session, depth: number): Database {
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
        const result = await work(inside(scope, session, depth + 1))
        await session.exec(`release savepoint ${name}`)
        return result
      } catch (error) {
        await session.exec(`rollback to savepoint ${name}; release savepoint ${name}`)
        throw error
      }
    },
    async close() {
      throw new Error('A transaction is ended by its work, not closed')
    },
  }
}
