/** Laws of tiers, borders and shares, on random tables and amounts. */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../records/database.ts'
import { engines, freshDatabase } from '../../records/testing/server.ts'
import { type Cell, policy, run } from '../testing/run.ts'

const seeds = [3, 14, 159]
const one = <T>(arbitrary: fc.Arbitrary<T>, seed: number): T => {
  const [value] = fc.sample(arbitrary, { seed, numRuns: 1 })
  if (value === undefined) throw new Error('nothing drawn')
  return value
}

interface Tiers {
  /** Rising, in whole yuan; the first tier starts at zero. */
  readonly borders: readonly number[]
  /** In thousandths, one more than borders. */
  readonly rates: readonly number[]
}
const tiers: fc.Arbitrary<Tiers> = fc
  .uniqueArray(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 5 })
  .chain((borders) =>
    fc
      .array(fc.integer({ min: 0, max: 300 }), {
        minLength: borders.length + 1,
        maxLength: borders.length + 1,
      })
      .map((rates) => ({ borders: borders.toSorted((a, b) => a - b), rates })),
  )

/** One way of writing each range, the border with the tier above or below. */
const notations: readonly ((low: number, high: number) => string)[] = [
  (low, high) => `${low} ~ ${high}`,
  (low, high) => `${low}元至${high}元`,
  (low, high) => `[${low}, ${high})`,
  (low, high) => `${low}以上不满${high}`,
  (low, high) => `≥${low}且<${high}`,
  (low, high) => `${low}≤额<${high}`,
]
const lower: typeof notations = [
  (low, high) => `${low} ~ ${high}`,
  (low, high) => `${low}元至${high}元`,
  (low, high) => `(${low}, ${high}]`,
  (low, high) => `超过${low}至${high}`,
  (low, high) => `>${low}且≤${high}`,
  (low, high) => `${low}<额≤${high}`,
]

function table({ borders, rates }: Tiers, side: 'upper' | 'lower', attributes: string, seed: number): string {
  const ways = side === 'upper' ? notations : lower
  const rows = rates.map((rate, i) => {
    const [low, high] = [borders[i - 1] ?? 0, borders[i]]
    const way = ways[(seed + i * 7) % ways.length]
    const last = side === 'upper' ? `${low}以上` : `超过${low}`
    const first = side === 'upper' ? `[0, ${high})` : `[0, ${high}]`
    const range = high === undefined ? last : i === 0 ? first : way?.(low, high)
    return `| ${range} | ${rate / 10}% |`
  })
  return `表：阶梯（边界：${side === 'upper' ? '归上档' : '归下档'}${attributes}）\n| 额 | 率 |\n|---|---|\n${rows.join('\n')}`
}

/** What an amount of fen earns by slices, in hundred-thousandths of a yuan. */
function marginal({ borders, rates }: Tiers, fen: number): number {
  return rates.reduce((sum, rate, i) => {
    const [low, high] = [(borders[i - 1] ?? 0) * 100, (borders[i] ?? Number.POSITIVE_INFINITY) * 100]
    return sum + Math.max(Math.min(fen, high) - low, 0) * rate
  }, 0)
}

function rateAt({ borders, rates }: Tiers, fen: number, side: 'upper' | 'lower'): number {
  const at = borders.filter((border) => (side === 'upper' ? fen >= border * 100 : fen > border * 100)).length
  return rates[at] ?? 0
}

const months = ['2026-01', '2026-02', '2026-03', '2026-04']
const people = 12

