/** What was asked and is not answered: to open a month again that people have seen. X-3. */
import type { Database } from '../records/database.ts'
import type { Run } from './run.ts'

export interface Reopening {
  readonly reopening_id: number
  readonly run_id: number
  readonly reason: string
  readonly asked_by: string
  readonly asked_at: string
  readonly confirmed_by: string | null
  readonly confirmed_at: string | null
  readonly withdrawn_by: string | null
}

export const columns = `reopening_id, run_id, reason, asked_by, asked_at, confirmed_by, confirmed_at, withdrawn_by`

export async function openReopening(db: Database, run: Run): Promise<Reopening | undefined> {
  const [asked] = await db.query<Reopening>(
    `select ${columns} from settlement.reopening
     where run_id = $1 and result_digest = $2 and confirmed_by is null and withdrawn_by is null`,
    [run.run_id, run.result_digest],
  )
  return asked
}
