import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../records/database.ts'
import { engines, freshDatabase } from '../../records/testing/server.ts'
import { type Cell, issuesOf, policy, programOf, run, sqlOf } from '../testing/run.ts'

const head = '对象 员工:\n  号: 文本, 主键\n  组: 文本\n  额: 元, 可空\n  日: 日期\n'
const document = (formulas: string) => policy(head + formulas.replace(/^/gm, '  '))

const people: Cell[][] = [
  ['1', '甲', 30, '2026-01-03'],
  ['2', '甲', 50, '2026-01-01'],
  ['3', '甲', 30, '2026-01-02'],
  ['4', '乙', 10, '2026-01-02'],
  ['5', '乙', null, '2026-01-05'],
  ['6', '乙', -10, '2026-01-06'],
]
const missing = '!missing 没有填“额”'

describe.each(engines)('ranks on %s', (engine) => {
  let db: Database
  beforeAll(async () => {
    db = await freshDatabase(engine)
  })
  afterAll(() => db.close())

  async function values(formula: string, rows = people): Promise<(string | null | undefined)[]> {
    const { 员工 } = await run(db, { text: document(`值 = ${formula}`), records: { 员工: rows } })
    return rows.map(([key]) => 员工?.[String(key)]?.值)
  }

  test.each<[string, (string | null)[]]>([
    ['排名(额)', ['2', '1', '2', '4', missing, '5']],
    ['排名(额, 并列: 不跳号)', ['2', '1', '2', '3', missing, '4']],
    ['排名(额, 顺序: 升序)', ['3', '5', '3', '2', missing, '1']],
    ['排名(额, 范围: 组)', ['2', '1', '2', '1', missing, '2']],
    ['RANK(日, 顺序: 升序, 范围: 组)', ['3', '1', '2', '1', '2', '3']],
    ['百分位(额)', ['0.8', '1', '0.8', '0.4', missing, '0.2']],
    ['百分位(额, 范围: 组)', ['0.6666666667', '1', '0.6666666667', '1', missing, '0.5']],
    ['占比(额)', ['0.2727272727', '0.4545454545', '0.2727272727', '0.0909090909', missing, '-0.0909090909']],
    [
      '占比(额, 范围: 组)',
      [
        '0.2727272727',
        '0.4545454545',
        '0.2727272727',
        '!division-by-zero 除数为零：占比(额, 范围: 组)',
        missing,
        '!division-by-zero 除数为零：占比(额, 范围: 组)',
      ],
    ],
    ['如果(排名(额) ≤ 2, "奖", "无")', ['奖', '奖', '奖', '无', missing, '无']],
    ['排名(缺省(额, 0))', ['2', '1', '2', '4', '5', '6']],
  ])('%s', async (formula, expected) => {
    expect(await values(formula)).toEqual(expected)
  })

  test('a row with a problem takes no place and moves nobody', async () => {
    const without = people.filter(([key]) => key !== '5')
    const all = await values('排名(额) × 10 + 排名(额, 范围: 组)')
    expect(all.filter((_, i) => i !== 4)).toEqual(await values('排名(额) × 10 + 排名(额, 范围: 组)', without))
  })

  test('计算范围 decides who is ranked, a rank in it is among all', async () => {
    const text = document(
      '前三 = 排名(缺省(额, 0))\n计算范围 = 前三 ≤ 4\n名次 = 排名(缺省(额, 0), 顺序: 升序)',
    )
    const { 员工 } = await run(db, { text, records: { 员工: people } })
    expect(Object.entries(员工 ?? {}).map(([key, row]) => [key, row.前三, row.名次])).toEqual([
      ['1', '2', '2'],
      ['2', '1', '4'],
      ['3', '2', '2'],
      ['4', '4', '1'],
    ])
  })
})

