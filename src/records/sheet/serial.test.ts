import { expect, test } from 'vitest'
import { dateSerial, serialCell, serialDate } from './serial.ts'

test.each([
  ['1', false, '1900-01-01'],
  ['59', false, '1900-02-28'],
  ['61', false, '1900-03-01'],
  ['46086', false, '2026-03-05'],
  ['44624', true, '2026-03-05'],
  ['46086.354166666664', false, '2026-03-05 08:30:00'],
  ['46085.999999', false, '2026-03-05'],
  ['0.5', false, '12:00:00'],
  ['2958465', false, '9999-12-31'],
])('serial %s (1904: %s) is %s', (serial, system1904, text) => {
  expect(serialCell(serial, system1904)).toEqual({ kind: 'date', text })
})

test.each(['60', '-1', '2958466', '1e99'])('serial %s is no date and is not guessed', (serial) => {
  expect(serialCell(serial, false).kind).toBe('error')
})

test('the date of a serial has that serial', () => {
  for (let serial = 61; serial < 80_000; serial += 7) {
    expect(dateSerial(serialDate(serial, false) ?? '')).toBe(serial)
  }
})
