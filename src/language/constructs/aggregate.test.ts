import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../records/database.ts'
import { engines, freshDatabase } from '../../records/testing/server.ts'
import { contracts, people, tables } from '../testing/company.ts'
import { issuesOf, policy, programOf, run, sqlOf } from '../testing/run.ts'

const sql = tables + people + contracts

describe.each(engines)('aggregates on %s', (engine) => {
  let db: Database
  beforeAll(async () => {
    db = await freshDatabase(engine)
  })
  afterAll(() => db.close())

  /** The value of one formula on every row of an object. */
  async function of(
    object: string,
    formula: string,
    more = '',
  ): Promise<Record<string, string | null | undefined>> {
    const values = await run(db, { text: policy(`${object}:\n  值 = ${formula}`), sql: sql + more })
    return Object.fromEntries(Object.entries(values[object] ?? {}).map(([key, row]) => [key, row.值]))
  }

  test.each<[string, string, (string | null)[]]>([
    ['员工', '合计(合同.金额)', ['100000', '130000.25', '0']],
    ['员工', '合计(合同.金额, 合同.签订日 在 本期)', ['100000', '50000.25', '0']],
    ['员工', '计数(合同)', ['1', '2', '0']],
    ['员工', '去重计数(合同.类型)', ['1', '2', '0']],
    ['员工', '存在(合同, 合同.类型 = "代理")', ['false', 'true', 'false']],
    ['员工', '平均(合同.金额)', ['100000', '65000.125', '!no-records 没有符合条件的记录，“平均”取不到值']],
    ['员工', '最大(合同.金额)', ['100000', '80000', '!no-records 没有符合条件的记录，“最大”取不到值']],
    [
      '员工',
      '最小(合同.签订日)',
      ['2026-10-01', '2026-09-30', '!no-records 没有符合条件的记录，“最小”取不到值'],
    ],
    ['员工', '缺省(最大(合同.类型), "无")', ['直营', '直营', '无']],
    [
      '员工',
      '唯一(合同.编号)',
      [
        'H1',
        '!not-unique 应当只有一条记录，实际有多条：唯一(合同.编号)',
        '!no-records 没有符合条件的记录，“唯一”取不到值',
      ],
    ],
    ['员工', '缺省(最新(合同.编号, 按: 合同.签订日), "无")', ['H1', 'H2', '无']],
    ['员工', '缺省(最早(合同.编号, 合同.金额 > 0, 按: 合同.签订日), "无")', ['H1', 'H3', '无']],
    // two levels down, with conditions on either level
    ['员工', '合计(合同.明细.数量)', ['6', '1', '0']],
    ['员工', '合计(合同.明细.数量 × 合同.明细.单价, 合同.类型 = "直营")', ['100000', '50000.25', '0']],
    ['员工', '计数(合同.明细, 合同.签订日 在 本期 且 合同.明细.产品 = "P1")', ['1', '1', '0']],
    // through a to-one relation first
    ['员工', '合计(部门.员工.出勤)', ['22', '27', '27']],
    ['员工', '合计(上级.合同.金额)', ['0', '100000', '100000']],
    ['员工', '计数(部门.员工)', ['1', '2', '2']],
    // relations of an object to itself
    ['员工', '计数(下属)', ['2', '0', '0']],
    ['员工', '合计(下属.合同.金额)', ['130000.25', '0', '0']],
    // all rows, whatever the row
    ['员工', '合计(全部 合同.金额)', ['230000.25', '230000.25', '230000.25']],
    ['员工', '计数(全部 员工, 员工.出勤 > 10)', ['2', '2', '2']],
    ['员工', '合计(全部 合同.金额, 合同.业务员 = 本行)', ['100000', '130000.25', '0']],
    ['员工', '合计(全部 员工.出勤, 员工.部门 = 部门)', ['22', '27', '27']],
    // compared with the row around: not only for equality
    ['员工', '计数(全部 员工, 员工.出勤 > 出勤)', ['0', '1', '2']],
    ['员工', '合计(合同.金额, 合同.签订日 > 入职日)', ['100000', '130000.25', '0']],
    ['员工', '合计(合同.金额 × 出勤)', ['2200000', '2600005', '0']],
    [
      '员工',
      '合计(全部 合同.金额, 合同.业务员 = 本行 且 合同.签订日 > 入职日)',
      ['100000', '130000.25', '0'],
    ],
    ['员工', '计数(全部 员工, 员工.部门 = 部门 或 员工.出勤 > 出勤)', ['1', '3', '3']],
    // composite keys
    ['明细', '合计(退货.数量)', ['1', '0', '1']],
    ['明细', '计数(全部 退货, 退货.明细 = 本行)', ['1', '0', '1']],
    ['合同', '计数(明细.退货)', ['1', '1', '0']],
    ['合同', '去重计数(明细.退货.明细)', ['1', '1', '0']],
    ['退货', '如果(明细 = "(H1,1)", 1, 2)', ['1', '2', '!missing 没有填“明细”']],
    // plain values, as in Excel
    ['合同', '最大(金额, 90000)', ['100000', '90000', '90000']],
    ['合同', 'MIN(金额, 90000, 60000)', ['60000', '50000.25', '60000']],
    ['合同', '合计(金额, 1, 2)', ['100003', '50003.25', '80003']],
    ['员工', '最小(合计(合同.金额), 110000)', ['100000', '110000', '0']],
  ])('%s: %s', async (object, formula, expected) => {
    expect(Object.values(await of(object, formula))).toEqual(expected)
  })

  test('a missing value among the rows is a problem of the whole, unless the condition leaves it out', async () => {
    expect(await of('员工', '合计(合同.成本)')).toEqual({ E1: '60000', E2: '!missing 没有填“成本”', E3: '0' })
    expect(await of('员工', '合计(合同.成本, 有值(合同.成本))')).toEqual({ E1: '60000', E2: '0', E3: '0' })
    expect(await of('员工', '合计(缺省(合同.成本, 1))')).toEqual({ E1: '60000', E2: '1', E3: '0' })
    expect(await of('员工', '计数(合同, 合同.成本 > 0)')).toEqual({
      E1: '1',
      E2: '!missing 没有填“成本”',
      E3: '0',
    })
    expect(await of('员工', '最大(合同.成本)')).toMatchObject({ E2: '!missing 没有填“成本”' })
    expect(await of('合同', '合计(回款.金额, 回款.收款日 在 本期)')).toEqual({
      H1: '30000',
      H2: '!missing 没有填“收款日”',
      H3: '80000',
    })
    expect(await of('合同', '合计(回款.金额, 有值(回款.收款日) 且 回款.收款日 在 本期)')).toEqual({
      H1: '30000',
      H2: '0',
      H3: '80000',
    })
  })

  test('a condition that cannot be computed is a problem, not a row left out', async () => {
    const zero = `update t.contract set cost = 0 where no = 'H1';`
    expect(await of('员工', '计数(合同, 合同.金额 ÷ 缺省(合同.成本, 1) > 1)', zero)).toEqual({
      E1: '!division-by-zero 除数为零：合同.金额 ÷ 缺省(合同.成本, 1)',
      E2: '!division-by-zero 除数为零：合同.金额 ÷ 缺省(合同.成本, 1)',
      E3: '0',
    })
  })

  test('a missing value of the row around is a problem only where it is asked for', async () => {
    expect(await of('员工', '计数(合同, 合同.金额 > 底薪)')).toEqual({ E1: '1', E2: '2', E3: '0' })
    expect(await of('员工', '计数(全部 合同, 合同.金额 > 底薪)')).toEqual({
      E1: '3',
      E2: '3',
      E3: '!missing 没有填“底薪”',
    })
  })

  test.each<[string, string[]]>([
    ['计数(合同, 在职)', ['1', '2', '0']],
    ['计数(合同, 非 在职 或 合同.金额 > 60000)', ['1', '1', '0']],
    ['平均(合同.金额, 在职 且 合同.金额 > 60000)', ['100000', '80000', '!no-records']],
    ['计数(全部 合同, 出勤 > 10)', ['3', '3', '0']],
    ['唯一(全部 合同.编号, 在职 且 合同.金额 > 90000)', ['H1', 'H1', '!no-records']],
  ])('a condition may look at the row around alone: %s', async (formula, expected) => {
    const values = Object.values(await of('员工', formula)).map((value) => value?.split(' ')[0])
    expect(values).toEqual(expected)
  })

  test('a problem in one row reaches only those who sum it', async () => {
    const { 员工, 部门 } = await run(db, {
      text: policy(
        '合同:\n  毛利 = 金额 - 成本\n员工:\n  毛利 = 合计(合同.毛利)\n部门:\n  毛利 = 合计(员工.毛利)',
      ),
      sql,
    })
    expect(员工).toEqual({ E1: { 毛利: '40000' }, E2: { 毛利: '!missing 没有填“成本”' }, E3: { 毛利: '0' } })
    expect(部门).toEqual({ A: { 毛利: '40000' }, B: { 毛利: '!missing 没有填“成本”' }, C: { 毛利: '0' } })
  })

  test('a reference that leads nowhere is a problem, not silently empty', async () => {
    const gone = `delete from t.unit where code = 'B'; alter table t.unit rename to units; create view t.unit as select * from t.units;`
    const vocabularyWithQuery = await of('合同', '业务员.部门.目标', gone)
    expect(vocabularyWithQuery.H1).toBe('100')
    expect(vocabularyWithQuery.H2).toMatch(/^!missing/)
  })

  test('integers in the records are exact decimals in formulas', async () => {
    expect(await of('员工', '取整(出勤) ÷ 7')).toMatchObject({ E1: '3.1428571429' })
    expect(await of('员工', '出勤 × 出勤 × 出勤 × 出勤 × 出勤 × 出勤 × 出勤 × 出勤')).toMatchObject({
      E1: '54875873536',
    })
  })

  test('aggregates of the same rows share one group and do not change one another', async () => {
    const text = policy(
      '员工:\n  一 = 合计(合同.金额, 合同.类型 = "直营")\n  二 = 计数(合同)\n  三 = 合计(合同.金额)\n  四 = 平均(合同.金额, 合同.类型 = "代理")',
    )
    const [query = ''] = sqlOf(programOf(text))
    expect(query.split('t.contract')).toHaveLength(2)
    const { 员工 } = await run(db, { text, sql })
    expect(员工?.E2).toEqual({ 一: '50000.25', 二: '2', 三: '130000.25', 四: '80000' })
  })
})

