/** What waits for somebody: each kind of decision or repair they may do, oldest first. */
import type { Actor } from '../../access/actor.ts'
import { scopeOf } from '../../access/actor.ts'
import { lookAs } from '../../access/as-actor.ts'
import type { Resource, Verb } from '../../access/permissions.ts'
import type { Database } from '../../records/database.ts'
import { researchHead } from '../../records/filing/requests.ts'
import type { VersionOf } from '../settled.ts'
import { owedRatings } from './owed-ratings.ts'

export const waitingKinds = [
  'problems',
  'review',
  'publish',
  'close',
  'reopen',
  'pay',
  'late',
  'adjustments',
  'raises',
  'policies',
  'ratings',
  'imports',
  'papers',
  'agree',
  'file',
  'ownCard',
  'card',
] as const

type WaitingKind = (typeof waitingKinds)[number]

export interface Waiting {
  readonly kind: WaitingKind
  /** The day it began to wait. */
  readonly since: string
  readonly count: number
  /** A month, a file, a contract: what it is about. */
  readonly about: string
  /** The number it is opened by, where that is another. */
  readonly id?: string
}

interface Source {
  readonly kind: WaitingKind
  readonly needs: readonly [Verb, Resource]
  /** Tables that may not be there yet. */
  readonly table?: string
  /** Columns since, count, about. $1 is the name decisions are signed with, $2 the person's number; both are used. */
  readonly sql: string
}

const runs = (condition: string, since: string, count = '1') => `
  select to_char(${since}, 'YYYY-MM-DD') as since, ${count} as count, period as about from settlement.run
  where kind = 'regular' and ${condition} and ($1::text is not null or $2::text is not null)`

const filings = `
  select to_char(coalesce(r.agreed_at, r.proposed_at), 'YYYY-MM-DD') as since, 1 as count, p.name as about
  from filing.request r join record.product p on p.product_code = r.product_code`

const cards = `
  select to_char(min(b.entered_at), 'YYYY-MM-DD') as since, 1 as count, p.name || ' ' || p.person_no as about
  from private.bank_card b join record.person p using (person_no)`

