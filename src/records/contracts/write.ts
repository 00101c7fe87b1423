/** New contracts with all that is agreed in them, and what becomes of a trial. M-2, M-4.6. */

import type { RecordObject } from '../../language/vocabulary.ts'
import type { Database } from '../database.ts'
import { brokenRule } from '../entry/broken-rule.ts'
import { createRecord } from '../entry/edit.ts'
import type { RecordValues } from '../entry/given.ts'
import { inWords } from '../entry/in-words.ts'
import { Refusal } from '../refusal.ts'
import { contract } from '../vocabulary/contracts.ts'
import { vocabulary } from '../vocabulary.ts'

export interface NewContract {
  /** By field id of 合同. */
  readonly contract: RecordValues
  /** By field id of 合同明细; numbered from 1 in this order, each with what was granted for it. */
  readonly lines: readonly { readonly values: RecordValues; readonly concessions: readonly string[] }[]
  readonly shares: readonly RecordValues[]
  readonly plan: readonly RecordValues[]
  readonly recognitions: readonly RecordValues[]
  readonly papers: readonly RecordValues[]
}

export function objectOf(id: string): RecordObject {
  const found = vocabulary.objects.find((object) => object.id === id)
  if (!found) throw new Error(`no object ${id}`)
  return found
}

/** All of it or nothing. Refuses with record_rule, record_exists, share_twice, paper_twice, share_sum, line_not_filed or sum_differs. */
export async function createContract(db: Database, given: NewContract, enteredBy: string): Promise<string> {
  return db.transaction(async (within) => {
    const number = String(given.contract.number ?? '').trim()
    await refuseTwice(within, given)
    await createRecord(within, objectOf('contract'), given.contract, enteredBy)
    const own = { contract: number }
    for (const [at, { values, concessions }] of given.lines.entries()) {
      const line = { ...values, ...own, line_no: String(at + 1) }
      await createRecord(within, objectOf('contract_line'), line, enteredBy)
      for (const [item, content] of concessions.entries())
        await createRecord(
          within,
          objectOf('concession'),
          { ...own, line_no: String(at + 1), item_no: String(item + 1), content },
          enteredBy,
        )
    }
    const children = [
      ['credit_share', given.shares],
      ['payment_plan', given.plan],
      ['recognition', given.recognitions],
      ['contract_paper', given.papers],
    ] as const
    for (const [object, rows] of children)
      for (const values of rows)
        await createRecord(within, objectOf(object), { ...values, ...own }, enteredBy)
    await refuseInconsistent(within, number)
    return number
  })
}

/** One person in two rows is said as that, at the row, not as a number that is taken. */
async function refuseTwice(db: Database, { shares, papers }: NewContract): Promise<void> {
  const share = firstTwice(shares.map(({ person }) => person))
  if (share) {
    const [known] = await db.query<{ name: string }>('select name from record.person where person_no = $1', [
      share.value,
    ])
    const person = known ? `${known.name}（${share.value}）` : share.value
    throw new Refusal('share_twice', { row: share.row, first: share.first, person })
  }
  const paper = firstTwice(papers.map(({ name }) => name))
  if (paper) throw new Refusal('paper_twice', { row: paper.row, first: paper.first, name: paper.value })
}

/** The first row, counted from 1, whose value an earlier row has. */
function firstTwice(
  values: readonly (RecordValues[string] | undefined)[],
): { readonly row: number; readonly first: number; readonly value: string } | undefined {
  const told = values.map((value) => (typeof value === 'string' ? value.trim() : ''))
  const at = told.findIndex((value, i) => value !== '' && told.indexOf(value) < i)
  const value = told[at]
  return value === undefined ? undefined : { row: at + 1, first: told.indexOf(value) + 1, value }
}

interface Sums {
  readonly shares: string | null
  readonly plan: string | null
  readonly lines: string | null
  readonly turnover: string
  readonly unfiled: string | null
  readonly trial: boolean
}

/**
 * What no single row can say: shares sum to 1 (M-4.6), lines and the payment plan to the turnover, and every product was
 * filed on the signing date (M-2.2).
 */
export async function refuseInconsistent(db: Database, number: string): Promise<void> {
  const [sums] = await db.query<Sums>(
    `select (select trim_scale(sum(share))::text from record.credit_share where contract_no = $1) as shares,
       (select trim_scale(sum(amount))::text from record.payment_plan where contract_no = $1) as plan,
       (select trim_scale(sum(amount))::text from record.contract_line where contract_no = $1) as lines,
       trim_scale(turnover)::text as turnover, kind = '试用协议' as trial,
       (select string_agg(product_code, '、' order by product_code) from record.contract_line x where x.contract_no = $1
         and not exists (select from record.catalogue_filing f where f.product_code = x.product_code and f.status = '已备案'
           and f.filed_on <= c.signed_on and (f.expires_on is null or f.expires_on > c.signed_on))) as unfiled
     from record.contract c where contract_no = $1`,
    [number],
  )
  if (!sums) return
  if (sums.shares !== null && sums.shares !== '1') throw new Refusal('share_sum', { sum: sums.shares })
  if (sums.unfiled !== null) throw new Refusal('line_not_filed', { products: sums.unfiled })
  if (sums.trial) return
  for (const [part, partEnglish, sum] of [
    ['明细金额合计', 'The sum of the lines', sums.lines],
    ['付款计划合计', 'The sum of the payment plan', sums.plan],
  ] as const)
    if (sum !== null && sum !== sums.turnover)
      throw new Refusal('sum_differs', { part, partEnglish, sum, turnover: sums.turnover })
}

/**
 * A trial ends by conversion (the sale names it) or by return (M-2.3), on a day that has come. Refuses with trial_over,
 * record_rule or not_found.
 */
export async function endTrial(
  db: Database,
  number: string,
  {
    as,
    on,
    enteredBy,
  }: { readonly as: '已完成' | '已退回'; readonly on: string; readonly enteredBy: string },
): Promise<void> {
  const [trial] = await db.query<{ kind: string; status: string; ahead: boolean }>(
    'select kind, status, $2::date > current_date as ahead from record.contract where contract_no = $1',
    [number, on],
  )
  if (!trial) throw new Refusal('not_found')
  if (trial.kind !== '试用协议' || trial.status !== '履行中')
    throw new Refusal('trial_over', {
      number,
      status: trial.status,
      statusEnglish: statusEnglish(trial.status),
    })
  if (trial.ahead)
    throw brokenRule(['试用结束的日期不能晚于今天', 'A trial cannot have ended on a day to come'])
  await inWords(db, objectOf('contract'), { values: { number } }, () =>
    db.query(
      `update record.contract set status = $2, ended_on = $3::date, entered_by = $4, entered_at = clock_timestamp() where contract_no = $1`,
      [number, as, on, enteredBy],
    ),
  )
}

const statusEnglish = (status: string) =>
  contract.fields.find(({ id }) => id === 'status')?.choices?.find(({ value }) => value === status)
    ?.english ?? status
