import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bodyOf, emptyDraft, lineAmount, namedBefore, newLine, newShare, shareOf, sumOf } from './draft.ts'
import { difference } from './events.ts'

test.each([
  ['3', '19.99', '59.97'],
  ['0.5', '0.01', '0.01'],
  ['1,000', '1.005', '1005.00'],
  ['12', '0.1', '1.20'],
  ['100000000', '99999999.99', '9999999999000000.00'],
])('%s × %s is %s yuan, exactly', (quantity, unitPrice, amount) => {
  expect(lineAmount({ ...newLine(), quantity, unitPrice })).toBe(amount)
})

test('no amount while something is no number', () => {
  expect(lineAmount({ ...newLine(), quantity: '一', unitPrice: '2' })).toBeUndefined()
})

test.each([
  ['33.33', '0.3333'],
  ['100', '1'],
  ['60', '0.6'],
  ['0', '0'],
  ['7.5', '0.075'],
  ['６０．５％', '0.605'],
])('%s%% is the share %s', (percent, share) => expect(shareOf(percent)).toBe(share))

test('differences and sums of decimals are exact', () => {
  expect(difference('0.3', '0.1')).toBe('0.2')
  expect(difference('1', '1.05')).toBe('-0.05')
  expect(sumOf(['0.1', '0.2', undefined, 'x'])).toBe('0.3')
  const fen = fc.bigInt({ min: 0n, max: 10n ** 14n })
  const text = (value: bigint) => `${value / 100n}.${String(value % 100n).padStart(2, '0')}`
  fc.assert(
    fc.property(fen, fen, (a, b) => {
      const [small, large] = a < b ? [a, b] : [b, a]
      expect(difference(text(large), text(small))).toBe(text(large - small))
    }),
  )
})

test('what is left empty is not sent', () => {
  const line = { ...newLine(), product: 'A', quantity: '2', unitPrice: '5', concessions: [' ', '延保'] }
  const body = bodyOf({
    ...emptyDraft(),
    number: ' N1 ',
    turnover: '10',
    lines: [line, newLine()],
    shares: [newShare()],
  })
  expect(body.contract).toEqual({ number: 'N1', turnover: '10' })
  expect(body.lines).toEqual([
    { values: { product: 'A', quantity: '2', unit_price: '5', amount: '10.00' }, concessions: ['延保'] },
  ])
})

test('a person or a paper named before is found with its row (M-4.6)', () => {
  const names = ['0013', null, '0009', ' 0013', '', '0009']
  expect(names.map((_, at) => namedBefore(names, at))).toEqual([
    undefined,
    undefined,
    undefined,
    1,
    undefined,
    3,
  ])
})
