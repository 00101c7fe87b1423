/**
 * From which day on a record, or a change to it, is seen: the first closed period that ends on or after that day would
 * have come out differently (X-3). Written as SQL over rows in jsonb, so that a form can ask before anything is stored.
 */
import { bookkeeping } from '../../records/import/target.ts'

interface Telling {
  /** Columns with the day of the row itself; the latest counts. */
  readonly days: readonly string[]
  /** What belongs to a contract is not seen before the contract was signed. */
  readonly ofContract?: true
  /** Columns that say how it went on, and the one with the day they hold from: a status, an end, a judgement. */
  readonly later?: { readonly columns: readonly string[]; readonly day: string }
}

const ended = { days: ['valid_from'], later: { columns: ['valid_to'], day: 'valid_to' } } as const

/** By object; customers, products and units are not of a month. */
const tellings: Readonly<Record<string, Telling>> = {
  unit_placement: ended,
  assignment: ended,
  fixed_pay: ended,
  base_price: ended,
  team_membership: ended,
  team: {
    days: ['formed_on'],
    later: { columns: ['dissolved_on', 'merged_into', 'merged_on'], day: 'dissolved_on' },
  },
  person: { days: ['hired_on'], later: { columns: ['left_on', 'name', 'workplace'], day: 'left_on' } },
  catalogue_filing: { days: ['filed_on'], later: { columns: ['expires_on'], day: 'expires_on' } },
  contract: { days: ['signed_on'], later: { columns: ['status', 'ended_on'], day: 'ended_on' } },
  contract_line: { days: [], ofContract: true },
  concession: { days: [], ofContract: true },
  credit_share: { days: [], ofContract: true },
  payment_plan: { days: ['due_on'], ofContract: true },
  recognition: { days: ['recognised_on'], ofContract: true },
  contract_paper: {
    days: ['due_on'],
    ofContract: true,
    later: { columns: ['complete', 'submitted_on'], day: 'submitted_on' },
  },
  acceptance: { days: ['accepted_on'], ofContract: true },
  receipt: { days: ['received_on'], ofContract: true },
  refund: { days: ['refunded_on'], ofContract: true },
  goods_return: { days: ['returned_on'], ofContract: true },
  complaint: {
    days: ['complained_on'],
    later: { columns: ['justified', 'judged_on'], day: 'judged_on' },
  },
  monthly_score: { days: ['period'] },
  exceptional_score: { days: ['period'] },
  cooperation_rating: { days: ['period'] },
  work_record: { days: ['period'] },
}

/** Days kept beside a receipt, which follow from other records (migration 0300). */
const derived = ['visible_on', 'counted_on']

/**
 * SQL of a day, null for what no month sees. `before` and `after` are SQL of jsonb; null before is a new row, null after
 * one that was taken away. Undefined for objects that are of no month.
 */
export function toldOn(object: string, before: string, after: string): string | undefined {
  const telling = tellings[object]
  if (!telling) return undefined
  const own = `least(${dayOf(telling, before)}, ${dayOf(telling, after)})`
  const without = (row: string, columns: readonly string[]) =>
    `${row} - array[${columns.map((column) => `'${column}'`).join(', ')}]`
  const same = (columns: readonly string[]) => `${without(before, columns)} = ${without(after, columns)}`
  const ignored = [...bookkeeping, ...derived]
  const { later } = telling
  const went = later
    ? `when ${same([...ignored, ...later.columns])} then least((${before} ->> '${later.day}')::date, (${after} ->> '${later.day}')::date)`
    : ''
  return `case when ${same(ignored)} then null::date ${went} else ${own} end`
}

/** Null when the row is, or has none of its days. A month (2026-10) counts by its first day. */
function dayOf({ days, ofContract }: Telling, row: string): string {
  const parts = days.map((column) =>
    column === 'period' ? `to_date(${row} ->> 'period', 'YYYY-MM')` : `(${row} ->> '${column}')::date`,
  )
  if (!ofContract) return parts[0] ?? 'null::date'
  const signed = `(select c.signed_on from record.contract c where c.contract_no = ${row} ->> 'contract_no')`
  const [own] = parts
  return own === undefined ? signed : `case when ${own} is not null then greatest(${own}, ${signed}) end`
}
