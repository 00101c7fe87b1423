import { expect, test } from 'vitest'
import { amountOf, isNegative, isPositive, percentOf, unbroken } from './figures.ts'

test('amounts are grouped, padded and never rounded', () => {
  expect(amountOf('1234567.5')).toBe('1,234,567.50')
  expect(amountOf('-1000')).toBe('-1,000.00')
  expect(amountOf('0.1250')).toBe('0.125')
  expect(amountOf('-0.00')).toBe('0.00')
  expect(amountOf('90071992547409931.07')).toBe('90,071,992,547,409,931.07')
  expect(amountOf('12', 0)).toBe('12')
})

test('ratios are shown as per cent', () => {
  expect(percentOf('0.075')).toBe('7.5%')
  expect(percentOf('1')).toBe('100%')
  expect(percentOf('-0.5')).toBe('-50%')
  expect(percentOf('12.3456')).toBe('1,234.56%')
  expect(percentOf('0.001')).toBe('0.1%')
  expect(percentOf('0')).toBe('0%')
})

test('the sign of an amount', () => {
  expect([isNegative('-0.01'), isNegative('-0.00'), isNegative('1')]).toEqual([true, false, false])
  expect([isPositive('0.01'), isPositive('0'), isPositive('-1')]).toEqual([true, false, false])
})

test('a day in a sentence has no place to break, and is still that day', () => {
  expect(unbroken('2026-12-26')).not.toMatch(/\d-\d/)
  expect(unbroken('2026-12-26').replaceAll('\u2060', '')).toBe('2026-12-26')
})
