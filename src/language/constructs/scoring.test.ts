import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../records/database.ts'
import { freshDatabase } from '../../records/testing/server.ts'
import { type Cell, issuesOf, messagesOf, policy, programOf, run, sqlOf } from '../testing/run.ts'

const head =
  '对象 员工:\n  号: 文本, 主键\n  率: 比率, 可空\n  额: 元\n  标: 元\n  次: 次\n  好: 是否\n  坏: 是否\n  总 = 评分(卡)'

function card(
  rows: readonly string[],
  attributes = '',
  heading = '| 指标 | 权重 | 目标 | 计分规则 |',
): string {
  return `表：卡${attributes}\n${heading}\n${heading.replace(/[^|]+/g, '---')}\n${rows.map((row) => `| ${row} |`).join('\n')}`
}
const document = (...parts: Parameters<typeof card>) => policy(head, card(...parts))

const people: Cell[][] = [
  ['1', 0.8, 100, 100, 2, true, false],
  ['2', 0.6, 150, 100, 0, false, false],
  ['3', 1.2, 40, 100, 1, true, true],
  ['4', null, 90, 0, 0, true, false],
]

describe('评分', () => {
  let db: Database
  beforeAll(async () => {
    db = await freshDatabase('pglite')
  })
  afterAll(() => db.close())

  async function scores(...parts: Parameters<typeof card>): Promise<(string | null | undefined)[]> {
    const { 员工 } = await run(db, { text: document(...parts), records: { 员工: people } })
    return people.map(([key]) => 员工?.[String(key)]?.总)
  }
  const missing = '!missing 没有填“率”'

  test.each<[string, string[], (string | null)[]]>([
    [
      '线性: straight between points, level outside',
      ['率 | 100% |  | 线性：60%→0；100%→10'],
      ['5', '0', '10', missing],
    ],
    ['线性: points in any order', ['率 | 100% |  | 线性：100%→10，60%→0，80%→6'], ['6', '0', '10', missing]],
    ['线性: ten places', ['次 | 100% |  | 线性：0→0；3→10'], ['6.6666666667', '0', '3.3333333333', '0']],
    ['线性: falling', ['率 | 100% |  | 线性：60%→10；120%→-2'], ['6', '10', '-2', missing]],
    [
      '分段: the first that contains the value',
      ['率 | 100% |  | 分段：≥100%→10；≥80%→8；其余→0'],
      ['8', '0', '10', missing],
    ],
    ['分段: an exact number', ['次 | 100% |  | 分段：0→10；1->5；其余=>1'], ['1', '10', '5', '10']],
    [
      '分段: in brackets',
      ['率 | 100% |  | 分段：[60%, 80%)→3，[80%, 100%)→4，其余→9'],
      ['4', '3', '9', missing],
    ],
    [
      '分段: a value in no step is a problem',
      ['次 | 100% |  | 分段：0→10；1→5'],
      ['!no-step “次”的计分规则里没有一段包含这个值', '10', '5', '10'],
    ],
    ['是否', ['好 | 100% |  | 是否：是→10；否→2'], ['10', '2', '10', '10']],
    ['名次: ties share a place', ['次 | 100% |  | 名次：第1名→10；前3名→8；其余→5'], ['10', '8', '8', '8']],
    [
      '名次升序 and a range of places',
      ['次 | 100% |  | 名次升序：第1名→10；第2~3名→8；其余→5'],
      ['5', '10', '8', '10'],
    ],
    [
      '名次 leaves out those with a problem',
      ['率 | 100% |  | 名次：第1名→10；第2名→9；其余→8'],
      ['9', '8', '10', missing],
    ],
    ['得分', ['次 | 100% |  | 得分'], ['2', '0', '1', '0']],
    [
      '完成率线性',
      ['额 | 100% | 标 | 完成率线性：50%→0；100%→10；150%→12'],
      ['10', '12', '0', '!division-by-zero 除数为零：标'],
    ],
    [
      '完成率分段 with a fixed target',
      ['额 | 100% | 100元 | 完成率分段：≥100%→10；其余→0'],
      ['10', '10', '0', '0'],
    ],
    ['an indicator may be a formula', ['额 ÷ 100元 × 1分 | 100% |  | 得分'], ['1', '1.5', '0.4', '0.9']],
    ['weights', ['次 | 60% |  | 得分', '好 | 40% |  | 是否：是→10；否→0'], ['5.2', '0', '4.6', '4']],
    [
      'bonus and deduction',
      ['好 | 100% |  | 是否：是→10；否→0', '次 | 加分 |  | 得分', '次 × 3 | 扣分 |  | 得分'],
      ['6', '0', '8', '10'],
    ],
    ['veto', ['好 | 100% |  | 是否：是→10；否→5', '坏 | 否决 |  | 是否：是→0'], ['10', '5', '0', '10']],
    [
      'the first of two vetoes',
      ['好 | 100% |  | 是否：是→10；否→5', '坏 | 否决 |  | 是否：是→1', '次 | 否决 |  | 分段：≥1→2'],
      ['2', '5', '1', '10'],
    ],
  ])('%s', async (_, rows, expected) => {
    expect(await scores(rows)).toEqual(expected)
  })

  test('上限 and 下限 hold before a veto', async () => {
    const rows = ['次 × 10 | 100% |  | 得分', '坏 | 否决 |  | 是否：是→-9']
    expect(await scores(rows, '（上限：15；下限：5）')).toEqual(['15', '5', '-9', '5'])
  })

  test('weights may stand under 权重（%）', async () => {
    expect(
      await scores(['次 | 60 | 得分', '好 | 40 | 是否：是→10；否→0'], '', '| 指标 | 权重（%） | 计分规则 |'),
    ).toEqual(['5.2', '0', '4.6', '4'])
  })
})

