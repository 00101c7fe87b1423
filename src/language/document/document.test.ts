import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { check } from '../check/program.ts'
import { type Issue, parsePeriod } from '../index.ts'
import { collector } from '../issues/issue.ts'
import { compile } from '../sql/compile.ts'
import { vocabulary } from '../testing/company.ts'
import { issuesOf, messagesOf, policy, programOf } from '../testing/run.ts'
import { clauseAt, readDocument } from './document.ts'

function read(text: string) {
  const { issues, report } = collector()
  return { document: readDocument(text, report), issues }
}
const marked = (text: string, issues: readonly Issue[]) =>
  issues.map(({ code, from, to }) => `${code} ${text.slice(from, to)}`.trimEnd())

const head = '---\n制度: 提成办法\n版本: 2026.1\n生效日: 2026-01-01\n期间: 月\n范围: 营销中心\n---\n'

describe('the head', () => {
  test('name, version, days, period and scope', () => {
    expect(read(head).document.meta).toEqual({
      name: '提成办法',
      version: '2026.1',
      from: '2026-01-01',
      to: undefined,
      period: 'month',
      scope: '营销中心',
      payable: undefined,
      carried: undefined,
    })
  })

  test.each([
    ['either colon, with or without a blank', head.replaceAll(': ', '：')],
    ['quotation marks', head.replace('提成办法', '"提成办法"').replace('2026.1', '“2026.1”')],
    ['remarks', head.replace('提成办法', '提成办法  # 试行')],
    ['a blank line above', `\n\n${head}`],
    ['CRLF', head.replaceAll('\n', '\r\n')],
    ['a byte order mark', `\uFEFF${head}`],
    ['other ways to write a day', head.replace('2026-01-01', '2026年1月1日')],
  ])('reads %s', (_, text) => {
    const { document, issues } = read(text)
    expect(issues).toEqual([])
    expect(document.meta).toEqual(read(head).document.meta)
  })

  test.each<[string, string, string[]]>([
    ['no head', '# 办法\n', ['front-matter-missing']],
    ['a head without an end', '---\n制度: 办法\n', ['front-matter-missing']],
    ['an unknown key', head.replace('版本', '班本'), ['front-matter-key 班本']],
    [
      'a line without a colon',
      head.replace('版本: 2026.1', '版本 2026.1'),
      ['front-matter-syntax 版本 2026.1'],
    ],
    ['no name', head.replace('制度: 提成办法\n', ''), ['front-matter-name ---']],
    ['a key twice', head.replace('版本', '制度'), ['name-twice 制度']],
    ['an unknown period', head.replace('期间: 月', '期间: 旬'), ['front-matter-period 旬']],
    [
      'a word of JavaScript',
      head.replace('期间: 月', '期间: constructor'),
      ['front-matter-period constructor'],
    ],
    ['no such day', head.replace('2026-01-01', '2026-02-30'), ['date-invalid 2026-02-30']],
    [
      'a beginning within a month',
      head.replace('2026-01-01', '2026-01-15'),
      ['front-matter-mid-period 2026-01-15'],
    ],
    [
      'a beginning within a year',
      head.replace('2026-01-01', '2026-05-01').replace('期间: 月', '期间: 年'),
      ['front-matter-mid-period 2026-05-01'],
    ],
    [
      'an end before the beginning',
      head.replace('版本: 2026.1', '失效日: 2025-12-31'),
      ['front-matter-dates 2025-12-31'],
    ],
  ])('%s', (_, text, expected) => {
    expect(marked(text, read(text).issues)).toEqual(expected)
  })

  test.each([
    ['月', 'month'],
    ['季度', 'quarter'],
    ['半年', 'half'],
    ['年度', 'year'],
  ])('period %s', (word, period) => {
    expect(read(head.replace('期间: 月', `期间: ${word}`)).document.meta.period).toBe(period)
  })
})

describe('the body', () => {
  const block = '```policy\n员工:\n  甲 = 出勤 × 2\n  乙 =\n    甲 + 1天\n```\n'
  const lines = (text: string) => {
    const { document, issues } = read(text)
    expect(issues).toEqual([])
    return document.sections.flatMap((section) =>
      section.lines.map((line) => `${section.object.text}.${line.name.text}`),
    )
  }

  test('headings are clauses, each to the next', () => {
    const text = `${head}\n# 总则 #\n\n正文\n\n## 第一条 提成\n\n${block}`
    const { document } = read(text)
    expect(document.clauses.map(({ title, level }) => [title, level])).toEqual([
      ['总则', 1],
      ['第一条 提成', 2],
    ])
    expect(clauseAt(document, text.indexOf('乙'))?.title).toBe('第一条 提成')
    expect(clauseAt(document, 0)).toBeUndefined()
  })

  test.each([
    ['in a list', `1. 条款\n\n${block.replace(/^(?=.)/gm, '   ')}`],
    ['in a quotation', block.replace(/^(?=.)/gm, '> ')],
    ['indented', block.replace(/^(?=.)/gm, '  ')],
    ['with tildes', block.replaceAll('```', '~~~')],
    ['with a title', block.replace('policy', 'policy 提成')],
    ['with CRLF', block.replaceAll('\n', '\r\n')],
    ['with tabs', block.replace(/^ +/gm, (blanks) => '\t'.repeat(blanks.length / 2))],
    ['with full-width blanks', block.replace(/^ +/gm, (blanks) => '\u3000'.repeat(blanks.length))],
  ])('a block %s', (_, text) => {
    expect(lines(`${head}\n${text}`)).toEqual(['员工.甲', '员工.乙'])
  })

  test('other code is left alone', () => {
    expect(lines(`${head}\n\`\`\`js\nconst a = 1\n\`\`\`\n\n\`\`\`\n工号,姓名\n\`\`\`\n`)).toEqual([])
  })

  test.each([
    ['a mistyped word', block.replace('policy', 'polciy')],
    ['another case', block.replace('policy', 'Policy')],
    ['a Chinese word', block.replace('policy', '制度')],
    ['no word at all', block.replace('policy', '')],
  ])('%s is told, and the block still read', (_, text) => {
    const whole = `${head}\n${text}`
    expect(issuesOf(whole).map((issue) => issue.split(' ')[0])).toEqual(['fence-word'])
  })

  test('a block without an end takes nothing else with it', () => {
    const text = `${head}\n${block.replace(/```\n$/, '')}\n\n## 下一条\n\n表：价\n| 品 | 值 |\n|---|---|\n| 甲 | 1 |\n\n\`\`\`policy\n合同:\n  丙 = 金额 × 价["甲"]\n\`\`\`\n`
    expect(issuesOf(text)).toEqual(['fence-open ```policy'])
    expect(read(text).document.clauses.map((clause) => clause.title)).toEqual(['下一条'])
  })

  test('an invisible NUL is refused, because the database would', () => {
    expect(issuesOf(policy('员工:\n  甲 = "a\0b"')).map((issue) => issue.split(' ')[0])).toEqual([
      'character-nul',
    ])
  })
})

