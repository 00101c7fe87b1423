import { describe, expect, test } from 'vitest'
import type { Type } from '../language/index.ts'
import { amount, grouped, inTenThousands, isZero, shown, signed } from './figures.ts'

describe('amounts are written from their text, never by way of a binary number', () => {
  test.each([
    ['0', '0.00'],
    ['4600', '4,600.00'],
    ['1234567.5', '1,234,567.50'],
    ['-85042.18', '−85,042.18'],
    ['0.005', '0.01'],
    ['-0.005', '−0.01'],
    ['-0.004', '0.00'],
    ['999.995', '1,000.00'],
    ['12345678901234567890.12', '12,345,678,901,234,567,890.12'],
  ])('%s is %s', (value, text) => expect(amount(value)).toBe(text))

  test('a change always has its sign, and zero has none', () => {
    expect([signed('5'), signed('-5'), signed('0.00'), signed('-0')]).toEqual([
      '+5.00',
      '−5.00',
      '0.00',
      '0.00',
    ])
    expect(['0', '-0.00', '0.01'].map(isZero)).toEqual([true, true, false])
  })

  test('as many decimals as asked for', () => {
    expect(grouped('1.23456', 0, 4)).toBe('1.2346')
    expect(grouped('12', 0, 4)).toBe('12')
    expect(grouped('0.5', 1, 1)).toBe('0.5')
  })

  test('ten thousands in charts', () => {
    expect(['627693.86', '999', '-50000', '0'].map(inTenThousands)).toEqual(['62.8', '0.1', '−5.0', '0.0'])
  })
})

describe('values with their unit', () => {
  const words = { yes: '是', no: '否', none: '没有值' }
  const number = (powers: Record<string, number>, counts = ''): Type => ({
    kind: 'number',
    unit: { powers, counts },
  })
  test.each<[string | null, Type, string]>([
    ['0.9342857142', number({}, '比率'), '93.43%'],
    ['1', number({}, '比率'), '100%'],
    ['-0.005', number({}, '比率'), '−0.5%'],
    ['280.7484', number({ 元: 1 }), '280.7484'],
    ['280.7', number({ 元: 1 }), '280.70'],
    ['9.3', number({ 分: 1 }), '9.3'],
    ['true', { kind: 'boolean' }, '是'],
    ['业务员', { kind: 'text' }, '业务员'],
    [null, { kind: 'text' }, '没有值'],
  ])('%s', (value, type, text) => expect(shown(value, type, words)).toBe(text))
})
