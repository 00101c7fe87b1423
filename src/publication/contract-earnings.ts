/** What a contract has earned whom, month by month, as the runs of its policies have it. */
import { type CheckedDefinition, type Program, typeName } from '../language/index.ts'
import type { Database } from '../records/database.ts'
import { partitionOf } from '../settlement/run.ts'
import type { RunStatus } from '../settlement/states.ts'
import type { VersionOf } from './settled.ts'

export interface Earning {
  readonly period: string
  readonly status: RunStatus
  readonly policy: string
  readonly person: string
  readonly personName: string
  /** What the policy calls the amount, such as 销售提成. */
  readonly item: string
  /** Yuan; null where a problem stands in the way. */
  readonly amount: string | null
}

interface RunRow {
  readonly run_id: number
  readonly version_id: number
  readonly policy: string
  readonly period: string
  readonly status: RunStatus
}

/** A run with what its policy pays by shares of contracts. */
export interface EarningRun extends RunRow {
  readonly earned: readonly CheckedDefinition[]
}

/** To be asked for before row-level security is in force: reading a policy is not reading anybody's pay. */
export async function earningRuns(db: Database, versionOf: VersionOf): Promise<EarningRun[]> {
  const rows = await db.query<RunRow>(
    `select run_id, version_id, policy, period, status from settlement.run where kind = 'regular' order by period, policy`,
  )
  const runs: EarningRun[] = []
  for (const row of rows)
    runs.push({ ...row, earned: earnedByShare((await versionOf(row.version_id)).program) })
  return runs
}

/**
 * Amounts per share of the contract that a person's own definitions add up. Rows of people out of reach are not there:
 * row-level security applies.
 */
export async function contractEarnings(
  db: Database,
  runs: readonly EarningRun[],
  contract: string,
): Promise<Earning[]> {
  const earnings: Earning[] = []
  for (const run of runs) {
    for (const definition of run.earned) {
      const rows = await db.query<{ person: string; name: string | null; amount: string | null }>(
        `select r."K2" as person, p.name, trim_scale(r."${definition.id}")::text as amount
         from ${partitionOf(run, definition.object)} r left join record.person p on p.person_no = r."K2"
         where r."K1" = $1 order by 1`,
        [contract],
      )
      const { policy, period, status } = run
      const item = definition.name.text
      for (const { person, name, amount } of rows)
        earnings.push({ period, status, policy, person, personName: name ?? person, item, amount })
    }
  }
  return earnings
}

/** Money of 业绩归属 that people's definitions take up. */
function earnedByShare({ definitions }: Program): CheckedDefinition[] {
  const taken = new Set(
    definitions
      .filter((own) => own.object.id === 'person')
      .flatMap((own) => own.uses.map(({ definition }) => definition)),
  )
  return definitions.filter(
    (own) => own.object.id === 'credit_share' && taken.has(own) && typeName(own.valueType) === '元',
  )
}
