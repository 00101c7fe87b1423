import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../records/database.ts'
import { freshDatabase } from '../../records/testing/server.ts'
import { type Cell, issuesOf, policy, programOf, run, sqlOf } from '../testing/run.ts'

function table(caption: string, ...rows: readonly string[]): string {
  const [head = '', ...body] = rows
  return `表：${caption}\n| ${head} |\n|${head.replace(/[^|]+/g, '---')}|\n${body.map((row) => `| ${row} |`).join('\n')}`
}

const head =
  '对象 订单:\n  号: 文本, 主键\n  品: 文本, 可空\n  级: 数\n  额: 元\n  率: 比率\n  日: 日期\n  急: 是否\n'
const document = (tables: string, formulas: string) => policy(head + formulas.replace(/^/gm, '  '), tables)

const orders: Cell[][] = [
  ['1', '主机', 1, 50000, 0.6, '2026-03-31', true],
  ['2', '服务', 2, 100000, 0.8, '2026-04-01', false],
  ['3', '配件', 3, 250000, 1.2, '2025-01-01', true],
  ['4', null, 1, -1, 0, '2027-01-01', false],
]

let db: Database
beforeAll(async () => {
  db = await freshDatabase('pglite')
})
afterAll(() => db.close())

/** One formula's values, with the problem's code only. */
async function values(tables: string, formula: string): Promise<(string | null | undefined)[]> {
  const { 订单 } = await run(db, { text: document(tables, `值 = ${formula}`), records: { 订单: orders } })
  return orders.map(([key]) => 订单?.[String(key)]?.值?.split(' ')[0])
}

