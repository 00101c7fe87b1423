import { expect, test } from 'vitest'
import { differences } from './differences.ts'

const table = (...rows: string[]) => ['| 岗位 | 比例 |', '| --- | ---: |', ...rows].join('\n')

test('X-2 a row whose number changed is that row, with the cell before and after', () => {
  const [words, found] = differences(
    `## 第三条 提成\n\n比例如下。\n\n${table('| 业务员 | 3% |', '| 业务经理   | 1% |')}`,
    `## 第三条 提成\n\n比例如下。\n\n${table('| 业务员 | 3% |', '| 业务经理 | 1.5% |')}`,
  )
  expect(words).toMatchObject({ kind: 'words', before: '第三条 提成\n\n比例如下。' })
  expect(found).toEqual({
    kind: 'table',
    head: [
      { before: '岗位', after: '岗位' },
      { before: '比例', after: '比例' },
    ],
    rows: [
      {
        kind: 'same',
        cells: [
          { before: '业务员', after: '业务员' },
          { before: '3%', after: '3%' },
        ],
      },
      {
        kind: 'changed',
        cells: [
          { before: '业务经理', after: '业务经理' },
          { before: '1%', after: '1.5%' },
        ],
      },
    ],
  })
})

test('rows that came, went or moved beside changed ones keep their names', () => {
  const [found] = differences(
    table('| 甲 | 1 |', '| 乙 | 2 |', '| 丙 | 3 |'),
    table('| 新 | 9 |', '| 乙 | 5 |', '| 丙 | 3 |', '| 丁 | 4 |'),
  )
  if (found?.kind !== 'table') throw new Error('no table')
  expect(found.rows.map(({ kind, cells }) => [kind, cells[0]?.after ?? cells[0]?.before])).toEqual([
    ['added', '新'],
    ['removed', '甲'],
    ['changed', '乙'],
    ['same', '丙'],
    ['added', '丁'],
  ])
})

test('a row whose first cell changed is still that row', () => {
  const [found] = differences(
    table('| 5% ~ 15% | 15% |', '| 15%以上 | 20% |'),
    table('| 5% ~ 16% | 15% |', '| 16%以上 | 20% |'),
  )
  if (found?.kind !== 'table') throw new Error('no table')
  expect(found.rows.map(({ kind }) => kind)).toEqual(['changed', 'changed'])
  expect(found.rows[1]?.cells[0]).toEqual({ before: '15%以上', after: '16%以上' })
})

test('a column that was added stands empty before', () => {
  const [found] = differences(
    '| 岗位 | 比例 |\n|---|---|\n| 甲 | 1 |',
    '| 岗位 | 上限 | 比例 |\n|---|---|---|\n| 甲 | 80 | 1 |',
  )
  expect(found).toMatchObject({
    head: [{ after: '岗位' }, { before: undefined, after: '上限' }, { after: '比例' }],
    rows: [{ kind: 'changed', cells: [{}, { before: undefined, after: '80' }, { before: '1', after: '1' }] }],
  })
})

test('a clause that is new or gone, and formulas without their fences', () => {
  expect(differences('', '## 第五条\n\n```policy\n甲 = 1\n```')).toEqual([
    { kind: 'words', before: '', after: '第五条\n\n甲 = 1' },
  ])
  expect(differences(table('| 甲 | 1 |'), '没有了。')).toMatchObject([
    { kind: 'words', before: '', after: '没有了。' },
    { kind: 'table', rows: [{ kind: 'removed' }] },
  ])
})
