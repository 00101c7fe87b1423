import { beforeEach, expect, test, vi } from 'vitest'

/** A store of which `Object.keys` tells the names, as of a browser's. */
const store = (): Record<string, unknown> =>
  Object.create({
    getItem(this: Record<string, unknown>, name: string) {
      return this[name] ?? null
    },
    setItem(this: Record<string, unknown>, name: string, value: string) {
      this[name] = value
    },
    removeItem(this: Record<string, unknown>, name: string) {
      delete this[name]
    },
  })

let tab = store()
let browser = store()
beforeEach(() => {
  tab = store()
  browser = store()
  vi.stubGlobal('sessionStorage', tab)
  vi.stubGlobal('localStorage', browser)
  vi.resetModules()
})

test('signing out clears what this account typed, and leaves others’ and what is a matter of taste (trust 6)', async () => {
  const { clearTyped, keepTyped, typedAt, unsavedOf } = await import('./typed.ts')
  const { remember } = await import('./storage.ts')
  const record = { account: 'a', kind: 'record', of: 'receipt.new' } as const
  const scores = { account: 'a', kind: 'scores', of: '2026-10' } as const
  const others = { ...scores, account: 'b' }
  remember('language', 'en')
  keepTyped(record, { amount: '1' })
  keepTyped(scores, [{ value: '8' }])
  keepTyped(others, [{ value: '9' }])
  expect(unsavedOf('a')).toEqual(['record', 'scores'])
  expect(unsavedOf('a', 'tab')).toEqual(['record'])
  expect(Object.keys(tab)).toHaveLength(1)
  clearTyped('a')
  expect(Object.keys(tab)).toEqual([])
  expect(Object.keys(browser)).toEqual(['hengji.language', 'hengji.typed.b.scores.2026-10'])
  expect(typedAt(others)).toEqual([{ value: '9' }])
  // An answer that arrives on the way out must not write it back.
  keepTyped(scores, [{ value: '8' }])
  expect(unsavedOf('a')).toEqual([])
})

test('what is not there, or not what was written, is nothing', async () => {
  const { typedAt } = await import('./typed.ts')
  const place = { account: 'a', kind: 'policy', of: '7' } as const
  expect(typedAt(place)).toBeUndefined()
  for (const text of ['{', '7', 'null']) {
    browser['hengji.typed.a.policy.7'] = text
    expect(typedAt(place)).toBeUndefined()
  }
})
