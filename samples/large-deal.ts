import { basePriceOn, products } from './catalogue.ts'
import { type Deal, type Money, turnoverOf } from './contracts.ts'
import { day } from './days.ts'
import { customerCode, personNumber, unitOf } from './large-company.ts'
import { share } from './money.ts'
import type { Random } from './random.ts'

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

/** A contract of the company of any size: one line, one acceptance, two receipts. */
export function largeDeal(random: Random, { at, people, customers, full }: Place): Deal {
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
