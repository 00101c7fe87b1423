import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Refusal } from '../refusal.ts'

export interface FolderLock {
  release(): void
}

/**
 * Takes the folder for this process. The lock is the operating system's own file lock, held through a tiny SQLite file
 * because Node offers no other door to it: the system drops it when the process ends in any way, kill -9 and power loss
 * included, and sees through reused process ids and containers that share the folder, which a pid file cannot.
 * The pid and start time inside are only for the message.
 */
export function lockFolder(folder: string): FolderLock {
  const file = openFile(folder)
  try {
    file.exec('begin immediate')
    file.exec('create table if not exists holder (pid integer not null, since text not null)')
    file.exec('delete from holder')
    const since = new Date(Date.now() - process.uptime() * 1000).toISOString()
    file.prepare('insert into holder values (?, ?)').run(process.pid, since)
    // Commit so that others can read the holder, then hold the write lock for good. Whoever slips in between wins.
    file.exec('commit; begin immediate')
  } catch (error) {
    const refusal = explain(folder, file, error)
    file.close()
    throw refusal
  }
  return { release: () => file.close() }
}

function openFile(folder: string): DatabaseSync {
  try {
    return new DatabaseSync(join(folder, 'lock'), { timeout: 0 })
  } catch (error) {
    throw new Refusal('data_folder_unusable', { folder, cause: String(error) })
  }
}

const busy = 5

function explain(folder: string, file: DatabaseSync, error: unknown): Refusal {
  const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) : 0
  if ((code & 0xff) !== busy) return new Refusal('data_folder_unusable', { folder, cause: String(error) })
  return new Refusal('data_folder_in_use', { folder, ...readHolder(file) })
}

/** Between the other's commit and its lock the row may not be there yet. */
function readHolder(file: DatabaseSync): { pid: number | string; since: string } {
  try {
    const holder = file.prepare('select pid, since from holder').get()
    return { pid: Number(holder?.pid), since: String(holder?.since) }
  } catch {
    return { pid: '?', since: '?' }
  }
}
