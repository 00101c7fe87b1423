import { expect, test } from 'vitest'
import { vocabulary } from '../../../src/records/vocabulary.ts'
import { companyToday, isAhead } from './ahead.ts'

test('of what happened, a day after today is noticed, today and before are not', () => {
  const days = ['2026-11-26', '2026-11-27', '2026-11-28', '2027-01-01', null, '', undefined, true]
  const ahead = days.map((day) => isAhead('receipt', 'received_on', day, '2026-11-27'))
  expect(ahead).toEqual([false, false, true, true, false, false, false, false])
  expect(isAhead('payment_plan', 'due_on', '2027-01-01', '2026-11-27')).toBe(false)
  expect(isAhead('constructor', 'name', '2027-01-01', '2026-11-27')).toBe(false)
})

test('the day is the one of the company, also where it still is yesterday', () => {
  expect(companyToday(new Date('2026-11-27T15:59:00Z'))).toBe('2026-11-27')
  expect(companyToday(new Date('2026-11-27T16:01:00Z'))).toBe('2026-11-28')
})

test('the days that are watched are fields that there are', () => {
  const watched = vocabulary.objects.flatMap(({ id, fields }) =>
    fields
      .filter((field) => isAhead(id, field.id, '2027-01-01', '2026-11-27'))
      .map((field) => `${id}.${field.id}`),
  )
  expect(watched.toSorted()).toEqual([
    'acceptance.accepted_on',
    'complaint.complained_on',
    'complaint.judged_on',
    'goods_return.returned_on',
    'receipt.received_on',
    'refund.refunded_on',
  ])
})
