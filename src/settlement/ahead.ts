/** How far ahead a month may be: settled, or filled with what its settlement will read. */
import { type Period, periodOf, shiftPeriod } from '../language/index.ts'
import type { Database } from '../records/database.ts'
import { Refusal } from '../records/refusal.ts'

/** The last period that may be settled today. */
export const latestOn = (today: string, length: Period['length']): Period =>
  shiftPeriod(periodOf(today, length), 1)

/** The newest month is everybody's: one mistyped years ahead would stand on every page. Refuses with period_ahead. */
export async function refuseAhead(db: Database, periods: readonly Period[]): Promise<void> {
  const [row] = await db.query<{ today: string }>('select current_date::text as today')
  const today = row?.today ?? ''
  for (const { name, first, length } of periods) {
    const next = latestOn(today, length)
    if (first > next.first) throw new Refusal('period_ahead', { period: name, next: next.name })
  }
}
