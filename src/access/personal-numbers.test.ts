import { expect, test } from 'vitest'
import { isCardNumber, isIdentityNumber } from './personal-numbers.ts'

test.each([
  ['11010519491231002X', true],
  ['440524188001010014', false],
  ['110105194912310021', false],
  ['11010519491331002X', false],
  ['010105194912310025', false],
  ['1101051949123100', false],
  ['11010519491231002x', false],
])('GB 11643: %s is %s (trust 42)', (text, expected) => {
  expect(isIdentityNumber(text)).toBe(expected)
})

test.each([
  ['4111111111111111', true],
  ['6222021234567890128', true],
  ['6222021234567890129', false],
  ['4111111111111112', false],
  ['41111111111', false],
  ['4111 1111 1111 1111', false],
])('Luhn: %s is %s', (text, expected) => {
  expect(isCardNumber(text)).toBe(expected)
})

test('any one digit wrong is found', () => {
  for (const [text, check] of [
    ['11010519491231002X', isIdentityNumber],
    ['4111111111111111', isCardNumber],
  ] as const)
    for (let at = 0; at < text.length; at += 1)
      for (const digit of '0123456789')
        if (digit !== text[at])
          expect(check(text.slice(0, at) + digit + text.slice(at + 1)), `${at} ${digit}`).toBe(false)
})
