import { openFolder, openMemory } from './database/pglite.ts'
import { openServer } from './database/postgres.ts'

/** One PostgreSQL, embedded (PGlite) or a server, behind the same few calls. */
export interface Database {
  readonly engine: 'pglite' | 'postgres'
  /**
   * Rows as objects. numeric, int8, date and timestamps come back as text (never as number or Date), also inside arrays;
   * int4 as number, boolean as boolean, jsonb parsed, null as null. Timestamps are shown in Asia/Shanghai.
   * Parameters: an array becomes an SQL array, any other object becomes JSON; for a JSON array pass its text.
   */
  query<Row extends object = Record<string, unknown>>(
    sql: string,
    params?: readonly unknown[],
  ): Promise<Row[]>
  /** Several statements, no parameters; gives the rows of each. */
  exec(sql: string): Promise<object[][]>
  /**
   * Runs `work` in one transaction; nested calls use savepoints. Rolls back when `work` throws. Inside `work` only the
   * database handed to it may be used: on PGlite the outer one would wait for itself, so both engines refuse it.
   */
  transaction<T>(work: (db: Database) => Promise<T>): Promise<T>
  /**
   * A transaction that only reads; what would write in it is refused by PostgreSQL (25006). The embedded database has
   * one connection: there it need not wait for the end of a long transaction, only for its next `pause`.
   */
  read<T>(work: (db: Database) => Promise<T>): Promise<T>
  /**
   * Between two steps of a long transaction, where everybody else may see what it has written so far: lets those read
   * who wait for the embedded database's one connection. Nothing on a server.
   */
  pause(): Promise<void>
  close(): Promise<void>
}

export type DatabaseTarget =
  | { readonly dataDir: string }
  | { readonly url: string }
  | { readonly memory: true }

/**
 * Opens the embedded database in a folder (locked against other processes), one in memory, or a server.
 * Refuses with data_folder_in_use, data_folder_unusable, database_unreachable or database_too_old.
 */
export function openDatabase(target: DatabaseTarget): Promise<Database> {
  if ('dataDir' in target) return openFolder(target.dataDir)
  if ('url' in target) return openServer(target.url)
  return openMemory()
}
