/**
 * Who waits to read. On a server readers have connections of their own; on the embedded database they wait for its one
 * connection, and a long transaction lets them in between its steps, each in a savepoint that is rolled back.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import { setImmediate } from 'node:timers/promises'
import type { Engine, Session } from './session.ts'

type Work<T> = (session: Session) => Promise<T>

export interface Readers {
  /** Somebody holds the one connection. */
  readonly busy: boolean
  /** Runs a transaction and notes that the connection is held meanwhile. */
  hold<T>(work: Work<T>): Promise<T>
  /** Runs a transaction that only reads, on its own or in a pause of another. */
  read<T>(work: Work<T>): Promise<T>
  /** The same for one statement; undefined when it turns out to write. */
  query(sql: string, params: (string | Uint8Array | null)[]): Promise<unknown[] | undefined>
  /** Runs what waits, and what those ask next, so that a page comes whole; for a while only. */
  letIn(session: Session): Promise<void>
}

/** Milliseconds a pause may last when readers keep coming. */
const longestPause = 200

/**
 * Milliseconds a pause waits for somebody who is on the way here, such as a request whose sign-in is being checked on
 * another thread: else they would wait for the whole next step. Only where somebody has read within the last second.
 */
const patience = 15
const lately = 1000

export function readers(engine: Engine): Readers {
  const waiting = new Set<Work<void>>()
  let holders = 0
  let lastRead = Number.NEGATIVE_INFINITY
  const hold = async <T>(work: Work<T>, how?: 'read only'): Promise<T> => {
    holders += 1
    try {
      return await engine.hold(work, how)
    } finally {
      holders -= 1
    }
  }
  const onceLetIn = <T>(work: Work<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      // Work is done in the surroundings of whoever asked, not of the transaction that lets it in.
      const own = AsyncLocalStorage.snapshot()
      const turn: Work<void> = (session) => own(() => work(session)).then(resolve, reject)
      waiting.add(turn)
      hold(async (session) => {
        if (waiting.delete(turn)) await turn(session)
      }).catch(reject)
    })
  const read = async <T>(work: Work<T>): Promise<T> => {
    lastRead = performance.now()
    return engine.single && holders > 0
      ? onceLetIn((session) => withoutTrace(session, work))
      : hold(work, 'read only')
  }
  const somebody = async (): Promise<void> => {
    const until = performance.now() + (performance.now() - lastRead < lately ? patience : 0)
    for (let turn = 0; waiting.size === 0 && (turn < fewest || performance.now() < until); turn += 1)
      await setImmediate()
  }
  return {
    get busy() {
      return engine.single === true && holders > 0
    },
    hold,
    read,
    query: (sql, params) =>
      read((session) => session.query(sql, params)).catch((error: unknown) => {
        if (error instanceof Error && 'code' in error && error.code === '25006') return undefined
        throw error
      }),
    async letIn(session) {
      const end = performance.now() + longestPause
      // The embedded database works on this very thread: until it stops for a moment, nothing that arrives is heard.
      await somebody()
      while (waiting.size > 0 && performance.now() < end) {
        for (const turn of [...waiting]) if (waiting.delete(turn)) await turn(session)
        // Whoever got an answer asks on before this is over.
        await somebody()
      }
    },
  }
}

/** Turns of the event loop in which what has arrived is heard. */
const fewest = 4

/** Leaves nothing behind, neither role nor settings. */
async function withoutTrace<T>(session: Session, work: Work<T>): Promise<T> {
  await session.exec('savepoint reading; set transaction read only')
  try {
    return await work(session)
  } finally {
    await session.exec('rollback to savepoint reading; release savepoint reading')
  }
}

/**
 * A single statement that can be tried as one that reads. Locks of the session and settings outlive a savepoint, or are
 * lost with it, without being refused.
 */
export const onlyReads = (sql: string): boolean =>
  /^\s*(select|with)\b/i.test(sql) && !/advisory|set_config/i.test(sql)
