/**
 * How much longer ten times the work takes: databases of two sizes, each open in a process of its own, settle in turns,
 * the smaller one before and after the larger, so that a machine that is slower for a while is so for both.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { DatabaseTarget } from '../src/records/database.ts'
import { median } from './machine.ts'
import type { Policy } from './task.ts'

export interface Growth {
  /** Medians of the turns' own ratios. */
  readonly settle: number
  readonly principal: number
}

export async function growthOf(
  small: DatabaseTarget,
  large: DatabaseTarget,
  rounds: number,
): Promise<Growth> {
  const pair = { small: settler(small), large: settler(large) }
  try {
    return { settle: await over(pair, 'core', rounds), principal: await over(pair, 'principal', rounds) }
  } finally {
    await Promise.all([pair.small.close(), pair.large.close()])
  }
}

interface Settler {
  /** Milliseconds that settling takes. */
  readonly settle: (policy: Policy) => Promise<number>
  readonly close: () => Promise<void>
}

async function over(
  { small, large }: Record<'small' | 'large', Settler>,
  policy: Policy,
  rounds: number,
): Promise<number> {
  const ratios: number[] = []
  // The first time each compiles, and reads what later ones find in memory.
  await large.settle(policy)
  await small.settle(policy)
  let before = await small.settle(policy)
  for (let round = 0; round < rounds; round += 1) {
    const time = await large.settle(policy)
    const after = await small.settle(policy)
    ratios.push(time / ((before + after) / 2))
    before = after
  }
  process.stderr.write(`  ten times the work: ${ratios.map((ratio) => ratio.toFixed(2)).join(', ')}\n`)
  return median(ratios)
}

function settler(target: DatabaseTarget): Settler {
  const child = fork(fileURLToPath(new URL('settler.ts', import.meta.url)), [JSON.stringify(target)])
  const exit = once(child, 'exit')
  const early = exit.then(([code]) => Promise.reject(new Error(`settling ended with ${code}`)))
  early.catch(() => undefined)
  return {
    async settle(policy) {
      child.send(policy)
      const [answer] = await Promise.race([once(child, 'message'), early])
      return Number(answer)
    },
    async close() {
      if (child.connected) child.disconnect()
      await exit
    },
  }
}
