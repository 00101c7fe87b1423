import { expect, test } from 'vitest'
import { linksForOnce } from './links-for-once.ts'

test('a link opens once, what it was given for, within a minute', () => {
  let now = 0
  const { give, take } = linksForOnce(() => now)
  const link = give('a')
  expect([take(link, 'a'), take(link, 'a')]).toEqual([true, false])
  expect(take(give('a'), 'b')).toBe(false)
  const late = give('a')
  now = 60_001
  expect(take(late, 'a')).toBe(false)
})