describe('表[键].列', () => {
  test.each<[string, string, string, string[]]>([
    [
      'a text key; a key no row has is a problem',
      table('价', '品 | 单价', '主机 | 10元', '服务 | 20元'),
      '价[品]',
      ['10', '20', '!no-row', '!missing'],
    ],
    [
      '其余 is tried last, wherever it stands',
      table('价', '品 | 单价', '其余 | 1元', '主机 | 10元'),
      '价[品]',
      ['10', '1', '1', '!missing'],
    ],
    [
      'several value columns are named',
      table('价', '品 | 低 | 高', '主机 | 1 | 2', '服务 | 3 | 4', '配件 | 5 | 6'),
      '价[品].低 + 价[品].高',
      ['3', '7', '11', '!missing'],
    ],
    [
      'an empty cell is a problem where it is used',
      table('价', '品 | 低 | 高', '主机 | 1 | 2', '服务 |  | 4', '配件 | - | 6'),
      '价[品].低',
      ['1', '!no-cell', '!no-cell', '!missing'],
    ],
    [
      'a remark column is not asked for',
      table('价', '品 | 单价 | 说明', '主机 | 10元 | 含税', '其余 | 1元 | '),
      '价[品]',
      ['10', '1', '1', '!missing'],
    ],
    [
      'a range key',
      table('档（边界：归上档）', '额 | 档', '0 ~ 10万 | 1', '10万 ~ 20万 | 2', '20万以上 | 3'),
      '档[额]',
      ['1', '2', '3', '!no-row'],
    ],
    [
      'the other border side',
      table('档（边界：归下档）', '额 | 档', '10万以下 | 1', '10万 ~ 20万 | 2', '超过20万 | 3'),
      '档[额]',
      ['1', '1', '3', '1'],
    ],
    [
      'heading units scale plain numbers',
      table('档（边界：归上档）', '额（万元） | 比例（%）', '0 ~ 10 | 5', '10 ~ 20 | 8', '≥20 | 10%'),
      '额 × 档[额].比例',
      ['2500', '8000', '25000', '!no-row'],
    ],
    [
      'percent headings on ranges',
      table('档（边界：归上档）', '率（％） | 奖（元）', '不满60 | 0', '60~80 | 100', '80以上 | 200'),
      '档[率]',
      ['100', '200', '200', '0'],
    ],
    [
      'a number key by equality',
      table('级表（键：级）', '级 | 额', '1 | 100元', '2 | 200元'),
      '级表[级]',
      ['100', '200', '!no-row', '100'],
    ],
    ['an answer key', table('急表', '急 | 天数', '是 | 1天', '否 | 3天'), '急表[急]', ['1', '3', '1', '3']],
    [
      'two keys, one of them a range; 其余 in either',
      table(
        '矩（边界：归上档）',
        '品 | 额 | 率',
        '主机 | 0 ~ 10万 | 1%',
        '主机 | 其余 | 2%',
        '其余 | 10万以上 | 3%',
        '其余 | 不满10万 | 4%',
      ),
      '矩[品, 额]',
      ['0.01', '0.03', '0.03', '!missing'],
    ],
    [
      'a cross table',
      table(
        '矩（边界：归上档）',
        '品 \\ 率 | 不满60% | 60%~100% | 100%以上',
        '主机 | 1 | 2 | 3',
        '其余 | 4 | 5 | 6',
      ),
      '矩[品, 率]',
      ['2', '5', '6', '!missing'],
    ],
    [
      'versions by the date of the record; the last day counts',
      table(
        '价',
        '品 | 单价 | 生效日',
        '主机 | 10元 | 2026-01-01',
        '主机 | 12元 | 2026年4月1日',
        '服务 | 20元 | 2026/1/1',
        '服务 | 22元 | 2026-04-01',
        '配件 | 30元 | 2026-01-01',
      ),
      '价[品, 按: 日]',
      ['10', '22', '!no-row', '!missing'],
    ],
    [
      'a version that ends',
      table(
        '价',
        '品 | 单价 | 生效日 | 失效日',
        '主机 | 10元 | 2026-01-01 | 2026-03-31',
        '服务 | 20元 | 2026-01-01 | 2026-03-31',
        '其余 | 5元 |  | ',
      ),
      '价[品, 按: 日]',
      ['10', '5', '5', '!missing'],
    ],
    [
      'a new set of ranges ends the old one',
      table(
        '档（边界：归上档）',
        '额 | 档 | 生效日',
        '0 ~ 10万 | 1 | 2025-01-01',
        '10万以上 | 2 | 2025-01-01',
        '0 ~ 20万 | 7 | 2026-04-01',
        '20万以上 | 8 | 2026-04-01',
      ),
      '档[额, 按: 日]',
      ['1', '7', '2', '!no-row'],
    ],
    [
      'a new rate for one range leaves the others in force',
      table(
        '档（边界：归上档）',
        '额 | 档 | 生效日',
        '0 ~ 10万 | 1 | 2025-01-01',
        '10万以上 | 2 | 2025-01-01',
        '10万以上 | 9 | 2026-04-01',
      ),
      '档[额, 按: 日]',
      ['1', '9', '2', '!no-row'],
    ],
    [
      'a cross table with versions',
      table(
        '矩（边界：归上档）',
        '品 \\ 率 | 不满60% | 60%以上 | 生效日',
        '其余 | 1 | 2 | 2025-01-01',
        '其余 | 3 | 4 | 2026-04-01',
      ),
      '矩["甲", 率, 按: 日]',
      ['2', '4', '2', '3'],
    ],
  ])('%s', async (_, tables, formula, expected) => {
    expect(await values(tables, formula)).toEqual(expected)
  })

  test('a parameter by name, of any type', async () => {
    const tables = table(
      '参数',
      '名称 | 值 | 说明',
      '底 | 2,320元 | 见文件',
      '率 | 5% | ',
      '起 | 2026-01-01 | ',
      '开 | 是 | ',
      '名 | 甲组 | ',
    )
    const { 订单 } = await run(db, {
      text: document(
        tables,
        '一 = 额 + 参数.底\n二 = 额 × 参数.率\n三 = 日 ≥ 参数.起\n四 = 参数.开 且 急\n五 = 参数.名',
      ),
      records: { 订单: orders.slice(0, 1) },
    })
    expect(订单?.[1]).toEqual({ 一: '52320', 二: '2500', 三: 'true', 四: 'true', 五: '甲组' })
  })

  test('full-width digits and signs in cells are numbers', async () => {
    expect(
      await values(table('参数', '名称 | 值', '底 | １０万元', '顶 | －５％'), '参数.底 × (1 + 参数.顶)'),
    ).toEqual(orders.map(() => '95000'))
  })

  test('a table with CRLF line ends, without outer pipes, bold and with escaped pipes', async () => {
    const tables = '表：价\r\n品 | 单价\r\n--- | ---:\r\n**主机** | 10元\r\n服\\|务 | 20元\r\n其余 | 1元'
    expect(await values(tables, '价[品]')).toEqual(['10', '1', '1', '!missing'])
  })
})

