import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { type Period, parsePeriod } from '../language/index.ts'
import { Refusal } from '../records/refusal.ts'

export interface Command {
  readonly name: string
  readonly usage: string
  readonly summary: string
  /** @returns the exit code. */
  readonly run: (args: readonly string[]) => Promise<number>
}

type Options = Record<string, { readonly type: 'string' | 'boolean'; readonly multiple?: boolean }>

/**
 * Reads options and at least and at most so many positional arguments; a mistake is refused with the usage. What is
 * not understood is never passed over: a second month would look as if it had been settled.
 */
export function readArguments<O extends Options>(
  usage: string,
  args: readonly string[],
  [least, most]: readonly [least: number, most: number],
  options: O,
) {
  try {
    const read = parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
    if (read.positionals.length >= least && read.positionals.length <= most) return read
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
  }
  throw new Refusal('command_usage', { usage })
}

export function readPeriod(text: string): Period {
  const period = parsePeriod(text)
  if (!period) throw new Refusal('period_invalid', { period: text })
  return period
}

export type Format = 'json' | 'text'

export function readFormat(usage: string, text: string | undefined, usual: Format): Format {
  if (text === undefined) return usual
  if (text !== 'json' && text !== 'text') throw new Refusal('command_usage', { usage })
  return text
}

export function readCount(usage: string, text: string | undefined, usual: number): number {
  if (text === undefined) return usual
  if (!/^\d{1,6}$/.test(text)) throw new Refusal('command_usage', { usage })
  return Number(text)
}

/** The text of a document. */
export async function readDocument(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => {
    throw new Refusal('file_not_found', { file: path })
  })
}

/** Writes a file by its path; a folder that is not there or is closed is refused. */
export async function writing<T>(path: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    if (!(error instanceof Error && 'path' in error)) throw error
    throw new Refusal('file_unwritable', { file: path, cause: 'code' in error ? String(error.code) : '' })
  }
}
