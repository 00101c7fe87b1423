/** A contract with everything that belongs to it, as the caller's row-level security lets it be seen. */
import type { Database } from '../database.ts'
import { Refusal } from '../refusal.ts'

type Row = Record<string, string | number | boolean | null>

export interface ContractFile {
  readonly contract: Row
  readonly lines: readonly Row[]
  readonly concessions: readonly Row[]
  readonly shares: readonly Row[]
  readonly plan: readonly Row[]
  readonly recognitions: readonly Row[]
  readonly papers: readonly Row[]
  readonly acceptances: readonly Row[]
  readonly receipts: readonly Row[]
  readonly refunds: readonly Row[]
  readonly returns: readonly Row[]
  readonly complaints: readonly Row[]
  /** The contract that came of this trial, or the trial this contract came of. */
  readonly related: readonly Row[]
  /** Money that counts (M-4.4), day by day: amount so far and its share of the turnover, at most 1. */
  readonly collected: readonly Row[]
}

/** Rows may be corrected by what identifies them; the version says which state of a row was read. */
const version = (alias: string) =>
  `to_char(${alias}.entered_at, 'YYYY-MM-DD HH24:MI:SS.US') as version, ${alias}.entered_by`

const contractSql = `select c.contract_no, c.kind, c.customer_code, k.name as customer_name, c.unit_code, u.name as unit_name,
    c.salesperson_no, p.name as salesperson_name, c.signed_on, trim_scale(c.turnover)::text as turnover,
    trim_scale(c.retention)::text as retention, c.retention_due_on, c.trial_contract_no, c.trial_ends_on, c.status, c.ended_on,
    trim_scale(coalesce((select sum(amount) from record.receipt r where r.contract_no = c.contract_no), 0))::text as received,
    trim_scale(coalesce((select sum(amount) from record.refund r where r.contract_no = c.contract_no), 0))::text as refunded,
    ${version('c')}, f.name as file, c.source_row
  from record.contract c
  left join record.customer k on k.customer_code = c.customer_code
  left join record.unit u on u.unit_code = c.unit_code
  left join record.person p on p.person_no = c.salesperson_no
  left join import.file f on f.id = c.import_id
  where c.contract_no = $1`

/** The price and the filing in force on the signing date (M-4.3, M-2.2), and what stands above the price. */
const linesSql = `select x.line_no, x.product_code, d.name as product_name, d.category, trim_scale(x.quantity)::text as quantity,
    trim_scale(x.unit_price)::text as unit_price, trim_scale(x.amount)::text as amount, trim_scale(b.price)::text as base_price,
    trim_scale((x.unit_price - b.price) * x.quantity)::text as above_base,
    case when b.price > 0 then trim_scale(round((x.unit_price - b.price) / b.price, 6))::text end as above_rate,
    f.product_code is not null as filed,
    exists (select from record.concession n where n.contract_no = x.contract_no and n.line_no = x.line_no) as conceded, ${version('x')}
  from record.contract_line x join record.contract c on c.contract_no = x.contract_no
  left join record.product d on d.product_code = x.product_code
  left join record.base_price b on b.product_code = x.product_code
    and b.valid_from <= c.signed_on and (b.valid_to is null or b.valid_to > c.signed_on)
  left join record.catalogue_filing f on f.product_code = x.product_code and f.status = '已备案'
    and f.filed_on <= c.signed_on and (f.expires_on is null or f.expires_on > c.signed_on)
  where x.contract_no = $1 order by x.line_no`

/** What is due by a day has been received when the money so far covers it, the earliest instalment first. */
const planSql = `select x.instalment_no, x.due_on, trim_scale(x.amount)::text as amount, x.kind,
    trim_scale(least(x.amount, greatest(0, money.net - sum(x.amount) over (order by x.due_on, x.instalment_no) + x.amount)))::text as received,
    ${version('x')}
  from record.payment_plan x, (select coalesce((select sum(amount) from record.receipt where contract_no = $1), 0)
    - coalesce((select sum(amount) from record.refund where contract_no = $1), 0) as net) money
  where x.contract_no = $1 order by x.due_on, x.instalment_no`