describe('the SQL of a lookup', () => {
  test('numbers the row that fits, keeps it, and picks its value', () => {
    const text = document(
      table('价', '品 | 单价', '主机 | 10元', '其余 | 1元'),
      '值 = 价[级文]\n级文 = 如果(急, "主机", 品)',
    )
    const at = programOf(text).definitions[0]?.formula.from
    const [sql = ''] = sqlOf(programOf(text))
    expect(sql).toContain(`case when "L2" = '主机'::text then 1 when true then 2 end as "X1"`)
    expect(sql).toContain('case "X1" when 1 then 10::numeric when 2 then 1::numeric end as "L1"')
    expect(sql).toContain(`"X1"::numeric as "L1T${at}"`)
  })

  test('text in tables cannot break out of the SQL', async () => {
    const tables = table('价', `品 | 备`, `'; drop table x; -- | 甲'乙`, '其余 | \\\\')
    expect(await values(tables, '价[品]')).toEqual(['\\\\', '\\\\', '\\\\', '!missing'])
  })
})

describe('what cannot be looked up is refused', () => {
  const price = table('价', '品 | 低 | 高', '主机 | 1 | 2')
  const dated = table('史', '品 | 价 | 生效日', '主机 | 1 | 2026-01-01')
  const cases: [string, string, string[]][] = [
    [price, '价[品]', ['table-column-which 价[品]']],
    [price, '价[品].中', ['table-column 中']],
    [price, '价[品, 级].低', ['lookup-keys 价[品, 级].低']],
    [price, '价.主机.低 + 价.服务.低', ['table-row 服务']],
    [price, '价', ['table-bare 价']],
    [price, '价[额].低', ['type-expected 额']],
    [price, '价[品, 按: 日].低', ['lookup-unversioned 价[品, 按: 日].低']],
    [price, '价[品, 以: 日].低', ['argument-name 以']],
    [price, '没价[品].低', ['table-unknown 没价']],
    [price, '订单.价[品].低', ['lookup-path 订单.价']],
    [dated, '史[品]', ['lookup-day 史[品]']],
    [dated, '史[品, 按: 额]', ['type-expected 额']],
    [table('混', '品 | 值', '主机 | 1元', '服务 | 2个'), '混[品]', ['column-units 2个']],
    [table('混', '品 | 值', '主机 | 1元', '服务 | 3元', '配件 | 面议'), '混[品]', ['column-mixed 面议']],
    [table('空', '名 | 值', '底 | '), '空.底', ['table-empty 底']],
  ]
  test.each(cases.map(([tables, formula, issues]) => ({ tables, formula, issues })))(
    '$formula',
    ({ tables, formula, issues }) => {
      expect(issuesOf(document(tables, `值 = ${formula}`))).toEqual(issues)
    },
  )

  test.each<[string, string, string[]]>([
    ['the same key twice', table('价', '品 | 值', '主机 | 1', '主机 | 2'), ['table-duplicate 主机 | 2']],
    ['其余 twice', table('价', '品 | 值', '其余 | 1', '其他 | 2'), ['table-duplicate 其他 | 2']],
    ['an empty key is not 其余', table('价', '品 | 低 | 高', '主机 | 1 | 2', ' | 3 | 4'), ['key-empty']],
    ['a dash is no key', table('价', '品 | 值', '主机 | 1', '- | 2'), ['key-empty -']],
    ['the same heading twice', table('价', '品 | 值 | 值', '主机 | 1 | 2'), ['heading-twice 值']],
    ['a row of another width', table('价', '品 | 值', '主机 | 1 | 2'), ['table-width | 主机 | 1 | 2 |']],
    ['a gap', table('档（边界：归上档）', '额 | 值', '0~5 | 1', '6~8 | 2'), ['table-gap 6~8 | 2']],
    ['no gap beside 其余', table('档（边界：归上档）', '额 | 值', '0~5 | 1', '6~8 | 2', '其余 | 3'), []],
    [
      'an overlap, not of neighbours',
      table('档（边界：归上档）', '额 | 值', '0~9 | 1', '1~2 | 2', '5~6 | 3'),
      ['table-overlap 1~2 | 2', 'table-overlap 5~6 | 3'],
    ],
    ['both borders', table('档', '额 | 值', '[0,5] | 1', '[5,9] | 2'), ['table-overlap [5,9] | 2']],
    ['neither border', table('档', '额 | 值', '[0,5) | 1', '(5,9] | 2'), ['table-gap (5,9] | 2']],
    [
      'an overlap in two ranges at once',
      table('档（边界：归上档）', '额 | 率 | 值', '0~5 | 0~5 | 1', '0~5 | 3~8 | 2'),
      ['table-overlap 0~5 | 3~8 | 2'],
    ],
    [
      'ranges apart in one of two keys',
      table('档（边界：归上档）', '额 | 率 | 值', '0~5 | 0~5 | 1', '5~9 | 0~5 | 2'),
      [],
    ],
    ['a border left open', table('档', '额 | 值', '0~5 | 1', '5~9 | 2'), ['range-border 0~5']],
    [
      'a reversed range',
      table('档（边界：归上档）', '额 | 值', '9~5 | 1', '9以上 | 2'),
      ['range-reversed 9~5'],
    ],
    ['an empty range', table('档', '额 | 值', '(5,5] | 1', '超过5 | 2'), ['range-reversed (5,5]']],
    [
      'an unclear lower border',
      table('档（边界：归上档）', '额 | 值', '1~10万 | 1', '10万以上 | 2'),
      ['range-low-unit 1~10万'],
    ],
    [
      'words among ranges',
      table('档（边界：归上档）', '额 | 值', '0~5 | 1', '很多 | 2'),
      ['range-invalid 很多'],
    ],
    [
      'units among ranges',
      table('档（边界：归上档）', '额 | 值', '0~5元 | 1', '5个以上 | 2'),
      ['column-units 5个以上'],
    ],
    ['an unknown attribute', table('价（边境：归上档）', '品 | 值', '主机 | 1'), ['table-attribute 归上档']],
    [
      'an attribute without a colon',
      table('价（归上档）', '品 | 值', '主机 | 1'),
      ['table-attribute 归上档'],
    ],
    [
      'an unknown border',
      table('档（边界：constructor）', '额 | 值', '0~5 | 1', '5~9 | 2'),
      ['table-border constructor'],
    ],
    ['keys that are not the first columns', table('价（键：值）', '品 | 值', '主机 | 1'), ['table-keys 值']],
    [
      'a day that is none',
      table('价', '品 | 值 | 生效日', '主机 | 1 | 2026-02-30'),
      ['date-invalid 2026-02-30'],
    ],
    [
      'a version that ends before it begins',
      table('价', '品 | 值 | 生效日 | 失效日', '主机 | 1 | 2026-02-01 | 2026-01-01'),
      ['table-unreachable 主机 | 1'],
    ],
    [
      'two versions from one day',
      table('价', '品 | 值 | 生效日', '主机 | 1 | 2026-02-01', '主机 | 2 | 2026-02-01'),
      ['table-duplicate 主机 | 2'],
    ],
    [
      'the same name for two tables',
      `${table('价', '品 | 值', '主机 | 1')}\n\n${table('价', '品 | 值', '主机 | 1')}`,
      ['name-twice 价'],
    ],
  ])('%s', (_, tables, issues) => {
    expect(issuesOf(document(tables, '值 = 额'))).toEqual(issues)
  })
})
