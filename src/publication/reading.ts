/** One reader before one person's statement: found only when it is theirs to see, and noted when it is another's. */

import type { Actor } from '../access/actor.ts'
import { asActor, asSystem, lookAs } from '../access/as-actor.ts'
import { record } from '../access/audit.ts'
import { shiftPeriod } from '../language/index.ts'
import type { Database } from '../records/database.ts'
import { Refusal } from '../records/refusal.ts'
import { explainer } from '../settlement/explain.ts'
import { partitionOf } from '../settlement/run.ts'
import { type Settled, settledIfAny, settledIn, type VersionOf } from './settled.ts'
import type { Reader } from './why/reason.ts'

export interface Reading extends Reader {
  readonly before: Settled | undefined
  readonly person: string
}

interface Asked {
  readonly db: Database
  readonly versionOf: VersionOf
  readonly actor: Actor
  readonly month: string
  readonly person: string
}

/**
 * In one transaction as the person, by the organisation of the month's last day (M-1.4). Another's pay that cannot be
 * seen is not found, like one that does not exist (trust 1, 2).
 */
export async function reading<T>(asked: Asked, work: (reading: Reading) => Promise<T>): Promise<T> {
  const { db, versionOf, actor, month, person } = asked
  const settled = await settledIn(db, versionOf, month)
  const before = await settledIfAny(db, versionOf, shiftPeriod(settled.period, -1))
  const { payable } = settled.version.program
  if (!payable) throw new Refusal('not_found')
  const on = settled.period.last
  // Looking at another's is noted, so it writes.
  const enter = person === actor.person ? lookAs : asActor
  return enter(
    db,
    actor,
    async (mine) => {
      const [own] = await mine.query(
        `select from ${partitionOf(settled.run, payable.object)} where "K1" = $1`,
        [person],
      )
      if (!own) throw new Refusal('not_found')
      const why = await asSystem(mine, (all) => explainer(all, settled.version, settled.run, settled.period))
      return work({ mine, settled, before, why, person })
    },
    { on },
  )
}

/** Looking at one statement for a while is one look; a file that leaves is one each time. */
const oneLook = 10 * 60_000
const looks = new Map<string, number>()

export async function noteLook(
  { mine, settled, person }: Reading,
  actor: Actor,
  { of = '绩效单', again = false }: { readonly of?: string; readonly again?: boolean } = {},
): Promise<void> {
  if (person === actor.person) return
  const subject = `${of} ${settled.period.name} ${person}`
  if (!again && recently(`${actor.account}\n${subject}`)) return
  await asSystem(mine, (all) =>
    record(all, { actor: actor.name, action: 'look', subject, details: { by: actor.kind } }),
  )
}

/** Remembered by this process only: after a restart a look is noted once more, never once less. */
export function recently(what: string): boolean {
  const now = Date.now()
  if (looks.size > 10_000) looks.clear()
  const known = (looks.get(what) ?? 0) > now - oneLook
  if (!known) looks.set(what, now)
  return known
}
