import { describe, expect, test } from 'vitest'
import { issuesOf, policy, programOf } from '../testing/run.ts'

describe('objects a document declares', () => {
  test('fields have types, keys, relations and, where records belong to periods, a period', () => {
    const program = programOf(
      policy(
        '对象 订单：\n  单号： 文本，主键\n  买方: 客户, 反向 采购\n  金额: 元\n  单价: 元/个, 可空\n  折扣: %\n  日: 日期\n  急: 是否\n  月: 期间\n对象 客户:\n  名: 文本, 主键\n  笔数 = 计数(采购)',
      ),
    )
    const [order, customer] = program.declared
    expect(order).toMatchObject({ id: 'd1', label: '订单', source: 'declared.d1', key: ['f1'], period: 'f8' })
    expect(
      order?.fields.map(({ label, type, nullable, reverse }) => [label, type, nullable, reverse]),
    ).toEqual([
      ['单号', { kind: 'text' }, false, undefined],
      ['买方', { kind: 'reference', object: 'd2' }, false, '采购'],
      ['金额', { kind: 'number', unit: '元' }, false, undefined],
      ['单价', { kind: 'number', unit: '元' }, true, undefined],
      ['折扣', { kind: 'number', unit: '比率' }, false, undefined],
      ['日', { kind: 'date' }, false, undefined],
      ['急', { kind: 'boolean' }, false, undefined],
      ['月', { kind: 'text' }, false, undefined],
    ])
    expect(customer?.key).toEqual(['f1'])
  })

  test('a declared object takes the place of a built-in one', () => {
    const program = programOf(policy('对象 合同:\n  号: 文本, 主键\n  额: 元\n  值 = 额 × 2'))
    expect(program.names.objects.filter((object) => object.label === '合同')).toEqual(program.declared)
  })

  test.each<[string, string[]]>([
    ['对象 单:\n  号: 文本, 主键\n  号: 元', ['name-twice 号']],
    ['对象 单:\n  号: 文字', ['type-unknown 文字']],
    ['对象 单:\n  号: constructor', ['type-unknown constructor']],
    ['对象 单:\n  号: 元/吨', ['type-unknown 元/吨']],
    ['对象 单:\n  号: 文本, 主健', ['modifier-unknown 主健']],
    ['对象 单:\n  号: 文本, 主键\n  号 = 3', ['name-field 号']],
    ['对象 单:\n  号: 文本, 主键\n  本期: 元', ['name-reserved 本期']],
    [
      '对象 单:\n  号: 文本, 主键\n对象 单:\n  额: 元\n对象 行:\n  号: 文本, 主键\n  单: 单',
      ['object-twice 单'],
    ],
    ['对象 单:\n  号: 数, 主键\n对象 行:\n  号: 文本, 主键\n  单: 单', ['reference-key 单']],
    ['对象 单:\n  号: 文本\n对象 行:\n  号: 文本, 主键\n  单: 单', ['reference-keyless 单']],
    ['对象 单:\n  甲: 文本, 主键\n  乙: 文本, 主键\n对象 行:\n  单: 单', ['reference-composite 单']],
    ['对象 行:\n  号: 文本, 主键\n  明细: 明细', ['reference-composite 明细']],
    ['单:\n  号: 文本', ['object-unknown 单']],
    ['员工:\n  号: 文本', ['field-outside 号']],
  ])('%j', (block, issues) => {
    expect(issuesOf(policy(block))).toEqual(issues)
  })
})
