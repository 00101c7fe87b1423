import { expect, test } from 'vitest'
import { differenceOf } from './difference.ts'

test.each([
  ['0.3', '0.1', '0.2'],
  ['100', '99.99', '0.01'],
  ['1', '2.5', '-1.5'],
  ['-1.25', '1', '-2.25'],
  ['9007199254740993.01', '9007199254740992', '1.01'],
  ['5', '5', '0'],
])('%s less %s is %s', (a, b, difference) => {
  expect(differenceOf(a, b)).toBe(difference)
})
