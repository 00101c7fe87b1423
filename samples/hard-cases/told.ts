import type { ContractKind, Deal, MoneyKind } from '../contracts.ts'
import { turnoverOf } from '../contracts.ts'
import { addMonths, day, dayText } from '../days.ts'
import { fen } from '../money.ts'
import { today } from '../ordinary.ts'

type MoneyTold = readonly [on: string, yuan: string, kind: MoneyKind]

/** A contract told in dates and yuan, as one would write it on paper. */
export interface Told {
  readonly number: string
  readonly kind?: ContractKind
  readonly salesperson: string
  readonly signed: string
  readonly lines: readonly (readonly [
    product: string,
    quantity: number,
    price: string,
    ...concessions: string[],
  ])[]
  readonly retention?: readonly [yuan: string, due: string]
  readonly trial?: string
  readonly trialEnds?: string
  readonly status?: '已完成' | '已终止' | '已退回'
  readonly ended?: string
  readonly shares?: Deal['shares']
  readonly plan?: readonly MoneyTold[]
  readonly recognitions?: readonly (readonly [from: string, to: string, yuan: string, on?: string])[]
  readonly accepted?: readonly string[]
  readonly receipts?: readonly MoneyTold[]
  readonly refunds?: readonly (readonly [on: string, yuan: string, reason: string, receipt: number])[]
  readonly returns?: readonly (readonly [on: string, line: number, quantity: number])[]
}

/** `position` among the hard cases picks a customer of its own. */
export function dealOf(told: Told, position: number): Deal {
  const signed = day(told.signed)
  const lines = told.lines.map(([product, quantity, price, ...granted]) => {
    return { product, quantity, price: fen(price), ...(granted.length > 0 ? { concessions: granted } : {}) }
  })
  const { retention, trial, trialEnds, status, ended, shares } = told
  const isProject = told.number.startsWith('GC')
  const accepted = told.accepted?.map(day) ?? []
  return {
    number: told.number,
    kind: told.kind ?? (isProject ? '代理产品购销合同' : '直营购销合同'),
    customer: `K${String(901 + position).padStart(4, '0')}`,
    unit: isProject ? 'GC' : 'CP',
    salesperson: told.salesperson,
    signed,
    lines,
    accepted,
    plan: (told.plan ?? ordinaryPlan(told, lines)).map(money),
    receipts: (told.receipts ?? []).map(money),
    recognitions: (told.recognitions ?? []).map(([from, to, amount, on]) => {
      return {
        from: day(from),
        to: day(to),
        amount: fen(amount),
        ...(on === undefined ? {} : { on: day(on) }),
      }
    }),
    papers: papersOf(signed, accepted[0]),
    refunds: (told.refunds ?? []).map(([on, amount, reason, receipt]) => {
      return { on: day(on), amount: fen(amount), reason, receipt }
    }),
    returns: (told.returns ?? []).map(([on, line, quantity]) => ({ on: day(on), line, quantity })),
    ...(retention ? { retention: { amount: fen(retention[0]), due: day(retention[1]) } } : {}),
    ...(trial === undefined ? {} : { trial }),
    ...(trialEnds === undefined ? {} : { trialEnds: day(trialEnds) }),
    ...(status === undefined ? {} : { status }),
    ...(ended === undefined ? {} : { ended: day(ended) }),
    ...(shares === undefined ? {} : { shares }),
  }
}

function money([on, yuan, kind]: MoneyTold) {
  return { on: day(on), amount: fen(yuan), kind }
}

/** All but the retention two months after signing; shared savings a month after their quarter. */
function ordinaryPlan({ signed, retention, recognitions }: Told, lines: Deal['lines']): MoneyTold[] {
  if (recognitions) return recognitions.map(([, to, yuan]) => [dayText(day(to) + 30), yuan, '进度款'])
  const total = turnoverOf({ lines }) / 100n
  if (total === 0n) return []
  const due = dayText(addMonths(day(signed), 2))
  if (!retention) return [[due, `${total}`, '验收款']]
  return [
    [due, `${total - BigInt(retention[0])}`, '验收款'],
    [retention[1], retention[0], '质保金'],
  ]
}

function papersOf(signed: number, accepted: number | undefined): NonNullable<Deal['papers']> {
  const onTime = (name: string, due: number) =>
    due <= today ? { name, due, submitted: due - 1 } : { name, due }
  const papers = [onTime('合同原件', signed + 7), onTime('报价单', signed + 3)]
  return accepted === undefined ? papers : [...papers, onTime('验收单', accepted + 5)]
}
