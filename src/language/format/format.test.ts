import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { check } from '../check/program.ts'
import { parsePeriod } from '../period.ts'
import { compile } from '../sql/compile.ts'
import { policy } from '../testing/run.ts'
import { format } from './format.ts'
import { alignTable } from './table.ts'
import { widthOf } from './width.ts'

/** What a block becomes. */
function block(text: string): string {
  const whole = format(policy(text))
  return whole.slice(policy('').indexOf('policy\n') + 'policy\n'.length, whole.lastIndexOf('\n```'))
}

describe('a policy block', () => {
  test.each([
    [
      'one blank around operators',
      '员工：\n    提成＝ROUND（销售额*3%  +奖金，2）',
      '员工:\n  提成 = ROUND(销售额 × 3% + 奖金, 2)',
    ],
    [
      'signs',
      '员工:\n  甲=乙>=1 且 丙<=2 或 丁<>3 或 戊!=4',
      '员工:\n  甲 = 乙 ≥ 1 且 丙 ≤ 2 或 丁 ≠ 3 或 戊 ≠ 4',
    ],
    ['full-width signs', '员工：\n　甲＝乙／丙－丁＊２'.replace('２', '2'), '员工:\n  甲 = 乙 ÷ 丙 - 丁 × 2'],
    ['a sign before a value', '员工:\n  甲 = - 乙+(- 丙)×－丁', '员工:\n  甲 = -乙 + (-丙) × -丁'],
    [
      'types and modifiers',
      '对象 订单:\n  号 ： 文本 ， 主键\n  价:元/个,可空\n  客: 客户， 反向  订单\n  率:％=3％',
      '对象 订单:\n  号: 文本, 主键\n  价: 元/个, 可空\n  客: 客户, 反向 订单\n  率: % = 3%',
    ],
    [
      'lookups, named arguments and lists',
      '员工:\n  甲 = 价【品 ， 按 ：日】 ． 低\n  乙=岗位 在（"一"、"二"）',
      '员工:\n  甲 = 价[品, 按: 日].低\n  乙 = 岗位 在 ("一", "二")',
    ],
    [
      '且 and 非 as functions',
      '员工:\n  甲 = 且 (乙,丙) 且 (丁 或 戊) 且 非 (己) 且 非 庚',
      '员工:\n  甲 = 且(乙, 丙) 且 (丁 或 戊) 且 非(己) 且 非 庚',
    ],
    ['sums over all rows', '员工:\n  甲=合计( 全部   订单 . 金额 )', '员工:\n  甲 = 合计(全部 订单.金额)'],
    [
      'quotation marks',
      "员工:\n  甲 = 岗位 = “经理” 或 岗位 = '主管' 或 岗位=「总监」",
      '员工:\n  甲 = 岗位 = "经理" 或 岗位 = "主管" 或 岗位 = "总监"',
    ],
    [
      'but not those around other ones',
      `员工:\n  甲 = 岗位 = '所谓"经理"'`,
      `员工:\n  甲 = 岗位 = '所谓"经理"'`,
    ],
    ['text stays', '员工:\n  甲 = 岗位 = "（一，二）  三"', '员工:\n  甲 = 岗位 = "（一，二）  三"'],
    [
      'days',
      '员工:\n  甲 = 日>=2026年3月5日 且 日<2026-04-01',
      '员工:\n  甲 = 日 ≥ 2026年3月5日 且 日 < 2026-04-01',
    ],
    [
      'comments stay',
      '// 头 （不动）\n员工:\n // 上面\n   甲=1   //  旁边，（不动）',
      '// 头 （不动）\n员工:\n  // 上面\n  甲 = 1 //  旁边，（不动）',
    ],
    [
      'comments inside and behind',
      '员工:\n  甲 = 1 +\n// 中间\n   2\n  // 末尾',
      '员工:\n  甲 = 1 +\n      // 中间\n      2\n  // 末尾',
    ],
    [
      'line breaks stay, indented by brackets',
      '员工:\n  甲 = 分情况(\n    乙 > 1, 1,\n   如果(丙,\n      2, 3\n    ),\n   4)',
      '员工:\n  甲 = 分情况(\n      乙 > 1, 1,\n      如果(丙,\n          2, 3\n      ),\n      4)',
    ],
    [
      'line breaks without brackets',
      '员工:\n  甲 =\n          1\n        + 2',
      '员工:\n  甲 =\n      1\n      + 2',
    ],
    ['tabs', '员工:\n\t甲\t=\t1\n\t乙 =\n\t\t2', '员工:\n  甲 = 1\n  乙 =\n      2'],
    [
      'blank lines',
      '\n\n员工:\n\n\n  甲 = 1\n\n\n\n部门:\n  乙 = 2\n\n',
      '员工:\n\n  甲 = 1\n\n部门:\n  乙 = 2',
    ],
    ['a definition a little too deep', '员工:\n  甲 = 1\n    乙 = 2', '员工:\n  甲 = 1\n  乙 = 2'],
  ])('%s', (_, before, after) => {
    expect(block(before)).toBe(after)
    expect(block(after)).toBe(after)
  })

  test.each(['员工:\n    甲=（乙＋', '员工:\n甲=1', '员工\n    甲=1', '员工:\n    甲=１'])(
    '%j has a mistake and stays',
    (text) => {
      expect(block(text)).toBe(text)
    },
  )

  test('prose, other code and blocks in lists stay', () => {
    const text = `正文 （不动）　，甲=1\n\n\`\`\`js\na=1\n\`\`\`\n\n- 一\n\n  \`\`\`policy\n  员工:\n     甲=1\n  \`\`\`\n`
    expect(format(text)).toBe(text)
  })

  test('Windows line ends and a byte order mark stay', () => {
    const before = `\uFEFF${policy('员工:\n    甲=乙\n\n\n    丙=1', '|甲|\n|---|\n|一|')}`
    const after = `\uFEFF${policy('员工:\n  甲 = 乙\n\n  丙 = 1', '| 甲  |\n| --- |\n| 一  |')}`
    expect(format(before.replaceAll('\n', '\r\n'))).toBe(after.replaceAll('\n', '\r\n'))
    expect(format(before)).toBe(after)
  })
})

