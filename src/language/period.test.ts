import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { around, earlierWithin, parsePeriod, periodOf, shiftPeriod, yearBefore } from './period.ts'

function period(text: string) {
  const found = parsePeriod(text)
  if (!found) throw new Error(text)
  return found
}

describe('periods', () => {
  test.each([
    ['2026-10', 'month', '2026-10-01', '2026-10-31'],
    ['2024-02', 'month', '2024-02-01', '2024-02-29'],
    ['2026-Q3', 'quarter', '2026-07-01', '2026-09-30'],
    ['2026-H2', 'half', '2026-07-01', '2026-12-31'],
    ['2026', 'year', '2026-01-01', '2026-12-31'],
  ])('%s', (name, length, first, last) => {
    expect(parsePeriod(name)).toEqual({ name, length, first, last })
  })

  test.each([
    '',
    '2026-13',
    '2026-00',
    '2026-Q5',
    '2026-H3',
    '26-01',
    '2026-1',
    '0999',
    '2026-10-01',
    ' 2026',
  ])('%j is none', (text) => {
    expect(parsePeriod(text)).toBeUndefined()
  })

  test.each([
    ['2026-01', -1, '2025-12'],
    ['2026-12', 1, '2027-01'],
    ['2026-Q1', -1, '2025-Q4'],
    ['2026-H1', -3, '2024-H2'],
    ['2026', 2, '2028'],
    ['2026-10', -22, '2024-12'],
  ])('%s moved by %i is %s', (name, count, expected) => {
    expect(shiftPeriod(period(name), count).name).toBe(expected)
  })

  test.each([
    ['2026-10', '2025-10'],
    ['2026-Q2', '2025-Q2'],
    ['2026-H1', '2025-H1'],
    ['2026', '2025'],
  ])('a year before %s is %s', (name, expected) => {
    expect(yearBefore(period(name)).name).toBe(expected)
  })

  test.each([
    ['2026-10', 'quarter', '2026-10-01', '2026-12-31', []],
    ['2026-12', 'quarter', '2026-10-01', '2026-12-31', ['2026-10', '2026-11']],
    ['2026-03', 'year', '2026-01-01', '2026-12-31', ['2026-01', '2026-02']],
    ['2026-Q3', 'year', '2026-01-01', '2026-12-31', ['2026-Q1', '2026-Q2']],
    ['2026-H2', 'quarter', '2026-10-01', '2026-12-31', []],
    ['2026', 'year', '2026-01-01', '2026-12-31', []],
  ] as const)('around %s the %s is %s to %s', (name, length, first, last, before) => {
    expect(around(period(name), length)).toMatchObject({ first, last })
    expect(earlierWithin(period(name), length).map((other) => other.name)).toEqual(before)
  })

  test('moving there and back, and from day to period, is the same', () => {
    const names = fc.oneof(
      fc
        .tuple(fc.integer({ min: 1990, max: 2090 }), fc.integer({ min: 1, max: 12 }))
        .map(([y, m]) => `${y}-${String(m).padStart(2, '0')}`),
      fc
        .tuple(fc.integer({ min: 1990, max: 2090 }), fc.integer({ min: 1, max: 4 }))
        .map(([y, q]) => `${y}-Q${q}`),
    )
    fc.assert(
      fc.property(names, fc.integer({ min: -200, max: 200 }), (name, count) => {
        const start = period(name)
        const moved = shiftPeriod(start, count)
        expect(shiftPeriod(moved, -count)).toEqual(start)
        expect(parsePeriod(moved.name)).toEqual(moved)
        expect(periodOf(start.first, start.length)).toEqual(start)
        expect(periodOf(start.last, start.length)).toEqual(start)
      }),
    )
  })
})
