import { expect, test } from 'vitest'
import { punctuation } from '../../i18n.ts'
import { light } from '../../palette.ts'
import { optionOf } from './option.ts'
import { barsOf, describe } from './spec.ts'

test('a waterfall goes on where the step before ended, also below zero', () => {
  const bars = barsOf([
    { name: '固定工资', value: '3000', total: true },
    { name: '提成', value: '1200' },
    { name: '扣减', value: '-5000' },
    { name: '合计', value: '-800', total: true },
  ])
  expect(bars.map(({ from, to, tone }) => [from, to, tone])).toEqual([
    [0, 3000, 'total'],
    [3000, 4200, 'up'],
    [4200, -800, 'down'],
    [0, -800, 'total'],
  ])
})

test('a chart can be said in words', () => {
  const series = [{ name: '回款', values: ['1', null] }]
  expect(
    describe(
      { kind: 'line', categories: ['1月', '2月'], series, unit: '元' },
      (value) => `${value}元`,
      punctuation.zh,
    ),
  ).toBe('回款：1月 1元；2月 —')
  const long = Array.from({ length: 30 }, (_, day) => String(day))
  expect(
    describe(
      { kind: 'bar', categories: long, series: [{ name: '回款', values: long }], unit: '元' },
      (value) => value,
      punctuation.zh,
    ),
  ).toBe('回款：0 0；…；29 29')
})

test('in English amounts stand in thousands and millions along the axis (X-5)', () => {
  const spec = {
    kind: 'bar',
    categories: ['1'],
    series: [{ name: 'in', values: ['1'] }],
    unit: '元',
  } as const
  const axis = optionOf(spec, light, 'en').yAxis as { axisLabel: { formatter: (value: number) => string } }
  expect([500, 25_000, 1_500_000].map(axis.axisLabel.formatter)).toEqual(['500', '25k', '1.5M'])
})

test('amounts stand in 万 along the axis, and tooltips are drawn, not HTML, which the content policy refuses', () => {
  const option = optionOf(
    { kind: 'bar', categories: ['1月'], series: [{ name: '回款', values: ['25000'] }], unit: '元' },
    light,
  )
  const axis = option.yAxis as { axisLabel: { formatter: (value: number) => string } }
  expect(axis.axisLabel.formatter(25_000)).toBe('2.5万')
  expect(axis.axisLabel.formatter(0)).toBe('0')
  expect(option.tooltip).toMatchObject({ renderMode: 'richText' })
})
