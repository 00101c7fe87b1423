import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../records/database.ts'
import { engines, freshDatabase } from '../../records/testing/server.ts'
import { divide, fraction, multiply, type Rounding, rounded } from '../testing/exact.ts'
import { issuesOf, policy, programOf, run, sqlOf } from '../testing/run.ts'

const block = (formulas: string) =>
  policy(`对象 算式:\n  号: 数, 主键\n  甲: 元\n  乙: 元\n${formulas.replace(/^/gm, '  ')}`)

const sums = `和 = 甲 + 乙
差 = 甲 - 乙
积 = 甲 × 乙
反 = -甲
商 = 甲 ÷ 乙`

const rules: Readonly<Record<string, Rounding>> = {
  四舍五入: 'half away',
  四舍六入五成双: 'half even',
  向上舍入: 'away',
  向下舍入: 'towards',
}
const places = [-2, 0, 1, 2, 4]
const roundings = [
  ...Object.keys(rules).flatMap((name) => places.map((n) => `${name}_${n + 9} = ${name}(甲, ${n})`)),
  '整 = 取整(甲)',
  '绝 = 绝对值(甲)',
].join('\n')

/** Ties, values a hair below ties, thirds, big and small divisors, both signs. */
const awkward: [string, string][] = [
  ['1', '3'],
  ['-1', '3'],
  ['2', '-3'],
  ['0', '7'],
  ['10000000000', '3'],
  ['1', '20000000000'],
  ['-1', '20000000000'],
  ['3', '20000000000'],
  ['0.00000000005', '1'],
  ['0.00000000004999999999999999999999999999999999999999999', '1'],
  ['-0.00000000005', '1'],
  ['99999999999999999999', '200000000000000000000000000001'],
  ['1', '20000000000.00000000000000000000000000000000000000001'],
  ['100000000000000000000000000000000000000000', '7.0000001'],
  ['12345678901234567890.1234567890', '0.0000000001'],
  ['2.5', '1'],
  ['-2.5', '1'],
  ['0.125', '1'],
  ['0.135', '1'],
  ['1.005', '1'],
  ['-1.005', '1'],
  ['1.015', '1'],
  ['2.675', '1'],
  ['50', '1'],
  ['150', '1'],
  ['-250', '1'],
  ['0.49999999999999999999', '1'],
  ['1.00', '4.00'],
]

const decimalText = fc
  .tuple(fc.boolean(), fc.bigInt({ min: 0n, max: 10n ** 18n }), fc.integer({ min: 0, max: 12 }))
  .map(([negative, digits, scale]) => {
    const text = digits.toString().padStart(scale + 1, '0')
    const point = scale === 0 ? text : `${text.slice(0, -scale)}.${text.slice(-scale)}`
    return negative ? `-${point}` : point
  })
const pairs = [...awkward, ...fc.sample(fc.tuple(decimalText, decimalText), { seed: 4, numRuns: 200 })]
const rows = pairs.map(([a, b], i) => [String(i), a, b])

describe.each(engines)('exact arithmetic on %s', (engine) => {
  let db: Database
  beforeAll(async () => {
    db = await freshDatabase(engine)
  })
  afterAll(() => db.close())

  test('sums, products and quotients agree with exact fractions', async () => {
    const { 算式: values } = await run(db, { text: block(sums), records: { 算式: rows } })
    for (const [i, [x, y]] of pairs.entries()) {
      const [a, b] = [fraction(x), fraction(y)]
      const sum = (sign: bigint) => ({
        over: a.over * b.under + sign * b.over * a.under,
        under: a.under * b.under,
      })
      const quotient = b.over === 0n ? expect.stringMatching(/^!division-by-zero/) : rounded(divide(a, b), 10)
      expect(values?.[i], `${x} and ${y}`).toEqual({
        和: rounded(sum(1n), 90),
        差: rounded(sum(-1n), 90),
        积: rounded(multiply(a, b), 90),
        反: rounded({ over: -a.over, under: a.under }, 90),
        商: quotient,
      })
    }
  })

  test('every rounding function agrees with its rule on exact fractions', async () => {
    const { 算式: values } = await run(db, { text: block(roundings), records: { 算式: rows } })
    for (const [i, [x]] of pairs.entries()) {
      const a = fraction(x)
      const expected = Object.entries(rules).flatMap(([name, rule]) =>
        places.map((n) => [`${name}_${n + 9}`, rounded(a, n, rule)] as const),
      )
      expect(values?.[i], x).toEqual({
        ...Object.fromEntries(expected),
        整: rounded(a, 0, 'down'),
        绝: rounded({ over: a.over < 0n ? -a.over : a.over, under: a.under }, 90),
      })
    }
  })
})

