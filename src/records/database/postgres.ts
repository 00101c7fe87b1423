import pg from 'pg'
import type { Database } from '../database.ts'
import { Refusal } from '../refusal.ts'
import { databaseOver, type Session } from './session.ts'

const oldest = 15

// numeric, int8, date, timestamp, timestamptz, interval; and the arrays of the first five.
const textual = new Set([1700, 20, 1082, 1114, 1184, 1186])
const textualArrays = new Set([1231, 1016, 1182, 1115, 1185])
const textArray = 1009

const types = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (textual.has(oid)) return (text: string) => text
    return pg.types.getTypeParser(textualArrays.has(oid) ? textArray : oid, format ?? 'text')
  },
}

export async function openServer(url: string): Promise<Database> {
  const { connectionString, options, server } = readUrl(url)
  const pool = new pg.Pool({
    ...{ connectionString, options, types, application_name: 'hengji', max: 10 },
    // A connection just made has planned nothing yet: who opens a page now and then should not wait for that.
    idleTimeoutMillis: 10 * 60_000,
  })
  // An idle connection that the server drops is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {})
  try {
    await checkVersion(pool, server)
  } catch (error) {
    await pool.end()
    if (error instanceof Refusal) throw error
    throw new Refusal('database_unreachable', { server, cause: causeOf(error) })
  }
  return databaseOver({
    name: 'postgres',
    ...session(pool),
    hold: (work, how) => hold(pool, work, how),
    close: () => pool.end(),
  })
}

/** Our session settings go before the ones in the URL, and the password stays out of messages. */
function readUrl(url: string) {
  let parsed: URL
  try {
    parsed = new URL(url)
  } catch {
    throw new Refusal('database_unreachable', { server: '', cause: '地址格式不正确' })
  }
  const own = '-c timezone=Asia/Shanghai -c datestyle=ISO,YMD'
  const given = parsed.searchParams.get('options')
  parsed.searchParams.delete('options')
  return {
    connectionString: parsed.toString(),
    options: given ? `${own} ${given}` : own,
    server: `${parsed.host}${parsed.pathname}`,
  }
}

function causeOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(causeOf).join('; ')
  return error instanceof Error ? error.message : String(error)
}

async function checkVersion(pool: pg.Pool, server: string): Promise<void> {
  const found = await pool.query<{ version: string; number: number }>(
    `select current_setting('server_version') version, current_setting('server_version_num')::int number`,
  )
  const row = found.rows[0]
  if (!row || row.number < oldest * 10000) {
    throw new Refusal('database_too_old', { server, version: row?.version ?? '?' })
  }
}

async function hold<T>(
  pool: pg.Pool,
  work: (session: Session) => Promise<T>,
  how: 'read only' | '' = '',
): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    await client.query(`begin ${how}`)
    const result = await work(inTurn(session(client)))
    const ended = await client.query('commit')
    // After a caught SQL error PostgreSQL answers COMMIT with ROLLBACK and no error.
    if (ended.command === 'ROLLBACK')
      throw new Error('The transaction had failed earlier and was rolled back')
    return result
  } catch (error) {
    await client.query('rollback').catch((failure: Error) => {
      broken = failure
    })
    throw error
  } finally {
    client.release(broken)
  }
}

function session(connection: Pick<pg.Pool, 'query'> | pg.PoolClient): Session {
  const client: { query(sql: string, params?: unknown[]): Promise<pg.QueryResult> } = connection
  return {
    async query(sql, params) {
      return (await client.query(sql, params)).rows
    },
    async exec(sql) {
      const results: pg.QueryResult | pg.QueryResult[] = await client.query(sql)
      return [results].flat().map((result) => result.rows)
    },
  }
}

/** The driver takes one query at a time on one connection; callers may still ask for several at once. */
function inTurn(session: Session): Session {
  let last: Promise<unknown> = Promise.resolve()
  const after = <T>(start: () => Promise<T>): Promise<T> => {
    const mine = last.then(start, start)
    last = mine
    return mine
  }
  return {
    query: (sql, params) => after(() => session.query(sql, params)),
    exec: (sql) => after(() => session.exec(sql)),
  }
}
