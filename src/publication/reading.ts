/** One reader before one person's statement: found only when it is theirs to see, and noted when it is another's. */

import type { Actor } from '../access/actor.ts'
import { asSystem, lookAs } from '../access/as-actor.ts'
import { noteLook } from '../access/looks.ts'
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
  /** Another's statement is looked at once for a while; a file that leaves, each time; what only quotes the policy, never. */
  readonly noted?: 'for a while' | 'each time' | 'never'
}

/**
 * In one transaction as the person, by the organisation of the month's last day (M-1.4). Another's pay that cannot be
 * seen is not found, like one that does not exist (trust 1, 2).
 */
export async function reading<T>(asked: Asked, work: (reading: Reading) => Promise<T>): Promise<T> {
  const { db, versionOf, actor, month, person, noted = 'for a while' } = asked
  const settled = await settledIn(db, versionOf, month)
  const before = await settledIfAny(db, versionOf, shiftPeriod(settled.period, -1))
  const { payable } = settled.version.program
  if (!payable) throw new Refusal('not_found')
  const on = settled.period.last
  const found = await lookAs(
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
  if (person !== actor.person && noted !== 'never')
    await noteLook(db, actor, {
      subject: `绩效单 ${settled.period.name} ${person}`,
      eachTime: noted === 'each time',
    })
  return found
}