describe('a table', () => {
  test('has its columns in line, a Chinese character being two wide', () => {
    expect(alignTable(['|产品线|比例|', '|:--|--:|', '|甲|10%|', '|主机 A|5%|'])).toEqual([
      '| 产品线 | 比例 |',
      '| :----- | ---: |',
      '| 甲     |  10% |',
      '| 主机 A |   5% |',
    ])
  })

  test.each([
    [
      ['甲|乙', '-|:-:', '1|2'],
      ['| 甲  | 乙  |', '| --- | :-: |', '| 1   |  2  |'],
    ],
    [
      ['|a\\|b|', '|---|', '| |'],
      ['| a\\|b |', '| ---- |', '|      |'],
    ],
    [
      ['|甲|乙|', '|---|---|', '|1|'],
      ['|甲|乙|', '|---|---|', '|1|'],
    ],
  ])('%j', (before, after) => {
    expect(alignTable(before)).toEqual(after)
  })

  test.each([
    ['abc', 3],
    ['甲乙', 4],
    ['甲a，', 5],
    ['≥80%', 4],
    ['（一）', 6],
    ['𠀀', 2],
    ['', 0],
  ])('%s takes %i columns', (text, width) => {
    expect(widthOf(text)).toBe(width)
  })
})

describe('formatting', () => {
  const folder = new URL('../../../cases/', import.meta.url)
  const documents = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => ({
      name: entry.name,
      text: readFileSync(new URL(`${entry.name}/policy.md`, folder), 'utf8'),
    }))

  /** The compiled SQL; columns that explanations need carry the position of their formula. */
  function meaning(text: string): string[] {
    const { program, issues } = check(text, { objects: [] })
    if (!program) throw new Error(JSON.stringify(issues))
    const names = { month: '2026-10', quarter: '2026-Q4', half: '2026-H2', year: '2026' }
    const period = parsePeriod(names[program.document.meta.period])
    if (!period) throw new Error('no period')
    const request = { period, stageTable: () => 't', earlier: () => undefined, settledPeriods: () => [] }
    return compile(program, request).stages.map((stage) => stage.sql.replace(/"(L\d+[TS])\d+"/g, '"$1"'))
  }

  const ways: Record<string, readonly string[]> = {
    '(': ['(', '（', '( '],
    ')': [')', '）', ' )'],
    ',': [',', '，', ' ， '],
    ':': [':', '：'],
    ' × ': [' × ', '*', '＊'],
    ' ÷ ': [' ÷ ', ' / ', '／'],
    ' ≥ ': [' ≥ ', '>=', '＞='],
    ' = ': [' = ', '=', '　＝ '],
    ' + ': [' + ', '+', '＋'],
  }

  /** The same block written another way, a line at a time; lines with texts or comments stay. */
  function rewritten(text: string, random: readonly number[]): string {
    let at = 0
    const next = (count: number) => (random[at++ % random.length] ?? 0) % count
    return text.replace(/```policy\n[\s\S]*?\n```/g, (whole) =>
      whole
        .split('\n')
        .map((line) => {
          if (/["“'/]|```/.test(line)) return line
          const indent = /^ */.exec(line)?.[0] ?? ''
          const written = line
            .slice(indent.length)
            .replace(/ [×÷≥=+] |[(),:]/g, (sign) => ways[sign]?.[next(3)] ?? sign)
          return indent.replaceAll('  ', ['  ', '　　', '   '][next(1)] ?? '  ') + written
        })
        .join('\n'),
    )
  }

  test.each(documents)('changes no number, and is the same the second time: $name', ({ text }) => {
    const formatted = format(text)
    expect(meaning(formatted)).toEqual(meaning(text))
    expect(format(formatted)).toBe(formatted)
  })

  test('brings every way of writing to one form', () => {
    const list = fc.array(fc.nat(1000), { minLength: 50, maxLength: 50 })
    fc.assert(
      fc.property(fc.constantFrom(...documents), list, ({ text }, random) => {
        const other = rewritten(text, random)
        expect(format(other)).toBe(format(text))
        expect(meaning(other)).toEqual(meaning(text))
      }),
      { numRuns: 30 },
    )
  })

  test('never throws, whatever the text', () => {
    const change = fc.tuple(
      fc.constantFrom(...documents),
      fc.nat(3000),
      fc.nat(60),
      fc.string({ unit: 'binary', maxLength: 8 }),
    )
    fc.assert(
      fc.property(change, ([{ text }, from, length, piece]) => {
        const changed = text.slice(0, from) + piece + text.slice(from + length)
        const formatted = format(changed)
        expect(format(formatted)).toBe(formatted)
      }),
      { numRuns: 120 },
    )
  })

  test('the shipped policies are in normal form', () => {
    const shipped = new URL('../../../policies/', import.meta.url)
    for (const name of readdirSync(shipped).filter((file) => file.endsWith('.md'))) {
      const text = readFileSync(new URL(name, shipped), 'utf8')
      expect(format(text), name).toBe(text)
    }
  })
})
