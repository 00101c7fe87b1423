/** Writes a backup: one file with every row of every table, as of one moment, the same from either engine. */
import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import type { Database } from '../database.ts'
import { type Manifest, manifestPart, partOf } from './manifest.ts'
import { figuresOf, linesOf, resultsOf, sequencesOf, type Table, tablesOf } from './tables.ts'

/** The file has its name only once it is whole, and only its owner may read it. */
export async function writeBackup(db: Database, file: string): Promise<Manifest> {
  const unfinished = `${file}.part`
  try {
    const manifest = await db.transaction(async (within) => {
      await within.exec('set transaction isolation level repeatable read, read only')
      return writeAll(within, unfinished)
    })
    await rename(unfinished, file)
    return manifest
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
}

async function writeAll(db: Database, file: string): Promise<Manifest> {
  const tables = await tablesOf(db)
  const begun = await headOf(db)
  const kept: Manifest['tables'] = []
  const zip = new ZipFile()
  const whole = pipeline(zip.outputStream, createWriteStream(file, { mode: 0o600 }))
  const failed = (error: Error) => (zip.outputStream as Readable).destroy(error)
  for (const table of tables) {
    zip.addReadStreamLazy(partOf(table.name), { compress: true }, (give) => {
      const rows = Readable.from(bytesOf(db, table, kept))
      give(null, rows.on('error', failed))
    })
  }
  zip.addReadStreamLazy(manifestPart, { compress: true }, (give) => {
    give(null, Readable.from([JSON.stringify({ ...begun, tables: kept }, null, 1)]))
  })
  zip.end()
  await whole
  return { ...begun, tables: kept }
}

/** All that is known before the rows are read. */
async function headOf(db: Database): Promise<Omit<Manifest, 'tables'>> {
  return {
    format: 'hengji-backup-1',
    sensitive: true,
    madeAt: new Date().toISOString(),
    migrations: await db.query<{ file: string; sha256: string }>(
      'select file, sha256 from hengji.migration order by file',
    ),
    results: await resultsOf(db),
    sequences: await sequencesOf(db),
    ...(await figuresOf(db)),
  }
}

async function* bytesOf(db: Database, table: Table, kept: Manifest['tables']): AsyncGenerator<Buffer> {
  const hash = createHash('sha256')
  let rows = 0
  let bytes = 0
  for await (const lines of linesOf(db, table)) {
    const part = Buffer.from(`${lines.join('\n')}\n`)
    rows += lines.length
    bytes += part.length
    hash.update(part)
    yield part
    await db.pause()
  }
  kept.push({ name: table.name, rows, bytes, sha256: hash.digest('hex') })
}
