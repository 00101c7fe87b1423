/** Which backups there are, and when one was last proved by restoring it (trust 47). */
import type { Database } from '../records/database.ts'
import { Refusal } from '../records/refusal.ts'

/** What restoring a backup into an empty database found. */
export interface Verification {
  readonly ok: boolean
  readonly tables: number
  readonly rows: number
  readonly ledgerEntries: number
  readonly ledgerSum: string
  readonly auditEntries: number
  readonly auditHead: string
  readonly auditWhole: boolean
  readonly runs: number
  readonly wrongRuns: readonly string[]
}

export interface BackupRow {
  readonly id: string
  readonly file: string
  readonly sha256: string
  readonly bytes: string
  readonly tables: number
  readonly rows: string
  readonly made_by: string
  readonly made_at: string
  readonly verified_at: string | null
  readonly verification: Verification | null
}

const moment = (sql: string) => `to_char(${sql} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`

const columns = `backup_id as id, file, sha256, bytes::text as bytes, tables, rows::text as rows, made_by, ${moment('made_at')} as made_at,
  ${moment('verified_at')} as verified_at, verification`

export async function listBackups(db: Database): Promise<BackupRow[]> {
  return db.query<BackupRow>(
    `select ${columns} from access.backup where removed_at is null order by access.backup.made_at desc limit 200`,
  )
}

/** Refuses with not_found. */
export async function readBackup(db: Database, id: string): Promise<BackupRow> {
  const [row] = await db.query<BackupRow>(
    `select ${columns} from access.backup where backup_id = $1::uuid and removed_at is null`,
    [id],
  )
  if (!row) throw new Refusal('not_found')
  return row
}

export interface NewBackup
  extends Pick<BackupRow, 'file' | 'sha256' | 'bytes' | 'tables' | 'rows' | 'made_by'> {
  /** Where the audit chain ended. */
  readonly audit: { readonly entries: string; readonly head: string }
}

export async function keepBackup(db: Database, backup: NewBackup): Promise<string> {
  const { file, sha256, bytes, tables, rows, made_by, audit } = backup
  const [row] = await db.query<{ id: string }>(
    `insert into access.backup (file, sha256, bytes, tables, rows, made_by, audit_entry, audit_hash)
     values ($1, $2, $3::bigint, $4, $5::bigint, $6, $7::bigint, $8) returning backup_id as id`,
    [file, sha256, bytes, tables, rows, made_by, audit.entries, audit.head],
  )
  return row?.id ?? ''
}

export async function keepVerification(db: Database, id: string, verification: Verification): Promise<void> {
  await db.query(
    'update access.backup set verified_at = clock_timestamp(), verification = $2::jsonb where backup_id = $1::uuid',
    [id, JSON.stringify(verification)],
  )
}

export async function markRemoved(db: Database, id: string): Promise<void> {
  await db.query('update access.backup set removed_at = now() where backup_id = $1::uuid', [id])
}

/** Days since the newest proved backup was made; null when there never was one, also one whose file was removed since. */
export async function daysSinceProved(db: Database): Promise<number | null> {
  const [row] = await db.query<{ days: number | null }>(
    `select floor(extract(epoch from now() - max(made_at)) / 86400)::int as days from access.backup
     where verified_at is not null and (verification ->> 'ok')::boolean`,
  )
  return row?.days ?? null
}

/**
 * The newest backup keeps the end of the audit chain as it was, out of the database's reach: whether that entry still
 * stands there. Undefined when no backup has been kept.
 */
export async function anchorOf(
  db: Database,
): Promise<{ file: string; made_at: string; entry: string; holds: boolean } | undefined> {
  const [row] = await db.query<{ file: string; made_at: string; entry: string; holds: boolean }>(
    `select b.file, ${moment('b.made_at')} as made_at, b.audit_entry::text as entry,
       coalesce((select e.hash = b.audit_hash from audit.entry e where e.entry_id = b.audit_entry), false) as holds
     from access.backup b where b.removed_at is null and b.audit_entry > 0 order by b.made_at desc limit 1`,
  )
  return row
}
