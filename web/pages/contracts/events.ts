/** What happened to a contract and what is to come, in the order of days. */
import { amountOf, isPositive } from '../../components/figures.ts'
import type { ContractFile } from './contract.ts'
import type { useContractTexts } from './texts.ts'

export interface ContractEvent {
  readonly day: string
  readonly kind: 'step' | 'in' | 'out' | 'due'
  readonly text: string
  readonly note?: string | undefined
}

type Texts = ReturnType<typeof useContractTexts>

/** What the values of closed lists are called. */
export type EventNames = Readonly<Record<'acceptance' | 'receipt' | 'status', (value: string) => string>>

export function eventsOf(file: ContractFile, t: Texts, names: EventNames): ContractEvent[] {
  return [...steps(file, t, names), ...moves(file, t, names), ...dues(file, t)].sort((a, b) =>
    a.day < b.day ? -1 : a.day > b.day ? 1 : 0,
  )
}

function steps(
  { contract, acceptances, recognitions }: ContractFile,
  t: Texts,
  names: EventNames,
): ContractEvent[] {
  return [
    { day: contract.signed_on, kind: 'step', text: t('eventSigned') },
    ...acceptances.map(({ accepted_on, kind, acceptance_no }) => ({
      day: accepted_on,
      kind: 'step' as const,
      text: t('eventAccepted', { kind: names.acceptance(kind) }),
      note: acceptance_no,
    })),
    ...recognitions.flatMap(({ recognised_on, instalment_no, amount }) =>
      recognised_on
        ? [
            {
              day: recognised_on,
              kind: 'step' as const,
              text: t('eventRecognised', { no: instalment_no, amount: amountOf(amount) }),
            },
          ]
        : [],
    ),
    ...(contract.ended_on
      ? [
          {
            day: contract.ended_on,
            kind: 'step' as const,
            text: t('eventEnded', { status: names.status(contract.status) }),
          },
        ]
      : []),
  ]
}

function moves({ receipts, refunds, returns }: ContractFile, t: Texts, names: EventNames): ContractEvent[] {
  return [
    ...receipts.map(({ received_on, counted_on, kind, amount }) => ({
      day: received_on,
      kind: 'in' as const,
      text: t('eventReceipt', { kind: names.receipt(kind), amount: amountOf(amount) }),
      note:
        counted_on === null
          ? t('eventNotCounted')
          : counted_on > received_on
            ? t('eventCounted', { day: counted_on })
            : undefined,
    })),
    ...refunds.map(({ refunded_on, amount, reason }) => ({
      day: refunded_on,
      kind: 'out' as const,
      text: t('eventRefund', { amount: amountOf(amount) }),
      note: reason ?? undefined,
    })),
    ...returns.map(({ returned_on, quantity, amount }) => ({
      day: returned_on,
      kind: 'out' as const,
      text: t('eventReturn', { quantity: amountOf(quantity, 0), amount: amountOf(amount) }),
    })),
  ]
}

function dues({ contract, plan }: ContractFile, t: Texts): ContractEvent[] {
  return [
    ...plan.map(({ due_on, instalment_no, amount, received }) => ({
      day: due_on,
      kind: 'due' as const,
      text: t('eventDue', { no: instalment_no, amount: amountOf(amount) }),
      note:
        amount === received ? t('dueMet') : t('dueOpen', { amount: amountOf(difference(amount, received)) }),
    })),
    ...(contract.retention_due_on && isPositive(contract.retention)
      ? [
          {
            day: contract.retention_due_on,
            kind: 'due' as const,
            text: t('eventRetentionDue', { amount: amountOf(contract.retention) }),
          },
        ]
      : []),
    ...(contract.trial_ends_on
      ? [{ day: contract.trial_ends_on, kind: 'due' as const, text: t('eventTrialEnds') }]
      : []),
  ]
}

/** a − b of two decimal texts, exactly. */
export function difference(a: string, b: string): string {
  const places = Math.max(placesOf(a), placesOf(b))
  const value = scaled(a, places) - scaled(b, places)
  const digits = String(value < 0n ? -value : value).padStart(places + 1, '0')
  const text = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`
  return value < 0n ? `-${text}` : text
}

const placesOf = (decimal: string) => decimal.split('.')[1]?.length ?? 0

function scaled(decimal: string, places: number): bigint {
  const [whole = '0', part = ''] = decimal.replace('-', '').split('.')
  const value = BigInt((whole || '0') + part.padEnd(places, '0'))
  return decimal.startsWith('-') ? -value : value
}
