/**
 * What may be right and more often is a slip: said while it is entered, and taken all the same. What cannot be right is
 * refused by the tables (migrations, rules.ts).
 */
import type { Database } from '../database.ts'
import type { Rule } from '../rules/shared.ts'

type Row = Readonly<Record<string, unknown>>

interface Contract {
  readonly signed_on: string
  readonly turnover: string
  readonly early: boolean | null
  /** Receipts with this one. */
  readonly received: string
  readonly more: boolean
}

/** The day on which each happened; a contract may be signed some days ahead. */
const days: Readonly<Record<string, readonly [column: string, ...rule: Rule]>> = {
  contract: ['signed_on', '签订日', 'The signing'],
  receipt: ['received_on', '收款日', 'The receipt'],
  acceptance: ['accepted_on', '验收日', 'The acceptance'],
  refund: ['refunded_on', '退款日', 'The refund'],
  goods_return: ['returned_on', '退货日', 'The return'],
}

const yuan = 'FM999,999,999,999,990.00'

/** By columns, as far as they are filled in; `key` is that of the row it replaces. Reads as whoever asks may read. */
export async function doubtsOf(
  db: Database,
  object: string,
  row: Row,
  key: readonly string[] = [],
): Promise<Rule[]> {
  if (object === 'base_price' && Number(row.price) === 0 && row.price !== '' && row.price !== null)
    return [
      ['基准价是 0：按它算，什么单价都高出基准价', 'The base price is 0: any unit price would be above it'],
    ]
  const day = days[object]
  if (!day) return []
  const [column, what, whatEnglish] = day
  const ahead = await yearAhead(db, row[column])
  return [
    ...(ahead
      ? [
          [
            `${what} ${ahead} 在一年以后，请核对年份`,
            `${whatEnglish} is on ${ahead}, more than a year from now: check the year`,
          ] as const,
        ]
      : []),
    ...(object !== 'contract' && row.contract_no
      ? await besideContract(db, { object, row, key, column, what, whatEnglish })
      : []),
  ]
}

/** The day as it reads, if it is more than a year from today. */
async function yearAhead(db: Database, day: unknown): Promise<string | undefined> {
  const [row] = await db.query<{ day: string }>(
    `select $1::date::text as day where $1::date > current_date + interval '1 year'`,
    [day || null],
  )
  return row?.day
}

interface Beside {
  readonly object: string
  readonly row: Row
  readonly key: readonly string[]
  readonly column: string
  readonly what: string
  readonly whatEnglish: string
}

/** What it says against the contract it belongs to. */
async function besideContract(
  db: Database,
  { object, row, key, column, what, whatEnglish }: Beside,
): Promise<Rule[]> {
  const [contract] = await db.query<Contract>(
    `select c.signed_on::text, to_char(c.turnover, $5) as turnover, $2::date < c.signed_on as early,
       to_char(r.sum, $5) as received, r.sum > c.turnover as more
     from record.contract c, lateral (
       select coalesce($3::numeric, 0) + coalesce(sum(amount), 0) as sum from record.receipt
       where contract_no = c.contract_no and receipt_no is distinct from $4
     ) r where c.contract_no = $1`,
    [
      row.contract_no,
      row[column] || null,
      object === 'receipt' ? row.amount || null : null,
      key[1] ?? null,
      yuan,
    ],
  )
  if (!contract) return []
  const { signed_on, turnover, early, received, more } = contract
  return [
    ...(early
      ? [
          [
            `${what}早于合同的签订日 ${signed_on}`,
            `${whatEnglish} is before the contract was signed on ${signed_on}`,
          ] as const,
        ]
      : []),
    ...(object === 'receipt' && more
      ? [
          [
            `连同这一笔，这份合同的回款是 ${received} 元，超过营业额 ${turnover} 元`,
            `With this one, the contract’s receipts come to ${received} yuan, more than its turnover of ${turnover} yuan`,
          ] as const,
        ]
      : []),
  ]
}
