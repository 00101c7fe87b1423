import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../records/database.ts'
import { freshDatabase } from '../../records/testing/server.ts'
import { type Cell, issuesOf, policy, programOf, run, sqlOf, type Values } from '../testing/run.ts'

const head = '对象 月报:\n  员工: 文本, 主键\n  期间: 期间\n  额: 元, 可空\n'
const block = (formulas: string) => policy(head + formulas.replace(/^/gm, '  '))

const months = (list: readonly string[]) => list.map((month, i): Cell[] => ['E1', month, (i + 1) * 100])
const year = Array.from(
  { length: 14 },
  (_, i) => `${2025 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}`,
)

let db: Database
beforeAll(async () => {
  db = await freshDatabase('pglite')
})
afterAll(() => db.close())

const settle = (formulas: string, rows: readonly Cell[][], periods: readonly string[]): Promise<Values> =>
  run(db, { text: block(formulas), records: { 月报: rows }, periods })

describe('values of earlier periods', () => {
  test('上期, 去年同期 and the sums and means over periods so far', async () => {
    const formulas = `值 = 额 × 1
上 = 上期(值)
去 = 去年同期(值, 0)
年 = 本年累计(值)
季 = 本季累计(值)
近 = 近期合计(值, 3)
均 = 近期平均(值, 3)
史 = 历期合计(值)`
    const { 月报 } = await settle(formulas, months(year), year)
    expect(月报?.E1).toEqual({
      值: '1400',
      上: '1300',
      去: '200',
      年: '2700',
      季: '2700',
      近: '3900',
      均: '1300',
      史: '9100',
    })
    const { 月报: december } = await settle(formulas, months(year), year.slice(0, 12))
    expect(december?.E1).toMatchObject({
      去: '0',
      年: '7800',
      季: '3300',
      近: '3300',
      均: '1100',
      史: '6600',
    })
  })

  test('a period without results is a problem, unless a value is given for it', async () => {
    const { 月报 } = await settle(
      '值 = 额 × 1\n甲 = 上期(值)\n乙 = 上期(值, 7)\n丙 = 缺省(上期(值), 8)\n丁 = 有值(上期(值))',
      months(['2026-10']),
      ['2026-10'],
    )
    expect(月报?.E1).toEqual({
      值: '100',
      甲: '!no-earlier “值”没有2026-09的结果',
      乙: '7',
      丙: '8',
      丁: 'false',
    })
  })

  test('someone new this month has no earlier value, others keep theirs', async () => {
    const rows: Cell[][] = [
      ['E1', '2026-09', 5],
      ['E1', '2026-10', 6],
      ['E2', '2026-10', 9],
    ]
    const { 月报 } = await settle(
      '值 = 额 × 1\n甲 = 上期(值)\n乙 = 上期(值, 0)\n近 = 近期合计(值, 2)\n均 = 近期平均(值, 2)',
      rows,
      ['2026-09', '2026-10'],
    )
    expect(月报?.E1).toEqual({ 值: '6', 甲: '5', 乙: '5', 近: '11', 均: '5.5' })
    expect(月报?.E2).toEqual({ 值: '9', 甲: '!no-earlier “值”没有2026-09的结果', 乙: '0', 近: '9', 均: '9' })
  })

  test('an earlier result that was a problem is one now, whatever stands in for absence', async () => {
    const rows: Cell[][] = [
      ['E1', '2026-09', null],
      ['E1', '2026-10', 6],
    ]
    const { 月报 } = await settle(
      '值 = 额 × 1\n甲 = 上期(值, 0)\n年 = 本年累计(值)\n近 = 近期合计(值, 2)\n均 = 近期平均(值, 2)\n史 = 历期合计(值)',
      rows,
      ['2026-09', '2026-10'],
    )
    const problem = '!no-earlier “值”没有2026-09的结果'
    expect(月报?.E1).toEqual({ 值: '6', 甲: problem, 年: problem, 近: problem, 均: problem, 史: problem })
  })

  test('a running balance refers to itself', async () => {
    const { 月报 } = await settle(
      '余额: 元 = 上期(余额, 0) + 额',
      months(['2026-08', '2026-09', '2026-10']),
      ['2026-08', '2026-09', '2026-10'],
    )
    expect(月报?.E1?.余额).toBe('600')
  })

  test('text, dates and answers carry over too, also when there is nothing yet', async () => {
    const formulas = `级 = 如果(额 > 150, "高", "低")
上级别 = 上期(级)
日 = 末日(本期)
上日 = 上期(日)
年份 = 年(上日)
好 = 额 > 150
连续 = 缺省(上期(好), 否) 且 好`
    const { 月报 } = await settle(formulas, months(['2026-09', '2026-10']), ['2026-09', '2026-10'])
    expect(月报?.E1).toEqual({
      级: '高',
      上级别: '低',
      日: '2026-10-31',
      上日: '2026-09-30',
      年份: '2026',
      好: 'true',
      连续: 'false',
    })
    const { 月报: first } = await settle(formulas, months(['2026-09']), ['2026-09'])
    expect(first?.E1).toMatchObject({
      上日: '!no-earlier “日”没有2026-08的结果',
      年份: '!no-earlier “日”没有2026-08的结果',
      连续: 'false',
    })
  })

  test('nothing yet may stand anywhere in a formula', async () => {
    const formulas = [
      '上期(值) × 2 + 1',
      '四舍五入(上期(值), 2)',
      '最大(上期(值), 1)',
      '上期(值) ÷ 3',
      '取整(上期(值))',
      '如果(上期(值) > 1, 1元, 2元)',
      '向上舍入(上期(值), 1)',
    ]
    const { 月报 } = await settle(
      `值 = 额 × 1\n${formulas.map((formula, i) => `果${i} = ${formula}`).join('\n')}`,
      months(['2026-10']),
      ['2026-10'],
    )
    const { 值, ...rest } = 月报?.E1 ?? {}
    expect(Object.values(rest)).toEqual(formulas.map(() => '!no-earlier “值”没有2026-09的结果'))
  })

  test('quarters and years look back by their own length', async () => {
    const text = policy(`${head}  值 = 额 × 1\n  上 = 上期(值)\n  年 = 本年累计(值)`).replace(
      '期间: 月',
      '期间: 季',
    )
    const periods = ['2025-Q4', '2026-Q1', '2026-Q2', '2026-Q3']
    const { 月报 } = await run(db, { text, records: { 月报: months(periods) }, periods })
    expect(月报?.E1).toEqual({ 值: '400', 上: '300', 年: '900' })
  })
})

