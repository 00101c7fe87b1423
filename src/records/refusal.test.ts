import { describe, expect, test } from 'vitest'
import { Refusal, refusals } from './refusal.ts'

const names = (text: string) =>
  [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))].toSorted()

describe.each(Object.entries(refusals))('%s', (_, { status, text, english }) => {
  test('is said in Chinese and in English, with the same details', () => {
    // A broken rule is told in its own words, in both languages.
    if (text !== '{rule}') expect(text).toMatch(/[\u4e00-\u9fff]/)
    expect(english).toMatch(/[a-z]/)
    expect(english).not.toMatch(/[\u4e00-\u9fff]/)
    expect(names(english)).toEqual(names(text))
  })

  test('has a status that says whose mistake it is', () => {
    expect(status).toBeGreaterThanOrEqual(400)
    expect(status).toBeLessThan(600)
  })
})

test('a refusal speaks both languages', () => {
  const refused = new Refusal('run_none', { period: '2026-10' })
  expect(refused.message).toContain('2026-10 还没有结算')
  expect(refused.in('en')).toBe('2026-10 has not been settled yet. Settle it first.')
  expect(refused.in('zh')).toBe(refused.message)
})
