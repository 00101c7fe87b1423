import { basePriceOn, type Product, products } from './catalogue.ts'
import { type ContractKind, type Deal, type Line, type Money, turnoverOf } from './contracts.ts'
import { addMonths, type Day, day } from './days.ts'
import { type Fen, share, sum } from './money.ts'
import type { Random } from './random.ts'

/** Nothing after this day has happened yet. */
export const today = day('2026-12-31')

export interface Setting {
  readonly number: string
  readonly kind: ContractKind
  readonly customer: string
  readonly unit: string
  readonly salesperson: string
  readonly signed: Day
  readonly trial?: string
}

const categories: Record<ContractKind, readonly Product['category'][]> = {
  试用协议: ['主营产品'],
  直营购销合同: ['主营产品'],
  技术改造协议: ['成套产品', '服务'],
  代理产品购销合同: ['代理产品'],
  合同能源管理合同: ['服务'],
}

const offered = new Map(
  Object.entries(categories).map(([kind, wanted]) => {
    return [kind, products.filter((product) => wanted.includes(product.category) && product.code !== 'NY-01')]
  }),
)

const concessions = [
  '质保期延长一年',
  '免费安装调试',
  '免费更换滤芯两次',
  '账期延长六十天',
  '免费培训操作人员',
]

/** An ordinary sale: most at base price, some above, some below; most paid in time, some late or not yet. */
export function ordinaryDeal(random: Random, setting: Setting): Deal {
  const lines = Array.from({ length: random.pick([1, 1, 1, 2, 2, 3]) }, () => ordinaryLine(random, setting))
  const turnover = turnoverOf({ lines })
  const accepted = setting.signed + random.int(12, 70)
  const plan = ordinaryPlan(random, { signed: setting.signed, turnover })
  const retention = plan.find(({ kind }) => kind === '质保金')
  const receipts = paid(random, plan, accepted).filter(({ on }) => on <= today)
  const isAccepted = accepted <= today && random.chance(96)
  const isPaid = sum(receipts.map(({ amount }) => amount)) === turnover
  const ended = isAccepted && isPaid ? Math.max(accepted, ...receipts.map(({ on }) => on)) : undefined
  return {
    ...setting,
    lines,
    plan,
    receipts,
    accepted: isAccepted ? [accepted] : [],
    papers: ordinaryPapers(random, setting, isAccepted ? accepted : undefined),
    ...(retention ? { retention: { amount: retention.amount, due: retention.on } } : {}),
    ...(ended === undefined ? {} : { status: '已完成', ended }),
  }
}

function ordinaryLine(random: Random, { kind, signed }: Setting): Line {
  const product = random.pick(offered.get(kind) ?? [])
  const base = basePriceOn(product.code, signed)
  const quantity = product.measure === '项' || base > 10_000_000n ? 1 : random.int(1, 6)
  const way = random.int(1, 100)
  if (way <= 62) return { product: product.code, quantity, price: base }
  if (way <= 74) return { product: product.code, quantity, price: share(base, random.int(88, 98)) }
  const line = { product: product.code, quantity, price: share(base, random.int(103, 125)) }
  return random.chance(30) ? { ...line, concessions: [random.pick(concessions)] } : line
}

function ordinaryPlan(random: Random, { signed, turnover }: { signed: Day; turnover: Fen }): Money[] {
  const deposit = share(turnover, random.pick([20, 30, 30, 40]))
  const retention = random.chance(45) ? share(turnover, random.pick([3, 5, 5])) : 0n
  const acceptance = signed + random.int(45, 90)
  const rest = turnover - deposit - retention
  const plan: Money[] = [
    { on: signed + 5, amount: deposit, kind: '订金' },
    { on: acceptance, amount: rest, kind: '验收款' },
  ]
  if (retention > 0n) plan.push({ on: addMonths(acceptance, 12), amount: retention, kind: '质保金' })
  return plan
}

function paid(random: Random, plan: readonly Money[], accepted: Day): Money[] {
  return plan.flatMap(({ on, amount, kind }): Money[] => {
    if (kind === '订金') return random.chance(95) ? [{ on: on + random.int(-5, 8), amount, kind }] : []
    if (kind === '质保金') return [{ on: on + random.int(0, 45), amount, kind }]
    const first = Math.max(on, accepted) + random.int(-5, 40)
    if (random.chance(9)) return []
    if (random.chance(80)) return [{ on: first, amount, kind }]
    const part = share(amount, random.int(40, 70))
    return [
      { on: first, amount: part, kind: '进度款' },
      { on: first + random.int(15, 60), amount: amount - part, kind },
    ]
  })
}

function ordinaryPapers(random: Random, { kind, signed }: Setting, accepted: Day | undefined) {
  const handIn = (name: string, due: Day) => {
    const submitted = due + random.int(-6, random.chance(12) ? 25 : 0)
    return submitted <= today && random.chance(95) ? { name, due, submitted } : { name, due }
  }
  const technical =
    kind === '技术改造协议' || kind === '合同能源管理合同' ? [handIn('技术协议', signed + 7)] : []
  const acceptance = accepted === undefined ? [] : [handIn('验收单', accepted + 5)]
  return [handIn('合同原件', signed + 7), handIn('报价单', signed + 3), ...technical, ...acceptance]
}
