/** Reads a backup, and notices when anything in it is not what its manifest says. */
import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import { StringDecoder } from 'node:string_decoder'
import { Refusal } from '../refusal.ts'
import { type Archive, openArchive } from '../sheet/archive.ts'
import { defaultLimits } from '../sheet/limits.ts'
import { type Manifest, manifestPart, manifestSchema, partOf } from './manifest.ts'

/** Rows of the same kind compress well, so that a high ratio is nothing unusual here. */
const limits = {
  ...defaultLimits,
  entries: 100_000,
  unpackedBytes: 64 * 1024 ** 3,
  ratio: Number.POSITIVE_INFINITY,
  ratioFromBytes: Number.POSITIVE_INFINITY,
}

export interface Backup {
  readonly manifest: Manifest
  /** In batches. Refuses with backup_damaged at the latest after the last row. */
  readonly lines: (table: Manifest['tables'][number]) => AsyncGenerator<string[]>
  readonly close: () => void
}

/** Refuses with backup_damaged. */
export async function openBackup(file: string): Promise<Backup> {
  const archive = await openArchive(file, limits).catch((error: unknown) => {
    // What an archive says of itself is advice for workbooks.
    throw error instanceof Refusal
      ? damaged({ file: basename(file) }, '打不开，不是备份文件或没有传完整')
      : error
  })
  try {
    const manifest = await readManifest(archive)
    return {
      manifest,
      lines: (table) => linesIn(archive, table),
      close: () => archive.close(),
    }
  } catch (error) {
    archive.close()
    throw error
  }
}

/** What goes wrong within the archive is advice for workbooks, too. */
async function* contentOf(archive: Archive, part: string): AsyncGenerator<Uint8Array> {
  try {
    yield* archive.stream(part, true)
  } catch (error) {
    throw error instanceof Refusal ? damaged(archive, `${part} 读不出来`) : error
  }
}

const damaged = ({ file }: Pick<Archive, 'file'>, cause: string) =>
  new Refusal('backup_damaged', { file, cause })

async function readManifest(archive: Archive): Promise<Manifest> {
  if (archive.size(manifestPart) === undefined) throw damaged(archive, `没有 ${manifestPart}`)
  const parts: Uint8Array[] = []
  for await (const part of contentOf(archive, manifestPart)) parts.push(part)
  try {
    return manifestSchema.parse(JSON.parse(Buffer.concat(parts).toString('utf8')))
  } catch {
    throw damaged(archive, manifestPart)
  }
}

async function* linesIn(archive: Archive, table: Manifest['tables'][number]): AsyncGenerator<string[]> {
  const part = partOf(table.name)
  if (archive.size(part) !== table.bytes) throw damaged(archive, part)
  const hash = createHash('sha256')
  const decoder = new StringDecoder('utf8')
  let rest = ''
  let rows = 0
  for await (const bytes of contentOf(archive, part)) {
    hash.update(bytes)
    const lines = (rest + decoder.write(Buffer.from(bytes))).split('\n')
    rest = lines.pop() ?? ''
    rows += lines.length
    if (lines.length > 0) yield lines
  }
  if (rest !== '' || rows !== table.rows || hash.digest('hex') !== table.sha256) throw damaged(archive, part)
}

/** Reads everything once: whether the file is whole is known before anything is done with it. */
export async function readThrough(backup: Backup): Promise<void> {
  for (const table of backup.manifest.tables) for await (const _ of backup.lines(table));
}

/** As after writing. */
export async function checkFile(file: string): Promise<Manifest> {
  const backup = await openBackup(file)
  try {
    await readThrough(backup)
    return backup.manifest
  } finally {
    backup.close()
  }
}
