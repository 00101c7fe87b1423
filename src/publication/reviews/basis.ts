/** What a person's indicators are computed from, record by record, as far as the reader may see them. M-5.1. */
import type { Database } from '../../records/database.ts'
import { contract, contractPaper, paymentPlan } from '../../records/vocabulary/contracts.ts'
import { complaint } from '../../records/vocabulary/customers.ts'
import { goodsReturn, receipt, refund } from '../../records/vocabulary/payments.ts'
import type { ReviewMonth } from './month.ts'
import { dated } from './people.ts'

export interface PaperRow {
  readonly contract: string
  readonly customer: string
  readonly required: number
  readonly present: number
  /** Names of the papers still missing. */
  readonly missing: readonly string[]
}

export interface ComplaintRow {
  readonly number: string
  readonly customer: string
  readonly judgedOn: string
  readonly content: string | null
}

/** Amounts are decimal text in yuan. */
export interface MoneyRow {
  readonly contract: string
  readonly customer: string
  readonly due: string
  /** Returned goods are no longer due. */
  readonly returned: string
  readonly received: string
}

export interface Basis {
  readonly papers: readonly PaperRow[]
  readonly complaints: readonly ComplaintRow[]
  readonly customers: readonly { readonly code: string; readonly name: string }[]
  readonly money: readonly MoneyRow[]
  readonly moneyTotal: { readonly due: string; readonly returned: string; readonly received: string }
}

/** As the actor. */
export async function basis(db: Database, month: ReviewMonth, person: string): Promise<Basis> {
  const { rows, sum } = await moneyOf(db, month, person)
  return {
    papers: await papersOf(db, month, person),
    complaints: await complaintsOf(db, month, person),
    customers: await customersOf(db, month, person),
    money: rows,
    moneyTotal: sum,
  }
}

function papersOf(db: Database, month: ReviewMonth, person: string): Promise<PaperRow[]> {
  return db.query<PaperRow>(
    `select c.contract_no as contract, coalesce(k.name, c.customer_code) as customer, count(*)::int as required,
       (count(*) filter (where p.complete))::int as present,
       coalesce(array_agg(p.name order by p.name) filter (where not p.complete), '{}') as missing
     from ${dated(contractPaper.source, month)} p join ${dated(contract.source, month)} c using (contract_no)
     left join record.customer k on k.customer_code = c.customer_code
     where c.salesperson_no = $1 and p.due_on <= $2::date group by 1, 2
     order by count(*) filter (where not p.complete) desc, 1`,
    [person, month.period.last],
  )
}

function complaintsOf(db: Database, month: ReviewMonth, person: string): Promise<ComplaintRow[]> {
  return db.query<ComplaintRow>(
    `select x.complaint_no as number, coalesce(k.name, x.customer_code) as customer, coalesce(x.judged_on, x.complained_on)::text as "judgedOn",
       b.content
     from ${dated(complaint.source, month)} x join record.complaint b using (complaint_no)
     left join record.customer k on k.customer_code = x.customer_code
     where x.person_no = $1 and x.justified
       and coalesce(x.judged_on, x.complained_on) between $2::date and $3::date order by 3, 1`,
    [person, month.period.first, month.period.last],
  )
}

function customersOf(db: Database, month: ReviewMonth, person: string) {
  return db.query<{ code: string; name: string }>(
    `select distinct c.customer_code as code, coalesce(k.name, c.customer_code) as name from ${dated(contract.source, month)} c
     left join record.customer k on k.customer_code = c.customer_code
     where c.salesperson_no = $1 and c.status = '履行中' order by 2`,
    [person],
  )
}

async function moneyOf(db: Database, month: ReviewMonth, person: string) {
  const per = (source: string, condition = 'true') =>
    `coalesce((select sum(x.amount) from ${dated(source, month)} x where x.contract_no = c.contract_no and ${condition}), 0)`
  const source = `select c.contract_no as contract, coalesce(k.name, c.customer_code) as customer,
      ${per(paymentPlan.source, `x.due_on <= date '${month.period.last}'`)} as due,
      ${per(goodsReturn.source)} as returned,
      ${per(receipt.source)} - ${per(refund.source)} as received
    from ${dated(contract.source, month)} c left join record.customer k on k.customer_code = c.customer_code
    where c.salesperson_no = $1 and c.status in ('履行中', '已完成')`
  const rows = await db.query<MoneyRow>(
    `select contract, customer, due::text as due, returned::text as returned, received::text as received from (${source}) x
     where due <> 0 or received <> 0 order by x.due - x.returned - x.received desc, 1`,
    [person],
  )
  const [sum] = await db.query<Basis['moneyTotal']>(
    `select coalesce(sum(due), 0)::text as due, coalesce(sum(returned), 0)::text as returned,
       coalesce(sum(received), 0)::text as received from (${source}) x`,
    [person],
  )
  return { rows, sum: sum ?? { due: '0', returned: '0', received: '0' } }
}
