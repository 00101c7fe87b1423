/** The ledger as people read it: entries of one person or month, and what is owed now. A balance is always a sum. */
import type { Database } from '../records/database.ts'

export interface LedgerEntry {
  readonly entry: string
  readonly policy: string
  readonly number: string
  readonly name: string
  readonly period: string
  readonly account: 'payable' | 'carried'
  readonly kind: 'earned' | 'adjusted' | 'carried' | 'paid' | 'reversed'
  readonly amount: string
  readonly enteredBy: string
  readonly enteredAt: string
}

export interface LedgerQuery {
  /** Part of a name or number. */
  readonly q?: string | undefined
  readonly person?: string | undefined
  readonly period?: string | undefined
  readonly page: number
  readonly size: number
}

export interface LedgerPage {
  readonly rows: readonly LedgerEntry[]
  readonly total: number
  readonly sums: Readonly<Record<string, string>>
}

const where = `($1::text is null or position(lower($1) in lower(concat_ws(' ', e.person_no, p.name))) > 0)
  and ($2::text is null or e.person_no = $2) and ($3::text is null or e.period = $3)`

export async function ledgerEntries(db: Database, query: LedgerQuery): Promise<LedgerPage> {
  const params = [query.q || null, query.person ?? null, query.period ?? null]
  const from = 'from settlement.ledger_entry e join record.person p using (person_no)'
  const [sum] = await db.query<{ total: number; amount: string }>(
    `select count(*)::int as total, trim_scale(coalesce(sum(e.amount), 0))::text as amount ${from} where ${where}`,
    params,
  )
  const rows = await db.query<LedgerEntry>(
    `select e.entry_id::text as entry, e.policy, e.person_no as number, p.name, e.period, e.account, e.kind,
       trim_scale(e.amount)::text as amount, e.entered_by as "enteredBy", e.entered_at as "enteredAt"
     ${from} where ${where} order by e.entry_id desc limit $4 offset $5`,
    [...params, query.size, (query.page - 1) * query.size],
  )
  return { rows, total: sum?.total ?? 0, sums: { amount: sum?.amount ?? '0' } }
}

export interface Balance {
  readonly number: string
  readonly name: string
  readonly payable: string
  readonly carried: string
  readonly paid: string
}

/** Per person: still owed, carried forward (negative), and paid so far. */
export async function ledgerBalances(
  db: Database,
  query: LedgerQuery,
): Promise<{ rows: readonly Balance[]; total: number; sums: Readonly<Record<string, string>> }> {
  const params = [query.q || null, query.person ?? null, query.period ?? null]
  const balances = `select e.person_no as number, p.name,
      coalesce(sum(e.amount) filter (where account = 'payable'), 0) as payable,
      coalesce(sum(e.amount) filter (where account = 'carried'), 0) as carried,
      coalesce(-sum(e.amount) filter (where kind = 'paid'), 0) as paid
    from settlement.ledger_entry e join record.person p using (person_no) where ${where} group by 1, 2`
  const [sum] = await db.query<{ total: number; sums: Record<string, string> }>(
    `select count(*)::int as total, jsonb_build_object('payable', trim_scale(coalesce(sum(payable), 0))::text,
       'carried', trim_scale(coalesce(sum(carried), 0))::text, 'paid', trim_scale(coalesce(sum(paid), 0))::text) as sums
     from (${balances}) b`,
    params,
  )
  const rows = await db.query<Balance>(
    `select number, name, trim_scale(payable)::text as payable, trim_scale(carried)::text as carried, trim_scale(paid)::text as paid
     from (${balances}) b order by abs(payable) desc, number limit $4 offset $5`,
    [...params, query.size, (query.page - 1) * query.size],
  )
  return { rows, total: sum?.total ?? 0, sums: sum?.sums ?? {} }
}
