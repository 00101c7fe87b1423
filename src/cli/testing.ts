/** Runs the command line for tests: in a process of its own, or a command in this one. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { vi } from 'vitest'
import { Refusal } from '../records/refusal.ts'
import { commands } from './commands.ts'

export interface Said {
  readonly code: number | string | null
  readonly out: string
  readonly err: string
}

const main = fileURLToPath(new URL('./main.ts', import.meta.url))

/** As people run it. */
export async function hengji(...args: readonly string[]): Promise<Said> {
  const child = spawn(process.execPath, [main, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')])
  return { code, out, err }
}

/** The same without a process of its own. A refusal gives its code instead of an exit code. */
export async function command(name: string, ...args: readonly string[]): Promise<Said> {
  const found = commands.find((other) => other.name === name)
  if (!found) throw new Error(`no command ${name}`)
  const kept = { out: '', err: '' }
  const out = vi.spyOn(process.stdout, 'write').mockImplementation((part) => {
    kept.out += String(part)
    return true
  })
  const err = vi.spyOn(process.stderr, 'write').mockImplementation((part) => {
    kept.err += String(part)
    return true
  })
  try {
    return { code: await found.run(args), ...kept }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { code: error.code, out: kept.out, err: error.message }
  } finally {
    out.mockRestore()
    err.mockRestore()
  }
}
