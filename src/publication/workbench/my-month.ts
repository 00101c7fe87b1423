/** My month so far: what it comes to now, what may still be added, and which contracts have money to come. */
import type { Actor } from '../../access/actor.ts'
import { lookAs } from '../../access/as-actor.ts'
import type { Period } from '../../language/index.ts'
import type { Database } from '../../records/database.ts'
import { partitionOf } from '../../settlement/run.ts'
import type { RunStatus } from '../../settlement/states.ts'
import { type Settled, settledIn, settledPeriods, type VersionOf } from '../settled.ts'
import { commissionOf } from '../totals.ts'

export interface Month {
  readonly period: string
  readonly status: RunStatus
  readonly payable: string | null
  readonly commission: string | null
}

/**
 * If the instalments that are due by the end of the month and not paid yet came in, at what the money of the last
 * months earned: from `low`, nothing more, to `high`, all of it.
 */
export interface Forecast {
  readonly low: string
  readonly high: string
  /** What is due and not paid. */
  readonly open: string
  /** Commission per yuan received in the months before. */
  readonly rate: string
  readonly months: number
}

export interface ContractToCome {
  readonly contract: string
  readonly customer: string
  /** By its payment plan; null when it has none and only the turnover is known. */
  readonly nextOn: string | null
  readonly late: boolean
  readonly next: string | null
  readonly open: string
}

export interface MyMonth {
  readonly month: Month
  readonly before: Month | null
  readonly forecast: Forecast | null
  readonly contracts: readonly ContractToCome[]
}

const lookedBack = 6

/** Null for whoever has no statement. */
export async function myMonth(db: Database, versionOf: VersionOf, actor: Actor): Promise<MyMonth | null> {
  const { person } = actor
  if (person === null) return null
  const months: { readonly month: Month; readonly period: Period }[] = []
  for (const { period } of (await settledPeriods(db))
    .filter(({ period: { length } }) => length === 'month')
    .reverse()) {
    if (months.length > lookedBack) break
    const settled = await settledIn(db, versionOf, period.name)
    const month = await lookAs(db, actor, (mine) => monthOf(mine, settled, person), { on: period.last })
    if (month) months.push({ month, period })
    else if (months.length > 0) break
  }
  const [latest, ...earlier] = months
  if (!latest) return null
  const forecast = await lookAs(db, actor, (mine) =>
    forecastOf(
      mine,
      person,
      latest.month,
      latest.period,
      earlier.map(({ month }) => month),
    ),
  )
  return {
    month: latest.month,
    before: earlier[0]?.month ?? null,
    forecast,
    contracts: await lookAs(db, actor, (mine) => moneyToCome(mine, person)),
  }
}

async function monthOf(
  mine: Database,
  { run, version }: Settled,
  person: string,
): Promise<Month | undefined> {
  const { payable } = version.program
  if (!payable) return undefined
  const commission = commissionOf(version.program)
  const [row] = await mine.query<{ payable: string | null; commission: string | null }>(
    `select trim_scale("${payable.id}")::text as payable,
       ${commission ? `trim_scale("${commission.id}")::text` : 'null::text'} as commission
     from ${partitionOf(run, payable.object)} where "K1" = $1`,
    [person],
  )
  return row && { period: run.period, status: run.status, ...row }
}

const open = `
  select p.contract_no, p.due_on, p.amount,
    greatest(0, sum(p.amount) over (partition by p.contract_no order by p.due_on, p.instalment_no)
      - coalesce(r.received, 0)) as short
  from record.payment_plan p
  join record.contract c on c.contract_no = p.contract_no and c.status = '履行中'
  left join (select contract_no, sum(amount) as received from record.receipt group by 1) r on r.contract_no = p.contract_no
  where c.salesperson_no = $1 or exists (select from record.credit_share s where s.contract_no = c.contract_no and s.person_no = $1)`

/** The share of a contract that is this person's own. */
const share = `coalesce((select share from record.credit_share s where s.contract_no = o.contract_no and s.person_no = $1), 1)`

async function forecastOf(
  mine: Database,
  person: string,
  month: Month,
  period: Period,
  earlier: readonly Month[],
): Promise<Forecast | null> {
  const known = earlier.filter(({ commission }) => commission !== null)
  const final = month.status !== 'calculated' && month.status !== 'reviewed'
  if (final || month.commission === null || known.length === 0) return null
  const [row] = await mine.query<Omit<Forecast, 'months'>>(
    `with due as (
       select coalesce(sum(least(amount, short) * ${share}), 0) as open from (${open}) o where due_on <= $2::date
     ), past as (
       select sum(r.amount * ${share.replaceAll('o.', 'r.')}) as received from record.receipt r
       join record.contract c on c.contract_no = r.contract_no
       where to_char(r.received_on, 'YYYY-MM') = any($3::text[]) and (c.salesperson_no = $1
         or exists (select from record.credit_share s where s.contract_no = c.contract_no and s.person_no = $1))
     ), earned as (
       select greatest(sum(amount::numeric), 0) as commission from unnest($4::text[]) as e (amount)
     )
     select trim_scale($5::numeric)::text as low, round($5::numeric + open * commission / received, 2)::text as high,
       trim_scale(round(open, 2))::text as open, round(commission / received, 4)::text as rate
     from due, past, earned where received > 0`,
    [
      person,
      period.last,
      known.map(({ period: name }) => name),
      known.map(({ commission }) => commission ?? '0'),
      month.commission,
    ],
  )
  return row ? { ...row, months: known.length } : null
}

async function moneyToCome(mine: Database, person: string): Promise<ContractToCome[]> {
  return mine.query<ContractToCome>(
    `select c.contract_no as contract, k.name as customer, n.due_on::text as "nextOn",
       coalesce(n.due_on < current_date, false) as late, trim_scale(least(n.amount, n.short))::text as next,
       trim_scale(c.turnover - coalesce(r.received, 0))::text as open
     from record.contract c join record.customer k on k.customer_code = c.customer_code
     left join (select contract_no, sum(amount) as received from record.receipt group by 1) r on r.contract_no = c.contract_no
     left join lateral (select * from (${open}) o where o.contract_no = c.contract_no and o.short > 0
       order by o.due_on limit 1) n on true
     where c.status = '履行中' and c.turnover > coalesce(r.received, 0) and (c.salesperson_no = $1
       or exists (select from record.credit_share s where s.contract_no = c.contract_no and s.person_no = $1))
     order by n.due_on nulls last, c.contract_no limit 8`,
    [person],
  )
}
