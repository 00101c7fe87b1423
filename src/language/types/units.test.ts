import { describe, expect, test } from 'vitest'
import { issuesOf, policy, programOf } from '../testing/run.ts'
import { typeName } from './type.ts'
import { divideUnits, multiplyUnits, parseUnit, unitName } from './unit.ts'

const unit = (text: string) => {
  const parsed = parseUnit(text)
  if (!parsed) throw new Error(text)
  return parsed
}

describe('units are dimensions, or count things', () => {
  test.each([
    ['元', '元'],
    ['%', '比率'],
    ['％', '比率'],
    ['‰', '比率'],
    ['比率', '比率'],
    ['元/天', '元/天'],
    ['元/个', '元'],
    ['元/元', '比率'],
    ['天/小时', '天/小时'],
  ])('%s is %s', (text, name) => {
    expect(unitName(unit(text))).toBe(name)
  })

  test.each(['', '米', '元/', '/天', '元/个/天', '元元', 'constructor'])('%j is none', (text) => {
    expect(parseUnit(text)).toBeUndefined()
  })

  test.each([
    ['元', '比率', '元', '元'],
    ['元', '个', '元', '元'],
    ['元', '天', '元·天', '元/天'],
    ['元', '元', '元^2', '比率'],
    ['比率', '比率', '比率', '比率'],
    ['个', '比率', '个', '个'],
    ['个', '个', '个', '比率'],
    ['个', '人', '个', '比率'],
    ['数', '元', '元', '1/元'],
    ['数', '数', '数', '数'],
    ['分', '比率', '分', '分'],
  ])('%s and %s make %s and %s', (a, b, product, quotient) => {
    expect(unitName(multiplyUnits(unit(a), unit(b)))).toBe(product)
    expect(unitName(divideUnits(unit(a), unit(b)))).toBe(quotient)
  })

  test('what is divided and multiplied again is the same', () => {
    for (const a of ['元', '分', '天', '小时', '元/天'])
      for (const b of ['元', '分', '天', '小时'])
        expect(unitName(multiplyUnits(divideUnits(unit(a), unit(b)), unit(b)))).toBe(a)
  })
})

const head =
  '对象 单:\n  号: 文本, 主键\n  额: 元\n  率: 比率\n  分值: 分\n  件: 个\n  次数: 次\n  时: 小时\n  日数: 天\n  日: 日期\n  好: 是否\n'
const document = (formula: string) => policy(`${head}  值 = ${formula}`)

describe('the type of a formula', () => {
  test.each([
    ['额 + 100', '元'],
    ['100 + 额', '元'],
    ['额 × 3%', '元'],
    ['额 ÷ 额', '比率'],
    ['额 ÷ 件', '元'],
    ['额 ÷ 日数', '元/天'],
    ['额 ÷ 日数 × 3天', '元'],
    ['分值 ÷ 10', '分'],
    ['分值 ÷ 10分', '比率'],
    ['率 × 10分', '分'],
    ['件 × 2', '个'],
    ['件 ÷ 次数', '比率'],
    ['2 × 3', '数'],
    ['日 - 日', '天'],
    ['日 + 3', '日期'],
    ['日 + 日数', '日期'],
    ['3天 + 日数', '天'],
    ['如果(好, 0, 额)', '元'],
    ['如果(好, 额, 0)', '元'],
    ['最大(0, 额)', '元'],
    ['缺省(额, 0)', '元'],
    ['四舍五入(额, 2)', '元'],
    ['额 > 100', '是否'],
    ['率 > 0.8', '是否'],
    ['率 > 80%', '是否'],
    ['合计(全部 单.额)', '元'],
    ['计数(全部 单) × 50元', '元'],
    ['平均(全部 单.分值)', '分'],
    ['最新(全部 单.号, 按: 单.日)', '文本'],
    ['天数(本期)', '天'],
    ['本行', '单'],
  ])('%s is %s', (formula, type) => {
    const program = programOf(document(formula))
    const label = (id: string) => program.names.objects.find((object) => object.id === id)?.label ?? id
    const [definition] = program.definitions
    expect(definition && typeName(definition.valueType, label)).toBe(type)
  })
})

describe('values that do not go together are refused', () => {
  test.each([
    ['额 + 分值', 'unit-sum 额 + 分值'],
    ['额 + 10%', 'unit-sum 额 + 10%'],
    ['额 - 件', 'unit-sum 额 - 件'],
    ['额 + 时', 'unit-sum 额 + 时'],
    ['日数 + 时', 'unit-sum 日数 + 时'],
    ['件 + 次数', 'unit-sum 件 + 次数'],
    ['额 + 日', 'type-sum 额 + 日'],
    ['日 + 日', 'type-sum 日 + 日'],
    ['日 + 额', 'type-sum 日 + 额'],
    ['额 + 好', 'type-sum 额 + 好'],
    ['额 > 80%', 'type-compare 额 > 80%'],
    ['额 > 件', 'type-compare 额 > 件'],
    ['日 > 3', 'type-compare 日 > 3'],
    ['额 在 (1元, 2个)', 'type-compare 2个'],
    ['额 在 本期', 'type-expected 额'],
    ['日 × 2', 'type-expected 日'],
    ['好 × 2', 'type-expected 好'],
    ['-日', 'type-expected 日'],
    ['最大(额, 件)', 'aggregate-values 件'],
    ['如果(好, 额, 件)', 'type-branches 额'],
    ['四舍五入(日, 2)', 'type-expected 日'],
    ['额 ÷ 日', 'type-expected 日'],
  ])('%s', (formula, issue) => {
    expect(issuesOf(document(formula))).toEqual([issue])
  })

  test.each([
    ['值: 元 = 额 × 率', []],
    ['值: 比率 = 额', ['type-declared 额']],
    ['值: 日期 = 额', ['type-declared 额']],
    ['值: 元 = 3', []],
    ['值: % = 额 ÷ 额', []],
    ['值: 单 = 本行', []],
    ['值: 文本 = 本行', []],
    ['值: 公斤 = 额', ['type-unknown 公斤']],
  ])('%s', (line, issues) => {
    expect(issuesOf(policy(`${head}  ${line}`))).toEqual(issues)
  })
})