test('an earlier value is one join by key', () => {
  const program = programOf(block('值 = 额 × 1\n上 = 上期(值, 0)'))
  expect(sqlOf(program)[0]).not.toContain('join')
})

describe('what has no earlier value is refused', () => {
  test.each([
    ['上 = 上期(额)', 'earlier-name 额'],
    ['上 = 上期(没有)', 'earlier-name 没有'],
    ['上 = 上期(1 + 2)', 'earlier-name 1 + 2'],
    ['上 = 上期(上, 0)', 'earlier-type 上'],
    ['甲 = 上期(乙, 0)\n乙 = 甲 + 1', 'earlier-type 乙'],
    ['值 = 额 × 1\n上 = 上期(值, "无")', 'type-branches "无"'],
    ['值 = 额 > 1\n上 = 本年累计(值)', 'type-expected 值'],
    ['值 = 额 > 1\n上 = 历期合计(值)', 'type-expected 值'],
    ['值 = 额 × 1\n上 = 近期合计(值, 0)', 'whole-number 0'],
    ['值 = 额 × 1\n上 = 近期合计(值, 额)', 'whole-number 额'],
    ['值 = 额 × 1\n上 = 合计(全部 月报.额 × 上期(值))', 'earlier-nested 值'],
  ])('%s', (formulas, issue) => {
    expect(issuesOf(block(formulas))).toEqual([issue])
  })
})