describe.each(engines)('laws on %s', (engine) => {
  let db: Database
  beforeAll(async () => {
    db = await freshDatabase(engine)
  })
  afterAll(() => db.close())

  const amounts = fc.array(fc.array(fc.integer({ min: 0, max: 300000 }), { minLength: 4, maxLength: 4 }), {
    minLength: people,
    maxLength: people,
  })
  const yuan = (fen: number) => (fen / 100).toFixed(2)

  test.each(seeds)(
    'a total paid in parts is paid alike: 超额累进 and 首元追溯 by the year so far (%i)',
    async (seed) => {
      const random = one(tiers, seed)
      const fen = one(amounts, seed)
      const records = fen.flatMap((parts, person) =>
        parts.map((part, i): Cell[] => [String(person), months[i] ?? '', yuan(part)]),
      )
      const period = '；依据：额度；依据期间：本年累计；计提：额度；计提期间：'
      const head =
        '对象 月报:\n  员工: 文本, 主键\n  期间: 期间\n  额: 元\n  额度 = 额 × 1\n  累计: 元 = 上期(累计, 0) + 奖\n  奖 = 分档计提(阶梯)'
      const slices = policy(head, table(random, 'upper', `；方式：超额累进${period}本期`, seed))
      const { 月报: sliced } = await run(db, { text: slices, records: { 月报: records }, periods: months })
      const whole = policy(head, table(random, 'upper', `；方式：首元追溯${period}本年累计`, seed))
      const { 月报: caught } = await run(db, { text: whole, records: { 月报: records }, periods: months })
      for (const [person, parts] of fen.entries()) {
        const total = parts.reduce((sum, part) => sum + part, 0)
        expect(Number(sliced?.[person]?.累计) * 100000).toBeCloseTo(marginal(random, total), 3)
        expect(Number(caught?.[person]?.累计) * 100000).toBeCloseTo(total * rateAt(random, total, 'upper'), 3)
      }
    },
  )

  test.each(seeds)(
    'a border value belongs to one tier, the one the table says, however it is written (%i)',
    async (seed) => {
      const random = one(tiers, seed)
      const near = [0, ...random.borders].flatMap((border) => [
        border * 100 - 1,
        border * 100,
        border * 100 + 1,
      ])
      const values = near.filter((fen) => fen >= 0)
      for (const side of ['upper', 'lower'] as const) {
        const text = policy(
          '对象 单:\n  号: 数, 主键\n  额: 元\n  率 = 阶梯[额]',
          table(random, side, '', seed),
        )
        const records = { 单: values.map((fen, i): Cell[] => [i, yuan(fen)]) }
        const { 单 } = await run(db, { text, records })
        for (const [i, fen] of values.entries())
          expect(Number(单?.[i]?.率) * 1000, `${side} ${yuan(fen)}`).toBeCloseTo(rateAt(random, fen, side), 6)
      }
    },
  )

  test.each(seeds)(
    'shares add up to the whole and differ from the exact ones by less than a fen (%i)',
    async (seed) => {
      const groups = one(
        fc.array(
          fc.tuple(
            fc.integer({ min: -10000000, max: 10000000 }),
            fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 9 }),
          ),
          { minLength: 20, maxLength: 20 },
        ),
        seed,
      ).map(([fen, weights]) => ({
        fen,
        weights: weights.some((weight) => weight > 0) ? weights : [1, ...weights],
      }))
      const rows = groups.flatMap(({ fen, weights }, group) =>
        weights.map((weight, i): Cell[] => [`${group}-${i}`, String(group), yuan(fen), weight]),
      )
      const text = policy(
        '对象 份:\n  号: 文本, 主键\n  组: 文本\n  总: 元\n  重: 数\n  值 = 分摊(总, 重, 组: 组)',
      )
      const { 份 } = await run(db, { text, records: { 份: rows } })
      for (const [group, { fen, weights }] of groups.entries()) {
        const shares = weights.map((_, i) => Math.round(Number(份?.[`${group}-${i}`]?.值) * 100))
        const all = weights.reduce((sum, weight) => sum + weight, 0)
        expect(shares.reduce((sum, share) => sum + share, 0)).toBe(fen)
        for (const [i, share] of shares.entries())
          expect(Math.abs(share - (fen * (weights[i] ?? 0)) / all)).toBeLessThan(1)
      }
    },
  )
})
