import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../records/database.ts'
import { freshDatabase } from '../../records/testing/server.ts'
import { issuesOf, policy, programOf, run, sqlOf } from '../testing/run.ts'

const head = '对象 订单:\n  号: 文本, 主键\n  甲: 元, 可空\n  乙: 元, 可空\n  真: 是否, 可空\n  整: 元\n'
const block = (formulas: string) => policy(head + formulas.replace(/^/gm, '  '))

/** Every mixture of present and missing. */
const records = {
  订单: [
    ['全', 6, 3, true, 1],
    ['缺甲', null, 3, true, 1],
    ['缺乙', 6, null, true, 1],
    ['假', 6, 3, false, 1],
    ['缺真', 6, 3, null, 1],
    ['零', 6, 0, false, 1],
    ['无', null, null, null, 1],
  ],
}

let db: Database
beforeAll(async () => {
  db = await freshDatabase('pglite')
})
afterAll(() => db.close())

/** The value of one formula on every row; problems by their field or code. */
async function valuesOf(formula: string, more = ''): Promise<Record<string, string | null>> {
  const { 订单 = {} } = await run(db, { text: block(`值 = ${formula}${more}`), records })
  return Object.fromEntries(
    Object.entries(订单).map(([key, { 值 = null }]) => [
      key,
      值?.startsWith('!') ? `!${/“(.*?)”/.exec(值)?.[1] ?? 值}` : 值,
    ]),
  )
}

describe('a missing value is a problem wherever it is needed', () => {
  test.each([
    ['甲 + 乙', ['9', '!甲', '!乙', '9', '9', '6', '!甲']],
    ['甲 × 0', ['0', '!甲', '0', '0', '0', '0', '!甲']],
    ['甲 > 乙', ['true', '!甲', '!乙', 'true', 'true', 'true', '!甲']],
    ['甲 在 (6, 7)', ['true', '!甲', 'true', 'true', 'true', 'true', '!甲']],
    ['甲 在 (乙, 6)', ['true', '!甲', '!乙', 'true', 'true', 'true', '!甲']],
    ['非 真', ['false', 'false', 'false', 'true', '!真', 'true', '!真']],
    ['最大(甲, 乙)', ['6', '!甲', '!乙', '6', '6', '6', '!甲']],
    ['甲 ÷ 乙', ['2', '!甲', '!乙', '2', '2', '!!division-by-zero 除数为零：甲 ÷ 乙', '!甲']],
    ['四舍五入(甲, 0)', ['6', '!甲', '6', '6', '6', '6', '!甲']],
  ])('%s', async (formula, expected) => {
    expect(Object.values(await valuesOf(formula))).toEqual(expected)
  })
})

describe('且 and 或 ask the right side only when the left does not decide', () => {
  test.each([
    ['真 且 甲 > 1', ['true', '!甲', 'true', 'false', '!真', 'false', '!真']],
    ['真 或 甲 > 1', ['true', 'true', 'true', 'true', '!真', 'true', '!真']],
    ['甲 > 1 或 真', ['true', '!甲', 'true', 'true', 'true', 'true', '!甲']],
    ['整 = 1 或 甲 ÷ 乙 > 1', ['true', 'true', 'true', 'true', 'true', 'true', 'true']],
    ['整 = 2 且 甲 ÷ 乙 > 1', ['false', 'false', 'false', 'false', 'false', 'false', 'false']],
    ['有值(甲) 且 甲 > 1', ['true', 'false', 'true', 'true', 'true', 'true', 'false']],
    ['非 有值(甲) 或 甲 > 1', ['true', 'true', 'true', 'true', 'true', 'true', 'true']],
    ['且(真, 甲 > 1, 乙 > 1)', ['true', '!甲', '!乙', 'false', '!真', 'false', '!真']],
    ['OR(真, 甲 > 1, 乙 > 1)', ['true', 'true', 'true', 'true', '!真', 'true', '!真']],
  ])('%s', async (formula, expected) => {
    expect(Object.values(await valuesOf(formula))).toEqual(expected)
  })
})

describe('a branch that is not taken has no problem', () => {
  test.each([
    ['如果(真, 甲, 乙)', ['6', '!甲', '6', '3', '!真', '0', '!真']],
    ['如果(有值(甲), 甲, 0)', ['6', '0', '6', '6', '6', '6', '0']],
    ['如果(乙 > 0, 甲 ÷ 乙, 0)', ['2', '!甲', '!乙', '2', '2', '0', '!乙']],
    ['如果(真, 1, 2) × 1元', ['1', '1', '1', '2', '!真', '2', '!真']],
    ['分情况(整 = 2, 甲, 真, 乙, 整)', ['3', '3', '!乙', '1', '!真', '1', '!真']],
    ['分情况(真, 整, 甲 > 100, 乙, 整 × 2)', ['1', '1', '1', '2', '!真', '2', '!真']],
    ['IFS(甲 > 100, 1, 乙 > 100, 2, 3)', ['3', '!甲', '!乙', '3', '3', '3', '!甲']],
  ])('%s', async (formula, expected) => {
    expect(Object.values(await valuesOf(formula))).toEqual(expected)
  })

  test('an ELSE never takes a row whose condition is unknown', async () => {
    expect((await valuesOf('如果(甲 ≥ 5, 3, 1)')).缺甲).toBe('!甲')
  })
})

