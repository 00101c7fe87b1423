import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../records/database.ts'
import { engines, freshDatabase } from '../../records/testing/server.ts'
import { contracts, people, tables } from '../testing/company.ts'
import { issuesOf, policy, programOf, run } from '../testing/run.ts'
import { compile } from './compile.ts'
import { planStages } from './stages.ts'

const plan = (block: string) =>
  planStages(programOf(policy(block))).map(
    ({ object, definitions, scope }) =>
      `${object.label}${scope ? '*' : ''}: ${definitions.map((own) => own.name.text).join(' ')}`,
  )
const sql = tables + people + contracts
const june = { length: 'month', name: '2026-06', first: '2026-06-01', last: '2026-06-30' } as const

describe('stages', () => {
  test('definitions of one row share a stage, whatever their order', () => {
    expect(plan('员工:\n  丙 = 乙 + 甲\n  乙 = 甲 × 2\n  甲 = 出勤 × 1')).toEqual(['员工: 丙 乙 甲'])
  })

  test('a value of other rows is stored before it is summed', () => {
    expect(plan('员工:\n  业绩 = 合计(合同.提成)\n合同:\n  提成 = 金额 × 3%')).toEqual([
      '合同: 提成',
      '员工: 业绩',
    ])
  })

  test('an object is computed in parts when others stand in between', () => {
    expect(
      plan('员工:\n  系数 = 出勤 ÷ 20\n  业绩 = 合计(合同.提成)\n合同:\n  提成 = 金额 × 业务员.系数'),
    ).toEqual(['员工: 系数', '合同: 提成', '员工: 业绩'])
  })

  test('a value over all rows of the object itself needs a stage of its own', () => {
    expect(plan('员工:\n  甲 = 出勤 × 1\n  乙 = 甲 ÷ 合计(全部 员工.甲)')).toEqual(['员工: 甲', '员工: 乙'])
  })

  test('计算范围 comes first, with what it needs of its own row', () => {
    expect(plan('员工:\n  奖 = 业绩 × 2\n  业绩 = 合计(合同.金额)\n  计算范围 = 业绩 > 0')).toEqual([
      '员工*: 业绩 计算范围',
      '员工: 奖',
    ])
  })

  test('what aggregates the rows that 计算范围 aggregates is computed with it', () => {
    expect(
      plan(
        '员工:\n  计算范围 = 存在(合同, 合同.签订日 在 本期)\n  业绩 = 合计(合同.金额)\n  人数 = 计数(下属)\n  奖 = 业绩 × 人数\n  名次 = 排名(计数(合同))',
      ),
    ).toEqual(['员工*: 计算范围 业绩', '员工: 人数 奖 名次'])
  })

  test('the first stage of an object takes along what later ones need of the records', () => {
    const block = '员工:\n  甲 = 出勤 × 1\n  乙 = 甲 ÷ 合计(全部 员工.甲) + 月薪 ÷ 1元'.replace(
      '月薪',
      '缺省(底薪, 0)',
    )
    const { stages } = compile(programOf(policy(block)), {
      period: june,
      stageTable: ({ index }) => `s${index}`,
      earlier: () => undefined,
      settledPeriods: () => [],
      whole: true,
    })
    expect(stages[0]?.columns.map(({ name }) => name)).toEqual(['L1'])
    expect(stages[0]?.sql).toContain('as "r.base"')
    expect(stages[1]?.sql).toContain('o."r.base"::numeric')
  })

  test('the last stage of an object takes along what the earlier ones computed, so that it is the result', () => {
    const block = '员工:\n  甲 = 出勤 × 1\n  乙 = 甲 ÷ 合计(全部 员工.甲)'
    const { stages } = compile(programOf(policy(block)), {
      period: june,
      stageTable: ({ index }) => `s${index}`,
      earlier: () => undefined,
      settledPeriods: () => [],
      whole: true,
    })
    expect(stages.map(({ columns }) => columns.map(({ name }) => name))).toEqual([['L1'], ['L1', 'L2', 'P2']])
    expect(stages.at(-1)?.sql).toContain('from s0 o')
  })

  test('long chains are cut, because one query of a hundred levels takes seconds to plan', () => {
    const chain = Array.from({ length: 100 }, (_, i) => `  名${i} = ${i ? `名${i - 1}` : '出勤'} × 2`)
    expect(
      planStages(programOf(policy(`员工:\n${chain.join('\n')}`))).map((stage) => stage.definitions.length),
    ).toEqual([40, 40, 20])
  })
})

