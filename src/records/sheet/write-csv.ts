import { createWriteStream } from 'node:fs'
import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Cell } from './cell.ts'
import { looksLikeFormula } from './formula.ts'
import type { SheetToWrite } from './write.ts'

/**
 * Writes one table as CSV that Excel opens rightly: UTF-8 with a byte order mark. Texts a spreadsheet would take for
 * formulas get a leading `'`, which our reader takes away again; numbers are written as they are.
 */
export async function writeCsv(target: string | Writable, sheet: SheetToWrite): Promise<void> {
  await pipeline(Readable.from(lines(sheet)), typeof target === 'string' ? createWriteStream(target) : target)
}

async function* lines(sheet: SheetToWrite): AsyncGenerator<string> {
  let block = `\ufeff${sheet.columns.map((column) => textField(column.heading)).join(',')}\r\n`
  for await (const cells of sheet.rows) {
    block += `${cells.map(field).join(',')}\r\n`
    if (block.length < 65_536) continue
    yield block
    block = ''
  }
  yield block
}

function field(cell: Cell): string {
  if (cell.kind === 'text') return textField(cell.text)
  return quoted(cell.shown ?? cell.text)
}

function textField(text: string): string {
  return quoted(looksLikeFormula(text.replace(/^'+/, '')) ? `'${text}` : text)
}

function quoted(text: string): string {
  return /[",\r\n\t;|]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
