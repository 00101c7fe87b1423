import { expect, test } from 'vitest'
import { changedClauses, withOneChange } from './changed-clauses.ts'

const before = `---
制度: 甲
版本: 1
---

# 甲

## 第一条 目的

为了清楚。

## 第二条 比例

比例 3%。

## 第三条 附则

解释权。
`
const after = before
  .replace('版本: 1', '版本: 2')
  .replace('3%', '4%')
  .replace('## 第三条 附则', '## 第三条 新增\n\n新的。\n\n## 第四条 附则')

test('X-1 clauses that changed, by their title or their title without its number', () => {
  expect(changedClauses(before, after).map(({ title }) => title)).toEqual([
    '',
    '第二条 比例',
    '第三条 新增',
    '第四条 附则',
  ])
  expect(changedClauses(before, after)[2]).toMatchObject({ before: undefined })
})

test('a clause taken away is told where it stood', () => {
  const shorter = before.replace('## 第二条 比例\n\n比例 3%。\n\n', '')
  expect(changedClauses(before, shorter)).toEqual([
    { title: '第二条 比例', before: '## 第二条 比例\n\n比例 3%。\n\n', after: undefined },
  ])
  expect(withOneChange(before, shorter, '第二条 比例')).toBe(shorter)
})

test('one change by itself', () => {
  expect(withOneChange(before, after, '第二条 比例')).toBe(before.replace('3%', '4%'))
  expect(withOneChange(before, after, '第三条 新增')).toContain(
    '比例 3%。\n\n## 第三条 新增\n\n新的。\n\n## 第三条 附则',
  )
})

test('nothing changed, nothing told', () => expect(changedClauses(before, `${before}\n\n`)).toEqual([]))
