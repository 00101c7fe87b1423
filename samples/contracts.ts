import { type Day, dayText, dayTextOrNull } from './days.ts'
import { type Fen, sum, yuan } from './money.ts'
import { add, type Tables } from './tables.ts'

export type ContractKind =
  | '试用协议'
  | '直营购销合同'
  | '技术改造协议'
  | '代理产品购销合同'
  | '合同能源管理合同'
export type MoneyKind = '订金' | '进度款' | '验收款' | '质保金' | '其他'

export interface Line {
  readonly product: string
  readonly quantity: number
  readonly price: Fen
  /** What was granted in exchange for the price. */
  readonly concessions?: readonly string[]
}

export interface Money {
  readonly on: Day
  readonly amount: Fen
  readonly kind: MoneyKind
}

/** A contract with everything that happened to it, as the sample company would tell it. */
export interface Deal {
  readonly number: string
  readonly kind: ContractKind
  readonly customer: string
  readonly unit: string
  readonly salesperson: string
  readonly signed: Day
  readonly lines: readonly Line[]
  readonly retention?: { readonly amount: Fen; readonly due: Day }
  readonly trial?: string
  readonly trialEnds?: Day
  readonly status?: '已完成' | '已终止' | '已退回'
  readonly ended?: Day
  /** Person and share; left out when the salesperson has it all. */
  readonly shares?: readonly (readonly [person: string, share: string])[]
  readonly plan?: readonly Money[]
  readonly recognitions?: readonly {
    readonly from: Day
    readonly to: Day
    readonly on?: Day
    readonly amount: Fen
  }[]
  readonly papers?: readonly { readonly name: string; readonly due: Day; readonly submitted?: Day }[]
  readonly accepted?: readonly Day[]
  readonly receipts?: readonly Money[]
  readonly refunds?: readonly {
    readonly on: Day
    readonly amount: Fen
    readonly reason: string
    readonly receipt?: number
  }[]
  readonly returns?: readonly { readonly on: Day; readonly line: number; readonly quantity: number }[]
}

export function lineAmount(line: Line): Fen {
  return line.price * BigInt(line.quantity)
}

export function turnoverOf(deal: Pick<Deal, 'lines'>): Fen {
  return sum(deal.lines.map(lineAmount))
}

/** Numbers of receipts, refunds and so on count within their contract. */
const numbered = (letters: string, at: number) => `${letters}${String(at + 1).padStart(2, '0')}`

/** Writes a deal down as the rows of every object it touches. */
export function addDeal(tables: Tables, deal: Deal): void {
  const contract_no = deal.number
  add(tables, 'contract', contractRow(deal))
  for (const [at, line] of deal.lines.entries()) addLine(tables, contract_no, at + 1, line)
  for (const [person_no, share] of deal.shares ?? [])
    add(tables, 'credit_share', { contract_no, person_no, share })
  addAgreed(tables, deal)
  addHappened(tables, deal)
}

function contractRow(deal: Deal) {
  return {
    contract_no: deal.number,
    kind: deal.kind,
    customer_code: deal.customer,
    unit_code: deal.unit,
    salesperson_no: deal.salesperson,
    signed_on: dayText(deal.signed),
    turnover: yuan(turnoverOf(deal)),
    retention: yuan(deal.retention?.amount ?? 0n),
    retention_due_on: dayTextOrNull(deal.retention?.due),
    trial_contract_no: deal.trial ?? null,
    trial_ends_on: dayTextOrNull(deal.trialEnds),
    status: deal.status ?? '履行中',
    ended_on: dayTextOrNull(deal.ended),
  }
}

function addLine(tables: Tables, contract_no: string, number: number, line: Line): void {
  const line_no = String(number)
  add(tables, 'contract_line', {
    contract_no,
    line_no,
    product_code: line.product,
    quantity: String(line.quantity),
    unit_price: yuan(line.price),
    amount: yuan(lineAmount(line)),
  })
  line.concessions?.forEach((content, at) => {
    add(tables, 'concession', { contract_no, line_no, item_no: String(at + 1), content })
  })
}

function addAgreed(tables: Tables, { number: contract_no, plan, recognitions, papers }: Deal): void {
  plan?.forEach(({ on, amount, kind }, at) => {
    const instalment_no = String(at + 1)
    add(tables, 'payment_plan', {
      contract_no,
      instalment_no,
      due_on: dayText(on),
      amount: yuan(amount),
      kind,
    })
  })
  recognitions?.forEach(({ from, to, on, amount }, at) => {
    add(tables, 'recognition', {
      contract_no,
      instalment_no: String(at + 1),
      from_on: dayText(from),
      to_on: dayText(to),
      recognised_on: dayTextOrNull(on),
      amount: yuan(amount),
    })
  })
  for (const { name, due, submitted } of papers ?? []) {
    const handedIn = { complete: String(submitted !== undefined), submitted_on: dayTextOrNull(submitted) }
    add(tables, 'contract_paper', { contract_no, name, due_on: dayText(due), ...handedIn })
  }
}

function addHappened(tables: Tables, deal: Deal): void {
  const contract_no = deal.number
  const kind = deal.unit === 'CP' ? '货品' : '工程'
  deal.accepted?.forEach((on, at) => {
    add(tables, 'acceptance', {
      contract_no,
      acceptance_no: numbered('YS', at),
      accepted_on: dayText(on),
      kind,
    })
  })
  deal.receipts?.forEach(({ on, amount, kind: money }, at) => {
    const received = { receipt_no: numbered('HK', at), received_on: dayText(on) }
    add(tables, 'receipt', { contract_no, ...received, amount: yuan(amount), kind: money })
  })
  deal.refunds?.forEach(({ on, amount, reason, receipt }, at) => {
    const refunded = { refund_no: numbered('TK', at), refunded_on: dayText(on), amount: yuan(amount), reason }
    const receipt_no = receipt === undefined ? null : numbered('HK', receipt - 1)
    add(tables, 'refund', { contract_no, ...refunded, receipt_no })
  })
  deal.returns?.forEach(({ on, line, quantity }, at) => {
    const price = deal.lines[line - 1]?.price ?? 0n
    add(tables, 'goods_return', {
      contract_no,
      return_no: numbered('TH', at),
      line_no: String(line),
      returned_on: dayText(on),
      quantity: String(quantity),
      amount: yuan(price * BigInt(quantity)),
    })
  })
}
