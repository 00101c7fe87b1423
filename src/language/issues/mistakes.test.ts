import { expect, test } from 'vitest'
import { check } from '../check/program.ts'
import { vocabulary } from '../testing/company.ts'
import { policy } from '../testing/run.ts'
import { describe as sentence } from './issue.ts'
import { position } from './position.ts'

/** What people really write, and the one thing they are told: line and column in the block, and the sentence. */
const mistakes: [string, string, string][] = [
  [
    'no blank before 且',
    '员工:\n  甲 = 在职且在职',
    '2:7 “员工”里没有“在职且在职”。是否想写“在职 且 在职”？',
  ],
  [
    'no blanks around 或',
    '员工:\n  甲 = 在职或出勤 > 3',
    '2:7 “员工”里没有“在职或出勤”。是否想写“在职 或 出勤”？',
  ],
  ['非 joined to a name', '员工:\n  甲 = 非在职', '2:7 “员工”里没有“非在职”。是否想写“非 在职”？'],
  ['full-width digits', '员工:\n  甲 = 出勤 × １０', '2:12 “１０”不能用在公式里。是否想写“10”？'],
  ['full-width digits in a name', '员工:\n  甲１ = 出勤', '2:3 “甲１”不能用在公式里。是否想写“甲1”？'],
  ['a full stop at the end', '员工:\n  甲 = 出勤 × 2。', '2:13 公式里不用写“。”。'],
  ['a semicolon at the end', '员工:\n  甲 = 出勤 × 2；', '2:13 公式里不用写“；”。'],
  ['a comma at the end', '员工:\n  甲 = 出勤 × 2，', '2:13 公式里不用写“，”。'],
  [
    'semicolons between arguments',
    '员工:\n  甲 = 如果(在职；1元；2元)',
    '2:12 “；”不能用在公式里。是否想写“，”？',
  ],
  ['a dash for minus', '员工:\n  甲 = 出勤 — 2', '2:10 “—”不能用在公式里。是否想写“-”？'],
  [
    'a definition at the margin',
    '员工:\n甲 = 出勤\n乙 = 甲',
    '2:1 定义要缩进写在某个对象（如“员工:”）下面，不能顶格写。',
  ],
  ['a heading without a colon', '员工\n  甲 = 出勤', '1:3 对象名“员工”后面要写“:”。'],
  [
    'an indented heading',
    '员工:\n  甲 = 出勤\n  部门:\n    乙 = 目标',
    '3:3 “部门:”是另一个对象的开头，要顶格写。',
  ],
  [
    'definitions on the heading line',
    '员工: 甲 = 出勤',
    '1:1 对象名后面要换行，定义从下一行开始，并且缩进。',
  ],
  [
    'a colon for =',
    '员工:\n  甲: 出勤 × 2',
    '2:9 “甲”后面如果是公式，要用“=”，不用“:”；“:”后面只写类型或单位。',
  ],
  [
    'a colon for =, a name only',
    '员工:\n  甲：出勤',
    '2:3 “甲”后面如果是公式，要用“=”，不用“:”；“:”后面只写类型或单位。',
  ],
  [
    'two equals signs',
    '员工:\n  甲 == 出勤',
    '2:5 “甲”后面要写“= 公式”；名称里不能有空格、括号和符号。是否想写“=”？',
  ],
  ['no = at all', '员工:\n  甲 出勤 × 2', '2:4 “甲”后面要写“= 公式”；名称里不能有空格、括号和符号。'],
  [
    'brackets in a name',
    '员工:\n  甲（月） = 出勤',
    '2:4 “甲”后面要写“= 公式”；名称里不能有空格、括号和符号。',
  ],
  ['a hyphen in a name', '员工:\n  甲-乙 = 出勤', '2:4 “甲”后面要写“= 公式”；名称里不能有空格、括号和符号。'],
  ['a blank in a name', '员工:\n  甲 乙 = 出勤', '2:5 “甲”后面要写“= 公式”；名称里不能有空格、括号和符号。'],
  [
    'a name with a digit first',
    '员工:\n  1甲 = 出勤',
    '2:3 定义要以名称开头，不能以“1”开头；说明请写在代码块外面，或写在“//”后面。',
  ],
  [
    'a list mark',
    '员工:\n  - 甲 = 出勤',
    '2:3 定义要以名称开头，不能以“-”开头；说明请写在代码块外面，或写在“//”后面。',
  ],
  [
    'a Markdown heading in the block',
    '# 员工\n员工:\n  甲 = 出勤',
    '1:1 定义要以名称开头，不能以“#”开头；说明请写在代码块外面，或写在“//”后面。',
  ],
  [
    'prose in the block',
    '员工:\n  出勤天数按考勤记录计算。\n  甲 = 出勤',
    '2:3 这一行像是说明；说明请写在代码块外面，或写在“//”后面。',
  ],
  ['an unclosed bracket', '员工:\n  甲 = (出勤 + 2天\n  乙 = 3', '2:15 这里缺少右括号“)”。'],
  ['an unclosed call', '员工:\n  甲 = 四舍五入(出勤, 2\n  乙 = 3', '2:17 这里缺少右括号“)”。'],
  ['an unclosed square bracket', '员工:\n  甲 = 表[出勤\n  乙 = 3', '2:11 这里缺少右方括号“]”。'],
  ['one bracket too many', '员工:\n  甲 = 出勤 + 2天)', '2:14 多了一个“)”，或者前面少了左括号。'],
  ['an operator too many', '员工:\n  甲 = 出勤 ×× 2', '2:11 这里缺少一个数或名称。'],
  ['nothing behind an operator', '员工:\n  甲 = 出勤 +\n  乙 = 3', '2:11 这里缺少一个数或名称。'],
  ['nothing behind =', '员工:\n  甲 =\n  乙 = 3', '2:6 这里缺少一个数或名称。'],
  ['nothing but a name', '员工:\n  甲\n  乙 = 3', '2:3 “甲”后面要写“= 公式”，或者“: 类型”。'],
  ['an empty argument', '员工:\n  甲 = 如果(在职,, 1元)', '2:13 这里缺少一个数或名称。'],
  ['a function without brackets', '员工:\n  甲 = 如果 在职, 1元, 2元)', '2:9 函数“如果”后面缺少左括号“(”。'],
  ['a missing comma', '员工:\n  甲 = 四舍五入(出勤 2)', '2:15 “2”前面缺少运算符或逗号；名称中间不能有空格。'],
  [
    'a number joined to a name',
    '员工:\n  甲 = 2出勤',
    '2:8 “出勤”不对：名称不能以数字开头，数与名称之间要有运算符。',
  ],
  [
    'two names side by side',
    '员工:\n  甲 = 出勤 底薪',
    '2:10 “底薪”前面缺少运算符或逗号；名称中间不能有空格。',
  ],
  ['a blank before %', '员工:\n  甲 = 底薪 × 5 %', '2:14 数和“%”要连在一起写，中间不能有空格。'],
  ['a blank before a unit', '员工:\n  甲 = 底薪 + 5 元', '2:14 数和“元”要连在一起写，中间不能有空格。'],
  [
    'thousands separators',
    '员工:\n  甲 = 底薪 > 10,000',
    '2:14 数里不要写千分位逗号，一千写成 1000 或 0.1万；如果是两个参数，请在逗号后面加一个空格。',
  ],
  [
    'thousands separators among arguments',
    '员工:\n  甲 = 最大(底薪, 10,000)',
    '2:14 数里不要写千分位逗号，一千写成 1000 或 0.1万；如果是两个参数，请在逗号后面加一个空格。',
  ],
  ['&& for 且', '员工:\n  甲 = 在职 && 出勤 > 3', '2:10 “&&”不是运算符。是否想写“且”？'],
  ['|| for 或', '员工:\n  甲 = 在职 || 出勤 > 3', '2:10 “||”不是运算符。是否想写“或”？'],
  ['and for 且', '员工:\n  甲 = 在职 and 出勤 > 3', '2:10 “and”不是运算符。是否想写“且”？'],
  ['words for operators', '员工:\n  甲 = 出勤 大于 3', '2:10 “大于”不是运算符。是否想写“>”？'],
  ['并且 for 且', '员工:\n  甲 = 在职 并且 出勤 > 3', '2:10 “并且”不是运算符。是否想写“且”？'],
  ['x for ×', '员工:\n  甲 = 出勤 x 2', '2:10 “x”不是运算符。是否想写“×”？'],
  ['a power', '员工:\n  甲 = 出勤 ^ 2', '2:10 这里不应出现“^”。'],
  [
    'chained comparison',
    '员工:\n  甲 = 0 < 出勤 < 10',
    '2:7 不能连着比较，请写成两个条件，例如：0 < 甲 且 甲 < 10。',
  ],
  [
    'text without quotation marks',
    '员工:\n  甲 = 岗位 = 经理',
    '2:12 没有“经理”这个名称；如果是文字，要加引号。是否想写“"经理"”？',
  ],
  [
    'text without quotation marks in a list',
    '员工:\n  甲 = 岗位 在 (经理, "业务员")',
    '2:13 没有“经理”这个名称；如果是文字，要加引号。是否想写“"经理"”？',
  ],
  ['an open quotation mark', '员工:\n  甲 = 岗位 = "经理', '2:12 这段文字缺少右引号："经理'],
  [
    'a date in quotation marks',
    '员工:\n  甲 = 入职日 > "2026-01-01"',
    '2:7 不能比较：左边是“日期”，右边是“文本”。是否想写“2026-01-01”？',
  ],
  [
    'a day that is none',
    '员工:\n  甲 = 入职日 > 2026-02-30',
    '2:13 “2026-02-30”不是正确的日期，请写成 2026-03-05 或 2026年3月5日。',
  ],
  ['a near miss of a field', '员工:\n  甲 = 出勒 × 2', '2:7 “员工”里没有“出勒”。是否想写“出勤”？'],
  [
    'a near miss of a function',
    '员工:\n  甲 = 四舍五人(出勤, 1)',
    '2:7 没有“四舍五人”这个函数。是否想写“四舍五入”？',
  ],
  [
    'a near miss of an object',
    '员公:\n  甲 = 1',
    '1:1 没有“员公”这个对象。制度自带的对象请写成“对象 员公:”并列出字段。是否想写“员工”？',
  ],
  ['a near miss of a relation', '员工:\n  甲 = 合计(合约.金额)', '2:10 “员工”里没有“合约”。是否想写“合同”？'],
  ['a near miss in a relation', '员工:\n  甲 = 合计(合同.金鹅)', '2:13 “合同”里没有“金鹅”。是否想写“金额”？'],
  [
    'a field of another object',
    '员工:\n  甲 = 金额 × 2',
    '2:7 “员工”里没有“金额”；它属于合同、回款，请写出怎样从“员工”走到那里。',
  ],
  [
    'many rows without a sum',
    '员工:\n  甲 = 合同.金额',
    '2:7 一个“员工”对应多条“合同”，请用合计、计数、最大等函数汇总。',
  ],
  [
    'a sum of nothing',
    '员工:\n  甲 = 合计(底薪)',
    '2:7 这里没有可以汇总的记录。用法：合计(记录.数值, 条件)。',
  ],
  [
    'a sum in a sum',
    '员工:\n  甲 = 合计(合计(合同.金额))',
    '2:10 汇总里面不能再套汇总，请先给里面的公式起一个名称。',
  ],
  [
    'the filter without a comma',
    '员工:\n  甲 = 合计(合同.金额 合同.签订日 在 本期)',
    '2:16 “合同”前面缺少运算符或逗号；名称中间不能有空格。',
  ],
  ['a date compared with a number', '员工:\n  甲 = 入职日 > 3', '2:7 不能比较：左边是“日期”，右边是“数字”。'],
  ['元 plus %', '员工:\n  甲 = 底薪 + 10%', '2:7 单位不同，不能相加减：左边是“元”，右边是“比率”。'],
  ['元 plus 天', '员工:\n  甲 = 底薪 + 出勤', '2:7 单位不同，不能相加减：左边是“元”，右边是“天”。'],
  [
    'a condition that is a number',
    '员工:\n  甲 = 如果(底薪, 1元, 2元)',
    '2:10 这里要的是“是否”，写的是“元”。',
  ],
  [
    '如果 without 否则',
    '员工:\n  甲 = 如果(在职, 1元)',
    '2:7 “如果”的参数个数不对（写了 2 个）。用法：如果(条件, 成立时, 不成立时)。',
  ],
  [
    'branches of two kinds',
    '员工:\n  甲 = 如果(在职, 1元, "无")',
    '2:14 几种情况的值要同类同单位：一个是“文本”，一个是“元”。',
  ],
  ['digits by words', '员工:\n  甲 = 四舍五入(出勤, 两位)', '2:16 这里要写一个具体的整数。'],
  ['division by zero', '员工:\n  甲 = 出勤 ÷ 0', '2:12 除数不能是零。'],
  ['the same name twice', '员工:\n  甲 = 出勤\n  甲 = 出勤', '3:3 “甲”重复了，同一个名称只能定义一次。'],
  ['the name of a field', '员工:\n  出勤 = 3天', '2:3 “出勤”已经是“员工”的字段，不能再定义，请换一个名称。'],
  ['a reserved word', '员工:\n  本期 = 3天', '2:3 “本期”是制度语言自己的词，不能作名称。'],
  [
    'a circle',
    '员工:\n  甲 = 乙 + 1\n  乙 = 甲 + 1',
    '2:3 定义互相依赖，成了一个圈：员工.甲 → 员工.乙 → 员工.甲。',
  ],
  [
    'its own earlier value without a type',
    '员工:\n  余 = 上期(余, 0) + 1元',
    '2:10 “余”用到自己以前的值，请写明类型，例如“余: 元 = …”。',
  ],
  [
    'an unknown type',
    '员工:\n  甲: 公斤 = 3',
    '2:6 没有“公斤”这个类型。可以写单位（元、比率、分、天、小时、个、次、人、数）、日期、文本、是否、期间或对象名称。',
  ],
  [
    '计算范围 that is a number',
    '员工:\n  计算范围 = 出勤',
    '2:10 “计算范围”要写成条件（是否），现在是“天”。',
  ],
  ['an unknown table', '员工:\n  甲 = 提成表[岗位]', '2:7 没有“提成表”这张表；表的上一行要写“表：提成表”。'],
  ['a colon forgotten behind 按', '合同:\n  甲 = 最新(回款.金额, 按 回款.收款日)', '2:19 “按”后面缺少“:”。'],
]

