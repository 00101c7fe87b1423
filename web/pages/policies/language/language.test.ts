import { describe, expect, test } from 'vitest'
import document from '../../../../policies/marketing-and-service.md?raw'
import { check } from '../../../../src/language/index.ts'
import { vocabulary } from '../../../../src/records/vocabulary.ts'
import { completions } from './complete.ts'
import { explanationAt } from './explain.ts'
import { gridAt, markdownOf, withCell, withColumn, withoutColumn, withoutRow, withRow } from './table-edit.ts'

const policy = document
const words = { objects: [...vocabulary.objects] }
const { read } = check(policy, words)

/** The policy with a line at the end of its last block, and what is offered at | in it. */
function offered(line: string): string[] {
  const end = policy.lastIndexOf('\n```')
  const text = `${policy.slice(0, end)}\n${line.replace('|', '')}${policy.slice(end)}`
  return (completions(read, text, end + 1 + line.indexOf('|'), 'zh')?.options ?? []).map(({ label }) => label)
}

describe('completion', () => {
  test('names of the object, tables and functions in a formula', () => {
    const labels = offered('  试 = 提|')
    for (const label of ['提成合计', '基本工资', '业绩归属', '基本提成比例', '四舍五入', '且'])
      expect(labels).toContain(label)
  })
  test('after a dot only what is there', () => {
    expect(offered('  试 = 部门.|')).toContain('业务人数')
    expect(offered('  试 = 部门.|')).not.toContain('四舍五入')
    expect(offered('  试 = 参数.|')).toEqual(['考评满分', '无可考核得分', '人均月度回款目标', '最低工资'])
    expect(offered('  试 = 选择.整行超额.|')).toEqual(['采用', '说明'])
    expect(offered('  试 = 合计(业绩归属.合同.|')).toContain('回款率')
    expect(offered('  试 = 没有.|')).toEqual([])
  })
  test('objects at the margin, units after a colon, nothing for a new name', () => {
    expect(offered('合|')).toContain('合同明细')
    expect(offered('  试: |')).toContain('元')
    expect(offered('  试|')).toEqual([])
  })
  test('none in prose', () =>
    expect(completions(read, policy, policy.indexOf('让每一份') + 3, 'zh')).toBeUndefined())
})

describe('explanations', () => {
  const at = (words: string, inside = 0) => explanationAt(read, policy, policy.indexOf(words) + inside, 'zh')
  test('a definition: unit, formula, clause', () => {
    expect(at('提成合计 + 0', 0) ?? at('如果(计本人提成, 提成合计', 12)).toMatchObject({
      title: '员工.提成合计',
      unit: '元',
      text: '合计(业绩归属.销售提成)',
      clause: '第十三条 有提成和没有提成的月份',
    })
  })
  test('a field over a relation, a function, a table', () => {
    expect(at('有值(部门.中心)', 6)).toMatchObject({ title: expect.stringContaining('中心') })
    expect(at('四舍五入(全额提成', 1)).toMatchObject({ text: '四舍五入(数, 位数)' })
    expect(at('基本提成比例[产品.类别]', 1)).toMatchObject({
      text: '类别、比例',
      clause: '第五条 两种提成比例',
    })
    expect(at('参数.考评满分', 4)).toMatchObject({ title: '参数.考评满分' })
  })
  test('nothing about prose', () => expect(at('提成照发', 1)).toBeUndefined())
})

describe('tables as grids', () => {
  const text = '前\n\n| 类别 | 比例 |\n| ---- | ---- |\n| 甲   | 3%   |\n| 乙   | 2%   |\n\n后'
  const grid = gridAt(text, text.indexOf('3%'))
  test('found anywhere inside it, not outside, not in a block', () => {
    expect(grid).toMatchObject({
      heading: ['类别', '比例'],
      rows: [
        ['甲', '3%'],
        ['乙', '2%'],
      ],
    })
    expect(text.slice(grid?.from, grid?.to)).toBe(grid && markdownOf(grid))
    expect(gridAt(text, 0)).toBeUndefined()
    expect(gridAt('```\n| a |\n|---|\n```', 6)).toBeUndefined()
  })
  test('written back aligned, and what is typed cannot break it', () => {
    if (!grid) throw new Error('no table')
    const changed = withCell(withCell(grid, 0, 1, '12.5%'), 1, 0, 'a|b\nc')
    expect(markdownOf(changed).split('\n')).toEqual([
      '| 类别   | 比例  |',
      '| ------ | ----- |',
      '| 甲     | 12.5% |',
      '| a\\|b c | 2%    |',
    ])
    expect(gridAt(markdownOf(changed), 0)?.rows[1]).toEqual(['a|b c', '2%'])
  })
  test('rows and columns come and go', () => {
    if (!grid) throw new Error('no table')
    expect(withRow(grid, 0).rows).toEqual([
      ['甲', '3%'],
      ['', ''],
      ['乙', '2%'],
    ])
    expect(withoutRow(grid, 0).rows).toEqual([['乙', '2%']])
    expect(withColumn(grid, 1, '说明').heading).toEqual(['类别', '比例', '说明'])
    expect(withoutColumn(withoutColumn(grid, 1), 0).heading).toEqual(['类别'])
  })
})
