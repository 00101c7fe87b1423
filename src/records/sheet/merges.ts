import { Refusal } from '../refusal.ts'
import { type Archive, refuseDamaged } from './archive.ts'
import { columnIndex } from './cell.ts'
import type { Limits } from './limits.ts'
import { attribute, scanXml } from './xml.ts'

/** A merged range; rows from 1, columns from 0, both ends included. */
export interface Merge {
  readonly top: number
  readonly bottom: number
  readonly left: number
  readonly right: number
}

/**
 * The merged ranges of a sheet. The file states them after the rows, so they are looked for in a pass of their own,
 * which also proves size and checksum of the part before a row of it is believed.
 */
export async function readMerges(archive: Archive, part: string, limits: Limits): Promise<readonly Merge[]> {
  const merges: Merge[] = []
  const scanner = scanXml({
    open(element, attributes) {
      if (element !== 'mergeCell') return
      const merge = mergeOf(attribute(attributes, 'ref') ?? '')
      if (merge !== undefined) merges.push(merge)
      if (merges.length > limits.merges)
        throw new Refusal('file_bomb', { file: archive.file, cause: '合并单元格过多' })
    },
    close() {},
    text() {},
  })
  try {
    for await (const tail of afterRows(archive.stream(part, true))) scanner.write(tail)
  } catch (error) {
    refuseDamaged(archive.file, error)
  }
  return merges
}

const mark = Buffer.from('sheetData>')

/** What follows the closing tag of the rows. Its first piece opens a root, since the one in the file came before. */
async function* afterRows(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let carry: Uint8Array = new Uint8Array(0)
  let found = false
  for await (const chunk of chunks) {
    if (found) {
      yield decoder.decode(chunk, { stream: true })
      continue
    }
    const bytes = Buffer.concat([carry, chunk])
    const end = rowsEnd(bytes)
    if (end !== -1) {
      found = true
      yield `<worksheet>${decoder.decode(bytes.subarray(end), { stream: true })}`
    }
    carry = bytes.subarray(Math.max(0, bytes.length - 64))
  }
}

/** Index after `</sheetData>` or `</x:sheetData>`; the words may also stand in a cell, but never behind `</`. */
function rowsEnd(bytes: Buffer): number {
  for (let at = bytes.indexOf(mark); at !== -1; at = bytes.indexOf(mark, at + 1)) {
    const before = bytes.toString('latin1', Math.max(0, at - 32), at)
    if (/<\/(\w+:)?$/.test(before)) return at + mark.length
  }
  return -1
}

function mergeOf(reference: string): Merge | undefined {
  const match = /^([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})$/.exec(reference)
  if (match === null) return undefined
  const [, left = '', top = '', right = '', bottom = ''] = match
  return {
    top: Number(top),
    bottom: Number(bottom),
    left: columnIndex(`${left}1`),
    right: columnIndex(`${right}1`),
  }
}
