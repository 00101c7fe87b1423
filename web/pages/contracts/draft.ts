/** A contract being entered: everything is text until the server has checked it. */
import { isPositive } from '../../components/figures.ts'
import type { ContractFile } from './contract.ts'
import { difference } from './events.ts'

export interface DraftLine {
  readonly id: string
  readonly product: string | null
  readonly quantity: string
  readonly unitPrice: string
  readonly concessions: readonly string[]
}

export interface DraftShare {
  readonly id: string
  readonly person: string | null
  /** Per cent. */
  readonly percent: string
}

export interface DraftInstalment {
  readonly id: string
  readonly dueOn: string | null
  readonly amount: string
  readonly kind: string | null
}

export interface DraftPaper {
  readonly id: string
  readonly name: string
  readonly dueOn: string | null
}

export interface Draft {
  readonly number: string
  readonly kind: string | null
  readonly customer: string | null
  readonly unit: string | null
  readonly salesperson: string | null
  readonly signedOn: string | null
  readonly turnover: string
  readonly retention: string
  readonly retentionDueOn: string | null
  readonly trialEndsOn: string | null
  readonly lines: readonly DraftLine[]
  readonly shares: readonly DraftShare[]
  readonly plan: readonly DraftInstalment[]
  readonly papers: readonly DraftPaper[]
}

const id = () => crypto.randomUUID()

export const newLine = (): DraftLine => ({
  id: id(),
  product: null,
  quantity: '1',
  unitPrice: '',
  concessions: [],
})
export const newShare = (): DraftShare => ({ id: id(), person: null, percent: '' })
export const newInstalment = (): DraftInstalment => ({ id: id(), dueOn: null, amount: '', kind: null })
export const newPaper = (): DraftPaper => ({ id: id(), name: '', dueOn: null })

export const emptyDraft = (): Draft => ({
  ...{ number: '', kind: null, customer: null, unit: null, salesperson: null, signedOn: null },
  ...{ turnover: '', retention: '', retentionDueOn: null, trialEndsOn: null },
  ...{ lines: [newLine()], shares: [], plan: [], papers: [] },
})

/** A sale that comes of a trial begins with what the trial says. */
export function draftFrom({ contract, lines }: ContractFile): Draft {
  return {
    ...emptyDraft(),
    kind: '直营购销合同',
    customer: contract.customer_code,
    unit: contract.unit_code,
    salesperson: contract.salesperson_no,
    lines: lines.map((line) => ({
      ...newLine(),
      product: line.product_code,
      quantity: line.quantity,
      // Nothing was asked for the goods on trial: what they are sold for is still to be agreed.
      unitPrice: isPositive(line.unit_price) ? line.unit_price : '',
    })),
  }
}

/** The row before it, counted from 1, that names the same; none for a row that names nothing yet. */
export function namedBefore(names: readonly (string | null)[], at: number): number | undefined {
  const own = names[at]?.trim()
  const first = own ? names.findIndex((name) => name?.trim() === own) : at
  return first < at ? first + 1 : undefined
}

/** As it is typed with Chinese input, too: full-width digits and points. */
const plain = (text: string) => text.normalize('NFKC').replaceAll(/[,\s]/g, '').replaceAll('。', '.')
const isDecimal = (text: string) => /^\d{1,15}(\.\d{1,8})?$/.test(text)

/** Quantity × price to the fen, half up, exactly; undefined while one of them is no number. */
export function lineAmount({ quantity, unitPrice }: DraftLine): string | undefined {
  const [a, b] = [plain(quantity), plain(unitPrice)]
  if (!isDecimal(a) || !isDecimal(b)) return undefined
  const places = fraction(a) + fraction(b)
  const product = digits(a) * digits(b)
  const fen = places <= 2 ? product * 10n ** BigInt(2 - places) : half(product, 10n ** BigInt(places - 2))
  return `${fen / 100n}.${String(fen % 100n).padStart(2, '0')}`
}

const fraction = (text: string) => text.split('.')[1]?.length ?? 0
const digits = (text: string) => BigInt(text.replace('.', ''))
const half = (value: bigint, by: bigint) => (value * 2n + by) / (by * 2n)

/** Of decimal texts, exactly; what is no number counts as nothing. */
export function sumOf(values: readonly (string | undefined)[]): string {
  return values.reduce<string>((sum, value) => {
    const text = plain(value ?? '')
    return isDecimal(text) ? difference(sum, `-${text}`) : sum
  }, '0')
}

/** 33.3 % as 0.333. */
export function shareOf(percent: string): string {
  const text = plain(percent).replace(/%$/, '')
  if (!isDecimal(text)) return text
  const places = fraction(text) + 2
  const value = String(digits(text)).padStart(places + 1, '0')
  return `${value.slice(0, -places)}.${value.slice(-places)}`.replace(/\.?0+$/, '') || '0'
}

/** What /api/contracts takes. */
export function bodyOf(draft: Draft) {
  const text = (value: string) => (value.trim() === '' ? null : plain(value))
  const given = <T extends object>(values: T) =>
    Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && value !== ''))
  return {
    contract: given({
      ...{ number: draft.number.trim(), kind: draft.kind, customer: draft.customer, unit: draft.unit },
      ...{ salesperson: draft.salesperson, signed_on: draft.signedOn, turnover: text(draft.turnover) ?? '0' },
      ...{ retention: text(draft.retention), retention_due_on: draft.retentionDueOn },
      trial_ends_on: draft.trialEndsOn,
    }),
    lines: draft.lines
      .filter(({ product }) => product !== null)
      .map((line) => ({
        values: given({
          ...{ product: line.product, quantity: plain(line.quantity), unit_price: plain(line.unitPrice) },
          // What is wrong with quantity or price is what there is to say.
          amount: lineAmount(line) ?? '0',
        }),
        concessions: line.concessions.map((content) => content.trim()).filter(Boolean),
      })),
    shares: draft.shares.map(({ person, percent }) => given({ person, share: shareOf(percent) })),
    plan: draft.plan.map(({ dueOn, amount, kind }, at) =>
      given({ instalment_no: String(at + 1), due_on: dueOn, amount: plain(amount), kind }),
    ),
    papers: draft.papers
      .filter(({ name }) => name.trim() !== '')
      .map(({ name, dueOn }) => ({ ...given({ name: name.trim(), due_on: dueOn }), complete: false })),
  }
}
