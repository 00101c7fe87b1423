/** What is kept for a while only: answers for repeated requests, attempts to sign in, used codes, finished jobs, old sign-ins, notes settled. */
import type { Database } from '../records/database.ts'
import { idleMinutes } from './sign-in/auth.ts'
import { forgetOldCodes } from './sign-in/used-codes.ts'

const kept = [
  `delete from access.idempotency where at < now() - interval '7 days'`,
  `delete from access.sign_in_attempt where at < now() - interval '30 days'`,
  forgetOldCodes,
  `delete from job.job where ended_at < now() - interval '90 days'`,
  // What a settlement has seen by now.
  `delete from settlement.late_record l using settlement.run r where r.policy = l.policy and r.period = l.period
    and r.kind in ('regular', 'shadow') and r.snapshot_at > l.noted_at`,
  `delete from auth.session where expires_at < now() or updated_at < now() - interval '${idleMinutes} minutes'`,
  'delete from auth.verification where expires_at < now()',
  // Whatever was kept before this counts as changed, so that nothing is taken for unchanged whose change is gone.
  `with gone as (delete from hengji.change where by_transaction < pg_current_xact_id() returning of_table)
   insert into hengji.change select distinct of_table, pg_current_xact_id() from gone on conflict do nothing`,
]

export async function tidy(db: Database): Promise<void> {
  for (const statement of kept) await db.exec(statement)
}

const day = 24 * 60 * 60 * 1000

/** Now and every day; @returns how to stop. A day missed is made up by the next start. */
export function tidyDaily(db: Database, log: (error: unknown) => void): () => void {
  const once = () => void tidy(db).catch(log)
  once()
  const timer = setInterval(once, day)
  timer.unref()
  return () => clearInterval(timer)
}
