import { crc32 } from 'node:zlib'
import yauzl from 'yauzl'
import { Refusal } from '../refusal.ts'
import type { Limits } from './limits.ts'
import { isInMemory, megabytes, pathOf, type Source, sourceName } from './source.ts'

/** The files inside a workbook, checked before anything is unpacked. */
export interface Archive {
  readonly file: string
  /** Unpacked size; undefined when there is no such part. Part names are compared without case. */
  size(part: string): number | undefined
  /** Unpacks a part; fails when its real size is not the declared one. With `verify`, also when its checksum is wrong. */
  stream(part: string, verify?: boolean): AsyncIterable<Uint8Array>
  close(): void
}

export async function openArchive(source: Source, limits: Limits): Promise<Archive> {
  const file = sourceName(source)
  const zip = await openZip(source).catch((error: unknown) => refuseDamaged(file, error))
  try {
    const entries = await directory(zip, file, limits)
    return archiveOf(zip, file, entries)
  } catch (error) {
    zip.close()
    throw error instanceof Refusal ? error : refuseDamaged(file, error)
  }
}

function openZip(source: Source): Promise<yauzl.ZipFile> {
  const options = { autoClose: false, strictFileNames: false }
  if (!isInMemory(source)) return yauzl.openPromise(pathOf(source), options)
  return yauzl.fromBufferPromise(
    Buffer.from(source.bytes.buffer, source.bytes.byteOffset, source.bytes.length),
    options,
  )
}

async function directory(
  zip: yauzl.ZipFile,
  file: string,
  limits: Limits,
): Promise<Map<string, yauzl.Entry>> {
  if (zip.entryCount > limits.entries) throw bomb(file, `里面有 ${zip.entryCount} 个文件`)
  const entries = new Map<string, yauzl.Entry>()
  let total = 0
  for await (const entry of zip.eachEntry()) {
    total += entry.uncompressedSize
    if (total > limits.unpackedBytes) throw bomb(file, `解开后超过 ${megabytes(limits.unpackedBytes)}`)
    const ratio = entry.uncompressedSize / Math.max(1, entry.compressedSize)
    if (entry.uncompressedSize > limits.ratioFromBytes && ratio > limits.ratio) {
      throw bomb(file, `${entry.fileName} 解开后是原来的 ${Math.round(ratio)} 倍`)
    }
    if (entry.isEncrypted()) throw new Refusal('file_encrypted', { file })
    const name = entry.fileName.toLowerCase()
    if (entries.has(name)) throw new Refusal('file_damaged', { file, cause: `里面有两个 ${entry.fileName}` })
    entries.set(name, entry)
  }
  return entries
}

function bomb(file: string, cause: string): Refusal {
  return new Refusal('file_bomb', { file, cause })
}

function archiveOf(zip: yauzl.ZipFile, file: string, entries: ReadonlyMap<string, yauzl.Entry>): Archive {
  async function* stream(part: string, verify = false): AsyncGenerator<Uint8Array> {
    const entry = entries.get(part.toLowerCase())
    if (entry === undefined) throw new Refusal('file_damaged', { file, cause: `缺少 ${part}` })
    let checksum = 0
    try {
      for await (const chunk of await zip.openReadStreamPromise(entry)) {
        if (verify) checksum = crc32(chunk, checksum)
        yield chunk
      }
    } catch (error) {
      refuseDamaged(file, error)
    }
    if (verify && checksum !== entry.crc32)
      throw new Refusal('file_damaged', { file, cause: `${part} 的校验和不符` })
  }
  return {
    file,
    size: (part) => entries.get(part.toLowerCase())?.uncompressedSize,
    stream,
    close: () => zip.close(),
  }
}

/** Reports what a library found wrong with the file. A refusal of our own passes through. */
export function refuseDamaged(file: string, error: unknown): never {
  if (error instanceof Refusal) throw error
  const message = error instanceof Error ? error.message : String(error)
  if (/too many bytes|not enough bytes/i.test(message)) throw bomb(file, '解开后的大小与它声明的不符')
  if (/invalid relative path|absolute path|invalid characters/i.test(message)) {
    throw new Refusal('file_damaged', { file, cause: '里面有指向别处的文件路径' })
  }
  throw new Refusal('file_damaged', { file, cause: inChinese(message), causeEnglish: message })
}

/** What the libraries say, by what they say it of. */
const causes: readonly (readonly [RegExp, string])[] = [
  [/[\u4e00-\u9fff]/, ''],
  [/DOCTYPE/i, '里面有 DOCTYPE 声明'],
  [/central directory|end of|signature|truncated|unexpected EOF/i, '压缩包不完整，可能没有传完整'],
  [
    /invalid (block|stored|distance|code|literal|bit|window)|incorrect (data|header)|compression method/i,
    '压缩的内容读不出来',
  ],
]

function inChinese(message: string): string {
  if (/^<\/[\w:]+>$/.test(message)) return `标签 ${message} 不成对`
  const known = causes.find(([pattern]) => pattern.test(message))
  return known ? known[1] || message : '里面的内容不合格式'
}
