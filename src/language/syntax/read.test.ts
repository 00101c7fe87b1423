import { describe, expect, test } from 'vitest'
import { collector } from '../issues/issue.ts'
import type { Node } from './nodes.ts'
import { readFormula, readPolicy } from './read.ts'

/** The formula as text with every operation in brackets. */
function shape(node: Node): string {
  switch (node.kind) {
    case 'binary':
      return `(${shape(node.left)} ${node.operator} ${shape(node.right)})`
    case 'negative':
      return `(- ${shape(node.operand)})`
    case 'not':
      return `(非 ${shape(node.operand)})`
    case 'call':
      return `${node.callee.text}(${[...node.args.map(shape), ...node.named.map((n) => `${n.name.text}: ${shape(n.value)}`)].join(', ')})`
    case 'lookup':
      return `${node.table.text}[${[...node.keys.map(shape), ...node.named.map((n) => `${n.name.text}: ${shape(n.value)}`)].join(', ')}]${node.column ? `.${node.column.text}` : ''}`
    case 'list':
      return `{${node.items.map(shape).join(', ')}}`
    case 'path':
    case 'whole':
      return `${node.kind === 'whole' ? '全部 ' : ''}${node.names.map((name) => name.text).join('.')}`
    default:
      return 'text' in node ? node.text : node.kind
  }
}

function read(text: string): string {
  const { issues, report } = collector()
  const node = readFormula(text, 0, report)
  return issues.length > 0 ? issues.map((i) => `${i.code} ${i.from}–${i.to}`).join('; ') : shape(node)
}

describe('a formula is read', () => {
  test.each([
    ['1 + 2 × 3', '(1 + (2 × 3))'],
    ['(1 + 2) × 3', '((1 + 2) × 3)'],
    ['6 ÷ 3 ÷ 2', '((6 ÷ 3) ÷ 2)'],
    ['6 - 3 - 2', '((6 - 3) - 2)'],
    ['-甲 × 乙', '((- 甲) × 乙)'],
    ['甲 - -乙', '(甲 - (- 乙))'],
    ['+甲', '甲'],
    ['乙 - +甲', '(乙 - 甲)'],
    ['甲 > 1 且 乙 < 2 或 丙', '(((甲 > 1) 且 (乙 < 2)) 或 丙)'],
    ['甲 或 乙 且 丙', '(甲 或 (乙 且 丙))'],
    ['非 甲 = 乙', '(非 (甲 = 乙))'],
    ['非 甲 且 乙', '((非 甲) 且 乙)'],
    ['且(甲, 乙, 丙)', '且(甲, 乙, 丙)'],
    ['非(甲)', '(非 甲)'],
    ['甲 在 ("一", "二")', '(甲 在 {一, 二})'],
    ['签订日 不在 本期', '(签订日 不在 本期)'],
    ['甲 ＞= 1', '(甲 ≥ 1)'],
    ['甲 <> 1', '(甲 ≠ 1)'],
    ['甲 != 1', '(甲 ≠ 1)'],
    ['甲 == 1', '(甲 = 1)'],
    ['合计(全部 订单.金额, 订单.员工 = 本行)', '合计(全部 订单.金额, (订单.员工 = 本行))'],
    ['价格[产品, 按: 签订日].单价', '价格[产品, 按: 签订日].单价'],
    ['参数.最低工资', '参数.最低工资'],
    ['2026-03-05', '2026-03-05'],
    ['2026年3月5日', '2026年3月5日'],
    ['“甲”', '甲'],
    ["'甲'", '甲'],
    ['「甲」', '甲'],
    ['3.5%', '3.5%'],
    ['10万元', '10万元'],
    ['Ⅰ类奖金 × α系数', '(Ⅰ类奖金 × α系数)'],
    ['甲 // 说明', '甲'],
  ])('%s', (text, expected) => {
    expect(read(text)).toBe(expected)
  })
})

describe('full-width and ASCII forms read alike', () => {
  test.each([
    ['（甲＋乙）×丙', '(甲+乙)*丙'],
    ['如果（甲＞＝１，乙，丙）'.replace('１', '1'), '如果(甲>=1,乙,丙)'],
    ['甲÷乙－丙', '甲/乙-丙'],
    ['甲／乙−丙', '甲/乙-丙'],
    ['甲≥乙　且　丙≠丁', '甲 >= 乙 且 丙 <> 丁'],
    ['价格［甲，按：乙］．单价', '价格[甲,按:乙].单价'],
    ['价格【甲】', '价格[甲]'],
    ['甲＝“一”', '甲="一"'],
    ['5％', '5%'],
    ['分情况(甲、乙、丙)', '分情况(甲,乙,丙)'],
  ])('%s', (wide, narrow) => {
    const plain = (text: string) => read(text).replaceAll('％', '%')
    expect(plain(wide)).toBe(plain(narrow))
    expect(plain(wide)).not.toContain('syntax')
  })
})

