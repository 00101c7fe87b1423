/** Backup files sent from elsewhere, to be proved before anybody restores one: kept until then, and no longer. */
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { ReadableStream } from 'node:stream/web'
import { record } from '../../access/audit.ts'
import type { Verification } from '../../access/backups.ts'
import { openBackup } from '../../records/backup/read.ts'
import type { Database } from '../../records/database.ts'
import { removeFile, storedFiles, storedPath, storeFile } from '../../records/import/upload-file.ts'
import { Refusal } from '../../records/refusal.ts'
import { defaultLimits } from '../../records/sheet/limits.ts'
import { verifyBackup } from './backups.ts'
import type { JobKind } from './jobs.ts'
import type { JobServices } from './kinds.ts'

const folderOf = (folder: string) => join(folder, 'sent-backups')

/** Restored into memory: what is much larger is proved on the command line, on a machine that has room for it. */
export const mostBytes = 512 * 1024 ** 2

export interface SentBackup {
  readonly storedAs: string
  readonly name: string
}

/** Refuses with file_too_large, backup_damaged; then nothing of it stays. */
export async function receiveBackup(
  folder: string,
  name: string,
  body: ReadableStream,
): Promise<SentBackup & { readonly sha256: string }> {
  const limits = { ...defaultLimits, csvBytes: mostBytes, xlsxBytes: mostBytes }
  const { storedAs, sha256 } = await storeFile(body, { folder: folderOf(folder), name, limits })
  try {
    const backup = await openBackup(storedPath(folderOf(folder), storedAs))
    backup.close()
    return { storedAs, name, sha256 }
  } catch (error) {
    await removeFile(folderOf(folder), storedAs)
    throw named(error, name)
  }
}

/** By the name people know, whatever kept it from being read. */
function named(error: unknown, name: string): unknown {
  if (!(error instanceof Refusal)) return error
  return new Refusal(error.code, { ...error.details, file: name } as never)
}

export function proveSentBackup({ db, folder }: JobServices): JobKind<SentBackup, Verification> {
  return {
    kind: 'backup-verify-sent',
    reading: [['read', 'backup']],
    work: async ({ storedAs, name }, { actor, tell }) => {
      try {
        const found = await verifyBackup(storedPath(folderOf(folder), storedAs), tell)
        const event = { actor: actor.name, action: 'backup-verify', subject: `备份 ${name}` }
        await db.transaction((within) => record(within, { ...event, details: { ...found, sent: true } }))
        return found
      } catch (error) {
        throw named(error, name)
      } finally {
        await removeFile(folderOf(folder), storedAs)
      }
    },
  }
}

const hour = 60 * 60 * 1000

/** Files of jobs that were cancelled before they began, or of a process that ended. */
export async function sweepSentBackups(db: Database, folder: string): Promise<void> {
  const waiting = await db.query<{ name: string }>(
    `select input ->> 'storedAs' as name from job.job
     where kind = 'backup-verify-sent' and status in ('queued', 'running')`,
  )
  const wanted = new Set(waiting.map(({ name }) => name))
  for (const name of await storedFiles(folderOf(folder))) {
    const { mtimeMs } = await stat(storedPath(folderOf(folder), name))
    if (!wanted.has(name) && Date.now() - mtimeMs > hour) await removeFile(folderOf(folder), name)
  }
}
