import { type Database, type DatabaseTarget, openDatabase } from '../records/database.ts'
import { migrate } from '../records/migrate.ts'

/** Where the data are: a folder with the embedded database, or a server. */
export const connectionOptions = {
  data: { type: 'string' },
  url: { type: 'string' },
  actor: { type: 'string' },
  'policy-name': { type: 'string' },
} as const

interface Connection {
  readonly data?: string | undefined
  readonly url?: string | undefined
}

export function targetOf(values: Connection): DatabaseTarget {
  const url = values.url ?? process.env.DATABASE_URL
  return url !== undefined && values.data === undefined
    ? { url }
    : { dataDir: values.data ?? process.env.HENGJI_DATA ?? 'data' }
}

/** Opens the database, brings its tables up to date, and closes it again. */
export async function withDatabase<T>(values: Connection, work: (db: Database) => Promise<T>): Promise<T> {
  const db = await openDatabase(targetOf(values))
  try {
    await migrate(db)
    return await work(db)
  } finally {
    await db.close()
  }
}

/** The person a command acts for: `--actor`, or the account of the machine. */
export function actorOf(values: { readonly actor?: string | undefined }): string {
  return values.actor ?? process.env.USER ?? 'cli'
}
