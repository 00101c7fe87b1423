import { addCatalogue } from './catalogue.ts'
import { day, dayText, monthsOf2026 } from './days.ts'
import { customerNamed, personName, regions } from './names.ts'
import type { Random } from './random.ts'
import { add, type Row, type Tables } from './tables.ts'

/** The company of any size, apart from its contracts: everybody sells, in groups of ten. */

const perTeam = 10

export const personNumber = (at: number) => `P${String(at + 1).padStart(6, '0')}`
export const customerCode = (at: number) => `K${String(at + 1).padStart(7, '0')}`
const teamCode = (at: number) => `T${String(Math.floor(at / perTeam) + 1).padStart(5, '0')}`
/** Nine of ten teams sell products; a team's first member leads it. */
export const unitOf = (at: number) => (Math.floor(at / perTeam) % 10 === 9 ? 'GC' : 'CP')
const leads = (at: number) => at % perTeam === 0

export function addSetting(tables: Tables): void {
  const dates = { opened_on: '2018-01-01', closed_on: null }
  add(tables, 'unit', { unit_code: 'YX', name: '营销拓展中心', kind: '中心', parent_code: null, ...dates })
  add(tables, 'unit', { unit_code: 'CP', name: '产品事业部', kind: '事业部', parent_code: 'YX', ...dates })
  add(tables, 'unit', { unit_code: 'GC', name: '工程事业部', kind: '事业部', parent_code: 'YX', ...dates })
  addCatalogue(tables)
}

export function addSeller(random: Random, tables: Tables, at: number): void {
  const [person_no, unit_code, team_code] = [personNumber(at), unitOf(at), teamCode(at)]
  const since = { valid_from: '2024-01-01', valid_to: null }
  add(tables, 'person', {
    person_no,
    name: personName(random),
    hired_on: '2024-01-01',
    left_on: null,
    workplace: '临川',
  })
  const leader = personNumber(at - (at % perTeam))
  const position = leads(at) ? '业务经理' : '业务员'
  const superior_no = leads(at) ? null : leader
  add(tables, 'assignment', { person_no, unit_code, position, superior_no, heads_unit: 'false', ...since })
  const pay = { base_pay: `${random.int(36, 60)}00.00`, allowance: leads(at) ? '1500.00' : '0.00' }
  add(tables, 'fixed_pay', { person_no, ...pay, ...since })
  if (leads(at)) {
    const end = { dissolved_on: null, merged_into: null, merged_on: null }
    add(tables, 'team', {
      team_code,
      name: `第${Math.floor(at / perTeam) + 1}组`,
      unit_code,
      formed_on: '2024-01-01',
      ...end,
    })
  }
  add(tables, 'team_membership', { team_code, role: leads(at) ? '组长' : '组员', ...since, person_no })
}

export function addCustomer(tables: Tables, at: number): void {
  const region = regions[at % regions.length] ?? null
  add(tables, 'customer', { customer_code: customerCode(at), region, ...customerNamed(at) })
}

/** A year of entered scores; in full also what scores are computed from. */
export function addReviews(
  random: Random,
  tables: Tables,
  { at, full }: { at: number; full: boolean },
): void {
  const person_no = personNumber(at)
  for (const { period } of monthsOf2026) {
    for (const indicator of ['业务资料齐整度', '客户投诉率', '回款率']) {
      const score = `${random.int(6, 9)}.${random.int(0, 9)}`
      add(tables, 'monthly_score', { person_no, indicator, period, score, origin: '录入', remark: null })
    }
    const counts = { due_count: '22', submitted_count: String(random.int(18, 22)) }
    if (full) add(tables, 'work_record', { person_no, period, kind: '日报', ...counts })
  }
  if (full && random.chance(40)) add(tables, 'complaint', complaint(random, at))
}

function complaint(random: Random, at: number): Row {
  const on = random.int(day('2026-01-01'), day('2026-12-10'))
  return {
    complaint_no: `TS${String(at + 1).padStart(7, '0')}`,
    customer_code: customerCode(at),
    contract_no: null,
    person_no: personNumber(at),
    complained_on: dayText(on),
    justified: String(random.chance(60)),
    judged_on: dayText(on + 10),
    content: '设备运行噪声大',
  }
}
