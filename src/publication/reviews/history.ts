/** A person's scores month by month, each by the policy version that settled it. */
import { type Period, shiftPeriod } from '../../language/index.ts'
import type { Database } from '../../records/database.ts'
import { partitionOf } from '../../settlement/run.ts'
import type { VersionOf } from '../settled.ts'
import { personVariable, rate, total } from './indicators.ts'
import { type ReviewMonth, reviewMonth } from './month.ts'

export interface HistoryMonth {
  readonly month: string
  readonly total: string | null
  readonly rate: string | null
}

const months = 12

/** As the owner: the months up to this one that were settled. To be read with `history` as the actor. */
export async function historyMonths(
  db: Database,
  versionOf: VersionOf,
  until: Period,
): Promise<readonly ReviewMonth[]> {
  const names = Array.from({ length: months }, (_, i) => shiftPeriod(until, i + 1 - months).name)
  const found: ReviewMonth[] = []
  for (const name of names) found.push(await reviewMonth(db, versionOf, name))
  return found
}

/** As the actor: months whose results are out of reach are empty. */
export async function history(
  db: Database,
  among: readonly ReviewMonth[],
  person: string,
): Promise<HistoryMonth[]> {
  const parts = among.flatMap(({ period, settled }) => {
    const points = settled && personVariable(settled.version.program, total)
    const ratio = settled && personVariable(settled.version.program, rate)
    return points && ratio
      ? [
          `select '${period.name}' as month, trim_scale(round("${points.id}", 4))::text as total, trim_scale(round("${ratio.id}", 4))::text as rate
           from ${partitionOf(settled.run, points.object)} where "K1" = $1`,
        ]
      : []
  })
  const rows = parts.length > 0 ? await db.query<HistoryMonth>(parts.join(' union all '), [person]) : []
  const byMonth = new Map(rows.map((row) => [row.month, row]))
  return among.map(
    ({ period }) => byMonth.get(period.name) ?? { month: period.name, total: null, rate: null },
  )
}