describe('a circle is named', () => {
  test.each([
    ['员工:\n  甲 = 甲 + 1', 'circle 甲'],
    ['员工:\n  甲 = 乙\n  乙 = 丙\n  丙 = 甲', 'circle 甲'],
    ['员工:\n  甲 = 合计(合同.乙)\n合同:\n  乙 = 业务员.甲', 'circle 甲'],
    ['员工:\n  计算范围 = 甲 > 0\n  甲 = 合计(全部 员工.乙)\n  乙 = 出勤 × 2', 'scope-circle 计算范围'],
    ['员工:\n  计算范围 = 合计(下属.乙) > 0\n  乙 = 出勤 × 2', 'scope-circle 计算范围'],
    [
      '员工:\n  计算范围 = 部门.好\n  甲 = 出勤 × 2\n部门:\n  计算范围 = 合计(员工.甲) > 0\n  好 = 目标 > 0',
      'scope-circle 计算范围',
    ],
  ])('%s', (block, issue) => {
    expect(issuesOf(policy(block)).slice(0, 1)).toEqual([issue])
  })

  test('two scopes that need one another are each told', () => {
    const block =
      '员工:\n  计算范围 = 部门.好\n  甲 = 出勤 × 2\n部门:\n  计算范围 = 合计(员工.甲) > 0\n  好 = 目标 > 0'
    expect(issuesOf(policy(block))).toEqual(['scope-circle 计算范围', 'scope-circle 计算范围'])
  })
})

describe.each(engines)('stages on %s', (engine) => {
  let db: Database
  beforeAll(async () => {
    db = await freshDatabase(engine)
  })
  afterAll(() => db.close())

  test('计算范围 may use formulas of its own row; only its rows are computed', async () => {
    const { 员工 } = await run(db, {
      text: policy(
        '员工:\n  业绩 = 合计(合同.金额)\n  计算范围 = 业绩 > 60000\n  名次 = 排名(业绩)\n  奖 = 业绩 × 1%',
      ),
      sql,
    })
    expect(员工).toEqual({
      E1: { 业绩: '100000', 计算范围: 'true', 名次: '2', 奖: '1000' },
      E2: { 业绩: '130000.25', 计算范围: 'true', 名次: '1', 奖: '1300.0025' },
    })
  })

  test('a row whose 计算范围 cannot be decided is kept, with its problem', async () => {
    const { 员工 } = await run(db, { text: policy('员工:\n  计算范围 = 底薪 > 5000\n  奖 = 底薪 × 2'), sql })
    expect(员工).toEqual({
      E1: { 计算范围: 'true', 奖: '16000' },
      E3: { 计算范围: '!missing 没有填“底薪”', 奖: '!missing 没有填“底薪”' },
    })
  })

  test('a row outside 计算范围 has no value for others, and sums leave it out', async () => {
    const { 部门, 合同 } = await run(db, {
      text: policy(
        '员工:\n  计算范围 = 出勤 > 10\n  分值 = 出勤 × 10\n部门:\n  全部出勤 = 合计(员工.出勤)\n  分值和 = 合计(员工.分值)\n  人数 = 计数(员工)\n  有分人数 = 计数(员工.分值)\n合同:\n  业务员分值 = 业务员.分值\n  上级分值 = 业务员.上级.分值',
      ),
      sql: `${sql} update t.contract set person = 'E3' where no = 'H3';`,
    })
    expect(部门?.B).toEqual({ 全部出勤: '27', 分值和: '200', 人数: '2', 有分人数: '1' })
    expect(合同).toEqual({
      H1: { 业务员分值: '220', 上级分值: '!out-of-scope “员工”这一行不在计算范围内，没有“分值”' },
      H2: { 业务员分值: '200', 上级分值: '220' },
      H3: { 业务员分值: '!out-of-scope “员工”这一行不在计算范围内，没有“分值”', 上级分值: '220' },
    })
  })

  test('sixty definitions, each using the one before three times, run at once', async () => {
    const chain = Array.from({ length: 60 }, (_, i) => {
      const before = i ? `名${i - 1}` : '出勤'
      return `  名${i} = 四舍五入((${before} + ${before} + ${before}) ÷ 3 + 1天, 2)`
    })
    const started = performance.now()
    const { 员工 } = await run(db, { text: policy(`员工:\n${chain.reverse().join('\n')}`), sql })
    expect(员工?.E1?.名59).toBe('82')
    expect(performance.now() - started).toBeLessThan(5000)
  })
})
