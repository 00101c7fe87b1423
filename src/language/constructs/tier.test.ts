import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../records/database.ts'
import { freshDatabase } from '../../records/testing/server.ts'
import { type Cell, issuesOf, policy, programOf, run, sqlOf } from '../testing/run.ts'

const months = ['2025-12', '2026-01', '2026-02', '2026-03', '2026-04']

function table(attributes: string, rows: readonly string[], head = '| 额 | 比例 |'): string {
  return `表：阶梯（${attributes}）\n${head}\n${head.replace(/[^|]+/g, '---')}\n${rows.map((row) => `| ${row} |`).join('\n')}`
}

const head =
  '对象 月报:\n  员工: 文本, 主键\n  期间: 期间\n  额: 元\n  回款: 元\n  额度 = 额 × 1\n  奖 = 分档计提(阶梯)'
const document = (attributes: string, rows: readonly string[], heading?: string) =>
  policy(head, table(attributes, rows, heading))

const usual = ['0 ~ 10万 | 5%', '10万 ~ 20万 | 8%', '20万以上 | 10%']
const own = '依据：额；计提：额'

describe('分档计提', () => {
  let db: Database
  beforeAll(async () => {
    db = await freshDatabase('pglite')
  })
  afterAll(() => db.close())

  /** What each amount earns by itself. */
  async function earned(text: string, amounts: readonly number[]): Promise<(string | null | undefined)[]> {
    const rows = amounts.map((amount, i): Cell[] => [`E${i}`, '2026-10', amount, 1000])
    const { 月报 } = await run(db, { text, records: { 月报: rows } })
    return amounts.map((_, i) => 月报?.[`E${i}`]?.奖?.split(' ')[0])
  }

  const amounts = [0, 50000, 99999.99, 100000, 100000.01, 150000, 200000, 300000, -1]

  test('超额累进: each slice at its own rate; borders make no jump', async () => {
    const expected = ['0', '2500', '4999.9995', '5000', '5000.0008', '9000', '13000', '23000', '!no-tier']
    expect(await earned(document(`方式：超额累进；边界：归上档；${own}`, usual), amounts)).toEqual(expected)
    expect(
      await earned(
        document(`方式：超额累进；边界：归下档；${own}`, [
          '[0,10万] | 5%',
          '10万 ~ 20万 | 8%',
          '超过20万 | 10%',
        ]),
        amounts,
      ),
    ).toEqual(expected)
  })

  test('全额累进: the whole at the rate of its tier; the border side decides', async () => {
    expect(await earned(document(`方式：全额累进；边界：归上档；${own}`, usual), amounts)).toEqual([
      '0',
      '2500',
      '4999.9995',
      '8000',
      '8000.0008',
      '12000',
      '20000',
      '30000',
      '!no-tier',
    ])
    expect(
      await earned(
        document(`方式：全额累进；边界：归下档；${own}`, [
          '[0,10万] | 5%',
          '10万 ~ 20万 | 8%',
          '超过20万 | 10%',
        ]),
        amounts,
      ),
    ).toEqual(['0', '2500', '4999.9995', '5000', '8000.0008', '12000', '16000', '30000', '!no-tier'])
  })

  test('an open lowest tier also takes returns, so that they undo what was paid', async () => {
    const rows = ['10万以下 | 5%', '超过10万 | 8%']
    expect(await earned(document(`方式：超额累进；边界：归下档；${own}`, rows), [-20000, 0, 120000])).toEqual(
      ['-1000', '0', '6600'],
    )
    expect(await earned(document(`方式：全额累进；边界：归下档；${own}`, rows), [-20000, 0, 120000])).toEqual(
      ['-1000', '0', '9600'],
    )
  })

  test('tiers that start above zero leave out what lies below', async () => {
    const rows = ['不满1万 | 0%', '1万 ~ 2万 | 10%', '2万以上 | 20%']
    expect(
      await earned(document(`方式：超额累进；边界：归上档；${own}`, rows), [5000, 15000, 25000]),
    ).toEqual(['0', '500', '2000'])
    const gap = ['1万 ~ 2万 | 10%', '2万以上 | 20%']
    expect(await earned(document(`方式：超额累进；边界：归上档；${own}`, gap), [5000, 15000, 25000])).toEqual(
      ['!no-tier', '500', '2000'],
    )
  })

  test('a rate in 元 pays per counted unit', async () => {
    const text = policy(
      '对象 月报:\n  员工: 文本, 主键\n  期间: 期间\n  额: 个\n  回款: 元\n  奖: 元 = 分档计提(阶梯)',
      table(`方式：超额累进；边界：归下档；${own}`, ['[0,100] | 2元', '100以上 | 3元']).replace(
        '100以上',
        '超过100',
      ),
    )
    expect(await earned(text, [0, 100, 130])).toEqual(['0', '200', '290'])
  })

  test('another amount is paid at the average rate of the slices passed', async () => {
    const text = document('方式：超额累进；边界：归上档；依据：额；计提：回款', usual)
    expect(await earned(text, [50000, 150000, 300000])).toEqual(['50', '60', '76.6666666667'])
    expect(await earned(text, [0])).toEqual(['50'])
  })

  const seasons: Cell[][] = [
    ['E', '2025-12', 900000, 0],
    ['E', '2026-01', 60000, 6000],
    ['E', '2026-02', 80000, 8000],
    ['E', '2026-03', -40000, -4000],
    ['E', '2026-04', 150000, 15000],
  ]
  async function overTime(text: string): Promise<(string | null | undefined)[]> {
    const paid: (string | null | undefined)[] = []
    for (const [i] of months.entries()) {
      const { 月报 } = await run(db, { text, records: { 月报: seasons }, periods: months.slice(0, i + 1) })
      paid.push(月报?.E?.奖)
    }
    return paid
  }

  test('本年累计: monthly amounts are the growth of what the year so far has earned', async () => {
    const text = document(
      '方式：超额累进；边界：归上档；依据：额度；依据期间：本年累计；计提：额度；计提期间：本期',
      usual,
    )
    // 900000 → 83000; then from zero again: 60000 → 3000, 140000 → 8200, 100000 → 5000, 250000 → 18000
    expect(await overTime(text)).toEqual(['83000', '3000', '5200', '-3200', '13000'])
  })

  test('本季累计 starts anew each quarter', async () => {
    const text = document(
      '方式：超额累进；边界：归上档；依据：额度；依据期间：本季累计；计提：额度；计提期间：本期',
      usual,
    )
    expect(await overTime(text)).toEqual(['83000', '3000', '5200', '-3200', '9000'])
  })

  test('全额累进 by the year so far: the tier reached, on what this month brings', async () => {
    const text = document(
      '方式：全额累进；边界：归上档；依据：额度；依据期间：本年累计；计提：额度；计提期间：本期',
      usual,
    )
    expect(await overTime(text)).toEqual(['90000', '3000', '6400', '-3200', '15000'])
  })

  test('首元追溯: reaching a tier makes up for the months before it, falling back takes it away', async () => {
    const text = document(
      '方式：首元追溯；边界：归上档；依据：额度；依据期间：本年累计；计提：额度；计提期间：本年累计',
      usual,
    )
    // totals at the rate reached: 60000×5%, 140000×8%, 100000×8%, 250000×10%
    expect(await overTime(text)).toEqual(['90000', '3000', '8200', '-3200', '17000'])
  })

  test('another amount, by the year so far', async () => {
    const marginal = policy(
      `${head}\n  收 = 回款 × 1`,
      table('方式：超额累进；边界：归上档；依据：额度；依据期间：本年累计；计提：收；计提期间：本期', usual),
    )
    expect(await overTime(marginal)).toEqual(['0', '300', '520', '-320', '1300'])
    const retroactive = policy(
      `${head}\n  收 = 回款 × 1`,
      table(
        '方式：首元追溯；边界：归上档；依据：额度；依据期间：本年累计；计提：收；计提期间：本年累计',
        usual,
      ),
    )
    expect(await overTime(retroactive)).toEqual(['0', '300', '820', '-320', '1700'])
  })
})

