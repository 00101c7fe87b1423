/** Whether the run still says what the records say: which kinds of records changed after it read them. */
import type { Database } from '../../records/database.ts'
import type { ReviewMonth } from './month.ts'

/** Tables the appraisal reads. Those with a period count only for their own month. */
const sources = [
  ['monthly_score', '月度评分', true],
  ['exceptional_score', '超常加分', true],
  ['cooperation_rating', '协作评价', true],
  ['work_record', '工作记录', true],
  ['contract_paper', '合同资料', false],
  ['complaint', '客户投诉', false],
  ['payment_plan', '付款计划', false],
  ['receipt', '回款', false],
  ['refund', '退款', false],
  ['contract', '合同', false],
] as const

/** As the owner: that something changed is no secret, what it was is. Labels of the kinds of records. */
export async function changedSince(db: Database, { period, settled }: ReviewMonth): Promise<string[]> {
  if (!settled) return []
  const changed = sources.map(([table, label, monthly]) => {
    const approved = table === 'exceptional_score' ? ' or approved_at > $1::timestamptz' : ''
    const own = monthly ? ' and period = $2' : " and $2 <> ''"
    return `select '${label}' as label where exists (select from record.${table}
      where (entered_at > $1::timestamptz${approved})${own})`
  })
  const rows = await db.query<{ label: string }>(changed.join(' union all '), [
    settled.run.snapshot_at,
    period.name,
  ])
  return rows.map(({ label }) => label)
}
