import { expect, test } from 'vitest'
import { addMonths, day, dayText, isFriday, isWorkday, monthsOf2026 } from './days.ts'
import { fen, share, yuan } from './money.ts'

test('days are the same in every time zone', () => {
  expect(dayText(day('2026-03-01') - 1)).toBe('2026-02-28')
  expect(dayText(addMonths(day('2026-08-31'), 18))).toBe('2028-02-29')
  expect([isWorkday(day('2026-03-06')), isFriday(day('2026-03-06')), isWorkday(day('2026-03-07'))]).toEqual([
    true,
    true,
    false,
  ])
  expect(monthsOf2026.map(({ last }) => dayText(last)).slice(0, 2)).toEqual(['2026-01-31', '2026-02-28'])
})

test('money is exact to the fen', () => {
  expect([fen('0.07'), fen('1234.5'), fen('98000')]).toEqual([7n, 123450n, 9800000n])
  expect([yuan(7n), yuan(123450n), yuan(0n)]).toEqual(['0.07', '1234.50', '0.00'])
  expect(share(fen('12345.67'), 5)).toBe(fen('617'))
})
