/** Making a backup, and proving one by restoring it into an empty database in memory. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Actor } from '../../access/actor.ts'
import { record, verifyChain } from '../../access/audit.ts'
import { keepBackup, keepVerification, readBackup, type Verification } from '../../access/backups.ts'
import { checkFile } from '../../records/backup/read.ts'
import { restore } from '../../records/backup/restore.ts'
import { writeBackup } from '../../records/backup/write.ts'
import { openDatabase } from '../../records/database.ts'
import { verifyResults } from '../../settlement/verify-results.ts'
import type { JobKind } from './jobs.ts'
import type { JobServices } from './kinds.ts'

export const backupFolder = (folder: string) => join(folder, 'backups')

/** Everything is read back after writing; a file that cannot be read is no backup. */
export function makeBackup({ db, folder }: JobServices): JobKind<object, { id: string; file: string }> {
  return {
    kind: 'backup',
    reading: [['read', 'backup']],
    work: async (_, { actor, tell }) => {
      await mkdir(backupFolder(folder), { recursive: true, mode: 0o700 })
      const file = `hengji-${new Date().toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15)}.zip`
      const path = join(backupFolder(folder), file)
      // One view of the data is one transaction, in which nobody can be told how far it is.
      await tell(0, 2, '写出全部表')
      const manifest = await writeBackup(db, path)
      await tell(1, 2, '读回核对')
      await checkFile(path)
      const [sha256, { size }] = await Promise.all([digestOf(path), stat(path)])
      const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
      const id = await db.transaction(async (within) => {
        await log(within, actor, 'backup', file, { sha256, bytes: size, rows })
        return keepBackup(within, {
          ...{ file, sha256, bytes: String(size), tables: manifest.tables.length, rows: String(rows) },
          ...{ made_by: actor.name, audit: manifest.audit },
        })
      })
      return { id, file }
    },
  }
}

export function proveBackup({ db, folder }: JobServices): JobKind<{ id: string }, Verification> {
  return {
    kind: 'backup-verify',
    reading: [['read', 'backup']],
    work: async ({ id }, { actor, tell }) => {
      const { file } = await readBackup(db, id)
      const found = await verifyBackup(join(backupFolder(folder), file), tell)
      await db.transaction(async (within) => {
        await keepVerification(within, id, found)
        await log(within, actor, 'backup-verify', file, { ...found })
      })
      return found
    },
  }
}

type Tell = (done: number, total: number, stage: string) => Promise<void>

/** Restores into an empty database in memory and looks at what came out. */
export async function verifyBackup(path: string, tell: Tell = async () => {}): Promise<Verification> {
  const scratch = await openDatabase({ memory: true })
  try {
    const manifest = await restore(scratch, path, (done, total, table) => tell(done, total + 2, table))
    const { length } = manifest.tables
    await tell(length, length + 2, '审计链')
    const chain = await verifyChain(scratch)
    await tell(length + 1, length + 2, '结算结果')
    const results = await verifyResults(scratch)
    const auditWhole = chain.brokenAt === undefined
    return {
      ok: auditWhole && results.wrong.length === 0,
      tables: length,
      rows: manifest.tables.reduce((sum, table) => sum + table.rows, 0),
      ledgerEntries: manifest.ledger.entries,
      ledgerSum: manifest.ledger.sum,
      auditEntries: chain.entries,
      auditHead: chain.head,
      auditWhole,
      runs: results.runs,
      wrongRuns: results.wrong,
    }
  } finally {
    await scratch.close()
  }
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const part of createReadStream(path)) hash.update(part as Buffer)
  return hash.digest('hex')
}

function log(
  db: Parameters<typeof record>[0],
  actor: Actor,
  action: string,
  file: string,
  details: Readonly<Record<string, unknown>>,
): Promise<void> {
  return record(db, { actor: actor.name, action, subject: `备份 ${file}`, details })
}