describe('the SQL of aggregates', () => {
  const sqlFor = (formula: string) => sqlOf(programOf(policy(`员工:\n  值 = ${formula}`)))[0]

  test('a filter that all share is the WHERE of the group', () => {
    expect(sqlFor('合计(合同.金额, 合同.类型 = "直营")')).toBe(
      'select "F1" as "K1", ("L1")::numeric as "L1" from (select *, coalesce("A1_1", 0::numeric) as "L1" from (select r1.*, g1."A1_1" from (select o."no" as "F1" from t.person o) r1 left join (select "F2_1" as "k1", sum("F2_2") as "A1_1" from (select o."person" as "F2_1", o."amount"::numeric as "F2_2", o."kind" as "F2_3" from t.contract o) r2 where ("F2_3" = \'直营\'::text) group by 1) g1 on g1."k1" = r1."F1") r1) r1',
    )
  })

  test('an equality with the row around is a key of the group, not a loop', () => {
    const query = sqlFor('合计(全部 合同.金额, 合同.业务员.部门 = 部门)')
    expect(query).toContain('group by 1')
    expect(query).not.toContain('lateral')
  })

  test('a parameter in a condition is no reason for a loop', () => {
    const text = policy(
      '员工:\n  值 = 合计(合同.金额, 合同.金额 > 参数.起点)',
      '表：参数\n| 名称 | 值 |\n|---|---|\n| 起点 | 6万 |',
    )
    expect(sqlOf(programOf(text))[0]).not.toContain('lateral')
  })

  test('any other comparison with the row around is a loop over its own rows only', () => {
    expect(sqlFor('合计(合同.金额, 合同.签订日 > 入职日)')).toContain(
      'left join lateral (select sum("F2_2") as "A1_1" from',
    )
  })
})