describe('缺省, 有值 and 须满足', () => {
  test.each([
    ['缺省(甲, 乙)', ['6', '3', '6', '6', '6', '6', '!乙']],
    ['缺省(甲, 0)', ['6', '0', '6', '6', '6', '6', '0']],
    ['缺省(甲 ÷ 乙, 0)', ['2', '0', '0', '2', '2', '!!division-by-zero 除数为零：甲 ÷ 乙', '0']],
    ['缺省(整, 乙)', ['1', '1', '1', '1', '1', '1', '1']],
    ['缺省(缺省(甲, 乙), 9)', ['6', '3', '6', '6', '6', '6', '9']],
    ['有值(甲 + 乙)', ['true', 'false', 'false', 'true', 'true', 'true', 'false']],
    ['有值(整)', ['true', 'true', 'true', 'true', 'true', 'true', 'true']],
    [
      '有值(甲 ÷ 乙)',
      ['true', 'false', 'false', 'true', 'true', '!!division-by-zero 除数为零：甲 ÷ 乙', 'false'],
    ],
    ['须满足(乙 > 0, 甲, "乙要大于零")', ['6', '!甲', '!乙', '6', '6', '!!stated 乙要大于零', '!乙']],
    ['缺省(须满足(乙 > 0, 甲, "乙要大于零"), 1)', ['6', '1', '1', '6', '6', '!!stated 乙要大于零', '1']],
  ])('%s', async (formula, expected) => {
    expect(Object.values(await valuesOf(formula))).toEqual(expected)
  })

  test('the first cause is kept, and what depends on it repeats the cause', async () => {
    const { 订单 } = await run(db, {
      text: block('一 = 甲 + 1\n二 = 一 × 2\n三 = 二 + 乙\n四 = 缺省(三, 0)'),
      records,
    })
    expect(订单?.无).toEqual({
      一: '!missing 没有填“甲”',
      二: '!missing 没有填“甲”',
      三: '!missing 没有填“甲”',
      四: '0',
    })
    expect(订单?.缺乙).toEqual({ 一: '7', 二: '14', 三: '!missing 没有填“乙”', 四: '0' })
  })

  test('one row with a problem changes no other row', async () => {
    const all = await run(db, { text: block('值 = 甲 ÷ 乙'), records })
    const sound = await run(db, {
      text: block('值 = 甲 ÷ 乙'),
      records: { 订单: records.订单.filter(([key]) => key === '全') },
    })
    expect(all.订单?.全).toEqual(sound.订单?.全)
  })
})

describe('the SQL of conditions', () => {
  const sql = (formula: string) => sqlOf(programOf(block(`值 = ${formula}`)))[0] ?? ''

  test('如果 is one CASE, and so is its problem', () => {
    expect(sql('如果(真, 甲, 整)')).toBe(
      'select "F1" as "K1", (case when "P1" is null then "L1" end)::numeric as "L1", "P1" as "P1" from (select *, case when "F4" then "F2" else "F3" end as "L1", coalesce("X1p", case when "F4" then case when "F2" is null then 3 end else null end) as "P1" from (select *, case when "F4" is null then 5 end as "X1p" from (select o."f1" as "F1", o."f2"::numeric as "F2", o."f5"::numeric as "F3", o."f4" as "F4" from declared.d1 o) r1) r1) r1',
    )
  })

  test('且 asks for the problem of its right side only when the left side holds', () => {
    expect(sql('整 > 1 且 甲 > 1')).toContain(
      'case when "X1" then case when "F3" is null then 3 end end as "P1"',
    )
  })

  test('nested conditions do not grow out of proportion', () => {
    const nested = (depth: number) =>
      Array.from({ length: depth }).reduce<string>(
        (rest, _, i) => `如果(甲 > ${i} 且 乙 > ${i}, 甲 - 乙, ${rest})`,
        '整',
      )
    const [short, long] = [sql(nested(10)).length, sql(nested(40)).length]
    expect(long / short).toBeLessThan(6)
  })
})

describe('what cannot be chosen between is refused', () => {
  test.each([
    ['如果(甲, 1, 2)', 'type-expected 甲'],
    ['如果(真, 甲, "无")', 'type-branches 甲'],
    ['如果(真, 甲, 3个)', 'type-branches 甲'],
    ['如果(真, 甲)', 'argument-count 如果(真, 甲)'],
    ['分情况(真, 1, 非 真, 2)', 'argument-count 分情况(真, 1, 非 真, 2)'],
    ['真 且 甲', 'type-expected 甲'],
    ['非 甲', 'type-expected 甲'],
    ['缺省(甲, "无")', 'type-branches "无"'],
    ['须满足(真, 甲, 号)', 'text-constant 号'],
    ['须满足(甲, 甲, "坏")', 'type-expected 甲'],
    ['甲 > 乙 > 整', 'compare-chain 甲 > 乙 > 整'],
    ['真 > 真', 'type-compare 真 > 真'],
    ['号 = 甲', 'type-compare 号 = 甲'],
    ['本期 = 上期', 'type-compare 本期 = 上期'],
  ])('%s', (formula, issue) => {
    expect(issuesOf(block(`值 = ${formula}`))).toEqual([issue])
  })
})
