/** The list of contracts with what a person asks of it: the money in, and what is overdue. */
import type { Database } from '../database.ts'
import { type ListQuery, listRecords, type RecordList } from '../entry/list.ts'
import { objectOf } from './write.ts'

interface Money {
  readonly number: string
  readonly received: string
  readonly ratio: string | null
  readonly overdue: string
}

/**
 * Adds received (yuan, refunds taken off), ratio (of the turnover, at most 1) and overdue (yuan due under the payment
 * plan by `on` and not received) to each row.
 */
export async function listContracts(db: Database, query: ListQuery, on: string): Promise<RecordList> {
  const list = await listRecords(db, objectOf('contract'), query)
  if (list.rows.length === 0) return list
  const money = await db.query<Money>(moneySql, [list.rows.map((row) => row.number), on])
  const byNumber = new Map(money.map((row) => [row.number, row]))
  const rows = list.rows.map((row) => {
    const { received = '0', ratio = null, overdue = '0' } = byNumber.get(String(row.number)) ?? {}
    return { ...row, received, ratio, overdue }
  })
  return { ...list, rows }
}

/** Materialised, or PostgreSQL would look the money up again wherever it is spoken of. */
const moneySql = `with money as materialized (
    select c.contract_no, c.turnover, c.status,
      coalesce((select sum(amount) from record.receipt r where r.contract_no = c.contract_no), 0)
        - coalesce((select sum(amount) from record.refund f where f.contract_no = c.contract_no), 0) as net,
      coalesce((select sum(amount) from record.payment_plan p
        where p.contract_no = c.contract_no and p.due_on <= $2::date), 0) as due
    from record.contract c where c.contract_no = any($1::text[]))
  select contract_no as number, trim_scale(net)::text as received,
    case when turnover > 0 then trim_scale(round(least(1, greatest(0, net) / turnover), 4))::text end as ratio,
    case when status in ('已终止', '已退回') then '0' else trim_scale(greatest(0, due - net))::text end as overdue
  from money`