describe('what cannot be summed is refused', () => {
  test.each([
    ['合计(合同.类型)', 'aggregate-type 合同.类型'],
    ['合计(合同.没有)', 'name-unknown 没有'],
    ['合计(没有.金额)', 'name-unknown 没有'],
    ['合计(全部 没有.金额)', 'object-unknown 没有'],
    ['合计(出勤)', 'aggregate-rows 合计(出勤)'],
    ['合计(合同)', 'aggregate-type 合同'],
    ['合计(合同.金额 + 下属.出勤)', 'aggregate-mixed 下属.出勤'],
    ['合计(合同.金额, 下属.出勤 > 1)', 'aggregate-mixed 下属.出勤'],
    ['合计(合计(合同.金额))', 'aggregate-nested 合计(合同.金额)'],
    ['合计(合同.金额, 合同.金额)', 'type-expected 合同.金额'],
    ['最新(合同.编号)', 'argument-by 最新(合同.编号)'],
    ['合计(合同.金额, 按: 合同.签订日)', 'argument-name 按'],
    ['合同.金额', 'path-many 合同.金额'],
    ['全部 合同.金额', 'whole-outside 全部 合同.金额'],
    ['最大(出勤, 底薪)', 'aggregate-values 底薪'],
    ['最大(在职, 在职)', 'aggregate-values 在职'],
    ['合计(合同.金额 × 排名(出勤))', 'ranking-nested 排名(出勤)'],
  ])('%s', (formula, issue) => {
    expect(issuesOf(policy(`员工:\n  值 = ${formula}`))).toEqual([issue])
  })

  test('a relation with two fields must be named apart', () => {
    const block =
      '对象 甲方:\n  号: 文本, 主键\n  数 = 计数(往来)\n对象 往来:\n  号: 文本, 主键\n  买: 甲方\n  卖: 甲方'
    expect(issuesOf(policy(block))).toEqual(['relation-ambiguous 往来'])
    expect(issuesOf(policy(block.replace('卖: 甲方', '卖: 甲方, 反向 卖出')))).toEqual([])
  })
})
