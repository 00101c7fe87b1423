/** What-if: a draft policy on a real period, compared per person with the policy in force, leaving nothing behind. X-4. */
import type { Period } from '../language/index.ts'
import type { Database } from '../records/database.ts'
import { Refusal } from '../records/refusal.ts'
import { compareRuns, type Difference } from './compare.ts'
import { checkPolicy, type PolicyVersion, publish } from './policy-version.ts'
import { type Problem, problemsOf } from './problems.ts'
import { earlierRuns, findRun } from './run.ts'
import { settle } from './settle.ts'

export interface Trial {
  readonly differences: readonly Difference[]
  /** What the draft cannot compute: those people have no amount to compare. At most 20 of each place. */
  readonly problems: readonly Problem[]
}

class Rollback extends Error {}

/**
 * Settles the draft on the records of a period and on the stored results of earlier periods, compares what people
 * get, and rolls everything back.
 */
export async function tryPolicy(
  db: Database,
  current: PolicyVersion,
  draft: string,
  period: Period,
  actor: string,
): Promise<Trial> {
  checkPolicy(draft)
  let trial: Trial = { differences: [], problems: [] }
  try {
    await db.transaction(async (within) => {
      const before = await findRun(within, current, period)
      if (!before) throw new Refusal('run_none', { period: period.name })
      const version = await publish(within, asDraft(draft), actor)
      const earlier = await earlierRuns(within, current.policy, period)
      const run = await settle(within, { version, period, actor, kind: 'trial', earlier })
      trial = {
        differences: await compareRuns(
          within,
          { program: current.program, run: before },
          { program: version.program, run },
          'person',
        ),
        problems: run.problems === 0 ? [] : await problemsOf(within, version, run, 20),
      }
      throw new Rollback()
    })
  } catch (error) {
    if (!(error instanceof Rollback)) throw error
  }
  return trial
}

/** A draft may still carry the number of the version it changes. */
function asDraft(document: string): string {
  return document.replace(
    /^(版本[:：][ \t]*)(.*)$/m,
    (_, key: string, version: string) => `${key}${version.trim()}（草案）`,
  )
}
