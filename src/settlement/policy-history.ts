/** The versions of every policy: who published and approved them, from when to when they hold, what they settled. X-1. */
import type { Database } from '../records/database.ts'
import { Refusal } from '../records/refusal.ts'

export type VersionState = 'future' | 'in-force' | 'ended'

export interface VersionEntry {
  readonly id: number
  readonly policy: string
  readonly version: string
  readonly state: VersionState
  readonly digest: string
  readonly from: string | null
  readonly to: string | null
  readonly publishedBy: string
  readonly publishedAt: string
  readonly approvedBy: string | null
  readonly approvedAt: string | null
  /** First and last period closed by it; such a version never changes. */
  readonly firstClosed: string | null
  readonly lastClosed: string | null
  readonly closedCount: number
}

const entry = `v.version_id as id, v.policy, v.version, v.digest, v.valid_from as from, v.valid_to as to,
  case when v.valid_from > current_date then 'future' when v.valid_to < current_date then 'ended' else 'in-force' end as state,
  v.published_by as "publishedBy", v.published_at as "publishedAt", v.approved_by as "approvedBy", v.approved_at as "approvedAt",
  r.first as "firstClosed", r.last as "lastClosed", coalesce(r.count, 0)::integer as "closedCount"`

const source = `settlement.policy_version v left join lateral (
    select min(period) as first, max(period) as last, count(*) as count from settlement.run
    where version_id = v.version_id and kind = 'regular' and status in ('closed', 'paid')) r on true`

/** The latest first within each policy. */
export function versions(db: Database): Promise<VersionEntry[]> {
  return db.query<VersionEntry>(
    `select ${entry} from ${source} order by v.policy, v.valid_from desc nulls last, v.version_id desc`,
  )
}

/** Refuses with not_found. */
export async function versionWithDocument(
  db: Database,
  id: number,
): Promise<VersionEntry & { readonly document: string }> {
  const [row] = await db.query<VersionEntry & { document: string }>(
    `select ${entry}, v.document from ${source} where v.version_id = $1`,
    [id],
  )
  if (!row) throw new Refusal('not_found')
  return row
}

/** Settled months, the last first. */
export async function periodsOf(db: Database): Promise<{ period: string; status: string }[]> {
  return db.query(
    `select period, max(status) as status from settlement.run where kind = 'regular' group by period order by period desc`,
  )
}

/** Months a draft can be tried on: those settled, where the difference is seen, then those with money, and this one; the latest first. */
export async function trialPeriods(db: Database): Promise<string[]> {
  const rows = await db.query<{ period: string }>(
    `select period from (
       select period, true as settled from settlement.run where kind = 'regular' and period ~ '^\\d{4}-\\d{2}$'
       union all select to_char(received_on, 'YYYY-MM'), false from record.receipt where received_on <= current_date
       union all select to_char(current_date, 'YYYY-MM'), false
     ) months group by 1 order by bool_or(settled) desc, 1 desc limit 24`,
  )
  return rows.map(({ period }) => period)
}

/**
 * Says when a version ends; the next one, or none, holds from the day after. What it has closed stays closed by it, so
 * the end cannot be earlier than that. Refuses with version_end.
 */
export async function endVersion(db: Database, id: number, to: string): Promise<VersionEntry> {
  const [row] = await db.query<{ least: string | null }>(
    `select greatest(v.valid_from, max(case when r.status in ('closed', 'paid')
       then (to_date(left(r.period, 7), 'YYYY-MM') + interval '1 month - 1 day')::date end))::text as least
     from settlement.policy_version v left join settlement.run r on r.version_id = v.version_id and r.kind = 'regular'
       and r.period ~ '^\\d{4}-\\d{2}$'
     where v.version_id = $1 group by v.valid_from`,
    [id],
  )
  if (!row) throw new Refusal('not_found')
  if (row.least !== null && to < row.least) throw new Refusal('version_end', { least: row.least })
  await db.query('update settlement.policy_version set valid_to = $2::date where version_id = $1', [id, to])
  return versionWithDocument(db, id)
}
