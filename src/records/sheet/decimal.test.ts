import fc from 'fast-check'
import { expect, test } from 'vitest'
import { plainDecimal, shiftDecimal, workbookDecimal } from './decimal.ts'

test.each([
  ['0.1', '0.1'],
  ['0.070000000000000007', '0.07'],
  ['1.1000000000000001', '1.1'],
  ['0.30000000000000004', '0.3'],
  ['123456.78999999998', '123456.79'],
  ['4.9406564584124654E-324', `0.${'0'.repeat(323)}5`],
  ['12345678901234.56', '12345678901234.56'],
  ['0.33333333333333331', '0.3333333333333333'],
  ['123456789012345678', '123456789012345678'],
  ['1234567890123456', '1234567890123456'],
  ['1.5E+3', '1500'],
  ['1E-3', '0.001'],
  ['-0', '0'],
  ['-12.50', '-12.5'],
  ['007', '7'],
  ['.5', '0.5'],
])('a number stored as %s is read as %s (M-4.1)', (stored, read) => {
  expect(workbookDecimal(stored)).toBe(read)
})

test.each(['', '-', '.', '1,2', 'NaN', 'Infinity', '0x10', '1e', '１', '1E+1000', 'E5'])(
  '%s is no number',
  (text) => {
    expect(workbookDecimal(text)).toBeUndefined()
  },
)

test('a decimal of up to 15 digits comes back from the 17 digits Excel stores', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -999_999_999_999, max: 999_999_999_999 }),
      fc.integer({ min: 0, max: 6 }),
      (n, places) => {
        const typed = shiftDecimal(String(n), -places)
        const stored = Number(typed).toPrecision(17)
        expect(workbookDecimal(stored)).toBe(typed)
      },
    ),
  )
})

test('exact decimals of any length outside the binary range are kept digit for digit', () => {
  const digits = fc.stringMatching(/^[1-9][0-9]{17,40}$/)
  fc.assert(
    fc.property(digits, digits, (whole, part) => {
      const text = `${whole}.${part.replace(/0+$/, '')}`
      expect(workbookDecimal(text)).toBe(text)
      expect(plainDecimal(whole)).toBe(whole)
    }),
  )
})

test('moving the point there and back changes nothing', () => {
  fc.assert(
    fc.property(fc.bigInt(), fc.integer({ min: -20, max: 20 }), (n, places) => {
      expect(shiftDecimal(shiftDecimal(String(n), places), -places)).toBe(String(n))
    }),
  )
})
