import { describe, expect, test } from 'vitest'
import { decimalText } from '../types/decimal.ts'
import { unitName } from '../types/unit.ts'
import { type BorderSide, hasGap, type Interval, intersects, readInterval } from './interval.ts'

function read(text: string, side?: BorderSide, unit = ''): string {
  const result = readInterval(text, { side, unit })
  return typeof result === 'string' ? result : shown(result)
}

function shown({ low, high, unit }: Interval): string {
  const left = low ? `${low.included ? '[' : '('}${decimalText(low.value)}` : '(-∞'
  const right = high ? `${decimalText(high.value)}${high.included ? ']' : ')'}` : '∞)'
  return `${left}, ${right}${unit ? ` ${unitName(unit)}` : ''}`
}

describe('a range reads as in law: 以上, 以下, 以内 include the border, 超过 and 不满 do not (民法典 1259)', () => {
  test.each([
    ['10万以上', '[100000, ∞)'],
    ['10万以下', '(-∞, 100000]'],
    ['10万元以内', '(-∞, 100000] 元'],
    ['10万及以上', '[100000, ∞)'],
    ['10万（含）以上', '[100000, ∞)'],
    ['10万以上（含10万）', '[100000, ∞)'],
    ['10万以上（不含10万）', '(100000, ∞)'],
    ['10万（不含）以下', '(-∞, 100000)'],
    ['超过10万', '(100000, ∞)'],
    ['高于80%', '(0.8, ∞) 比率'],
    ['不满60%', '(-∞, 0.6) 比率'],
    ['不足60％', '(-∞, 0.6) 比率'],
    ['未达到60%', '(-∞, 0.6) 比率'],
    ['满3天', '[3, ∞) 天'],
    ['达到80%', '[0.8, ∞) 比率'],
    ['不低于80%', '[0.8, ∞) 比率'],
    ['大于等于80%', '[0.8, ∞) 比率'],
    ['大于或等于80%', '[0.8, ∞) 比率'],
    ['小于等于80%', '(-∞, 0.8] 比率'],
    ['不超过5万', '(-∞, 50000]'],
    ['不大于5', '(-∞, 5]'],
    ['不小于5', '[5, ∞)'],
    ['≥80%', '[0.8, ∞) 比率'],
    ['>= 80 %', '[0.8, ∞) 比率'],
    ['＞８０％', '(0.8, ∞) 比率'],
    ['<0', '(-∞, 0)'],
    ['≤-5', '(-∞, -5]'],
    ['超过5万至10万', '(50000, 100000]'],
    ['超过5万至10万的部分', '(50000, 100000]'],
    ['5万以上，不满10万', '[50000, 100000)'],
    ['5万以上不满10万', '[50000, 100000)'],
    ['满60%不满80%', '[0.6, 0.8) 比率'],
    ['≥60%且<80%', '[0.6, 0.8) 比率'],
    ['5万≤销售额<10万', '[50000, 100000)'],
    ['80%＞完成率≥60%', '[0.6, 0.8) 比率'],
    ['[0, 10万)', '[0, 100000)'],
    ['（5万，10万]', '(50000, 100000]'],
    ['[1,000, 2,000)', '[1000, 2000)'],
    ['[0,100,000)', '[0, 100000)'],
    ['[0, +∞)', '[0, ∞)'],
    ['(-∞, 0)', '(-∞, 0)'],
    ['其余', '(-∞, ∞)'],
    ['1百万以上', '[1000000, ∞)'],
    ['2千万元以上', '[20000000, ∞) 元'],
  ])('%s is %s', (text, expected) => {
    expect(read(text)).toBe(expected)
  })
})

describe('the borders of a ~ b belong where the table says', () => {
  test.each([
    ['0 ~ 10万', 'upper', '[0, 100000)'],
    ['0 ~ 10万', 'lower', '(0, 100000]'],
    ['0～10万', 'upper', '[0, 100000)'],
    ['60%-80%', 'upper', '[0.6, 0.8) 比率'],
    ['60%—80%', 'upper', '[0.6, 0.8) 比率'],
    ['60%至80%', 'lower', '(0.6, 0.8] 比率'],
    ['-5 ~ 5', 'upper', '[-5, 5)'],
    ['-5--1', 'upper', '[-5, -1)'],
    ['60~80%', 'upper', '[0.6, 0.8) 比率'],
    ['5~10分', 'upper', '[5, 10) 分'],
    ['5万（含）~10万（不含）', undefined, '[50000, 100000)'],
    ['5万（含）~10万', undefined, '[50000, 100000)'],
    ['5万~10万（含）', undefined, '(50000, 100000]'],
    ['5万（不含）~10万', undefined, '(50000, 100000]'],
    ['5万（含）~10万（含）', 'upper', '[50000, 100000]'],
    ['0 ~ 10万', undefined, 'border-unstated'],
    ['10万 ~ 5万', 'upper', 'reversed'],
    ['5万 ~ 5万', 'upper', 'reversed'],
    ['1 ~ 10万', 'upper', 'low-unit'],
    ['0 ~ 1千', 'upper', '[0, 1000)'],
  ] as const)('%s, %s: %s', (text, side, expected) => {
    expect(read(text, side)).toBe(expected)
  })
})

test.each(['', '甲', '10', '10%', '甲~乙', '以上', '10以上以上', '1.2.3~4', '~', '（一）', '[一, 二)', '-'])(
  '%j is no range',
  (text) => {
    expect(read(text, 'upper')).toBe('not-a-range')
  },
)

test('plain numbers take the unit of the heading, others keep their own', () => {
  expect(read('0 ~ 10', 'upper', '万元')).toBe('[0, 100000) 元')
  expect(read('≥80', undefined, '%')).toBe('[0.8, ∞) 比率')
  expect(read('≥80%', undefined, '%')).toBe('[0.8, ∞) 比率')
  expect(read('5万以上', undefined, '万元')).toBe('[50000, ∞)')
})

describe('intervals side by side', () => {
  const interval = (text: string): Interval => {
    const result = readInterval(text, { side: 'upper', unit: '' })
    if (typeof result === 'string') throw new Error(text)
    return result
  }

  test.each([
    ['0~5', '5~10', false],
    ['0~5', '4~10', true],
    ['[0,5]', '[5,10]', true],
    ['[0,5]', '(5,10]', false],
    ['不满5', '5以上', false],
    ['5以下', '5以上', true],
    ['其余', '0~5', true],
    ['[0,10]', '[3,4]', true],
  ])('%s and %s share a value: %s', (a, b, expected) => {
    expect(intersects(interval(a), interval(b))).toBe(expected)
    expect(intersects(interval(b), interval(a))).toBe(expected)
  })

  test.each([
    ['5~10', ['0~5', '5~10'], false],
    ['6~10', ['0~5', '6~10'], true],
    ['(5,10]', ['[0,5)', '(5,10]'], true],
    ['(5,10]', ['[0,5]', '(5,10]'], false],
    ['0~5', ['0~5', '5~10'], false],
    ['5以上', ['不满5', '5以上'], false],
    ['超过5', ['不满5', '超过5'], true],
  ])('below %s among %j there is a gap: %s', (own, all, expected) => {
    expect(hasGap(interval(own), all.map(interval))).toBe(expected)
  })
})