const collectedSql = `select day, trim_scale(sum(amount) over (order by day))::text as amount,
    case when turnover > 0 then trim_scale(round(least(1, greatest(0, sum(amount) over (order by day)) / turnover), 4))::text end as ratio
  from (
    select day, sum(amount) as amount from (
      select counted_on as day, amount from record.receipt where contract_no = $1 and counted_on is not null
      union all
      select f.refunded_on, -f.amount from record.refund f left join record.receipt r using (contract_no, receipt_no)
        where f.contract_no = $1 and (f.receipt_no is null or r.counted_on is not null)
    ) moves group by day
  ) days, (select turnover from record.contract where contract_no = $1) c order by day`

const parts: Readonly<Record<Exclude<keyof ContractFile, 'contract'>, string>> = {
  lines: linesSql,
  concessions: `select x.line_no, x.item_no, x.content, ${version('x')} from record.concession x where contract_no = $1 order by 1, 2`,
  shares: `select x.person_no, p.name, trim_scale(x.share)::text as share, ${version('x')}
    from record.credit_share x left join record.person p using (person_no) where contract_no = $1 order by x.share desc, 1`,
  plan: planSql,
  recognitions: `select x.instalment_no, x.from_on, x.to_on, x.recognised_on, trim_scale(x.amount)::text as amount, ${version('x')}
    from record.recognition x where contract_no = $1 order by 1`,
  papers: `select x.name, x.due_on, x.complete, x.submitted_on, ${version('x')}
    from record.contract_paper x where contract_no = $1 order by x.due_on, x.name`,
  acceptances: `select x.acceptance_no, x.accepted_on, x.kind, ${version('x')}
    from record.acceptance x where contract_no = $1 order by x.accepted_on`,
  receipts: `select x.receipt_no, x.received_on, x.counted_on, trim_scale(x.amount)::text as amount, x.kind, ${version('x')},
      f.name as file, x.source_row
    from record.receipt x left join import.file f on f.id = x.import_id where contract_no = $1 order by x.received_on, x.receipt_no`,
  refunds: `select x.refund_no, x.refunded_on, trim_scale(x.amount)::text as amount, x.reason, x.receipt_no, ${version('x')}
    from record.refund x where contract_no = $1 order by x.refunded_on`,
  returns: `select x.return_no, x.line_no, x.returned_on, trim_scale(x.quantity)::text as quantity, trim_scale(x.amount)::text as amount, ${version('x')}
    from record.goods_return x where contract_no = $1 order by x.returned_on`,
  complaints: `select x.complaint_no, x.complained_on, x.justified, x.judged_on, x.content, x.person_no
    from record.complaint x where contract_no = $1 order by x.complained_on`,
  related: `select c.contract_no, c.kind, c.signed_on, c.status from record.contract c
    where c.trial_contract_no = $1 or c.contract_no = (select trial_contract_no from record.contract where contract_no = $1) order by 3`,
  collected: collectedSql,
}

/** Refuses with not_found, also for a contract out of reach. */
export async function readContract(db: Database, number: string): Promise<ContractFile> {
  const [contract] = await db.query<Row>(contractSql, [number])
  if (!contract) throw new Refusal('not_found')
  const rows = (part: keyof typeof parts) => db.query<Row>(parts[part], [number])
  return {
    contract,
    lines: await rows('lines'),
    concessions: await rows('concessions'),
    shares: await rows('shares'),
    plan: await rows('plan'),
    recognitions: await rows('recognitions'),
    papers: await rows('papers'),
    acceptances: await rows('acceptances'),
    receipts: await rows('receipts'),
    refunds: await rows('refunds'),
    returns: await rows('returns'),
    complaints: await rows('complaints'),
    related: await rows('related'),
    collected: await rows('collected'),
  }
}

export interface PriceInForce {
  readonly name: string
  readonly category: string
  /** Yuan; null where none is in force. */
  readonly price: string | null
  readonly filed: boolean
}

/** What a new line would be held against: the base price and the filing of a product on a day. */
export async function priceInForce(db: Database, product: string, on: string): Promise<PriceInForce> {
  const [row] = await db.query<PriceInForce>(
    `select d.name, d.category, trim_scale(b.price)::text as price, f.product_code is not null as filed
     from record.product d
     left join record.base_price b on b.product_code = d.product_code
       and b.valid_from <= $2::date and (b.valid_to is null or b.valid_to > $2::date)
     left join record.catalogue_filing f on f.product_code = d.product_code and f.status = '已备案'
       and f.filed_on <= $2::date and (f.expires_on is null or f.expires_on > $2::date)
     where d.product_code = $1`,
    [product, on],
  )
  if (!row) throw new Refusal('not_found')
  return row
}
