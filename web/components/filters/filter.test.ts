import { expect, test } from 'vitest'
import { readFilter, writeFilter } from './filter.ts'

test('a filter survives the address', () => {
  const filter = { status: ['open', 'done'], signed_on: { from: '2026-01-01' }, customer: '长河' }
  expect(readFilter(writeFilter(filter))).toEqual(filter)
})

test('what is empty is left out, and nothing at all leaves the address', () => {
  expect(writeFilter({ status: [], signed_on: {}, customer: '', amount: { to: '5' } })).toBe(
    '{"amount":{"to":"5"}}',
  )
  expect(writeFilter({ status: [] })).toBeUndefined()
})

test('an address cut short is no filter', () => {
  expect(readFilter('{"status":["op')).toEqual({})
  expect(readFilter('[1]')).toEqual({})
  expect(readFilter(undefined)).toEqual({})
})
