import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { format } from './format.ts'

const document = (block: string) =>
  `---\n制度: 试\n---\n\n正文 （不动）。\n\n\`\`\`policy\n${block}\n\`\`\`\n`

describe('format', () => {
  test('writes each sign in one way, with one space around operators', () => {
    const before =
      '员工：\n    提成＝ROUND（销售额*3%  +奖金，2）//  说明 （不动）\n    甲: 元=-乙/（丙－ -1） 且 非(丁>=3)'
    const after =
      '员工:\n  提成 = ROUND(销售额 × 3% + 奖金, 2) //  说明 （不动）\n  甲: 元 = -乙 ÷ (丙 - -1) 且 非 (丁 ≥ 3)'
    expect(format(document(before))).toBe(document(after))
  })

  test('keeps the lines of a formula, and text in quotes', () => {
    const before = '员工:\n   甲 = 如果(乙 = "（，）",\n        1,\n          2)\n\n\n   丙 = 1'
    const after = '员工:\n  甲 = 如果(乙 = "（，）",\n      1,\n        2)\n\n  丙 = 1'
    expect(format(document(before))).toBe(document(after))
  })

  test('aligns tables, a Chinese character being two wide', () => {
    expect(format('| 产品线 | 比例 |\n|:--|--:|\n|甲|10%|\n')).toBe(
      '| 产品线 | 比例 |\n| :----- | ---: |\n| 甲     | 10%  |\n',
    )
  })

  test('leaves a block with a mistake as it is, and Windows line ends', () => {
    expect(format(document('员工:\n    甲=（乙＋'))).toBe(document('员工:\n    甲=（乙＋'))
    const windows = document('员工:\n    甲=乙').replaceAll('\n', '\r\n')
    expect(format(windows)).toBe(document('员工:\n  甲 = 乙').replaceAll('\n', '\r\n'))
  })

  test('the shipped policy is in normal form, and formatting twice changes nothing more', () => {
    const shipped = readFileSync(
      new URL('../../../policies/marketing-and-service.md', import.meta.url),
      'utf8',
    )
    expect(format(shipped)).toBe(shipped)
  })
})
