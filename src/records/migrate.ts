import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Database } from './database.ts'
import { Refusal } from './refusal.ts'

const ownFolder = fileURLToPath(new URL('./migrations', import.meta.url))
const fileName = /^\d{4}-[a-z0-9-]+\.sql$/

// Any fixed number: everyone who migrates a database must ask for the same lock.
const advisoryLock = 4857_4710

/**
 * Brings the tables up to date: applies every file not yet applied, in order, all in one transaction, and returns their
 * names. Several starts at once wait for each other. Refuses with migration_changed when an applied file is no longer
 * the one that was applied, and with migration_unknown when the database has seen a file this program does not have.
 * `only` are the files of an older day, for restoring what was kept then.
 */
export async function migrate(
  db: Database,
  folder: string = ownFolder,
  only?: ReadonlySet<string>,
): Promise<readonly string[]> {
  const files = (await readFiles(folder)).filter(({ file }) => only?.has(file) ?? true)
  return db.transaction(async (within) => {
    await within.query('select pg_advisory_xact_lock($1)', [advisoryLock])
    await within.exec(bookkeeping)
    const pending = await compare(within, files)
    for (const { file, sql, sha256 } of pending) {
      await within.exec(sql)
      await within.query('insert into hengji.migration (file, sha256) values ($1, $2)', [file, sha256])
    }
    return pending.map(({ file }) => file)
  })
}

/** What this program has, with digests. */
export const migrationFiles = (): Promise<readonly Pick<Migration, 'file' | 'sha256'>[]> =>
  readFiles(ownFolder)

interface Migration {
  readonly file: string
  readonly sql: string
  readonly sha256: string
}

const bookkeeping = `
  create schema if not exists hengji;
  create table if not exists hengji.migration (
    file text collate "C" primary key,
    sha256 text not null,
    applied_at timestamptz not null default now()
  )`

async function readFiles(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => fileName.test(name)).sort()
  return Promise.all(
    names.map(async (file) => {
      // A checkout with Windows line ends is still the same migration.
      const sql = (await readFile(join(folder, file), 'utf8')).replaceAll('\r\n', '\n')
      return { file, sql, sha256: createHash('sha256').update(sql).digest('hex') }
    }),
  )
}

async function compare(db: Database, files: readonly Migration[]): Promise<Migration[]> {
  const rows = await db.query<{ file: string; sha256: string }>(
    'select file, sha256 from hengji.migration order by file',
  )
  const applied = new Map(rows.map((row) => [row.file, row.sha256]))
  for (const { file, sha256 } of files) {
    const before = applied.get(file)
    if (before !== undefined && before !== sha256) throw new Refusal('migration_changed', { file })
  }
  const known = new Set(files.map(({ file }) => file))
  for (const file of applied.keys()) {
    if (!known.has(file)) throw new Refusal('migration_unknown', { file })
  }
  return files.filter(({ file }) => !applied.has(file))
}
