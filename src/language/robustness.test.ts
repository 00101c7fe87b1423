/** Whatever the text: checking never throws, never takes long, and what passes the check compiles. */
import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { check, compile, parsePeriod, position, describe as sentence, type Vocabulary } from './index.ts'
import { vocabulary as company } from './testing/company.ts'
import { policy } from './testing/run.ts'

const folder = new URL('../../cases/', import.meta.url)
const documents = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => readFileSync(new URL(`${entry.name}/policy.md`, folder), 'utf8'))
const [period] = ['2026-10'].flatMap((name) => parsePeriod(name) ?? [])
if (!period) throw new Error('no period')

/** Checks, and compiles when the check finds nothing wrong; every issue must lie in the text and have a sentence. */
function checkAll(text: string, vocabulary: Vocabulary = company): void {
  const { program, issues } = check(text, vocabulary)
  for (const issue of issues) {
    expect(issue.from).toBeGreaterThanOrEqual(0)
    expect(issue.to).toBeGreaterThanOrEqual(issue.from)
    expect(issue.to).toBeLessThanOrEqual(text.length)
    expect(sentence(issue)).not.toMatch(/\{\w+\}|undefined|\[object/)
  }
  for (const issue of issues.slice(0, 20)) expect(position(text, issue.from).line).toBeGreaterThan(0)
  expect(program === undefined).toBe(issues.some((issue) => issue.severity === 'error'))
  if (!program || !period) return
  const request = { period, stageTable: () => 't', earlier: () => undefined, settledPeriods: () => [] }
  for (const { sql } of compile(program, request).stages) expect(sql).not.toMatch(/undefined|\[object|NaN/)
}

const words = [
  '员工',
  '合同',
  '明细',
  '金额',
  '出勤',
  '底薪',
  '岗位',
  '在职',
  '入职日',
  '上级',
  '部门',
  '下属',
  '甲',
  '乙',
  '本期',
  '上期',
  '本行',
  '是',
  '否',
  '全部',
  '且',
  '或',
  '非',
  '在',
  '不在',
  '对象',
  '如果',
  '分情况',
  '合计',
  '计数',
  '平均',
  '最大',
  '唯一',
  '最新',
  '存在',
  '四舍五入',
  '排名',
  '分摊',
  '评分',
  '分档计提',
  '上期',
  '本年累计',
  '近期合计',
  '首日',
  '重叠天数',
  '缺省',
  '有值',
  '须满足',
  '表',
  '卡',
  '按',
  '组',
  '位数',
  '范围',
  '计算范围',
  '0',
  '1',
  '2',
  '3%',
  '10万元',
  '１',
  '2026-10-01',
  '"文"',
  "'文'",
  '“',
  '(',
  ')',
  '（',
  '）',
  '[',
  ']',
  ',',
  '，',
  ';',
  ':',
  '：',
  '.',
  '=',
  '==',
  '>',
  '≥',
  '<',
  '+',
  '-',
  '—',
  '×',
  '÷',
  '/',
  '//',
  '%',
  '\n',
  '\n  ',
  '\n    ',
  '\r\n',
  '\t',
  '\u3000',
  ' ',
  ' ',
  ' ',
  '|',
  '#',
  '```',
  '```policy',
  '\0',
  '\ud800',
  '😀',
  'é',
  '。',
  'constructor',
  '__proto__',
  'toString',
  '→',
  '~',
  '其余',
  '权重',
  '指标',
  '计分规则',
  '线性：',
  '表：价',
  '元',
  '个',
]
const soup = fc.array(fc.constantFrom(...words), { maxLength: 60 }).map((list) => list.join(''))
const spaced = fc.array(fc.constantFrom(...words), { maxLength: 40 }).map((list) => list.join(' '))

describe('any text is checked without a fault', () => {
  test('words of the language in any order', () => {
    fc.assert(
      fc.property(fc.oneof(soup, spaced), (text) => checkAll(policy(`员工:\n  甲 = ${text}`))),
      { numRuns: 800 },
    )
    fc.assert(
      fc.property(fc.oneof(soup, spaced), (text) => checkAll(policy(text))),
      { numRuns: 150 },
    )
    fc.assert(
      fc.property(soup, (text) => checkAll(text)),
      { numRuns: 150 },
    )
  })

  test('any characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => checkAll(text)),
      { numRuns: 150 },
    )
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) =>
        checkAll(policy(`员工:\n  甲 = ${text}`)),
      ),
      {
        numRuns: 300,
      },
    )
  })

  test('valid documents with a piece deleted, doubled, moved or replaced', () => {
    const change = fc.record({
      document: fc.constantFrom(...documents),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      length: fc.integer({ min: 0, max: 40 }),
      to: fc.double({ min: 0, max: 1, noNaN: true }),
      how: fc.constantFrom('delete', 'double', 'move', 'replace'),
      text: fc.oneof(soup, fc.string({ unit: 'binary', maxLength: 10 })),
    })
    fc.assert(
      fc.property(change, ({ document, at, length, to, how, text }) => {
        const from = Math.floor(at * document.length)
        const piece = document.slice(from, from + length)
        const rest = document.slice(0, from) + document.slice(from + length)
        const target = Math.floor(to * rest.length)
        const put = (into: string, where: number, what: string) =>
          into.slice(0, where) + what + into.slice(where)
        const changed = {
          delete: rest,
          double: put(document, from, piece),
          move: put(rest, target, piece),
          replace: put(rest, from, text),
        }[how]
        checkAll(changed, { objects: [] })
      }),
      { numRuns: 800 },
    )
  })
})

