/** Settling months and looking for late facts, as work one need not wait for. */
import type { Actor } from '../../access/actor.ts'
import { audited } from '../../access/audit.ts'
import { parsePeriod } from '../../language/index.ts'
import type { Database } from '../../records/database.ts'
import { Refusal } from '../../records/refusal.ts'
import { findAdjustments } from '../../settlement/adjust.ts'
import { versionFor } from '../../settlement/policy-version.ts'
import { policyRun } from '../../settlement/run.ts'
import { settle } from '../../settlement/settle.ts'
import { isClosed, isOpen } from '../../settlement/states.ts'
import { JobCancelled, type JobKind, type Progress } from './jobs.ts'
import type { JobServices } from './kinds.ts'

export interface MonthsInput {
  readonly policy: string
  /** Oldest first: later months look back on earlier ones. */
  readonly periods: readonly string[]
}

interface Settled {
  readonly period: string
  readonly problems: number
  /** Final by the time its turn came, so it was left alone. */
  readonly skipped: boolean
}

interface Found {
  readonly period: string
  readonly proposed: number
  /** Why the month could not be computed again. */
  readonly refused: string | null
}

export function settleJob({ db }: JobServices): JobKind<MonthsInput, { runs: Settled[] }> {
  return {
    kind: 'settle',
    reading: [['read', 'settlement']],
    async work({ policy, periods }, { actor, tell }) {
      const runs: Settled[] = []
      for (const [at, name] of periods.entries()) {
        const report = reporter(tell, at, periods.length, name)
        runs.push(await report.during(() => settleMonth(db, actor, policy, name, report.stage)))
      }
      return { runs }
    },
  }
}

async function settleMonth(
  db: Database,
  actor: Actor,
  policy: string,
  name: string,
  onProgress: (done: number, total: number, what: string) => void,
): Promise<Settled> {
  const period = periodNamed(name)
  const old = await policyRun(db, policy, period)
  if (old && !isOpen(old.status)) return { period: name, problems: old.problems, skipped: true }
  const version = await versionFor(db, period, policy)
  const run = await audited(
    db,
    { actor: actor.name, action: 'settle', subject: `${policy} ${name}` },
    (within) => settle(within, { version, period, actor: actor.name, onProgress }),
    (done) => ({ run: done.run_id, result: done.result_digest, problems: done.problems, by: actor.kind }),
  )
  return { period: name, problems: run.problems, skipped: false }
}

export function findAdjustmentsJob({
  db,
  versionOf,
}: JobServices): JobKind<MonthsInput, { months: Found[] }> {
  return {
    kind: 'find-adjustments',
    reading: [['read', 'settlement']],
    async work({ policy, periods }, { actor, tell }) {
      const months: Found[] = []
      for (const [at, name] of periods.entries()) {
        await tell(at, periods.length, name)
        const period = periodNamed(name)
        const run = await policyRun(db, policy, period)
        if (!run || !isClosed(run.status)) continue
        const version = await versionOf(run.version_id)
        months.push(
          await refusalsTold(name, () =>
            audited(
              db,
              { actor: actor.name, action: 'adjust', subject: `${policy} ${name}` },
              async (within) => {
                const all = await findAdjustments(within, { version, period, actor: actor.name })
                return all.filter(({ approved_by }) => approved_by === null)
              },
              (found) => ({ proposed: found.length, by: actor.kind }),
            ),
          ),
        )
      }
      return { months }
    },
  }
}

/** One month that cannot be computed again must not keep the others from being looked at. */
async function refusalsTold(period: string, work: () => Promise<readonly unknown[]>): Promise<Found> {
  try {
    return { period, proposed: (await work()).length, refused: null }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { period, proposed: 0, refused: error.message }
  }
}

function periodNamed(name: string) {
  const period = parsePeriod(name)
  if (!period) throw new Refusal('period_invalid', { period: name })
  return period
}

const every = 400

/**
 * Stages happen inside the settlement's transaction, where nothing else may be written: they are noted, and told from
 * outside it. Once somebody asked to stop, the next stage throws and the transaction leaves nothing.
 */
function reporter(tell: Progress['tell'], at: number, months: number, period: string) {
  let now = { done: 0, total: 0, stage: period }
  let cancelled: JobCancelled | undefined
  let telling: Promise<void> | undefined
  const say = () => {
    telling ??= tell(now.done, now.total, now.stage)
      .catch((error: unknown) => {
        if (error instanceof JobCancelled) cancelled = error
      })
      .finally(() => {
        telling = undefined
      })
  }
  return {
    stage(done: number, total: number, what: string) {
      if (cancelled) throw cancelled
      now = { done: at * total + done, total: months * total, stage: `${period} ${what}` }
    },
    async during<T>(work: () => Promise<T>): Promise<T> {
      await tell(at, months, period)
      const timer = setInterval(say, every)
      try {
        return await work()
      } finally {
        clearInterval(timer)
        await telling
      }
    },
  }
}
