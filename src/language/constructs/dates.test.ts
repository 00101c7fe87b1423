import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../records/database.ts'
import { engines, freshDatabase } from '../../records/testing/server.ts'
import { type Cell, issuesOf, policy, programOf, run, sqlOf } from '../testing/run.ts'

const head = '对象 人:\n  号: 文本, 主键\n  起: 日期\n  止: 日期, 可空\n  数: 天\n'
const document = (formula: string) => policy(`${head}  值 = ${formula}`)
const people: Cell[][] = [
  ['1', '2026-01-31', '2026-10-15', 30],
  ['2', '2024-02-29', null, 1.5],
  ['3', '2026-10-31', '2026-10-31', -1],
  ['4', '2026-11-05', '2026-12-01', 99999999],
]

describe.each(engines)('dates on %s', (engine) => {
  let db: Database
  beforeAll(async () => {
    db = await freshDatabase(engine)
  })
  afterAll(() => db.close())

  const missing = '!missing'
  test.each<[string, (string | null)[]]>([
    ['年(起)', ['2026', '2024', '2026', '2026']],
    ['月(起)', ['1', '2', '10', '11']],
    ['日(起)', ['31', '29', '31', '5']],
    ['月末(起)', ['2026-01-31', '2024-02-29', '2026-10-31', '2026-11-30']],
    ['加月(起, 1)', ['2026-02-28', '2024-03-29', '2026-11-30', '2026-12-05']],
    ['加月(起, -12)', ['2025-01-31', '2023-02-28', '2025-10-31', '2025-11-05']],
    ['EDATE(起, 12)', ['2027-01-31', '2025-02-28', '2027-10-31', '2027-11-05']],
    ['加天(起, 1)', ['2026-02-01', '2024-03-01', '2026-11-01', '2026-11-06']],
    ['加天(起, 数)', ['2026-03-02', '!not-whole', '2026-10-30', '!not-whole']],
    ['起 + 数', ['2026-03-02', '!not-whole', '2026-10-30', '!not-whole']],
    ['起 - 数', ['2026-01-01', '!not-whole', '2026-11-01', '!not-whole']],
    ['起 + 1天', ['2026-02-01', '2024-03-01', '2026-11-01', '2026-11-06']],
    ['起 + 取整(最小(数, 10))', ['2026-02-10', '2024-03-01', '2026-10-30', '2026-11-15']],
    ['止 - 起', ['257', missing, '0', '26']],
    ['相差天数(起, 止)', ['257', missing, '0', '26']],
    ['相差月数(起, 止)', ['8', missing, '0', '0']],
    ['相差月数(止, 起)', ['-8', missing, '0', '0']],
    ['重叠天数(起, 止, 本期)', ['15', '31', '1', '0']],
    ['重叠天数(起, 止, 本年)', ['258', '365', '1', '27']],
    ['重叠天数(起, 缺省(止, 2026-10-02), 上期)', ['30', '30', '0', '0']],
    ['起 在 本期', ['false', 'false', 'true', 'false']],
    ['起 不在 本年', ['false', 'true', 'false', 'false']],
    ['起 在 近期(12)', ['true', 'false', 'true', 'false']],
    ['止 在 本季', ['true', missing, 'true', 'true']],
    ['起 < 首日(本期)', ['true', 'true', 'false', 'false']],
    ['起 ≤ 末日(本期)', ['true', 'true', 'true', 'false']],
    ['起 = 2026年1月31日', ['true', 'false', 'false', 'false']],
    ['最大(起, 首日(本期))', ['2026-10-01', '2026-10-01', '2026-10-31', '2026-11-05']],
    ['最小(止, 末日(本期))', ['2026-10-15', missing, '2026-10-31', '2026-10-31']],
    ['天数(本期)', ['31', '31', '31', '31']],
    ['天数(上期) + 天数(去年同期) + 天数(本季累计)', ['92', '92', '92', '92']],
  ])('%s', async (formula, expected) => {
    const { 人 } = await run(db, { text: document(formula), records: { 人: people } })
    expect(people.map(([key]) => 人?.[String(key)]?.值?.split(' ')[0])).toEqual(expected)
  })
})

test('a period is two days written out', () => {
  expect(sqlOf(programOf(document('起 在 本年累计')), '2026-03')[0]).toContain(
    `("F2" between date '2026-01-01' and date '2026-03-31')`,
  )
})

describe('what is no date or period is refused', () => {
  test.each([
    ['年(数)', 'type-expected 数'],
    ['加天(起, 1.5)', 'whole-number 1.5'],
    ['加天(起, 100000000)', 'whole-number 100000000'],
    ['加天(起, 起)', 'type-expected 起'],
    ['起 + 1.5', 'whole-number 1.5'],
    ['起 + 1元', 'type-sum 起 + 1元'],
    ['天数(起)', 'type-expected 起'],
    ['首日(2026)', 'type-expected 2026'],
    ['重叠天数(起, 止, 起)', 'type-expected 起'],
    ['近期(0)', 'whole-number 近期(0)'],
    ['近期(数)', 'whole-number 数'],
    ['本期', 'period-value 本期'],
    ['天数(如果(起 > 止, 本期, 上期))', 'period-value 如果(起 > 止, 本期, 上期)'],
    ['首日(缺省(本期, 上期))', 'period-value 缺省(本期, 上期)'],
    ['起 = 2026-02-30', 'date-invalid 2026-02-30'],
    ['月末(起, 1)', 'argument-count 月末(起, 1)'],
    ['如果(起 > 止, 本期, 上期)', 'period-value 如果(起 > 止, 本期, 上期)'],
  ])('%s', (formula, issue) => {
    expect(issuesOf(document(formula))).toEqual([issue])
  })
})