test('every item keeps its own score beside the total', () => {
  const text = document(['次 | 60% |  | 得分', '好 | 40% |  | 是否：是→10；否→0'])
  const columns = [...(sqlOf(programOf(text))[0] ?? '').matchAll(/as "(L1S\d+)"/g)].map((match) => match[1])
  expect(columns).toEqual([`L1S${text.indexOf('次 |')}`, `L1S${text.indexOf('好 |')}`])
})

describe('a scorecard with a mistake', () => {
  test.each<[string[], string[]]>([
    [['率 | 90% |  | 得分'], ['score-weights 卡', 'type-expected 率']],
    [['次 | 六成 |  | 得分'], ['score-weight 六成']],
    [['次 | 100% |  | 直线：1→2；3→4'], ['score-rule 直线：1→2；3→4']],
    [['次 | 100% |  | 线性：1→2'], ['score-rule-points 线性：1→2']],
    [['次 | 100% |  | 线性：1→2；1→3；4→5'], ['score-rule-points 线性：1→2；1→3；4→5']],
    [['次 | 100% |  | 线性：一→2；3→4'], ['score-rule-points 线性：一→2；3→4']],
    [['次 | 100% |  | 分段：≥1→好；其余→4'], ['score-rule-points 分段：≥1→好；其余→4']],
    [['次 | 100% |  | 分段：'], ['score-rule-points 分段：']],
    [['好 | 100% |  | 是否：是→10'], ['score-rule-points 是否：是→10']],
    [['好 | 100% |  | 是否：对→10；错→0'], ['score-rule-points 是否：对→10；错→0']],
    [['次 | 100% |  | 得分：5→5'], ['score-rule-points 得分：5→5']],
    [['额 | 100% |  | 完成率线性：50%→0；100%→10'], ['score-target 完成率线性：50%→0；100%→10']],
    [['额 | 100% | 10次 | 完成率线性：50%→0；100%→10'], ['score-target-unit 10次']],
    [['额 | 100% | 好 | 完成率线性：50%→0；100%→10'], ['type-expected 好']],
    [['额 | 100% |  | 线性：50%→0；100%→10'], ['score-rule-unit 线性：50%→0；100%→10']],
    [['率 | 100% |  | 分段：≥5元→1；其余→0'], ['score-rule-unit 分段：≥5元→1；其余→0']],
    [['额 | 100% |  | 得分'], ['type-expected 额']],
    [['好 | 100% |  | 得分'], ['type-expected 好']],
    [['次 | 100% |  | 是否：是→1；否→0'], ['type-expected 次']],
    [['没有 | 100% |  | 得分'], ['name-unknown 没有']],
    [['次 + | 100% |  | 得分'], ['syntax-operand-missing']],
  ])('%j', (rows, issues) => {
    expect(issuesOf(document(rows))).toEqual(issues)
  })

  test('attributes and the total of the weights are told', () => {
    expect(issuesOf(document(['次 | 100% |  | 得分'], '（上线：10）'))).toEqual(['table-attribute 10'])
    expect(issuesOf(document(['次 | 100% |  | 得分'], '（上限：十）'))).toEqual(['number-invalid 十'])
    expect(issuesOf(document(['次 | 得分'], '', '| 指标 | 计分规则 |'))).toEqual(['score-weight-column 卡'])
    expect(messagesOf(document(['次 | 33.3% |  | 得分', '次 × 2 | 33.3% |  | 得分']))).toEqual([
      '评分表“卡”的权重合计是 66.6%，应为 100%。',
    ])
  })

  test('used twice, a mistake is told once', () => {
    const text = policy(`${head}\n  二 = 评分(卡) + 1分`, card(['没有 | 100% |  | 得分']))
    expect(issuesOf(text)).toEqual(['name-unknown 没有'])
  })

  test('a card by places looks at all rows, so not inside a sum', () => {
    const text = policy(
      `${head}\n  和 = 合计(全部 员工.额 × 评分(卡))`,
      card(['次 | 100% |  | 名次：第1名→1；其余→0']),
    )
    expect(issuesOf(text)).toEqual(['ranking-nested 评分(卡)'])
  })
})
