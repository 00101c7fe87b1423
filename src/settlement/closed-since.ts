/** Periods that came to rest on the records after a moment: closed since, or adjusted since. */
import { parsePeriod } from '../language/period.ts'
import type { Database } from '../records/database.ts'
import type { ClosedPeriod } from '../records/import/undo.ts'

export async function closedSince(db: Database, moment: string): Promise<ClosedPeriod[]> {
  const rows = await db.query<{ period: string }>(
    `select distinct r.period from settlement.run r
     where r.kind = 'regular' and (r.closed_at > $1::timestamptz
       or exists (select from settlement.adjustment a where a.run_id = r.run_id and a.proposed_at > $1::timestamptz))
     order by r.period`,
    [moment],
  )
  return rows.flatMap(({ period }) => parsePeriod(period) ?? [])
}
