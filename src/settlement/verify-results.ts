/** Whether all results kept are still what their digests say, as after restoring a backup. */
import type { Database } from '../records/database.ts'
import { resultDigest } from './digest.ts'
import { versionById } from './policy-version.ts'
import { runById, storedResults } from './run.ts'

export interface ResultsCheck {
  /** Regular runs with a digest. */
  readonly runs: number
  /** Policy and period of those that do not fit. */
  readonly wrong: readonly string[]
}

export async function verifyResults(db: Database): Promise<ResultsCheck> {
  const ids = await db.query<{ id: number }>(
    `select run_id as id from settlement.run where kind = 'regular' and result_digest <> '' order by run_id`,
  )
  const wrong: string[] = []
  for (const { id } of ids) {
    const run = await runById(db, id)
    const { program } = await versionById(db, run.version_id)
    const digest = await resultDigest(db, storedResults(program, run))
    if (digest !== run.result_digest) wrong.push(`${run.policy} ${run.period}`)
  }
  return { runs: ids.length, wrong }
}
