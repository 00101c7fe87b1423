import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { add, compare, decimalText, parseDecimal, shift, zero } from './decimal.ts'
import { readDate, readNumber, readNumberIn } from './number-text.ts'
import { unitName } from './unit.ts'

const shown = (read: ReturnType<typeof readNumber>) =>
  read && `${decimalText(read.value)}${read.unit ? ` ${unitName(read.unit)}` : ''}`

describe('numbers as people write them', () => {
  test.each([
    ['3%', '0.03 比率'],
    ['3.5％', '0.035 比率'],
    ['5‰', '0.005 比率'],
    ['10万元', '100000 元'],
    ['1.5亿', '150000000'],
    ['3千', '3000'],
    ['2百万元', '2000000 元'],
    ['1,200', '1200'],
    ['1，234，567.80', '1234567.8'],
    ['¥1,200', '1200 元'],
    ['￥100元', '100 元'],
    ['-5', '-5'],
    ['－5', '-5'],
    ['１００', '100'],
    ['3 天', '3 天'],
    ['80元/天', '80 元/天'],
    ['5元/个', '5 元'],
    ['0.50', '0.5'],
    ['-0', '0'],
    ['007', '7'],
    ['12345678901234567890.123456789', '12345678901234567890.123456789'],
  ])('%s is %s', (text, expected) => {
    expect(shown(readNumber(text))).toBe(expected)
  })

  test.each([
    '',
    '甲',
    '1,00',
    '1,2345',
    '3%%',
    '万',
    '1e5',
    '--5',
    '5元元',
    '5/天',
    '.5',
    '5.',
    '¥5%',
    '1'.repeat(41),
  ])('%j is none', (text) => {
    expect(readNumber(text)).toBeUndefined()
  })

  test('a unit given by the heading is for numbers without one', () => {
    expect(shown(readNumberIn('10', '万元'))).toBe('100000 元')
    expect(shown(readNumberIn('10元', '万元'))).toBe('10 元')
    expect(shown(readNumberIn('10', ''))).toBe('10')
    expect(shown(readNumberIn('5%', '%'))).toBe('0.05 比率')
  })
})

describe('days', () => {
  test.each([
    ['2026-03-05', '2026-03-05'],
    ['2026-3-5', '2026-03-05'],
    ['2026年3月5日', '2026-03-05'],
    ['2026/3/5', '2026-03-05'],
    ['2026.3.5', '2026-03-05'],
    ['２０２６年３月５日', '2026-03-05'],
    ['2024-02-29', '2024-02-29'],
  ])('%s is %s', (text, day) => {
    expect(readDate(text)).toBe(day)
  })

  test.each([
    '',
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '0000-01-01',
    '0999-01-01',
    '26-01-01',
    '2026年',
    '本月',
  ])('%j is none', (text) => {
    expect(readDate(text)).toBeUndefined()
  })
})

describe('decimals are exact', () => {
  const decimal = fc
    .tuple(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.integer({ min: 0, max: 20 }))
    .map(([digits, scale]) => ({ digits, scale }))

  test('text and back is the same value', () => {
    fc.assert(
      fc.property(decimal, (value) => {
        const again = parseDecimal(decimalText(value))
        expect(again && compare(again, value)).toBe(0)
      }),
    )
  })

  test('sums do not depend on order, and shifting back loses nothing', () => {
    fc.assert(
      fc.property(decimal, decimal, decimal, (a, b, c) => {
        expect(compare(add(add(a, b), c), add(c, add(b, a)))).toBe(0)
        expect(compare(shift(shift(a, 7), -7), a)).toBe(0)
        expect(compare(add(a, zero), a)).toBe(0)
      }),
    )
  })
})
