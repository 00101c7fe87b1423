import { expect, test } from 'vitest'
import { readOpened } from './use-opened-record.ts'

test('an address opens a record of the kinds the page has, and nothing else', () => {
  const kinds = ['person', 'assignment'] as const
  expect(readOpened('["assignment","new"]', kinds)).toEqual({ object: 'assignment', key: 'new' })
  expect(readOpened('["person",["0013"]]', kinds)).toEqual({ object: 'person', key: ['0013'] })
  for (const other of [
    undefined,
    '',
    'new',
    '{}',
    '["receipt","new"]',
    '["person"]',
    '["person",[1]]',
    '["person',
  ])
    expect(readOpened(other, kinds), String(other)).toBeUndefined()
})