describe('checking stays fast', () => {
  const timed = (text: string): number => {
    const started = performance.now()
    checkAll(text)
    return performance.now() - started
  }

  test.each<[string, string]>([
    ['3000 definitions in a chain', lines(3000, (i) => `名${i} = ${i ? `名${i - 1}` : '出勤'} + 1天`)],
    [
      '3000 definitions in a chain, last first',
      lines(3000, (i) => `名${i} = ${i < 2999 ? `名${i + 1}` : '出勤'} + 1天`),
    ],
    ['3000 that all use the first', lines(3000, (i) => `名${i} = ${i ? '名0' : '出勤'} × 2`)],
    ['brackets 10000 deep', lines(1, () => `名 = ${'('.repeat(10000)}1${')'.repeat(10000)}`)],
    ['open brackets 10000 deep', lines(1, () => `名 = ${'('.repeat(10000)}`)],
    ['10000 minus signs', lines(1, () => `名 = ${'-'.repeat(10000)}1`)],
    ['a sum of 10000', lines(1, () => `名 = 1${' + 1'.repeat(10000)}`)],
    ['如果 200 deep', lines(1, () => `名 = ${'如果(在职, 1, '.repeat(150)}2${')'.repeat(150)}`)],
    ['÷ 90 deep', lines(1, () => `名 = ${'2 ÷ (1 + '.repeat(90)}3${')'.repeat(90)}`)],
    ['a name of 100000 letters', lines(1, () => `名 = ${'名'.repeat(100000)}`)],
    ['a number of 100000 digits', lines(1, () => `名 = ${'9'.repeat(100000)}`)],
    ['100000 blanks', lines(1, () => `名 =${' '.repeat(100000)}1`)],
    ['20000 lines that mean nothing', `员工:\n${'  , , ,\n'.repeat(20000)}`],
  ])('%s', (_, block) => {
    expect(timed(policy(block))).toBeLessThan(5000)
  })

  test.each<[string, string]>([
    [
      'a table of 2000 rows',
      `表：价\n| 品 | 值 |\n|---|---|\n${Array.from({ length: 2000 }, (_, i) => `| P${i} | ${i} |`).join('\n')}`,
    ],
    [
      '1000 ranges',
      `表：价（边界：归上档）\n| 额 | 值 |\n|---|---|\n${Array.from({ length: 1000 }, (_, i) => `| ${i} ~ ${i + 1} | ${i} |`).join('\n')}`,
    ],
    ['a cell of 50000 characters', `表：价\n| 品 | 值 |\n|---|---|\n| ${'1,'.repeat(25000)} | 1 |`],
    ['a caption of 50000 characters', `表：价（${'（'.repeat(25000)}\n| 品 | 值 |\n|---|---|\n| 甲 | 1 |`],
    [
      'a rule of 20000 points',
      `表：价\n| 指标 | 权重 | 计分规则 |\n|---|---|---|\n| 出勤 | 100% | 线性：${'1→2，'.repeat(20000)} |`,
    ],
  ])('%s', (_, tables) => {
    expect(timed(policy('员工:\n  甲 = 出勤', tables))).toBeLessThan(5000)
  })

  test('SQL grows with the text, not with its depth', () => {
    const size = (block: string): number => {
      const { program } = check(policy(block), company)
      if (!program || !period) throw new Error('not a program')
      const request = { period, stageTable: () => 't', earlier: () => undefined, settledPeriods: () => [] }
      return compile(program, request).stages.reduce((sum, stage) => sum + stage.sql.length, 0)
    }
    for (const formula of [
      '四舍五入(前 + 前 + 前, 2)',
      '出勤 ÷ (前 + 前)',
      '如果(前 > 1天 且 前 < 9天, 前, 出勤)',
      '四舍六入五成双(前, 1)',
    ]) {
      const chain = (length: number) =>
        lines(length, (i) => `名${i} = ${formula.replaceAll('前', i ? `名${i - 1}` : '出勤')}`)
      expect(size(chain(80)) / size(chain(20))).toBeLessThan(6)
    }
    for (const part of ['四舍六入五成双(', '最大(1, ', '2 ÷ (1 + ', '如果(在职 且 出勤 > 1天, 1, ']) {
      const end = part.startsWith('四') ? ', 1)' : ')'
      const deep = (depth: number) => lines(1, () => `名 = ${part.repeat(depth)}3${end.repeat(depth)}`)
      expect(size(deep(40)) / size(deep(10)), part).toBeLessThan(8)
    }
  })
})

function lines(count: number, line: (i: number) => string): string {
  return `员工:\n${Array.from({ length: count }, (_, i) => `  ${line(i)}`).join('\n')}`
}
