import { open, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { Refusal } from '../refusal.ts'
import type { Limits } from './limits.ts'

/** A file on disk, one kept under another name than people know it by, or one that was sent to us. */
export type Source =
  | string
  | { readonly name: string; readonly path: string }
  | { readonly name: string; readonly bytes: Uint8Array }

export type Format = 'xlsx' | 'csv'

export function sourceName(source: Source): string {
  return typeof source === 'string' ? basename(source) : basename(source.name.replaceAll('\\', '/'))
}

type InMemory = Extract<Source, { readonly bytes: Uint8Array }>

export function isInMemory(source: Source): source is InMemory {
  return typeof source !== 'string' && 'bytes' in source
}

export function pathOf(source: Exclude<Source, InMemory>): string {
  return typeof source === 'string' ? source : source.path
}

/** Tells workbooks from delimited text by their bytes, never by their name, and refuses everything else. */
export async function formatOf(source: Source, limits: Limits): Promise<Format> {
  const file = sourceName(source)
  const size = await sizeOf(source)
  if (size === 0) throw new Refusal('file_empty', { file })
  const head = await readPart(source, 0, 4096)
  const format = xlsxHead(head) ? 'xlsx' : 'csv'
  const limit = format === 'xlsx' ? limits.xlsxBytes : limits.csvBytes
  if (size > limit)
    throw new Refusal('file_too_large', { file, size: megabytes(size), limit: megabytes(limit) })
  if (format === 'xlsx') return format
  if (startsWith(head, [0xd0, 0xcf, 0x11, 0xe0])) return refuseCompound(source, file, size)
  const found = otherType(head)
  if (found !== undefined) throw new Refusal('file_wrong_type', { file, found })
  return format
}

function xlsxHead(head: Uint8Array): boolean {
  return startsWith(head, [0x50, 0x4b, 0x03, 0x04]) || startsWith(head, [0x50, 0x4b, 0x05, 0x06])
}

/** An Office compound file is an old workbook, or the envelope of an encrypted new one. */
async function refuseCompound(source: Source, file: string, size: number): Promise<never> {
  const marker = Buffer.from('EncryptedPackage', 'utf16le')
  const step = 1_048_576
  for (let at = 0; at < size; at += step - marker.length) {
    if (Buffer.from(await readPart(source, at, step)).includes(marker))
      throw new Refusal('file_encrypted', { file })
  }
  throw new Refusal('file_wrong_type', { file, found: '旧版的 Excel 工作簿（.xls）或其他旧版 Office 文件' })
}

const magic: readonly (readonly [found: string, bytes: readonly number[]])[] = [
  ['PDF 文件', [0x25, 0x50, 0x44, 0x46]],
  ['PNG 图片', [0x89, 0x50, 0x4e, 0x47]],
  ['JPEG 图片', [0xff, 0xd8, 0xff]],
  ['GIF 图片', [0x47, 0x49, 0x46, 0x38]],
  ['RAR 压缩包', [0x52, 0x61, 0x72, 0x21]],
  ['7z 压缩包', [0x37, 0x7a, 0xbc, 0xaf]],
  ['gzip 压缩包', [0x1f, 0x8b]],
  ['RTF 文档', [0x7b, 0x5c, 0x72, 0x74, 0x66]],
  ['程序文件', [0x4d, 0x5a, 0x90]],
  ['程序文件', [0x7f, 0x45, 0x4c, 0x46]],
]

function otherType(head: Uint8Array): string | undefined {
  const known = magic.find(([, bytes]) => startsWith(head, bytes))
  if (known !== undefined) return known[0]
  const text = Buffer.from(head)
    .toString('latin1')
    .replace(/\0/g, '')
    .replace(/^[^<]{0,3}\s*/, '')
    .toLowerCase()
  if (/^<(!doctype html|html|head|body|table|meta|style|script)/.test(text)) return '网页（HTML）'
  return /^<\?xml/.test(text) ? 'XML 文件' : undefined
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, at) => bytes[at] === byte)
}

export async function sizeOf(source: Source): Promise<number> {
  if (isInMemory(source)) return source.bytes.length
  const file = sourceName(source)
  const found = await stat(pathOf(source)).catch(() => undefined)
  if (found === undefined)
    throw new Refusal('file_not_found', { file: typeof source === 'string' ? source : file })
  if (!found.isFile()) throw new Refusal('file_wrong_type', { file, found: '文件夹或特殊文件' })
  return found.size
}

async function readPart(source: Source, from: number, length: number): Promise<Uint8Array> {
  if (isInMemory(source)) return source.bytes.subarray(from, from + length)
  const handle = await open(pathOf(source), 'r')
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, from)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}

export function megabytes(bytes: number): string {
  return `${(bytes / 1_048_576).toFixed(1)} MB`
}
