import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { actionName, actorName } from './audit-actions.ts'
import { actorInWords, detailsInWords } from './audit-words.ts'

test('a change reads as on its page: fields by their labels, people by their names and codes (X-6)', () => {
  const details = {
    object: 'contract',
    before: { salesperson: 'P2', turnover: '1' },
    after: { salesperson: 'P3', turnover: '1', ended_on: null },
    by: 'person',
    late: true,
  }
  expect(detailsInWords({ action: 'update', details, names: { P2: '经理', P3: '业务员甲' } })).toBe(
    '业务员：经理（P2） → 业务员甲（P3）；营业额：1 → 1；结束日：— → —；object：contract；by：person；late：是',
  )
  expect(detailsInWords({ action: 'update', details: {}, names: {} })).toBe('')
  expect(actorInWords({ who: '经理（P2）', actor: 'P2' })).toBe('经理（P2）（登录时填的是“P2”）')
})

test('whoever was not signed in is called so in both languages, and nobody else otherwise', () => {
  expect(['zh', 'en'].map((language) => actorName('未登录', language as 'zh' | 'en'))).toEqual([
    '未登录',
    'not signed in',
  ])
  expect(actorName('经理（P2）', 'en')).toBe('经理（P2）')
})

test('every action the program writes has a name in both languages', () => {
  const root = join(import.meta.dirname, '..')
  const files = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter(
      (entry) =>
        entry.isFile() &&
        entry.name.endsWith('.ts') &&
        !/test|testing/.test(join(entry.parentPath, entry.name)),
    )
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
  const written = new Set(
    files.flatMap((text) => [...text.matchAll(/\baction: '([a-z][a-z-]*)'/g)].map(([, name = '']) => name)),
  )
  // A column's name, where the log is sorted.
  written.delete('action')
  expect(written.size).toBeGreaterThan(30)
  expect([...written].filter((action) => actionName(action, 'zh') === action)).toEqual([])
  expect([...written].filter((action) => !/[a-z]/.test(actionName(action, 'en')))).toEqual([])
})
