import type { Deal } from './contracts.ts'
import { isFriday, isWorkday, type Month, monthsOf2026 } from './days.ts'
import { sellers } from './organisation.ts'
import type { Random } from './random.ts'
import { staff } from './staff.ts'
import { add, type Row, type Tables } from './tables.ts'

/** Monthly scores, raises, ratings and work records of 2026 (M-5, M-8). */
export function addReviews(random: Random, tables: Tables, deals: readonly Deal[]): void {
  for (const month of monthsOf2026) {
    for (const person_no of sellingIn(month)) {
      addWorkRecords(random, tables, person_no, month)
      addStandIns(random, tables, { person_no, month, deals })
    }
    addRatings(random, tables, month)
  }
  add(tables, 'exceptional_score', ...raises)
}

function sellingIn(month: Month): string[] {
  return [
    ...new Set(
      sellers.filter(({ from, to }) => from <= month.last && to > month.first).map(({ number }) => number),
    ),
  ]
}

/** The second month of somebody new and weak shows in the reports handed in, too (M-8.1). */
function addWorkRecords(
  random: Random,
  tables: Tables,
  person_no: string,
  { period, first, last }: Month,
): void {
  const days = Array.from({ length: last - first + 1 }, (_, at) => first + at).filter((day) =>
    sellers.some(({ number, from, to }) => number === person_no && from <= day && day < to),
  )
  const due = { 日报: days.filter(isWorkday).length, 周报: days.filter(isFriday).length }
  for (const [kind, count] of Object.entries(due)) {
    const missing =
      person_no === '0059' ? Math.floor(count / 2) : random.chance(70) ? 0 : random.int(0, Math.min(3, count))
    add(tables, 'work_record', {
      person_no,
      period,
      kind,
      due_count: String(count),
      submitted_count: String(count - missing),
    })
  }
}

interface Reviewed {
  readonly person_no: string
  readonly month: Month
  readonly deals: readonly Deal[]
}

/** Where there is no record to compute an indicator from, a score is entered by hand and says so (M-5.1). */
function addStandIns(random: Random, tables: Tables, { person_no, month, deals }: Reviewed): void {
  const own = deals.filter((deal) => deal.signed <= month.last && creditOf(deal).includes(person_no))
  const nothingDue = !own.some((deal) => deal.plan?.some(({ on }) => on <= month.last))
  const noCustomer = !own.some((deal) => (deal.ended ?? Infinity) > month.last)
  const enter = (indicator: string, score: string, remark: string) => {
    add(tables, 'monthly_score', {
      person_no,
      indicator,
      period: month.period,
      score,
      origin: '录入',
      remark,
    })
  }
  const weak = person_no === '0059'
  if (nothingDue)
    enter('回款率', weak ? '4.0' : `${random.int(6, 9)}.${random.pick([0, 5])}`, '尚无到期应收款，由主管评定')
  if (noCustomer)
    enter('客户投诉率', weak ? '5.0' : `${random.int(7, 9)}.${random.pick([0, 5])}`, '尚无客户，由主管评定')
}

export function creditOf(deal: Deal): string[] {
  return deal.shares?.map(([person]) => person) ?? [deal.salesperson]
}

const supporting = new Set([
  '主管副总',
  '营销总监',
  '售后总监',
  '商务主管',
  '商务助理',
  '内勤',
  '事业部负责人',
  '市场主管',
  '项目顾问',
])

/** Other departments rate how managers and their support work together with them (M-5.2). */
function addRatings(random: Random, tables: Tables, month: Month): void {
  const rated = staff.filter(({ posts }) => {
    const post = posts.findLast(({ from }) => from <= `${month.period}-31`)
    return post !== undefined && supporting.has(post.position)
  })
  for (const { number: person_no } of rated) {
    for (const unit_code of ['XZ', 'CW', 'YF', 'SC']) {
      const score = `${random.int(7, 9)}.${random.pick([0, 0, 5, 8])}`
      add(tables, 'cooperation_rating', { person_no, unit_code, period: month.period, score })
    }
  }
}

/** The last one still waits for a second person (M-5.3). */
const raises: readonly Row[] = [
  ['0013', '2026-03', '2.5', '独力挽回停用两年的老客户，并带动三家新客户', '0009', '0002'],
  ['0035', '2026-06', '3', '主持成套机房项目提前四十天交付，客户书面表扬', '0032', '0008'],
  ['0040', '2026-10', '2', '连续通宵抢修客户循环水系统，避免客户停产', '0034', '0033'],
  ['0024', '2026-12', '2', '年度回款全部按期收清', '0012', '0007'],
  ['0025', '2026-12', '2', '协助两名新人完成首单', '0012', null],
].map(([person_no = '', period = '', points = '', reason = '', proposed_by = '', approved_by = null]) => {
  return { person_no, period, points, reason, proposed_by, approved_by }
})
