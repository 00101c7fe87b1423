import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { CsvError, parse } from 'csv-parse'
import { Refusal } from '../refusal.ts'
import { type Row, textCell } from './cell.ts'
import { type Encoding, encodingOf, textChunks } from './encoding.ts'
import { looksLikeFormula } from './formula.ts'
import type { Limits } from './limits.ts'
import { type Source, sourceName } from './source.ts'

/** The rows of delimited text that have a filled cell. Every cell is text: delimited text has no types. */
export function csvReader(source: Source, limits: Limits): () => AsyncGenerator<Row> {
  let encoding: Promise<Encoding> | undefined
  return () => {
    encoding ??= encodingOf(source)
    return csvRows(source, limits, encoding)
  }
}

async function* csvRows(source: Source, limits: Limits, found: Promise<Encoding>): AsyncGenerator<Row> {
  const encoding = await found
  const { delimiter, skip } = await layoutOf(source, encoding)
  const parser = parse({
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    skip_records_with_error: false,
    max_record_size: 1_048_576,
  })
  const feeding = pipeline(Readable.from(textChunks(source, encoding)), parser)
  // The same failure also ends the iteration below, where it is reported.
  feeding.catch(() => {})
  let row = 0
  try {
    for await (const record of parser) {
      row += 1
      if (row <= skip) continue
      if (row > limits.rows) throw tooLarge(source, `超过 ${limits.rows} 行`)
      const filled = rowOf(row, record as string[], limits, source)
      if (filled !== undefined) yield filled
    }
  } catch (error) {
    throw error instanceof CsvError
      ? new Refusal('file_csv', { file: sourceName(source), line: row + 1 })
      : error
  }
}

function rowOf(row: number, record: readonly string[], limits: Limits, source: Source): Row | undefined {
  let last = record.length
  while (last > 0 && record[last - 1] === '') last -= 1
  if (last === 0) return undefined
  if (last > limits.columns) throw tooLarge(source, `超过 ${limits.columns} 列`)
  const cells = record.slice(0, last).map((text) => {
    if (text.length > limits.cellCharacters) throw tooLarge(source, '有过长的单元格')
    return textCell(plainText(text))
  })
  return { row, cells }
}

/** Undoes what programs do to text so that Excel leaves it alone: `="00123"`, and the `'` our own writer adds. */
function plainText(text: string): string {
  const wrapped = /^="([^"]*)"$/.exec(text)
  if (wrapped !== null) return wrapped[1] ?? ''
  return text.startsWith("'") && looksLikeFormula(text.replace(/^'+/, '')) ? text.slice(1) : text
}

function tooLarge(source: Source, cause: string): Refusal {
  const file = sourceName(source)
  return new Refusal('sheet_too_large', { file, sheet: file, cause })
}

interface Layout {
  readonly delimiter: string
  /** Rows before the table: the `sep=;` line Excel understands. */
  readonly skip: number
}

/** The separator that splits the first lines into most columns, or the one the file names itself. */
async function layoutOf(source: Source, encoding: Encoding): Promise<Layout> {
  let head = ''
  for await (const text of textChunks(source, encoding)) {
    head += text
    if (head.length > 16_384) break
  }
  const named = /^sep=(.)\r?\n/i.exec(head)
  if (named?.[1] !== undefined) return { delimiter: named[1], skip: 1 }
  const lines = head
    .replace(/"[^"]*"/g, '')
    .split(/\r?\n|\r/)
    .slice(0, 30)
  const count = (mark: string) => Math.max(...lines.map((line) => line.split(mark).length))
  const [best = ','] = [',', '\t', ';', '|'].sort((a, b) => count(b) - count(a))
  return { delimiter: best, skip: 0 }
}
