/** Looking only at rows that can be in 计算范围 must find the same rows, values and problems as looking at all. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../records/database.ts'
import { freshDatabase } from '../../records/testing/server.ts'
import { contracts, people, tables } from '../testing/company.ts'
import { policy, programOf, run, sqlOf } from '../testing/run.ts'

const sql = `${tables}${people}${contracts}
  insert into t.person values ('E4', 'C', 'E2', '经理', 100, '2026-01-01', null, true, 5), ('E5', 'C', 'E3', '文员', 100, '2026-01-01', null, true, 0);
  insert into t.contract values ('H4', 'E4', '直营', '2026-10-15', 0, 10), ('H5', 'E5', '代理', '2025-01-01', 10, null);
  insert into t.receipt values ('H5', 'S1', 5, '2026-10-02');`

let db: Database
beforeAll(async () => {
  db = await freshDatabase('pglite')
})
afterAll(() => db.close())

/** Conditions on 员工, with what other objects define. */
const conditions = [
  '存在(合同)',
  '存在(合同, 合同.签订日 在 本期)',
  '存在(合同, 合同.成本 > 0)',
  '存在(合同, 合同.成本 > 0) 且 在职',
  '在职 且 存在(合同, 合同.签订日 在 本期)',
  '存在(合同, 合同.类型 = "直营") 或 在职',
  '存在(合同, 合同.类型 = "直营") 或 存在(下属)',
  '非 存在(合同)',
  '存在(合同.回款, 有值(合同.回款.收款日) 且 合同.回款.收款日 在 本期)',
  '存在(合同.回款, 合同.回款.收款日 在 本期)',
  '存在(合同.回款, 有值(合同.回款.收款日) 且 合同.回款.收款日 不在 本期)',
  '存在(合同.回款, 非 (有值(合同.回款.收款日) 且 合同.回款.收款日 在 本期))',
  '存在(合同.回款, 有值(合同.回款.收款日) 且 (合同.回款.收款日 在 本期 或 合同.回款.金额 > 3))',
  '存在(合同.回款, 有值(合同.回款.收款日) 且 合同.回款.收款日 < 首日(本期))',
  '存在(合同, 合同.毛利率 > 0.1)',
  '有值(上级)',
  '有值(上级) 且 上级.出勤 > 10',
  '有值(底薪) 且 底薪 > 5000',
  '底薪 > 5000 且 有值(底薪)',
  '有值(底薪) 或 底薪 > 5000',
  '有值(底薪) 且 有值(离职日) 且 离职日 > 入职日',
  '有值(底薪 + 1) 且 底薪 + 1 > 5000',
  '有值(上级.底薪) 且 底薪 < 上级.底薪',
  '有值(部门.人均) 且 部门.人均 > 0',
  '有值(部门.人均)',
  '部门.人均 > 0',
  '有值(部门.人均) 且 存在(合同)',
  '存在(合同, 有值(合同.毛利率) 且 合同.毛利率 > 0)',
  '排名(出勤) ≤ 2 且 存在(合同)',
  '计数(合同) > 0',
]

const rest = (condition: string) =>
  `员工:
  计算范围 = ${condition}
  业绩 = 合计(合同.金额)
  名次 = 排名(出勤)
  补 = 缺省(底薪, 0)
合同:
  计算范围 = 有值(成本)
  毛利率 = (金额 - 成本) ÷ 金额
部门:
  人均 = 目标 ÷ 计数(员工)`

describe('计算范围', () => {
  test.each(conditions)('%s', async (condition) => {
    const narrowed = await run(db, { text: policy(rest(condition)), sql })
    const plain = await run(db, { text: policy(rest(`如果(${condition}, 是, 否)`)), sql })
    const codes = (values: typeof plain) =>
      JSON.parse(JSON.stringify(values).replace(/如果\((.*?), 是, 否\)/g, '$1'))
    expect(codes(narrowed)).toEqual(codes(plain))
  })
})

describe('a value proved to be there needs no problem', () => {
  const column = (formula: string) =>
    sqlOf(programOf(policy(`员工:\n  值 = ${formula}`)))[0]?.includes('"P1"')

  test.each([
    ['有值(底薪) 且 底薪 > 3', false],
    ['有值(底薪) 且 (底薪 > 3 或 底薪 < 1)', true],
    ['有值(底薪) 且 有值(离职日) 且 底薪 > 3 且 离职日 > 入职日', false],
    ['底薪 > 3 且 有值(底薪)', true],
    ['有值(底薪) 或 底薪 > 3', true],
    ['有值(底薪) 且 离职日 > 入职日', true],
    ['非 有值(底薪) 且 底薪 > 3', true],
    ['(有值(底薪) 或 在职) 且 底薪 > 3', true],
  ])('%s', (formula, expected) => {
    expect(column(formula)).toBe(expected)
  })

  test.each([
    ['有值(底薪)', '底薪 > 3'],
    ['非 有值(底薪)', '底薪 > 3'],
    ['(有值(底薪) 或 在职)', '底薪 > 3'],
    ['有值(底薪)', '离职日 > 入职日'],
    ['有值(上级.底薪)', '上级.底薪 > 3'],
    ['(有值(底薪) 且 有值(上级))', '上级.出勤 > 3'],
  ])('%s 且 %s gives what asking one after the other gives', async (first, then) => {
    const values = async (formula: string) =>
      Object.values((await run(db, { text: policy(`员工:\n  值 = ${formula}`), sql })).员工 ?? {}).map(
        (row) => row.值,
      )
    expect(await values(`${first} 且 ${then}`)).toEqual(await values(`如果(${first}, ${then}, 否)`))
  })
})