describe('the SQL of arithmetic', () => {
  const valueSql = (formula: string) => {
    const [sql = ''] = sqlOf(programOf(block(`值 = ${formula}`)))
    return /\(select \*, (.*?) as "L1"/.exec(sql)?.[1]
  }

  test.each([
    ['甲 + 乙', '("F2" + "F3")'],
    ['甲 - 乙', '("F2" - "F3")'],
    ['甲 × 3%', '("F2" * 0.03)'],
    ['-甲', '(- "F2")'],
    ['甲 ÷ 3', 'round(div("F2" * 100000000000, 3::numeric) * 0.00000000001, 10)'],
    ['甲 ÷ 乙', 'round(div("F2" * 100000000000, nullif("F3", 0)) * 0.00000000001, 10)'],
    ['四舍五入(甲, 2)', 'round("F2", 2)'],
    ['四舍五入(甲)', 'round("F2", 0)'],
    ['向下舍入(甲, 1)', 'trunc("F2", 1)'],
    ['向上舍入(甲, 2)', '(trunc("F2", 2) + sign("F2" - trunc("F2", 2)) * 0.01)'],
    ['取整(甲)', 'floor("F2")'],
    ['绝对值(甲)', 'abs("F2")'],
    ['1万 + 甲', '(10000::numeric + "F2")'],
    ['0.5亿 + 甲', '(50000000::numeric + "F2")'],
  ])('%s', (formula, sql) => {
    expect(valueSql(formula)).toBe(sql)
  })

  test('a division has one problem column, tested before it is made', () => {
    expect(sqlOf(programOf(block('商 = 甲 ÷ 乙')))[0]).toBe(
      'select "F1" as "K1", (case when "P1" is null then "L1" end)::numeric as "L1", "P1" as "P1" from (select *, round(div("F2" * 100000000000, nullif("F3", 0)) * 0.00000000001, 10) as "L1", case when "F3" = 0 then 2 end as "P1" from (select o."f1" as "F1", o."f2"::numeric as "F2", o."f3"::numeric as "F3" from declared.d1 o) r1) r1',
    )
  })

  test('a divisor that is a formula is computed once', () => {
    const [sql = ''] = sqlOf(programOf(block('商 = 甲 ÷ (甲 - 乙)')))
    expect(sql.split('("F2" - "F3")')).toHaveLength(2)
  })
})

describe('what cannot be computed is refused', () => {
  test.each([
    ['甲 ÷ 0', 'division-zero 0'],
    ['甲 ÷ -0', 'division-zero -0'],
    ['甲 ÷ 0%', 'division-zero 0%'],
    ['甲 ÷ (0)', 'division-zero 0'],
    ['甲 + 3个', 'unit-sum 甲 + 3个'],
    ['甲 + 100%', 'unit-sum 甲 + 100%'],
    ['甲 × "二"', 'type-expected "二"'],
    ['四舍五入(甲, 乙)', 'whole-number 乙'],
    ['四舍五入(甲, 2.5)', 'whole-number 2.5'],
    ['四舍五入(甲, 100)', 'whole-number 100'],
    ['四舍五入("二", 1)', 'type-expected "二"'],
    ['取整(甲, 1)', 'argument-count 取整(甲, 1)'],
  ])('%s', (formula, issue) => {
    expect(issuesOf(block(`值 = ${formula}`))).toEqual([issue])
  })
})
