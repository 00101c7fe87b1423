/**
 * Puts a backup into an empty database: the tables as they were when it was made, every row, then whatever has been
 * added to the tables since. All of it or nothing.
 */
import { createHash } from 'node:crypto'
import type { Database } from '../database.ts'
import { migrate, migrationFiles } from '../migrate.ts'
import { Refusal } from '../refusal.ts'
import { rowsBeforeRules } from '../rows-before-rules.ts'
import type { Manifest, ResultTable } from './manifest.ts'
import { type Backup, openBackup, readThrough } from './read.ts'
import { figuresOf, linesOf, quoted, type Table, tablesOf } from './tables.ts'

type Step = (done: number, total: number, table: string) => Promise<void>

/**
 * Refuses with restore_not_empty, backup_damaged, migration_unknown and migration_changed. Permissions are installed by
 * the next start, or by whoever calls this.
 */
export async function restore(db: Database, file: string, step: Step = async () => {}): Promise<Manifest> {
  const backup = await openBackup(file)
  try {
    await readThrough(backup)
    await db.transaction(async (within) => {
      await refuseFull(within)
      await prepare(within, backup.manifest)
      const undo = await loosen(within)
      await load(within, backup, file, step)
      await undo()
      await continueSequences(within, backup.manifest)
      await compare(within, backup.manifest, file)
      await migrate(within)
    })
    await db.exec('analyze')
    return backup.manifest
  } finally {
    backup.close()
  }
}

async function refuseFull(db: Database): Promise<void> {
  const found = await db.query(
    `select 1 as one from pg_namespace where nspname in ('hengji', 'record', 'settlement', 'access', 'audit')`,
  )
  if (found.length > 0) throw new Refusal('restore_not_empty')
}

/** The tables of the day the backup was made. */
async function prepare(db: Database, { migrations, results }: Manifest): Promise<void> {
  const known = new Map((await migrationFiles()).map((own) => [own.file, own.sha256]))
  for (const { file, sha256 } of migrations) {
    if (!known.has(file)) throw new Refusal('migration_unknown', { file })
    if (known.get(file) !== sha256) throw new Refusal('migration_changed', { file })
  }
  await migrate(db, undefined, new Set(migrations.map(({ file }) => file)))
  for (const result of results) await makeResultTable(db, result)
}

/** As src/settlement/result-tables.ts makes them; what guards closed results comes after the rows. */
async function makeResultTable(
  db: Database,
  { table, columns, key, partitions }: ResultTable,
): Promise<void> {
  const list = columns.map(
    ({ name, type, required, collation }) =>
      `"${name}" ${type}${collation ? ` collate "${collation}"` : ''}${required ? ' not null' : ''}`,
  )
  const keys = key.map((name) => `"${name}"`)
  await db.exec(
    `create table settlement."${table}" (${list.join(', ')}, primary key (${keys.join(', ')})) partition by list (run_id);
     create trigger closed_stays before insert or update or delete on settlement."${table}"
       for each row execute function settlement.refuse_closed_result()`,
  )
  for (const { table: part, run } of partitions)
    await db.exec(
      `create table settlement."${part}" partition of settlement."${table}" for values in (${run});
       create trigger closed_truncate before truncate on settlement."${part}"
         for each statement execute function settlement.refuse_change()`,
    )
}

/**
 * Takes foreign keys and our own triggers away while rows come in by table and not by what depends on what; gives how
 * to put them back, which checks every row. Rules that came later than some rows (migrations 0501, 0542, 0580) go as well.
 */
async function loosen(db: Database): Promise<() => Promise<void>> {
  const tables = (await tablesOf(db)).map(({ name }) => name)
  const keys = await db.query<{ table: string; name: string; definition: string }>(
    `select c.conrelid::regclass::text as table, c.conname as name, pg_get_constraintdef(c.oid) as definition
     from pg_constraint c join pg_namespace n on n.oid = c.connamespace
     where c.contype = 'f' and c.conparentid = 0 and n.nspname not like 'pg\\_%' order by 1, 2`,
  )
  const younger = await db.query<{ table: string; name: string; definition: string }>(
    `select conrelid::regclass::text as table, conname as name, replace(pg_get_constraintdef(oid), ' NOT VALID', '') as definition
     from pg_constraint where connamespace = 'record'::regnamespace and contype = 'c'
       and (conname like '%\\_amount\\_not\\_zero' or conname like '%\\_length' or conname like '%\\_has\\_a\\_page')`,
  )
  for (const { table, name } of [...keys, ...younger])
    await db.exec(`alter table ${table} drop constraint "${name}"`)
  for (const table of tables) await db.exec(`alter table ${quoted(table)} disable trigger user`)
  await db.exec(`truncate ${tables.map(quoted).join(', ')}`)
  return async () => {
    for (const table of tables) await db.exec(`alter table ${quoted(table)} enable trigger user`)
    for (const { table, name, definition } of keys)
      await db.exec(`alter table ${table} add constraint "${name}" ${definition}`)
    for (const { table, name, definition } of younger)
      await db.exec(`alter table ${table} add constraint "${name}" ${definition} not valid`)
    for (const { table, name, rows } of await rowsBeforeRules(db))
      if (rows === 0) await db.exec(`alter table ${table} validate constraint "${name}"`)
  }
}

async function load(db: Database, backup: Backup, file: string, step: Step): Promise<void> {
  const known = new Map((await tablesOf(db)).map((table) => [table.name, table]))
  for (const [at, kept] of backup.manifest.tables.entries()) {
    await step(at, backup.manifest.tables.length, kept.name)
    const table = known.get(kept.name)
    if (!table) throw new Refusal('backup_damaged', { file, cause: kept.name })
    for await (const lines of backup.lines(kept)) await insert(db, table, lines)
  }
}

const batch = 1000

async function insert(db: Database, { name, columns }: Table, lines: readonly string[]): Promise<void> {
  const list = columns.map((column) => `"${column}"`).join(', ')
  for (let at = 0; at < lines.length; at += batch)
    await db.query(
      `insert into ${quoted(name)} (${list}) overriding system value
       select ${list} from json_populate_recordset(null::${quoted(name)}, $1::json)`,
      [`[${lines.slice(at, at + batch).join(',')}]`],
    )
}

async function continueSequences(db: Database, { sequences }: Manifest): Promise<void> {
  for (const { table, column, last, called } of sequences)
    await db.query('select setval(pg_get_serial_sequence($1, $2)::regclass, $3::bigint, $4::boolean)', [
      quoted(table),
      column,
      last,
      called,
    ])
}

/** Byte for byte what was kept, read back from the tables themselves. */
async function compare(db: Database, manifest: Manifest, file: string): Promise<void> {
  const digests = new Map(manifest.tables.map(({ name, sha256 }) => [name, sha256]))
  for (const table of await tablesOf(db)) {
    const hash = createHash('sha256')
    for await (const lines of linesOf(db, table)) hash.update(`${lines.join('\n')}\n`)
    if (digests.get(table.name) !== hash.digest('hex'))
      throw new Refusal('backup_damaged', { file, cause: `${table.name} 恢复后与备份不同` })
  }
  const { ledger, audit } = await figuresOf(db)
  if (
    JSON.stringify({ ledger, audit }) !== JSON.stringify({ ledger: manifest.ledger, audit: manifest.audit })
  )
    throw new Refusal('backup_damaged', { file, cause: '台账或审计链与备份不同' })
}
