import { type Day, day, dayText, dayTextOrNull } from './days.ts'
import { type Post, type Staff, staff } from './staff.ts'
import { add, type Row, type Tables } from './tables.ts'

const units = [
  ['YX', '营销及售后中心', '中心', null],
  ['TZ', '营销拓展中心', '中心', 'YX'],
  ['SH', '售后维护及保养中心', '中心', 'YX'],
  ['CP', '产品事业部', '事业部', 'TZ'],
  ['GC', '工程事业部', '事业部', 'TZ'],
  ['AZ', '安装工程组', '工程组', 'SH'],
  ['WB', '维护保养工程组', '工程组', 'SH'],
  ['XZ', '行政部', '职能', null],
  ['CW', '财务部', '职能', null],
  ['YF', '研发中心', '职能', null],
  ['SC', '生产部', '职能', null],
] as const

/** The installation crew worked under the project unit until the end of March 2026 (M-1.4). */
const placements: readonly Row[] = [
  { unit_code: 'AZ', parent_code: 'GC', valid_from: '2025-01-01', valid_to: '2026-04-01' },
  { unit_code: 'AZ', parent_code: 'SH', valid_from: '2026-04-01', valid_to: null },
]

const t2Merged = '2026-09-01'

const teams = [
  ['T1', '猛进组', 'CP'],
  ['T2', '开拓组', 'CP'],
  ['T3', '致远组', 'CP'],
  ['T4', '筑基组', 'GC'],
  ['T5', '恒联组', 'GC'],
] as const

/** A stretch of days, `to` not included. */
interface Span {
  readonly from: Day
  readonly to: Day | undefined
}

interface Held extends Span {
  readonly person: Staff
  readonly post: Post
}

const held: readonly Held[] = staff.flatMap((person) =>
  person.posts.map((post, at) => {
    const next = person.posts[at + 1]
    const end = person.left === null ? undefined : day(person.left) + 1
    return { person, post, from: day(post.from), to: next ? day(next.from) : end }
  }),
)

export function addOrganisation(tables: Tables): void {
  for (const [unit_code, name, kind, parent_code] of units) {
    add(tables, 'unit', { unit_code, name, kind, parent_code, opened_on: '2018-01-01', closed_on: null })
  }
  add(tables, 'unit_placement', ...placements)
  for (const { number, name, hired, left } of staff) {
    add(tables, 'person', { person_no: number, name, hired_on: hired, left_on: left, workplace: '临川' })
  }
  for (const [team_code, name, unit_code] of teams) {
    const merged = team_code === 'T2' ? t2Merged : null
    const end = { dissolved_on: merged, merged_into: merged && 'T1', merged_on: merged }
    add(tables, 'team', { team_code, name, unit_code, formed_on: '2018-01-01', ...end })
  }
  for (const person of staff)
    addPosts(
      tables,
      held.filter((span) => span.person === person),
    )
}

function addPosts(tables: Tables, spans: readonly Held[]): void {
  const posts = spans.flatMap(underEachLeader).map(({ post, superior, ...span }) => ({
    span,
    values: {
      unit_code: post.unit,
      position: post.position,
      superior_no: superior,
      heads_unit: String(post.heads),
    },
  }))
  const pay = spans.map(({ post, ...span }) => ({
    span,
    values: { base_pay: `${post.base}.00`, allowance: `${post.allowance}.00` },
  }))
  const groups = spans.flatMap(({ post, ...span }) =>
    post.team ? [{ span, values: { team_code: post.team, role: post.leads ? '组长' : '组员' } }] : [],
  )
  const person_no = spans[0]?.person.number ?? ''
  add(tables, 'assignment', ...joined(posts).map((row) => ({ person_no, ...row })))
  add(tables, 'fixed_pay', ...joined(pay).map((row) => ({ person_no, ...row })))
  add(tables, 'team_membership', ...joined(groups).map((row) => ({ ...row, person_no })))
}

/** One span per superior: a group's members report to whoever leads it at the time. */
function underEachLeader(span: Held): (Held & { superior: string | null })[] {
  if (span.post.superior !== '组长') return [{ ...span, superior: span.post.superior }]
  const leaders = held.filter(({ post, from, to }) => {
    return (
      post.leads &&
      post.team === span.post.team &&
      from < (span.to ?? Infinity) &&
      span.from < (to ?? Infinity)
    )
  })
  return leaders.map((leader) => ({
    ...span,
    superior: leader.person.number,
    from: Math.max(span.from, leader.from),
    to: earlier(span.to, leader.to),
  }))
}

function earlier(one: Day | undefined, other: Day | undefined): Day | undefined {
  return one === undefined || (other !== undefined && other < one) ? other : one
}

/** Rows with their dates; neighbours that say the same become one. */
function joined(parts: readonly { readonly span: Span; readonly values: Row }[]): Row[] {
  const kept: { span: Span; values: Row }[] = []
  for (const part of parts) {
    const last = kept.at(-1)
    const same =
      last && last.span.to === part.span.from && JSON.stringify(last.values) === JSON.stringify(part.values)
    if (last && same) last.span = { from: last.span.from, to: part.span.to }
    else kept.push({ span: part.span, values: part.values })
  }
  return kept.map(({ span, values }) => ({
    ...values,
    valid_from: dayText(span.from),
    valid_to: dayTextOrNull(span.to),
  }))
}

export interface Seller {
  readonly number: string
  readonly unit: string
  readonly from: Day
  /** Not included. */
  readonly to: Day
}

/** Who sells, where and when: people in a group. */
export const sellers: readonly Seller[] = held
  .filter(({ post }) => post.team !== null)
  .map(({ person, post, from, to }) => ({ number: person.number, unit: post.unit, from, to: to ?? Infinity }))