describe('captions', () => {
  const rows = '| 品 | 值 |\n|---|---|\n| 甲 | 1 |\n'
  const names = (text: string) => read(`${head}\n${text}`).document.tables.map((table) => table.name.text)

  test.each([
    ['above', `表：价\n${rows}`],
    ['with a blank line between', `表：价\n\n${rows}`],
    ['with a number', `表 2-1：价\n${rows}`],
    ['with a Chinese number', `表三：价\n${rows}`],
    ['in bold', `**表 1：价**\n${rows}`],
    ['in bold, with attributes', `**表：价**（键：品）\n${rows}`],
    ['with attributes over several lines', `表：价\n键：品；\n说明：随便\n\n${rows}`],
    ['as a heading', `### 表 1：价\n\n${rows}`],
    ['after prose', `下面是价格。\n表：价\n${rows}`],
    ['in a list', `- 表：价\n  ${rows.replaceAll('\n|', '\n  |')}`],
    ['in a quotation', `> 表：价\n> ${rows.trimEnd().replaceAll('\n|', '\n> |')}`],
    ['with CRLF', `表：价\r\n\r\n${rows.replaceAll('\n', '\r\n')}`],
    ['with blanks behind', `表：价  \n${rows.replaceAll('|\n', '|  \n')}`],
  ])('%s', (_, text) => {
    expect(names(text)).toEqual(['价'])
    const { tables } = read(`${head}\n${text}`).document
    expect(tables[0]?.rows.map((row) => row.map((cell) => cell.text))).toEqual([['甲', '1']])
  })

  test('a table without a caption is for people', () => {
    expect(names(`价格如下\n\n${rows}`)).toEqual([])
    expect(issuesOf(`${head}\n表 价\n\n${rows}`)).toEqual(['table-caption 表 价'])
    expect(messagesOf(`${head}\n表内数据仅供参考。\n\n${rows}`)).toEqual([])
  })

  test('attributes are read where they stand', () => {
    const text = `${head}\n表：价（方式：超额累进；边界: 归上档；依据：最大(甲, 乙)）\n${rows}`
    const attributes = read(text).document.tables[0]?.attributes
    expect(
      [...(attributes ?? [])].map(([name, cell]) => [name, cell.text, text.slice(cell.from, cell.to)]),
    ).toEqual([
      ['方式', '超额累进', '超额累进'],
      ['边界', '归上档', '归上档'],
      ['依据', '最大(甲, 乙)', '最大(甲, 乙)'],
    ])
  })
})

describe('a document means the same', () => {
  const folder = new URL('../../../cases/', import.meta.url)
  const cases = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  const texts = cases.map((entry) => ({
    name: entry.name,
    text: readFileSync(new URL(`${entry.name}/policy.md`, folder), 'utf8'),
  }))
  /** Columns that explanations need carry the position of their formula. */
  const sql = (text: string) => {
    const program = programOf(text, vocabulary)
    const period = parsePeriod(
      { month: '2026-10', quarter: '2026-Q4', half: '2026-H2', year: '2026' }[program.document.meta.period],
    )
    if (!period) throw new Error('no period')
    const request = { period, stageTable: () => 't', earlier: () => undefined, settledPeriods: () => [] }
    return compile(program, request).stages.map((stage) => stage.sql.replace(/"(L\d+[TS])\d+"/g, '"$1"'))
  }

  test.each(texts)('with other line ends, a byte order mark and tabs: $name', ({ text }) => {
    const plain = sql(text)
    expect(sql(text.replaceAll('\n', '\r\n'))).toEqual(plain)
    expect(sql(`\uFEFF${text}`)).toEqual(plain)
    expect(sql(text.replace(/^(?: {2})+/gm, (blanks) => '\t'.repeat(blanks.length / 2)))).toEqual(plain)
  })
})

test('an issue in a CRLF document with a byte order mark stands where it is', () => {
  const text = `\uFEFF${policy('员工:\n  甲 = 没有 + 1').replaceAll('\n', '\r\n')}`
  expect(check(text, vocabulary).issues.map(({ from, to }) => text.slice(from, to))).toEqual(['没有'])
})
