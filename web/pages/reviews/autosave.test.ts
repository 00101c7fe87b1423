import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ApiError } from '../../api.ts'
import { Autosave, type Change } from './autosave.ts'
import type { Saved } from './data.ts'

const store = new Map<string, string>()
vi.stubGlobal('localStorage', {
  getItem: (name: string) => store.get(name) ?? null,
  setItem: (name: string, value: string) => void store.set(name, value),
  removeItem: (name: string) => void store.delete(name),
})
beforeEach(() => {
  vi.useFakeTimers()
  store.clear()
})
afterEach(() => vi.useRealTimers())

const ok = (changes: readonly Change[]): Saved => ({
  saved: true,
  cells: changes.map(({ person, column, value }) => ({
    person,
    column,
    value,
    version: 'v2',
    fault: null,
    reason: null,
    by: null,
  })),
})

function over(send: (changes: readonly Change[], late: boolean) => Promise<Saved>) {
  const saved: Saved['cells'][number][] = []
  const autosave = new Autosave({
    place: { account: 'A', kind: 'scores', of: '2026-10' },
    send,
    check: (_, value) => (value === 'x' ? 'invalid' : value.endsWith('/') ? 'incomplete' : undefined),
    onSaved: (cells) => saved.push(...cells),
  })
  return { autosave, saved }
}

test('one request for what was typed in one go', async () => {
  const sent: (readonly Change[])[] = []
  const { autosave, saved } = over(async (changes) => {
    sent.push(changes)
    return ok(changes)
  })
  autosave.edit('P1', 'papers', '8', null)
  autosave.edit('P2', 'papers', '9', 'v1')
  expect(autosave.overview().state).toBe('waiting')
  await vi.advanceTimersByTimeAsync(600)
  expect(sent).toHaveLength(1)
  expect(saved.map(({ person }) => person)).toEqual(['P1', 'P2'])
  expect(autosave.overview().state).toBe('saved')
  expect(store.size).toBe(0)
})

test('a connection that is gone loses nothing, not even with the page', async () => {
  let online = false
  const send = async (changes: readonly Change[]) => {
    if (!online) throw new ApiError(0, 'network', '没有网络')
    return ok(changes)
  }
  const { autosave } = over(send)
  autosave.edit('P1', 'papers', '8', null)
  await vi.advanceTimersByTimeAsync(600)
  expect(autosave.overview()).toMatchObject({ state: 'offline', trouble: '没有网络' })
  const again = over(send)
  expect(again.autosave.overview().cells.get('P1 papers')?.value).toBe('8')
  online = true
  await vi.advanceTimersByTimeAsync(60_000)
  expect(again.saved).toHaveLength(1)
})

test('cells at fault stay with the reason, the others are saved', async () => {
  const { autosave, saved } = over(async (changes) =>
    changes.length === 1
      ? ok(changes)
      : {
          saved: false,
          cells: ok(changes).cells.map((cell) =>
            cell.person === 'P1' ? { ...cell, fault: 'computed' } : cell,
          ),
        },
  )
  autosave.edit('P1', 'papers', '8', null)
  autosave.edit('P2', 'papers', '9', null)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(saved.map(({ person }) => person)).toEqual(['P2'])
  expect(autosave.overview().cells.get('P1 papers')).toMatchObject({
    standing: 'refused',
    fault: 'computed',
    value: '8',
  })
})

test('a conflict shows both, and one decides', async () => {
  const sent: Change[] = []
  const { autosave } = over(async (changes) => {
    sent.push(...changes)
    return changes[0]?.version === 'v9'
      ? ok(changes)
      : {
          saved: false,
          cells: changes.map((cell) => ({
            ...cell,
            fault: 'conflict',
            reason: null,
            value: '7',
            version: 'v9',
            by: '别人',
          })),
        }
  })
  autosave.edit('P1', 'papers', '8', 'v1')
  await vi.advanceTimersByTimeAsync(600)
  expect(autosave.overview().cells.get('P1 papers')?.theirs).toEqual({
    value: '7',
    version: 'v9',
    by: '别人',
  })
  autosave.resolve('P1 papers', 'mine')
  await vi.advanceTimersByTimeAsync(100)
  expect(sent.at(-1)).toMatchObject({ value: '8', version: 'v9' })
  expect(autosave.overview().state).toBe('saved')
})

test('one’s own entry whose answer was lost is no conflict', async () => {
  const { autosave, saved } = over(async (changes) => ({
    saved: false,
    cells: changes.map((cell) => ({
      ...cell,
      fault: 'conflict',
      reason: null,
      value: '8.5',
      version: 'v9',
      by: '我',
    })),
  }))
  autosave.edit('P1', 'papers', '8.50', null)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(autosave.overview().state).toBe('saved')
  expect(saved).toMatchObject([{ value: '8.5', version: 'v9' }])
})

test('what is typed while saving is saved next, on the new version', async () => {
  const sent: Change[] = []
  let release = () => {}
  const { autosave } = over(async (changes) => {
    sent.push(...changes)
    if (sent.length === 1) await new Promise<void>((go) => (release = go))
    return ok(changes)
  })
  autosave.edit('P1', 'papers', '8', null)
  await vi.advanceTimersByTimeAsync(600)
  autosave.edit('P1', 'papers', '9', null)
  release()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(sent.map(({ value, version }) => [value, version])).toEqual([
    ['8', null],
    ['9', 'v2'],
  ])
})

test('X-3 a closed month waits for somebody to say that it is late', async () => {
  const { autosave, saved } = over(async (changes, late) => {
    if (!late) throw new ApiError(409, 'review_late', '已经关账')
    return ok(changes)
  })
  autosave.edit('P1', 'papers', '8', null)
  await vi.advanceTimersByTimeAsync(600)
  expect(autosave.overview().asksLate).toBe(true)
  autosave.confirmLate()
  await vi.advanceTimersByTimeAsync(100)
  expect(saved).toHaveLength(1)
})

test('half of a pair and what is no score are not sent', async () => {
  const { autosave, saved } = over(async (changes) => ok(changes))
  autosave.edit('P1', 'daily', '21/', null)
  autosave.edit('P2', 'papers', 'x', null)
  await vi.advanceTimersByTimeAsync(600)
  expect(saved).toEqual([])
  expect([...autosave.overview().cells.values()].map(({ standing }) => standing)).toEqual([
    'incomplete',
    'invalid',
  ])
})
