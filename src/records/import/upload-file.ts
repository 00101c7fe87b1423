/** Files people send, on disk: under random names, never larger than may be read, gone when no longer needed. */
import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { Refusal } from '../refusal.ts'
import type { Limits } from '../sheet/limits.ts'
import { megabytes } from '../sheet/source.ts'

const folderOf = (folder: string) => join(folder, 'uploads')

/** Nothing a person sent is part of the path. */
export function storedPath(folder: string, storedAs: string): string {
  if (!/^[0-9a-f-]{36}$/.test(storedAs)) throw new Error(`not a stored name: ${storedAs}`)
  return join(folderOf(folder), storedAs)
}

/** The name shown to people: the last part of a path, without what cannot be printed. */
export function shownName(given: string): string {
  const last = given.replaceAll('\\', '/').split('/').at(-1) ?? ''
  const printable = last.replace(/[\p{Cc}\p{Cf}]/gu, '').trim()
  return (printable === '' || /^\.+$/.test(printable) ? '未命名' : printable).slice(-120)
}

export interface StoredFile {
  readonly storedAs: string
  readonly bytes: number
  readonly sha256: string
}

/** Writes what arrives until it ends or is larger than a file of its kind may be; then nothing of it stays. */
export async function storeFile(
  body: ReadableStream,
  { folder, name, limits }: { readonly folder: string; readonly name: string; readonly limits: Limits },
): Promise<StoredFile> {
  await mkdir(folderOf(folder), { recursive: true, mode: 0o700 })
  const storedAs = randomUUID()
  const path = storedPath(folder, storedAs)
  let bytes = 0
  let limit = limits.csvBytes
  const digest = createHash('sha256')
  const counting = new Transform({
    transform(chunk: Buffer, _, done) {
      if (bytes === 0 && chunk[0] === 0x50 && chunk[1] === 0x4b) limit = limits.xlsxBytes
      bytes += chunk.length
      digest.update(chunk)
      const over = bytes > limit
      done(over ? new Refusal('file_too_large', sizes(name, bytes, limit)) : null, over ? undefined : chunk)
    },
  })
  try {
    await pipeline(Readable.fromWeb(body), counting, createWriteStream(path, { flags: 'wx', mode: 0o600 }))
  } catch (error) {
    await rm(path, { force: true })
    throw error
  }
  return { storedAs, bytes, sha256: digest.digest('hex') }
}

export function sizes(name: string, bytes: number, limit: number) {
  return { file: name, size: megabytes(bytes), limit: megabytes(limit) }
}

export async function removeFile(folder: string, storedAs: string): Promise<void> {
  await rm(storedPath(folder, storedAs), { force: true })
}

/** Files nobody knows of: those of a process that ended between writing a file and saying so. */
export async function storedFiles(folder: string): Promise<string[]> {
  const names = await readdir(folderOf(folder)).catch(() => [])
  return names.filter((name) => /^[0-9a-f-]{36}$/.test(name))
}
