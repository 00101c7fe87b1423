import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { type LawContext, lintLaw, regionsOf } from './lint.ts'
import { lawRules, ruleFor } from './rules.ts'

const here: LawContext = { regions: [], day: '2026-06-01' }
const head = '---\n制度: 甲\n版本: 1\n期间: 月\n---\n\n# 甲\n\n## 第一条 约定\n\n'
const codes = (text: string, context = here) =>
  lintLaw(head + text, context)
    .map(({ code }) => code)
    .toSorted()

describe('LAW: what may be read from the document alone', () => {
  test.each([
    ['迟到一次罚款 50 元。', ['LAW-01']],
    ['不得以任何名义罚款。', []],
    ['因个人过失造成损失的，从工资中扣 30% 赔偿。', ['LAW-02']],
    ['因个人过失造成损失的，从工资中扣 20% 赔偿。', []],
    ['考核期第二个月固定工资发 70%。', ['LAW-05']],
    ['试用期工资按 80% 发放。', ['LAW-06']],
    ['试用期内全额发放工资。', []],
    ['新人前三个月系数 0.7。', ['LAW-05']],
    ['连续三个月不达标的，视为自动离职。', ['LAW-07', 'LAW-09']],
    ['第三个月仍不合格的，予以辞退。', ['LAW-07', 'LAW-09']],
    ['不合格的先培训或调整岗位，再次考核仍不合格的，依法解除。', []],
    ['排名最后的予以淘汰。', ['LAW-08']],
    ['年度实行末位淘汰。', ['LAW-08']],
    ['本公司不设末位淘汰。', []],
    ['离职后不再发放提成。', ['LAW-13']],
    ['离职的人在离职后仍有回款的，提成照发。', []],
    ['每月张榜公布各人得分。', ['LAW-14']],
    ['每月公布匿名的得分分布。', []],
    ['完成率 60% ~ 80% 的，比例 3%。', []],
  ])('%s', (text, expected) => expect(codes(text)).toEqual(expected))

  test('in tables and names, too', () => {
    const text = '表 1：考核期工资\n\n| 月份 | 比例 |\n|---|---|\n| 第二个月 | 70% |\n| 第四个月 | 100% |\n'
    expect(codes(text)).toEqual(['LAW-05'])
    expect(codes('```policy\n员工:\n  迟到罚款 = 50元\n```\n')).toEqual(['LAW-01'])
  })

  test('where, in which clause, and a name of its own that stays', () => {
    const text = `${head}每次罚款 50 元。另外罚款 20 元。\n`
    const [first, second] = lintLaw(text, here)
    expect(text.slice(first?.from, first?.to)).toBe('罚款')
    expect(first?.clause).toBe('第一条 约定')
    expect(first?.id).not.toBe(second?.id)
    expect(lintLaw(text.replace('# 甲', '# 甲甲甲'), here)[0]?.id).toBe(first?.id)
  })

  test('nothing keeps pay at the minimum', () => {
    const owed = head.replace('期间: 月', '期间: 月\n应付项: 员工.应发')
    expect(lintLaw(owed, here).map(({ code }) => code)).toEqual(['LAW-03'])
    expect(lintLaw(`${owed}应发不低于当地最低工资。`, here)).toEqual([])
  })
})

describe('LAW: what is known when it is submitted', () => {
  const dated = head.replace('期间: 月', '期间: 月\n生效日: 2026-05-01')
  const submitted = (losers: number, consulted = true) => ({ ...here, submitted: { losers, consulted } })
  test('effective before it is published, and somebody gets less', () => {
    expect(lintLaw(dated, submitted(1)).map(({ code }) => code)).toEqual(['LAW-12'])
    expect(lintLaw(dated, submitted(0))).toEqual([])
    expect(lintLaw(dated.replace('2026-05', '2026-07'), submitted(1))).toEqual([])
  })
  test('no consultation recorded', () =>
    expect(lintLaw(dated, submitted(0, false)).map(({ code }) => code)).toEqual(['LAW-11']))
})

describe('LAW: by region and date', () => {
  test('a province goes before the whole country', () => {
    const regions = regionsOf(['深圳', '长沙'])
    expect(regions).toEqual(['广东'])
    expect(codes('罚款 50 元。', { ...here, regions })).toEqual(['LAW-01'])
    expect(lintLaw(`${head}罚款 50 元。`, { ...here, regions })[0]).toMatchObject({
      level: 'error',
      region: '广东',
    })
    expect(lintLaw(`${head}罚款 50 元。`, here)[0]).toMatchObject({ level: 'warning', region: '全国' })
    expect(ruleFor('LAW-01', regions, '2010-01-01')?.region).toBe('全国')
    expect(ruleFor('LAW-01', regions, '2000-01-01')).toBeUndefined()
  })

  test('every rule says 可能 or what was not seen, and calls nothing lawful', () => {
    for (const { text, english } of lawRules) {
      expect(text).toMatch(/可能/)
      expect(text).not.toMatch(/(合法|合规|没有风险)/)
      expect(english).toMatch(/\bmay\b/)
    }
  })
})

test('the principal policy: nothing in it has to be acknowledged', async () => {
  const policy = await readFile(
    new URL('../../../policies/marketing-and-service.md', import.meta.url),
    'utf8',
  )
  expect(lintLaw(policy, here).map(({ code, quote }) => `${code} ${quote}`)).toEqual([])
})
