import { addCatalogue, basePriceOn, products } from './catalogue.ts'
import { addDeal, type Deal, type Money, turnoverOf } from './contracts.ts'
import { day, dayText, monthsOf2026 } from './days.ts'
import { share } from './money.ts'
import { customerNamed, personName, regions } from './names.ts'
import { type Random, randomFrom } from './random.ts'
import { add, emptyTables, objects, type Row, type Tables } from './tables.ts'

export interface Size {
  readonly contracts: number
  readonly seed?: number
  /** `core` (default): what commission and pay need. `full` adds payment plans, papers, complaints and work records. */
  readonly detail?: 'core' | 'full'
}

export interface Batch {
  readonly object: string
  readonly rows: readonly Row[]
}

const perPerson = 100
const perTeam = 10
const chunk = 2_500

/**
 * A company of any size: one line and two receipts a contract, 100 contracts a person, a year of monthly scores. Rows
 * come in an order that can be inserted as it is, a few thousand at a time; a part of the year's rows is in memory at
 * once, however large the company. The same size and seed give the same rows.
 */
export function* generateRecords({ contracts, seed = 1, detail = 'core' }: Size): Generator<Batch> {
  const people = Math.ceil(contracts / perPerson)
  const customers = Math.max(1, Math.ceil(contracts / 4))
  yield* batches(base(seed, people))
  for (let first = 0; first < customers; first += chunk) {
    yield* batches(customersFrom(first, Math.min(first + chunk, customers)))
  }
  for (let first = 0; first < contracts; first += chunk) {
    const random = randomFrom(seed, first / chunk)
    const tables = emptyTables()
    for (let at = first; at < Math.min(first + chunk, contracts); at++) {
      addDeal(tables, deal(random, { at, people, customers, full: detail === 'full' }))
    }
    yield* batches(tables)
  }
  for (let first = 0; first < people; first += chunk / 10) {
    const random = randomFrom(seed + 1, first)
    yield* batches(reviews(random, first, Math.min(first + chunk / 10, people), detail === 'full'))
  }
}

function* batches(tables: Tables): Generator<Batch> {
  for (const { id } of objects) {
    const rows = tables.get(id) ?? []
    for (let first = 0; first < rows.length; first += 2 * chunk) {
      yield { object: id, rows: rows.slice(first, first + 2 * chunk) }
    }
  }
}

const personNumber = (at: number) => `P${String(at + 1).padStart(6, '0')}`
const customerCode = (at: number) => `K${String(at + 1).padStart(7, '0')}`
const teamCode = (at: number) => `T${String(Math.floor(at / perTeam) + 1).padStart(5, '0')}`
/** Nine of ten teams sell products; a team's first member leads it. */
const unitOf = (at: number) => (Math.floor(at / perTeam) % 10 === 9 ? 'GC' : 'CP')
const leads = (at: number) => at % perTeam === 0

function base(seed: number, people: number): Tables {
  const tables = emptyTables()
  const random = randomFrom(seed, -1)
  const dates = { opened_on: '2018-01-01', closed_on: null }
  add(tables, 'unit', { unit_code: 'YX', name: '营销拓展中心', kind: '中心', parent_code: null, ...dates })
  add(tables, 'unit', { unit_code: 'CP', name: '产品事业部', kind: '事业部', parent_code: 'YX', ...dates })
  add(tables, 'unit', { unit_code: 'GC', name: '工程事业部', kind: '事业部', parent_code: 'YX', ...dates })
  addCatalogue(tables)
  for (let at = 0; at < people; at++) addSeller(random, tables, at)
  return tables
}

function addSeller(random: Random, tables: Tables, at: number): void {
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

function customersFrom(first: number, end: number): Tables {
  const tables = emptyTables()
  for (let at = first; at < end; at++) {
    const region = regions[at % regions.length] ?? null
    add(tables, 'customer', { customer_code: customerCode(at), region, ...customerNamed(at) })
  }
  return tables
}

const byUnit = {
  CP: products.filter(({ category }) => category === '主营产品'),
  GC: products.filter(({ category }) => category === '代理产品'),
}
const [firstDay, signingDays] = [day('2025-12-01'), 365]

interface Place {
  readonly at: number
  readonly people: number
  readonly customers: number
  readonly full: boolean
}

function deal(random: Random, { at, people, customers, full }: Place): Deal {
  const seller = at % people
  const unit = unitOf(seller)
  const product = random.pick(byUnit[unit])
  const signed = firstDay + random.int(0, signingDays - 1)
  const price = share(
    basePriceOn(product.code, signed),
    random.pick([92, 97, 100, 100, 100, 100, 105, 112, 120]),
  )
  const line = { product: product.code, quantity: random.int(1, 8), price }
  const isGranted = random.chance(8)
  const lines = [isGranted ? { ...line, concessions: ['质保期延长一年'] } : line]
  const turnover = turnoverOf({ lines })
  const accepted = signed + random.int(10, 40)
  const deposit = share(turnover, 30)
  const retention = random.chance(40) ? share(turnover, 5) : 0n
  const receipts: Money[] = [
    { on: signed + random.int(0, 8), amount: deposit, kind: '订金' },
    { on: accepted + random.int(0, 45), amount: turnover - deposit - retention, kind: '验收款' },
  ]
  const colleague = personNumber((seller + 1) % people)
  return {
    number: `C${String(at + 1).padStart(8, '0')}`,
    kind: unit === 'CP' ? '直营购销合同' : '代理产品购销合同',
    customer: customerCode(random.int(0, customers - 1)),
    unit,
    salesperson: personNumber(seller),
    signed,
    lines,
    accepted: [accepted],
    receipts,
    ...(retention > 0n ? { retention: { amount: retention, due: accepted + 365 } } : {}),
    ...(people > 1 && random.chance(5)
      ? { shares: [[personNumber(seller), '0.6'] as const, [colleague, '0.4'] as const] }
      : {}),
    ...(full ? { plan: receipts, papers: papers(random, signed, accepted) } : {}),
  }
}

function papers(random: Random, signed: number, accepted: number) {
  const handIn = (name: string, due: number) =>
    random.chance(92) ? { name, due, submitted: due } : { name, due }
  return [handIn('合同原件', signed + 7), handIn('验收单', accepted + 5)]
}

function reviews(random: Random, first: number, end: number, full: boolean): Tables {
  const tables = emptyTables()
  for (let at = first; at < end; at++) {
    const person_no = personNumber(at)
    for (const { period } of monthsOf2026) {
      for (const indicator of ['业务资料齐整度', '客户投诉率', '回款率']) {
        const score = `${random.int(6, 9)}.${random.int(0, 9)}`
        add(tables, 'monthly_score', { person_no, indicator, period, score, origin: '录入', remark: null })
      }
      if (full)
        add(tables, 'work_record', {
          person_no,
          period,
          kind: '日报',
          due_count: '22',
          submitted_count: String(random.int(18, 22)),
        })
    }
    if (full && random.chance(40)) add(tables, 'complaint', complaint(random, at))
  }
  return tables
}

function complaint(random: Random, at: number): Row {
  const on = random.int(day('2026-01-01'), day('2026-12-10'))
  return {
    complaint_no: `TS${String(at + 1).padStart(7, '0')}`,
    customer_code: customerCode(0),
    contract_no: `C${String(at + 1).padStart(8, '0')}`,
    person_no: personNumber(at),
    complained_on: dayText(on),
    justified: String(random.chance(60)),
    judged_on: dayText(on + 10),
    content: '设备运行噪声大',
  }
}
