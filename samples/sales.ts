import { products } from './catalogue.ts'
import type { ContractKind, Deal } from './contracts.ts'
import { type Day, day } from './days.ts'
import { byHandOnly } from './hard-cases.ts'
import { share } from './money.ts'
import { ordinaryDeal, type Setting, today } from './ordinary.ts'
import { sellers } from './organisation.ts'
import type { Random } from './random.ts'

const customers = 220
const mains = products.filter((product) => product.category === '主营产品' && product.code !== 'JS-500')

/** How many of each kind the company signs beside the ones told by hand. */
const counts = [
  ['直营购销合同', 'CP', 395],
  ['技术改造协议', 'GC', 95],
  ['代理产品购销合同', 'GC', 150],
] as const satisfies readonly (readonly [ContractKind, string, number])[]

const trials = 88

/** The company's ordinary contracts, numbered in the order of signing within a unit and a year. */
export function ordinaryDeals(random: Random): Deal[] {
  const drafts = counts.flatMap(([kind, unit, count]) =>
    Array.from({ length: count }, () => sale(random, { ...someone(random, unit, someDay(random)), kind })),
  )
  const tried = Array.from({ length: trials }, () => trialDeals(random))
  return numbered([...drafts, ...tried.flat()])
}

function sale(random: Random, setting: Omit<Setting, 'number'>): Deal {
  const deal = ordinaryDeal(random, { ...setting, number: '' })
  const colleague = random.pick(sellingOn(setting.unit, setting.signed)).number
  const [larger, smaller] = random.pick([
    ['0.5', '0.5'],
    ['0.6', '0.4'],
    ['0.8', '0.2'],
  ] as const)
  const isShared = random.chance(7) && colleague !== setting.salesperson
  const shares = [[setting.salesperson, larger] as const, [colleague, smaller] as const]
  return { ...deal, ...(isShared ? { shares } : {}), ...refunded(random, deal) }
}

/** Now and then a customer gets a little back after paying. */
function refunded(random: Random, { receipts = [] }: Deal): Pick<Deal, 'refunds'> {
  const receipt = receipts.length
  const last = receipts[receipt - 1]
  const on = (last?.on ?? today) + random.int(10, 80)
  if (!last || on > today || !random.chance(2)) return {}
  return { refunds: [{ on, amount: share(last.amount, random.int(2, 15)), reason: '质量扣款', receipt }] }
}

function someDay(random: Random): Day {
  const [from, to] = random.chance(9) ? ['2025-03-03', '2025-12-31'] : ['2026-01-04', '2026-12-30']
  return random.int(day(from), day(to))
}

function sellingOn(unit: string, on: Day) {
  return sellers.filter(
    (seller) => seller.unit === unit && seller.from <= on && on < seller.to && !byHandOnly.has(seller.number),
  )
}

function someone(random: Random, unit: string, signed: Day) {
  const customer = `K${String(random.int(1, customers)).padStart(4, '0')}`
  return { unit, signed, customer, salesperson: random.pick(sellingOn(unit, signed)).number }
}

/** A trial, and the sale when it leads to one (M-2.3). */
function trialDeals(random: Random): Deal[] {
  const signed = random.int(day('2026-01-04'), day('2026-12-30'))
  const setting = { ...someone(random, 'CP', signed), number: '' }
  const trialEnds = signed + random.int(30, 60)
  const lines = [{ product: random.pick(mains).code, quantity: 1, price: 0n }]
  const trial: Deal = { ...setting, kind: '试用协议', lines, trialEnds }
  const decided = signed + random.int(20, 55)
  if (decided > today) return [trial]
  if (random.chance(40)) return [{ ...trial, status: '已退回', ended: decided }]
  const kind = '直营购销合同'
  const bought = sale(random, {
    ...someone(random, 'CP', decided),
    customer: setting.customer,
    kind,
    trial: '',
  })
  return [{ ...trial, status: '已完成', ended: decided }, bought]
}

function numbered(deals: readonly Deal[]): Deal[] {
  const counters = new Map<string, number>()
  const numbers = new Map<Deal, string>()
  for (const deal of deals.toSorted((one, other) => one.signed - other.signed)) {
    const year = deal.signed < day('2026-01-01') ? 2025 : 2026
    const series = `${deal.kind === '试用协议' ? 'SY' : deal.unit}-${year}-`
    const next = (counters.get(series) ?? 0) + 1
    counters.set(series, next)
    numbers.set(deal, series + String(next).padStart(deal.kind === '试用协议' ? 3 : 4, '0'))
  }
  return deals.map((deal, at) => {
    const before = deals[at - 1]
    const trial = deal.trial !== undefined && before ? { trial: numbers.get(before) ?? '' } : {}
    return { ...deal, number: numbers.get(deal) ?? '', ...trial }
  })
}
