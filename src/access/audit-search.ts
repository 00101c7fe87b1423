/** Looking things up in the audit log: who did what to what, when; who took unusually much. */
import type { Database } from '../records/database.ts'
import { Refusal } from '../records/refusal.ts'
import { actionsNamed } from './audit-actions.ts'

export interface AuditQuery {
  /** Part of what it was done to, of who did it, or of what that is called. */
  readonly q?: string | undefined
  /** Staff numbers and names in the log of those whom `q` names. */
  readonly people?: NamedPeople | undefined
  readonly actor?: readonly string[] | undefined
  readonly action?: readonly string[] | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly sort?: string | undefined
  readonly page: number
  readonly size: number
}

export interface NamedPeople {
  readonly numbers: readonly string[]
  readonly actors: readonly string[]
}

/** As the owner: who looks into the log need not see accounts. */
export async function peopleNamed(db: Database, q = ''): Promise<NamedPeople> {
  const wanted = q.trim().toLowerCase()
  if (wanted === '') return { numbers: [], actors: [] }
  const [row] = await db.query<NamedPeople>(
    `with found as (select person_no from record.person where position($1 in lower(name)) > 0 or lower(person_no) = $1)
     select array(select person_no from found) as numbers,
       array(select x from access.account a, unnest(array[a.display_name, a.sign_in_name]) x
         where a.person_no in (select person_no from found)) as actors`,
    [wanted],
  )
  return row ?? { numbers: [], actors: [] }
}

export interface AuditRow {
  readonly id: string
  readonly at: string
  readonly actor: string
  readonly action: string
  readonly subject: string
  readonly details: Readonly<Record<string, unknown>>
}

const orders: Readonly<Record<string, string>> = {
  at: 'entry_id',
  actor: 'actor',
  action: 'action',
  subject: 'subject',
}

export async function searchAudit(
  db: Database,
  { q = '', people, actor, action, from, to, sort = '-at', page, size }: AuditQuery,
): Promise<{ rows: AuditRow[]; total: number }> {
  const by = sort.replace(/^-/, '')
  const order = Object.hasOwn(orders, by) ? orders[by] : undefined
  if (!order) throw new Refusal('request_invalid', { problems: `sort: ${sort.slice(0, 40)}` })
  const direction = sort.startsWith('-') ? 'desc' : 'asc'
  const where = `where ($1 = '' or position($1 in lower(subject)) > 0
      or position($1 in lower(actor)) > 0 or action = any($6) or actor = any($8)
      or (action = 'sign-in-failed' and (position($1 in lower(details ->> 'account')) > 0 or details ->> 'account' = any($8)))
      or string_to_array(subject, ' ') && $7 or details ->> 'person' = any($7)
      or (action = 'denied' and position($1 in concat(details ->> 'verb', details ->> 'resource')) > 0)) and ($2::text[] is null or actor = any($2))
    and ($3::text[] is null or action = any($3)) and ($4::date is null or at >= $4::date)
    and ($5::date is null or at < $5::date + 1)`
  const wanted = q.trim().toLowerCase()
  const { numbers = [], actors = [] } = people ?? {}
  const params = [
    ...[wanted, actor ?? null, action ?? null, from ?? null, to ?? null],
    ...[actionsNamed(wanted), numbers, actors],
  ]
  const rows = await db.query<AuditRow>(
    `select entry_id as id, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, actor, action, subject, details
     from audit.entry ${where} order by ${order} ${direction}, entry_id desc
     limit ${Math.trunc(size)} offset ${Math.trunc((page - 1) * size)}`,
    params,
  )
  const [count] = await db.query<{ total: number }>(
    `select count(*)::int as total from audit.entry ${where}`,
    params,
  )
  return { rows, total: count?.total ?? 0 }
}

/** For the filters: everybody who is in the log, and everything that was done. */
export async function auditWords(db: Database): Promise<{ actors: string[]; actions: string[] }> {
  const [row] = await db.query<{ actors: string[]; actions: string[] }>(
    `select array(select distinct actor from audit.entry order by 1 limit 2000) as actors,
       array(select distinct action from audit.entry order by 1) as actions`,
  )
  return row ?? { actors: [], actions: [] }
}

export interface Volume {
  readonly actor: string
  readonly day: string
  readonly exports: number
  readonly looks: number
  /** Rows that left with the exports. */
  readonly rows: string
}

/** Who in the last two weeks exported, or looked at pay and personal data, as often as `count` in one day (trust 32). */
export async function unusualVolumes(db: Database, count: number): Promise<Volume[]> {
  return db.query<Volume>(
    `select actor, to_char(at, 'YYYY-MM-DD') as day, count(*) filter (where action in ('export', 'export-payroll'))::int as exports,
       count(*) filter (where action in ('look', 'reveal'))::int as looks,
       coalesce(sum(case when jsonb_typeof(details -> 'rows') = 'number' then (details ->> 'rows')::numeric end), 0)::bigint::text as rows
     from audit.entry where action in ('export', 'export-payroll', 'look', 'reveal') and at >= current_date - 13
     group by 1, 2 having count(*) >= $1::int order by 2 desc, count(*) desc limit 20`,
    [count],
  )
}