/** What one did oneself, somebody else decides about. */
const sources: readonly Source[] = [
  {
    kind: 'problems',
    needs: ['create', 'settlement'],
    sql: runs(`status = 'calculated' and problems > 0`, 'computed_at', 'problems'),
  },
  {
    kind: 'review',
    needs: ['approve', 'settlement'],
    sql: runs(`status = 'calculated' and problems = 0 and started_by <> $1`, 'computed_at'),
  },
  {
    kind: 'publish',
    needs: ['approve', 'settlement'],
    sql: runs(`status = 'reviewed' and started_by <> $1`, 'reviewed_at'),
  },
  {
    kind: 'close',
    needs: ['approve', 'settlement'],
    sql: runs(`status in ('published', 'soft-closed') and started_by <> $1`, 'reviewed_at'),
  },
  {
    kind: 'reopen',
    needs: ['approve', 'settlement'],
    table: 'settlement.reopening',
    sql: `select to_char(asked_at, 'YYYY-MM-DD') as since, 1 as count, period as about from settlement.reopening
      where confirmed_by is null and withdrawn_by is null and asked_by <> $1 and ($2::text is null or true)`,
  },
  {
    kind: 'pay',
    needs: ['update', 'settlement'],
    // One line for all of them: where payment is not recorded here, months pile up.
    sql: `select to_char(min(closed_at), 'YYYY-MM-DD') as since, count(*)::int as count, min(period) as about
      from settlement.run where kind = 'regular' and status = 'closed' and closed_by <> $1
        and ($2::text is null or true) having count(*) > 0`,
  },
  {
    kind: 'late',
    needs: ['create', 'settlement'],
    // Until the month was computed again in the shadow. A policy that pays nothing has nothing to adjust.
    sql: `select to_char(min(l.noted_at), 'YYYY-MM-DD') as since, sum(l.rows)::int as count, l.period as about
      from settlement.late_record l
      join settlement.run r on r.policy = l.policy and r.period = l.period and r.kind = 'regular'
      where r.status in ('closed', 'paid') and l.noted_at > r.snapshot_at
        and ($1::text is not null or $2::text is not null)
        and exists (select from settlement.ledger_entry e where e.policy = l.policy)
        and not exists (select from settlement.run s where s.version_id = r.version_id and s.period = r.period
          and s.kind = 'shadow' and s.snapshot_at > l.noted_at)
      group by l.period`,
  },
  {
    kind: 'adjustments',
    needs: ['approve', 'settlement'],
    sql: `select to_char(min(a.proposed_at), 'YYYY-MM-DD') as since, count(*)::int as count, r.period as about
      from settlement.adjustment a join settlement.run r on r.run_id = a.run_id
      where a.approved_by is null and a.proposed_by <> $1 and ($2::text is null or true) group by r.period`,
  },
  {
    kind: 'raises',
    needs: ['approve', 'score'],
    sql: `select to_char(min(entered_at), 'YYYY-MM-DD') as since, count(*)::int as count, period as about
      from record.exceptional_score where approved_by is null and proposed_by is distinct from $2
        and person_no is distinct from $2 and $1::text is not null group by period`,
  },
  {
    kind: 'policies',
    needs: ['approve', 'policy'],
    table: 'settlement.policy_draft',
    sql: `select to_char(submitted_at, 'YYYY-MM-DD') as since, 1 as count, policy || ' ' || version as about
      from settlement.policy_draft where state = 'submitted' and not $1 = any (editors || author)
        and ($2::text is null or true)`,
  },
  {
    kind: 'imports',
    needs: ['create', 'import'],
    // Theirs who brought it in: until the file came again, or was taken back.
    sql: `select to_char(f.imported_at, 'YYYY-MM-DD') as since, sum(s.rejected_rows)::int as count, f.name as about,
        f.id::text as id
      from import.file f join import.sheet s on s.file_id = f.id
      where f.imported_at > now() - interval '60 days' and f.imported_by = $1 and f.undone_at is null
        and ($2::text is null or true)
        and not exists (select from import.file later
          where later.name = f.name and later.id > f.id and later.undone_at is null)
      group by f.id, f.name, f.imported_at having sum(s.rejected_rows) > 0`,
  },
  {
    kind: 'papers',
    needs: ['read', 'contract'],
    sql: `select to_char(min(p.due_on), 'YYYY-MM-DD') as since, count(*)::int as count, c.contract_no as about
      from record.contract_paper p join record.contract c on c.contract_no = p.contract_no
      where not p.complete and p.due_on < current_date and c.status = '履行中' and c.salesperson_no = $2
        and $1::text is not null group by c.contract_no`,
  },
  {
    // M-3.1: only the head of the R&D centre agrees, and nobody to an own proposal.
    kind: 'agree',
    needs: ['update', 'filing'],
    table: 'filing.request',
    sql: `${filings} where r.state = '提议' and r.needs_agreement and r.proposed_by <> $1 and ${researchHead('$2')}`,
  },
  {
    kind: 'file',
    needs: ['approve', 'filing'],
    table: 'filing.request',
    sql: `${filings} where (r.state = '研发同意' or r.state = '提议' and not r.needs_agreement) and r.proposed_by <> $1
      and r.agreed_by is distinct from $1 and ($2::text is null or true)`,
  },
  {
    // Trust 20: told here, which no mailbox is needed for, until they say that they have seen it.
    kind: 'ownCard',
    needs: ['read', 'personal'],
    sql: `${cards} where b.person_no = $2 and b.person_seen_at is null and b.stopped_at is null and $1::text is not null group by 3`,
  },
  {
    kind: 'card',
    needs: ['approve', 'personal'],
    sql: `${cards} where b.finance_seen_at is null and b.stopped_at is null and b.entered_by <> $1
      and b.person_no is distinct from $2 group by 3`,
  },
]

const most = 60

/** Every question is asked as the person, so that what is not theirs to see is not theirs to do either. */
export async function waitingFor(db: Database, versionOf: VersionOf, actor: Actor): Promise<Waiting[]> {
  const own = sources.filter(({ needs: [verb, resource] }) => scopeOf(actor, verb, resource))
  const found = await lookAs(db, actor, async (mine) => {
    const waiting: Waiting[] = []
    for (const { kind, table, sql } of own) {
      if (table !== undefined && !(await isThere(mine, table))) continue
      const rows = await mine.query<Omit<Waiting, 'kind'>>(sql, [actor.name, actor.person])
      waiting.push(...rows.map((row) => ({ kind, ...row })))
    }
    return waiting
  })
  found.push(...(await owedRatings(db, versionOf, actor)))
  return found.sort((a, b) => a.since.localeCompare(b.since)).slice(0, most)
}

async function isThere(mine: Database, table: string): Promise<boolean> {
  const [row] = await mine.query<{ there: boolean }>(
    `select coalesce(has_table_privilege(to_regclass($1), 'select'), false) as there`,
    [table],
  )
  return row?.there === true
}
