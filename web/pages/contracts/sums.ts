/** What of a contract does not come to what it must: the shares to the whole, lines and plan to the turnover. M-4.6. */
import { isNegative } from '../../components/figures.ts'
import type { ContractFile } from './contract.ts'
import { sumOf } from './draft.ts'
import { difference } from './events.ts'

export interface Off {
  readonly sum: string
  /** Never negative. */
  readonly by: string
  readonly over: boolean
}

type Counted = Pick<ContractFile, 'contract' | 'lines' | 'plan' | 'shares'>

/** Undefined for what comes out even, and for what is not there: a contract need not be shared, nor planned. */
export function offOf({ contract: { kind, turnover }, lines, plan, shares }: Counted) {
  const isTrial = kind === '试用协议'
  const against = (rows: readonly { readonly amount: string }[]) =>
    isTrial || rows.length === 0 ? undefined : off(sumOf(rows.map(({ amount }) => amount)), turnover)
  return {
    lines: against(lines),
    plan: against(plan),
    shares:
      shares.length === 0
        ? undefined
        : off(
            shares.map(({ share }) => share).reduce((sum, share) => difference(sum, `-${share}`), '0'),
            '1',
          ),
  }
}

function off(sum: string, due: string): Off | undefined {
  const by = difference(sum, due)
  return /[1-9]/.test(by) ? { sum, by: by.replace('-', ''), over: !isNegative(by) } : undefined
}

/** What is left to be shared or planned; nothing when there is nothing left. */
export function leftOf(rows: readonly string[], whole: string): string | undefined {
  const left = rows.reduce((rest, row) => difference(rest, row), whole)
  return /[1-9]/.test(left) && !isNegative(left) ? trimmed(left) : undefined
}

const trimmed = (decimal: string) => (decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal)

/** The first number after those there are. */
export const nextNumber = (numbers: readonly number[]): string => String(Math.max(0, ...numbers) + 1)

/** 0.333 as 33.3, to be typed on; what is no ratio stays as it is. */
export function percentText(share: string): string {
  const [, whole = '', fraction = ''] = /^(\d+)(?:\.(\d*))?$/.exec(share) ?? []
  if (whole === '') return share
  const padded = fraction.padEnd(2, '0')
  return trimmed(`${BigInt(whole + padded.slice(0, 2))}.${padded.slice(2)}`.replace(/\.$/, ''))
}