const linesAbove = policy('').split('\n').indexOf('```policy') + 1

test.each(mistakes.map(([what, block, told]) => ({ what, block, told })))('$what', ({ block, told }) => {
  const text = policy(block)
  const found = check(text, vocabulary).issues.map((issue) => {
    const { line, column } = position(text, issue.from)
    return `${line - linesAbove}:${column} ${sentence(issue)}`
  })
  expect(found).toEqual([told])
})

test.each(mistakes)('%s: the same place with CRLF line ends', (_, block) => {
  const text = policy(block)
  const places = (whole: string) =>
    check(whole, vocabulary).issues.map(({ code, from, to }) => ({
      code,
      from: position(whole, from),
      text: whole.slice(from, to).replaceAll('\r', ''),
    }))
  expect(places(text.replaceAll('\n', '\r\n'))).toEqual(places(text))
})

test('all mistakes of a document are told at once, each on its own line', () => {
  const formulas = [
    '出勤 +',
    '(出勤',
    '出勤 × １０',
    '没有 × 2',
    '出勤 + 底薪',
    '岗位 = 经理',
    '如果(在职, 1)',
    '合同.金额',
    '无函数(1)',
  ]
  const text = policy(
    `员工:\n${formulas.map((formula, i) => `  名${i} = ${formula}`).join('\n')}\n  用 = 名0 + 名3`,
  )
  const lines = check(text, vocabulary).issues.map(
    (issue) => position(text, issue.from).line - linesAbove - 1,
  )
  expect(lines).toEqual(formulas.map((_, i) => i + 1))
})