describe('the SQL of tiers', () => {
  test('超额累进 is one sum of slices', () => {
    expect(sqlOf(programOf(document(`方式：超额累进；边界：归上档；${own}`, usual)))[0]).toContain(
      '(greatest(least("F2", 100000::numeric), 0::numeric) * 0.05 + (greatest(least("F2", 200000::numeric), 100000::numeric) - 100000::numeric) * 0.08 + (greatest("F2", 200000::numeric) - 200000::numeric) * 0.1)',
    )
  })

  test('the tier reached is kept beside the result', () => {
    expect(sqlOf(programOf(document(`方式：全额累进；边界：归上档；${own}`, usual)))[0]).toContain(
      'case when "F2" >= 0::numeric and "F2" < 100000::numeric then 1 when "F2" >= 100000::numeric and "F2" < 200000::numeric then 2 when "F2" >= 200000::numeric then 3 end',
    )
  })
})

describe('a tier table that leaves something open is refused', () => {
  const full = '方式：超额累进；边界：归上档；依据：额度；依据期间：本年累计；计提：额度；计提期间：本期'
  test.each<[string, string[], string[]]>([
    ['方式：超额累进', usual, ['range-border 0 ~ 10万', 'tier-attributes 分档计提(阶梯)']],
    [full.replace('超额累进', '累进'), usual, ['tier-mode 累进']],
    [full.replace('归上档', '上档'), usual, ['table-border 上档']],
    [full.replace('本年累计', '本年'), usual, ['tier-period 本年']],
    [full.replace('计提期间：本期', '计提期间：本年累计'), usual, ['tier-paid-period 本年累计']],
    [full.replace('超额累进', '首元追溯'), usual, ['tier-retroactive 本期']],
    [`方式：首元追溯；边界：归上档；${own}`, usual, ['tier-retroactive 阶梯']],
    [full.replace('依据：额度', '依据：没有'), usual, ['name-unknown 没有']],
    [full.replace('依据：额度', '依据：额 +'), usual, ['syntax-operand-missing']],
    [full.replace('依据：额度', '依据：额'), usual, ['earlier-name 额']],
    [full.replace('依据：额度', '依据：员工'), usual, ['type-expected 员工']],
    [full, ['0 ~ 10万 | 5%', '10万 ~ 20万 | ', '20万以上 | 8%'], ['tier-rate 10万 ~ 20万 |']],
    [full, ['0 ~ 10万 | 5%', '其余 | 8%'], ['tier-rest 其余 | 8%']],
    [full, ['0 ~ 10万 | 5%', '12万以上 | 8%'], ['table-gap 12万以上 | 8%']],
    [full, ['0 ~ 10万 | 5%', '9万以上 | 8%'], ['table-overlap 9万以上 | 8%']],
    [full, ['0 ~ 10人 | 5%', '10人以上 | 8%'], ['type-expected 额度']],
    [full, ['0 ~ 10万 | 5%', '10万以上 | 3元'], ['column-units 3元']],
    [full, ['0 ~ 10万 | 5%', '10万以上 | 面议'], ['tier-shape 分档计提(阶梯)']],
  ])('%s %j', (attributes, rows, issues) => {
    expect(issuesOf(document(attributes, rows))).toEqual(issues)
  })

  test('two columns of rates', () => {
    expect(
      issuesOf(document(full, ['0 ~ 10万 | 5% | 6%', '10万以上 | 8% | 9%'], '| 额 | 甲 | 乙 |')),
    ).toEqual(['tier-shape 分档计提(阶梯)'])
  })
})