describe('an unfinished formula is complained about where it ends', () => {
  test.each([
    ['营业额 +', 'syntax-operand-missing 5–5'],
    ['(营业额 - 质保金', 'syntax-bracket-missing 10–10'],
    ['营业额 质保金', 'syntax-operator-missing 4–7'],
    ['营业额 + // 还没写完', 'syntax-operand-missing 5–5'],
    ['表[营业额', 'syntax-square-missing 5–5'],
    ['如果(甲, 乙', 'syntax-bracket-missing 7–7'],
    ['营业额 ×', 'syntax-operand-missing 5–5'],
    ['', 'syntax-operand-missing 0–0'],
  ])('%s', (text, expected) => {
    expect(read(text)).toBe(expected)
  })
})

describe('layout of a block', () => {
  function lines(text: string): string[] {
    const { issues, report } = collector()
    const sections = readPolicy(text, 0, report)
    if (issues.length > 0) return issues.map((i) => `${i.code} ${i.from}–${i.to}`)
    return sections.flatMap((section) =>
      section.lines.map(
        (line) =>
          `${section.object.text}.${line.name.text}${line.type ? `: ${line.type.name}` : ''}${line.formula ? ` = ${shape(line.formula)}` : ''}`,
      ),
    )
  }

  test('definitions end where the next line is not indented deeper', () => {
    expect(lines('员工:\n  甲 =\n    1 +\n    2\n  乙 = 3\n部门:\n  丙 = 4')).toEqual([
      '员工.甲 = (1 + 2)',
      '员工.乙 = 3',
      '部门.丙 = 4',
    ])
  })

  test('CRLF line ends, blank lines and comments change nothing', () => {
    const plain = '员工:\n  甲 =\n    1 +\n    2\n\n  // 说明\n  乙 = 3\n'
    expect(lines(plain.replaceAll('\n', '\r\n'))).toEqual(lines(plain))
    expect(lines(plain)).toEqual(['员工.甲 = (1 + 2)', '员工.乙 = 3'])
  })

  test('a tab is as wide as four blanks, a full-width blank as one', () => {
    expect(lines('员工:\n\t甲 = 1\n    乙 = 2\n\t丙 =\n\t\t3')).toEqual([
      '员工.甲 = 1',
      '员工.乙 = 2',
      '员工.丙 = 3',
    ])
    expect(lines('员工:\n　　甲 = 1\n　　乙 = 2')).toEqual(['员工.甲 = 1', '员工.乙 = 2'])
  })

  test('a definition that stands a little deeper is still a definition', () => {
    expect(lines('员工:\n  甲 = 1\n   乙: 元 = 2\n    丙 = 3')).toEqual([
      '员工.甲 = 1',
      '员工.乙: 元 = 2',
      '员工.丙 = 3',
    ])
  })

  test('inside brackets a line may begin like a definition', () => {
    expect(lines('员工:\n  甲 = 分情况(\n    岗位 = "一", 1,\n    2)')).toEqual([
      '员工.甲 = 分情况((岗位 = 一), 1, 2)',
    ])
  })

  test('an unfinished formula never swallows the definitions below it', () => {
    expect(lines('员工:\n  甲 = (1 +\n  乙 = 2\n  丙 = 如果(1,\n  丁 = 4')).toEqual([
      'syntax-operand-missing 14–14',
      'syntax-operand-missing 34–34',
    ])
  })

  test('fields have types with modifiers', () => {
    const { issues, report } = collector()
    const [section] = readPolicy(
      '对象 订单：\n  单号： 文本， 主键\n  员工: 员工, 反向 业务\n  价: 元/个\n  率: ％',
      0,
      report,
    )
    expect(issues).toEqual([])
    expect(section?.declares).toBe(true)
    expect(section?.lines.map((line) => line.type?.name)).toEqual(['文本', '员工', '元/个', '％'])
    expect(section?.lines[1]?.type?.modifiers[0]?.value?.text).toBe('业务')
  })

  test('a heading may be 对象 itself, and names may begin like words of the language', () => {
    expect(lines('对象:\n  且慢 = 1\n  在职天数 = 2\n  全部金额 = 3')).toEqual([
      '对象.且慢 = 1',
      '对象.在职天数 = 2',
      '对象.全部金额 = 3',
    ])
  })

  test('formulas deeper than 200 are refused instead of exhausting the stack', () => {
    expect(lines(`员工:\n  甲 = ${'('.repeat(5000)}1${')'.repeat(5000)}`)[0]).toContain('formula-depth')
    expect(lines(`员工:\n  甲 = ${'1+'.repeat(9000)}1`)[0]).toContain('formula-depth')
    expect(lines(`员工:\n  甲 = ${'1+'.repeat(150)}1`)).toHaveLength(1)
  })
})
