import { expect, test } from 'vitest'
import { shareOf } from './draft.ts'
import { leftOf, nextNumber, offOf, percentText } from './sums.ts'

type Counted = Parameters<typeof offOf>[0]

const file = (change: {
  kind?: string
  lines?: readonly string[]
  plan?: readonly string[]
  shares?: readonly string[]
}): Counted =>
  ({
    contract: { kind: change.kind ?? '直营购销合同', turnover: '1000.5' },
    lines: (change.lines ?? []).map((amount) => ({ amount })),
    plan: (change.plan ?? []).map((amount) => ({ amount })),
    shares: (change.shares ?? []).map((share) => ({ share })),
  }) as unknown as Counted

test('M-4.6 shares that do not come to the whole are told, by how much and which way', () => {
  expect(offOf(file({ shares: ['0.6', '0.3'] })).shares).toEqual({ sum: '0.9', by: '0.1', over: false })
  expect(offOf(file({ shares: ['0.6', '0.45'] })).shares).toEqual({ sum: '1.05', by: '0.05', over: true })
  expect(offOf(file({ shares: ['0.333', '0.333', '0.334'] })).shares).toBeUndefined()
})

test('lines and plan come to the turnover, where there are any', () => {
  expect(offOf(file({}))).toEqual({ lines: undefined, plan: undefined, shares: undefined })
  expect(offOf(file({ lines: ['1000', '0.50'], plan: ['500', '500'] }))).toEqual({
    lines: undefined,
    plan: { sum: '1000', by: '0.5', over: false },
    shares: undefined,
  })
  expect(offOf(file({ lines: ['2000'] })).lines?.over).toBe(true)
})

test('M-2.3 the goods of a trial are not sold: nothing to come to', () => {
  expect(offOf(file({ kind: '试用协议', lines: ['0'] })).lines).toBeUndefined()
})

test('a new row begins with the next number and with what is left', () => {
  expect([nextNumber([]), nextNumber([1, 4, 2])]).toEqual(['1', '5'])
  expect(leftOf([], '1')).toBe('1')
  expect(leftOf(['0.6'], '1')).toBe('0.4')
  expect(leftOf(['0.60'], '1.00')).toBe('0.4')
  expect(leftOf(['0.6', '0.4'], '1')).toBeUndefined()
  expect(leftOf(['0.6', '0.5'], '1')).toBeUndefined()
})

test.each(['0.3333', '1', '0.6', '0', '0.075', '0.00001'])('the share %s is typed in per cent', (share) =>
  expect(shareOf(percentText(share))).toBe(share),
)

test('what is no share is left to be corrected', () => {
  expect([percentText('0.6'), percentText('0.075'), percentText('半')]).toEqual(['60', '7.5', '半'])
})
