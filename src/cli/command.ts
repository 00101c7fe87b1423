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

/** Reads positional arguments and options; a mistake is refused with the usage. */
export function readArguments<O extends Options>(
  usage: string,
  args: readonly string[],
  positionals: number,
  options: O,
) {
  try {
    const read = parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
    if (read.positionals.length >= positionals) return read
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
