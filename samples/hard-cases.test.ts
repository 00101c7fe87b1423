import { describe, expect, test } from 'vitest'
import { basePriceOn } from './catalogue.ts'
import { type Deal, turnoverOf } from './contracts.ts'
import { dayText, monthsOf2026 } from './days.ts'
import { hardCases } from './hard-cases.ts'
import { sum } from './money.ts'

const deal = (number: string): Deal => {
  const found = hardCases.find((candidate) => candidate.number === number)
  if (!found) throw new Error(number)
  return found
}
const received = (number: string) => sum((deal(number).receipts ?? []).map(({ amount }) => amount))

/** Per line: price above (1), at (0) or below (-1) the base price of the signing date. */
const against = (number: string) => {
  const { lines, signed } = deal(number)
  return lines.map(({ product, price }) => Math.sign(Number(price - basePriceOn(product, signed))))
}

describe('prices (M-4.2, M-4.3)', () => {
  test.each([
    ['CP-2026-9001', [-1, 0]],
    ['CP-2026-9002', [1]],
    ['CP-2026-9003', [1]],
    ['CP-2026-9004', [1, -1]],
    ['CP-2026-9005', [-1]],
    ['CP-2026-9006', [0]],
    ['CP-2026-9007', [-1]],
    ['GC-2026-9001', [1]],
    ['GC-2026-9303', [1]],
    ['GC-2026-9305', [1, -1]],
  ])('%s stands so to the base price: %j', (number, signs) => {
    expect(against(number)).toEqual(signs)
  })

  test('CP-2026-9005 would have been at base price three days earlier, GC-2026-9001 two', () => {
    const { lines, signed } = deal('CP-2026-9005')
    expect(basePriceOn('JS-100', signed - 3)).toBe(lines[0]?.price)
    expect(basePriceOn('FX-20', deal('GC-2026-9001').signed - 2)).toBe(deal('GC-2026-9001').lines[0]?.price)
  })

  test('only CP-2026-9003 gave something in exchange for its excess', () => {
    expect(deal('CP-2026-9003').lines[0]?.concessions).toHaveLength(2)
    expect(deal('CP-2026-9002').lines[0]?.concessions).toBeUndefined()
  })
})

describe('money (M-4.4, M-4.5)', () => {
  test('CP-2026-9101: the deposit comes two months before the acceptance', () => {
    const { receipts = [], accepted = [] } = deal('CP-2026-9101')
    expect([receipts[0]?.kind, dayText(receipts[0]?.on ?? 0), dayText(accepted[0] ?? 0)]).toEqual([
      '订金',
      '2026-02-05',
      '2026-04-10',
    ])
  })

  test('CP-2026-9102: thirds', () => {
    expect(received('CP-2026-9102')).toBe(turnoverOf(deal('CP-2026-9102')))
    expect(new Set(deal('CP-2026-9102').receipts?.map(({ amount }) => amount)).size).toBe(1)
  })

  test('CP-2026-9103: refunded in a month in which 0030 receives nothing', () => {
    const october = monthsOf2026[9]
    const own = hardCases.filter(({ salesperson }) => salesperson === '0030')
    const inOctober = own
      .flatMap(({ receipts = [] }) => receipts)
      .filter(({ on }) => dayText(on).startsWith('2026-10'))
    expect(inOctober).toEqual([])
    expect(dayText(deal('CP-2026-9103').refunds?.[0]?.on ?? 0).slice(0, 7)).toBe(october?.period)
  })

  test('CP-2026-9104: what comes back is what is paid back', () => {
    const { returns = [], refunds = [], lines } = deal('CP-2026-9104')
    expect(BigInt(returns[0]?.quantity ?? 0) * (lines[0]?.price ?? 0n)).toBe(refunds[0]?.amount)
  })

  test('CP-2025-9105: retention paid four months late', () => {
    const { retention, receipts = [] } = deal('CP-2025-9105')
    expect((receipts.at(-1)?.on ?? 0) - (retention?.due ?? 0)).toBeGreaterThan(110)
  })

  test('CP-2026-9106: more received than sold, the ratio has to be capped', () => {
    expect(received('CP-2026-9106')).toBeGreaterThan(turnoverOf(deal('CP-2026-9106')))
  })

  test('CP-2026-9107: a deposit that never counts', () => {
    expect(deal('CP-2026-9107')).toMatchObject({ accepted: [], status: '已终止' })
  })

  test('0030 has months without any receipt, in which the rate multiplies the fixed pay (M-5.4)', () => {
    const own = hardCases
      .filter(({ salesperson }) => salesperson === '0030')
      .flatMap(({ receipts = [] }) => receipts)
    const months = new Set(own.map(({ on }) => dayText(on).slice(0, 7)))
    expect(monthsOf2026.map(({ period }) => period).filter((period) => !months.has(period))).toEqual([
      '2026-06',
      '2026-10',
      '2026-11',
      '2026-12',
    ])
  })
})

test('CP-2026-9202: thirds of credit make exactly 1 (M-4.6)', () => {
  expect(deal('CP-2026-9202').shares?.map(([, share]) => share)).toEqual(['0.3333', '0.3333', '0.3334'])
})

test('a trial becomes a sale, another is returned, a third goes on (M-2.3)', () => {
  expect(deal('CP-2026-9301').trial).toBe('SY-2026-901')
  expect(deal('SY-2026-901').ended).toBe(deal('CP-2026-9301').signed)
  expect(deal('SY-2026-902').status).toBe('已退回')
  expect(deal('SY-2026-903').status).toBeUndefined()
})

test('an energy contract is recognised as its periods are accepted (M-3.2)', () => {
  const accepted = deal('GC-2026-9302').recognitions?.filter(({ on }) => on !== undefined)
  expect(accepted).toHaveLength(3)
})
