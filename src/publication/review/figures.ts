/** What an approver looks at before signing: totals against the month before, what moved most and why, how pay is spread. */
import type { Database } from '../../records/database.ts'
import type { Settled } from '../settled.ts'
import { largestMovements } from './compare.ts'
import { type PayableSql, payableSql } from './payable.ts'

/** Amounts are decimal text in yuan. */
export interface Totals {
  readonly people: number
  readonly payable: string
  readonly average: string
  readonly before: { readonly period: string; readonly people: number; readonly payable: string } | null
  /** Against the month before; null without one. */
  readonly change: string | null
  readonly changePercent: string | null
  readonly items: readonly ItemTotal[]
}

export interface ItemTotal {
  readonly name: string
  readonly amount: string
  readonly change: string | null
}

export interface Movement {
  readonly number: string
  readonly name: string
  readonly now: string | null
  readonly before: string | null
  readonly change: string
  /** Somebody new, somebody gone, or somebody of both months. */
  readonly kind: 'new' | 'gone' | 'changed'
  /** The item that moved most, which is why. */
  readonly item: string
  readonly itemChange: string
}

export interface Bucket {
  readonly from: string
  readonly to: string
  readonly people: number
  readonly before: number
}

export interface Figures {
  readonly totals: Totals
  readonly movements: readonly Movement[]
  readonly distribution: readonly Bucket[]
}

/** Undefined when the policy names nothing payable. */
export async function figuresOf(
  db: Database,
  settled: Settled,
  before: Settled | undefined,
): Promise<Figures | undefined> {
  const source = payableSql(settled, before)
  if (!source) return undefined
  return {
    totals: await totals(db, source, before),
    movements: before ? await largestMovements(db, source) : [],
    distribution: await distribution(db, source),
  }
}

async function totals(db: Database, source: PayableSql, before: Settled | undefined): Promise<Totals> {
  const [row] = await db.query<Omit<Totals, 'items' | 'before'> & { was: number; payable_before: string }>(
    `select count(*) filter (where here)::int as people, trim_scale(coalesce(sum(pay), 0))::text as payable,
       coalesce(round(avg(pay), 2), 0)::text as average, count(*) filter (where there)::int as was,
       trim_scale(coalesce(sum(before), 0))::text as payable_before,
       trim_scale(coalesce(sum(pay), 0) - coalesce(sum(before), 0))::text as change,
       round((coalesce(sum(pay), 0) - coalesce(sum(before), 0)) * 100 / nullif(abs(sum(before)), 0), 1)::text as "changePercent"
     from (${source.sql}) x`,
  )
  if (!row) throw new Error('no row')
  const { was, payable_before, ...rest } = row
  const items = await db.query<{ amount: string; change: string }>(
    `select trim_scale(coalesce(sum(now), 0))::text as amount,
       trim_scale(coalesce(sum(now), 0) - coalesce(sum(was), 0))::text as change
     from (${source.sql}) x, unnest(terms, terms_before) with ordinality as t (now, was, at) group by at order by at`,
  )
  return {
    ...rest,
    change: before ? rest.change : null,
    before: before ? { period: before.period.name, people: was, payable: payable_before } : null,
    items: items.map(({ amount, change }, at) => ({
      name: source.items[at]?.definition.name.text ?? '',
      amount,
      change: before ? change : null,
    })),
  }
}

/** Buckets of a round width (1, 2 or 5 times a power of ten), a dozen or so, of both months. */
async function distribution(db: Database, { sql }: PayableSql): Promise<Bucket[]> {
  return db.query<Bucket>(
    `with x as (${sql}), v as (select pay, 1 as now from x where pay is not null union all
       select before, 0 from x where before is not null),
     r as (select min(pay) as low, max(pay) as high, greatest(max(pay) - min(pay), 1) / 12 as raw from v),
     m as (select *, power(10::numeric, floor(log(raw))) as unit from r),
     w as (select *, unit * case when raw <= unit then 1 when raw <= 2 * unit then 2 when raw <= 5 * unit then 5 else 10 end as width from m),
     b as (select generate_series(floor(low / width)::bigint, floor(high / width)::bigint) as at, width from w)
     select trim_scale(b.at * b.width)::text as "from", trim_scale((b.at + 1) * b.width)::text as "to",
       coalesce(sum(v.now), 0)::int as people, (count(v.now) - coalesce(sum(v.now), 0))::int as before
     from b left join v on floor(v.pay / b.width) = b.at group by b.at, b.width order by b.at`,
  )
}
