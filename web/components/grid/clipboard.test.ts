import { expect, test } from 'vitest'
import { fromClipboard, tidy, toClipboard } from './clipboard.ts'

test('a block from Excel, with its last line break and quoted cells', () => {
  expect(fromClipboard('8\t9\r\n7.5\t\r\n')).toEqual([
    ['8', '9'],
    ['7.5', ''],
  ])
  expect(fromClipboard('"a\tb"\t"say ""hi"""\n')).toEqual([['a\tb', 'say "hi"']])
  expect(fromClipboard('"two\nlines"\tx')).toEqual([['two\nlines', 'x']])
})

test('what is copied comes back as it was', () => {
  const block = [
    ['1', 'a"b'],
    ['', 'x\ty'],
  ]
  expect(fromClipboard(toClipboard(block))).toEqual(block)
})

test('full-width figures and points', () => {
  expect(tidy(' ８．５ ')).toBe('8.5')
  expect(tidy('9。5分')).toBe('9.5')
})
