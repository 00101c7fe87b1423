import { createReadStream } from 'node:fs'
import { Refusal } from '../refusal.ts'
import { isInMemory, pathOf, type Source, sourceName } from './source.ts'

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030'

/**
 * The encoding of a text file: by its byte order mark, by the zero bytes of UTF-16, else UTF-8 when the whole file is
 * valid UTF-8, else GB18030 (which contains GBK and GB2312). The whole file is looked at, because a wrong guess
 * garbles names without a word.
 */
export async function encodingOf(source: Source): Promise<Encoding> {
  for await (const head of byteChunks(source)) {
    const known = byMark(head) ?? byZeros(head)
    if (known !== undefined) return refuseUnless(source, known)
    break
  }
  return (await decodes(source, 'utf-8')) ? 'utf-8' : refuseUnless(source, 'gb18030')
}

async function refuseUnless(source: Source, encoding: Encoding): Promise<Encoding> {
  if (await decodes(source, encoding)) return encoding
  throw new Refusal('file_encoding', { file: sourceName(source) })
}

function byMark(head: Uint8Array): Encoding | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  return head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 'utf-8' : undefined
}

/** Commas, digits and line ends have a zero byte in UTF-16, and text in the other encodings has none at all. */
function byZeros(head: Uint8Array): Encoding | undefined {
  const part = head.subarray(0, 4096)
  const zeros = [0, 0]
  part.forEach((byte, at) => {
    if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1
  })
  const [even = 0, odd = 0] = zeros
  if (even + odd === 0) return undefined
  return odd > even ? 'utf-16le' : 'utf-16be'
}

async function decodes(source: Source, encoding: Encoding): Promise<boolean> {
  try {
    for await (const text of textChunks(source, encoding)) if (text.includes('\0')) return false
    return true
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}

/** The file's text without its byte order mark. Throws TypeError where the bytes are not of the encoding. */
export async function* textChunks(source: Source, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true })
  for await (const bytes of byteChunks(source)) yield decoder.decode(bytes, { stream: true })
  yield decoder.decode()
}

async function* byteChunks(source: Source): AsyncGenerator<Uint8Array> {
  if (!isInMemory(source)) {
    for await (const chunk of createReadStream(pathOf(source), { highWaterMark: 262_144 }))
      yield chunk as Buffer
    return
  }
  const step = 262_144
  for (let at = 0; at < source.bytes.length; at += step) yield source.bytes.subarray(at, at + step)
}
