/** Ratings that departments still owe for months being settled: as many as the month's appraisal says (M-5.2). */
import { type Actor, scopeOf } from '../../access/actor.ts'
import type { Database } from '../../records/database.ts'
import { reviewMonth } from '../reviews/month.ts'
import { departments } from '../reviews/ratings.ts'
import type { VersionOf } from '../settled.ts'
import type { Waiting } from './waiting.ts'

/** As the owner, for those who keep everybody's scores: who is rated by whom is not for a policy of rows to say. */
export async function owedRatings(db: Database, versionOf: VersionOf, actor: Actor): Promise<Waiting[]> {
  if (scopeOf(actor, 'update', 'score') !== 'all') return []
  const months = await db.query<{ period: string; since: string }>(
    `select period, to_char(min(snapshot_at), 'YYYY-MM-DD') as since from settlement.run
     where kind = 'regular' and status = 'calculated' and period ~ '^\\d{4}-\\d{2}$' group by period order by period`,
  )
  const waiting: Waiting[] = []
  for (const { period, since } of months) {
    const month = await reviewMonth(db, versionOf, period)
    if (!month.settled) continue
    const count = (await departments(db, month)).reduce((sum, { missing }) => sum + missing.length, 0)
    if (count > 0) waiting.push({ kind: 'ratings', since, count, about: period })
  }
  return waiting
}
