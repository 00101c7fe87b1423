import { expect, test } from 'vitest'
import { numberMeaning } from './number-format.ts'

const kind = (code: string) => numberMeaning(200, code).kind

test.each([
  'yyyy-mm-dd',
  'yyyy/m/d;@',
  'yyyy"年"m"月"d"日";@',
  '[$-804]yyyy"年"m"月"',
  '[DBNum1][$-804]m"月"d"日"',
  'mmm-yy',
  'm',
  'yyyy-mm-dd hh:mm:ss',
  'e"年"m"月"',
  '[Red]dd/mm/yyyy',
])('%s is a date', (code) => {
  expect(kind(code)).toBe('date')
})

test.each([
  ['h:mm AM/PM', 'time'],
  ['hh:mm:ss', 'time'],
  ['[h]:mm', 'plain'],
  ['General', 'plain'],
  ['G/通用格式', 'plain'],
  ['0.00E+00', 'plain'],
  ['#,##0.00_);[Red]\\(#,##0.00\\)', 'plain'],
  ['[$¥-804]#,##0.00', 'plain'],
  ['"day"0', 'plain'],
  ['0.0\\d', 'plain'],
  ['@', 'plain'],
  ['0.00%', 'percent'],
  ['000000', 'zeros'],
])('%s is %s', (code, expected) => {
  expect(kind(code)).toBe(expected)
})

test('formats known by number alone', () => {
  expect([0, 9, 10, 14, 22, 31, 57, 20, 46].map((id) => numberMeaning(id, undefined).kind)).toEqual([
    'plain',
    'percent',
    'percent',
    'date',
    'date',
    'date',
    'date',
    'time',
    'plain',
  ])
})