describe.each(engines)('分摊 on %s', (engine) => {
  let db: Database
  beforeAll(async () => {
    db = await freshDatabase(engine)
  })
  afterAll(() => db.close())

  /** Shares by row: [group, total, weight]. */
  async function shares(rows: readonly (readonly Cell[])[], more = ''): Promise<string[]> {
    const text = policy(
      `对象 份:\n  号: 文本, 主键\n  组: 文本\n  总: 元, 可空\n  重: 数, 可空\n  值 = 分摊(总, 重, 组: 组${more})`,
    )
    const records = rows.map((row, i): Cell[] => [String(i + 1), ...row])
    const { 份 } = await run(db, { text, records: { 份: records } })
    return rows.map((_, i) => String(份?.[String(i + 1)]?.值).split(' ')[0] ?? '')
  }
  const group = (total: Cell, ...weights: readonly Cell[]) => weights.map((weight) => ['甲', total, weight])

  test('what is left over goes to the largest remainders, then in the order of keys', async () => {
    expect(await shares(group(100, 1, 1, 1))).toEqual(['33.34', '33.33', '33.33'])
    expect(await shares(group(0.05, 1, 1, 1))).toEqual(['0.02', '0.02', '0.01'])
    expect(await shares(group(10, 1, 2, 4))).toEqual(['1.43', '2.86', '5.71'])
    expect(await shares(group(0.01, 3, 5, 2))).toEqual(['0', '0.01', '0'])
  })

  test('taking back divides exactly like paying out', async () => {
    expect(await shares(group(-100, 1, 1, 1))).toEqual(['-33.34', '-33.33', '-33.33'])
    expect(await shares(group(-10, 1, 2, 4))).toEqual(['-1.43', '-2.86', '-5.71'])
  })

  test('zero weights get nothing; all zero is a problem unless there is nothing to divide', async () => {
    expect(await shares(group(10, 0, 1, 0))).toEqual(['0', '10', '0'])
    expect(await shares(group(10, 0, 0))).toEqual(['!no-weight', '!no-weight'])
    expect(await shares(group(0, 0, 0))).toEqual(['0', '0'])
    expect(await shares(group(0, 1, 2))).toEqual(['0', '0'])
  })

  test('shares that must add up to one', async () => {
    expect(await shares(group(100, 0.3, 0.7), ', 份额须为一: 是')).toEqual(['30', '70'])
    expect(await shares(group(1000.01, 0.333, 0.333, 0.334), ', 份额须为一: 是')).toEqual([
      '333',
      '333',
      '334.01',
    ])
    expect(await shares(group(100, 0.333, 0.333, 0.333), ', 份额须为一: 是')).toEqual(
      Array(3).fill('!share-not-one'),
    )
    expect(await shares(group(0, 0, 0), ', 份额须为一: 是')).toEqual(Array(2).fill('!share-not-one'))
  })

  test('other places', async () => {
    expect(await shares(group(100, 1, 1, 1), ', 位数: 0')).toEqual(['34', '33', '33'])
    expect(await shares(group(1, 1, 1, 1), ', 位数: 4')).toEqual(['0.3334', '0.3333', '0.3333'])
    expect(await shares(group(1000, 1, 1, 1), ', 位数: -2')).toEqual(['400', '300', '300'])
  })

  test('what cannot be divided is a problem of the whole group, and of no other', async () => {
    const other = ['乙', 10, 1]
    expect(await shares([...group(10, -1, 2), other])).toEqual(['!negative-weight', '!negative-weight', '10'])
    expect(await shares([...group(10.005, 1, 1), other])).toEqual(['!total-places', '!total-places', '10'])
    expect(await shares([['甲', 10, 1], ['甲', 11, 1], other])).toEqual([
      '!total-differs',
      '!total-differs',
      '10',
    ])
    expect(await shares([...group(10, null, 2), other])).toEqual(['!missing', '!missing', '10'])
    expect(await shares([['甲', null, 1], ['甲', 10, 1], other])).toEqual(['!missing', '!missing', '10'])
  })

  test('a thousand shares of an awkward total lose no fen', async () => {
    const rows = Array.from({ length: 1000 }, (_, i) => ['甲', '98765.43', (i * i) % 97])
    const fen = (await shares(rows)).map((share) => Math.round(Number(share) * 100))
    expect(fen.reduce((sum, share) => sum + share, 0)).toBe(9876543)
  })
})

describe('the SQL of ranks', () => {
  test('a rank is a window; problems are kept apart by it', () => {
    expect(sqlOf(programOf(document('值 = 排名(额)')))[0]).toContain(
      '(rank() over (partition by "X1p" is null order by "F2" desc))::numeric',
    )
  })
})

describe('what cannot be ranked or divided is refused', () => {
  test.each([
    ['排名(组)', 'type-expected 组'],
    ['排名(额, 顺序: 倒序)', 'argument-word 倒序'],
    ['排名(额, 并列: "跳号")', 'argument-word "跳号"'],
    ['排名(额, 之内: 组)', 'argument-name 之内'],
    ['排名()', 'argument-count 排名()'],
    ['占比(日)', 'type-expected 日'],
    ['分摊(额)', 'argument-count 分摊(额)'],
    ['分摊(组, 额)', 'type-expected 组'],
    ['分摊(额, 日)', 'type-expected 日'],
    ['分摊(额, 额, 位数: 额)', 'whole-number 额'],
    ['分摊(额, 额, 份额须为一: 对)', 'argument-word 对'],
    ['合计(全部 员工.额 × 分摊(额, 额))', 'ranking-nested 分摊(额, 额)'],
  ])('%s', (formula, issue) => {
    expect(issuesOf(document(`值 = ${formula}`))).toEqual([issue])
  })
})
