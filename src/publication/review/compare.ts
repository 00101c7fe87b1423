/** Two months, person by person: how much moved, and which item most. */
import type { Database } from '../../records/database.ts'
import type { Settled } from '../settled.ts'
import type { Movement } from './figures.ts'
import { type PayableSql, payableSql } from './payable.ts'

interface Page {
  readonly q?: string | undefined
  readonly page: number
  readonly size: number
}

/** Everybody whose pay differs, the largest movement first; none when the policy names nothing payable. */
export async function comparePeople(
  db: Database,
  settled: Settled,
  before: Settled,
  { q, page, size }: Page,
): Promise<{ rows: Movement[]; total: number; sums: Record<string, string> }> {
  const source = payableSql(settled, before)
  if (!source) return { rows: [], total: 0, sums: {} }
  const params = [q || null]
  const [sum] = await db.query<{ total: number; sums: Record<string, string> }>(
    `select count(*)::int as total, jsonb_build_object('now', trim_scale(coalesce(sum(pay), 0))::text,
       'before', trim_scale(coalesce(sum(before), 0))::text,
       'change', trim_scale(coalesce(sum(pay), 0) - coalesce(sum(before), 0))::text) as sums
     from ${moved(source)}`,
    params,
  )
  const rows = await movements(db, source, params, `limit $2 offset $3`, [size, (page - 1) * size])
  return { rows, total: sum?.total ?? 0, sums: sum?.sums ?? {} }
}

export function largestMovements(db: Database, source: PayableSql, count = 10): Promise<Movement[]> {
  return movements(db, source, [null], 'limit $2', [count])
}

const moved = ({ sql }: PayableSql) =>
  `(${sql}) x left join record.person p using (person_no)
   where coalesce(pay, 0) <> coalesce(before, 0)
     and ($1::text is null or position(lower($1) in lower(concat_ws(' ', person_no, p.name))) > 0)`

async function movements(
  db: Database,
  source: PayableSql,
  params: readonly unknown[],
  limit: string,
  limits: readonly number[],
): Promise<Movement[]> {
  const rows = await db.query<Omit<Movement, 'item'> & { at: number }>(
    `select number, name, t.now, t.before, t.change, kind, m.at::int as at, trim_scale(m.change)::text as "itemChange"
     from (
       select person_no as number, coalesce(p.name, person_no) as name, trim_scale(pay)::text as now,
         trim_scale(before)::text as before, trim_scale(coalesce(pay, 0) - coalesce(before, 0))::text as change,
         abs(coalesce(pay, 0) - coalesce(before, 0)) as size, terms, terms_before,
         case when not there then 'new' when not here then 'gone' else 'changed' end as kind
       from ${moved(source)} order by size desc, person_no ${limit}) t
     cross join lateral (
       select at, coalesce(i.now, 0) - coalesce(i.was, 0) as change
       from unnest(t.terms, t.terms_before) with ordinality as i (now, was, at)
       order by abs(coalesce(i.now, 0) - coalesce(i.was, 0)) desc, at limit 1) m
     order by t.size desc, number`,
    [...params, ...limits],
  )
  return rows.map(({ at, ...row }) => ({ ...row, item: source.items[at - 1]?.definition.name.text ?? '' }))
}
