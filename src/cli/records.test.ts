/** `run`: one policy with its own objects, a folder of records, nothing set up. */
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeXlsx } from '../records/sheet/write-xlsx.ts'
import { command, hengji } from './testing.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hengji-run-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function write(path: string, content: string | Uint8Array): Promise<string> {
  const file = join(folder, path)
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, content)
  return file
}

function policy(block: string, period = '月'): string {
  return `---\n制度: 试行\n版本: 1\n期间: ${period}\n---\n\n\`\`\`policy\n${block}\n\`\`\`\n`
}

const sellers = `对象 员工:
  工号: 文本, 主键
  销售额: 元
  入职日: 日期
  在岗: 是否
  比例: 比率, 可空
员工:
  提成 = 销售额 × 缺省(比例, 5%)
  均价: 元 = 销售额 ÷ (销售额 - 100元) × 1元`

const header = '工号,销售额,入职日,在岗,比例'

describe('what it prints', () => {
  test('results and problems as JSON, decimals as text, nothing else on either side; 1 with problems', async () => {
    const document = await write('制度.md', policy(sellers))
    await write(
      'a/员工.csv',
      `\uFEFF${header},备注\n007,"1,234.505",2026年3月5日,是,6%,甲\n008,100,20260305,否,,\n`,
    )
    const said = await hengji(
      'run',
      document,
      '--records',
      join(folder, 'a'),
      '--period',
      '2026-10',
      '--format',
      'json',
    )
    expect(said.err).toBe('')
    expect(said.code).toBe(1)
    expect(JSON.parse(said.out)).toEqual({
      policy: '试行',
      period: '2026-10',
      results: {
        员工: [
          {
            工号: '007',
            销售额: '1234.505',
            入职日: '2026-03-05',
            在岗: '是',
            比例: '0.06',
            提成: '74.0703',
            均价: '1.0881441686',
          },
          { 工号: '008', 销售额: '100', 入职日: '2026-03-05', 在岗: '否', 比例: null, 提成: '5', 均价: null },
        ],
      },
      problems: [
        {
          object: '员工',
          key: '008',
          variable: '均价',
          code: 'division-by-zero',
          message: expect.stringContaining('除'),
        },
      ],
    })
  })

  test('2 and every diagnostic as JSON on standard error; nothing on standard output', async () => {
    const document = await write('错.md', policy(sellers.replace('销售额 × 缺省', '销售领 × 缺省')))
    const said = await hengji('run', document, '--records', join(folder, '没有'), '--period', '2026-13')
    expect([said.code, said.out]).toEqual([2, ''])
    const found = JSON.parse(said.err)
    expect(found.map(({ code }: { code: string }) => code)).toEqual([
      'name-unknown',
      'records-folder',
      'period',
    ])
    expect(found[0]).toMatchObject({
      severity: 'error',
      file: '错.md',
      line: 15,
      column: 8,
      help: expect.any(String),
    })
    expect(found[0].message).toContain('销售额')
  })
})

/** Runs a policy on files of records and gives the results of one object, or what is wrong. */
async function outcome(
  name: string,
  block: string,
  files: Record<string, string | Uint8Array>,
  period = '2026-10',
) {
  const length = { 7: period.includes('Q') ? '季' : period.includes('H') ? '半年' : '月', 4: '年' }[
    period.length
  ]
  const document = await write(`${name}/制度.md`, policy(block, length))
  await mkdir(join(folder, name, 'r'), { recursive: true })
  for (const [file, content] of Object.entries(files)) await write(`${name}/r/${file}`, content)
  const said = await command('run', document, '--records', join(folder, name, 'r'), '--period', period)
  if (said.code === 2) {
    expect(said.out).toBe('')
    return JSON.parse(said.err).map((issue: Record<string, string>) =>
      [issue.code, issue.file, issue.line, issue.column].filter((part) => part !== undefined).join(' '),
    )
  }
  expect(said.err).toBe('')
  return JSON.parse(said.out).results
}

describe('records as they come', () => {
  test('GBK, and text that looks like a number', async () => {
    const file = iconv.encode(`${header}\n00012345678901234567,12.30,2026/3/5,是,\n`, 'gbk')
    expect((await outcome('gbk', sellers, { '员工.csv': file })).员工[0]).toMatchObject({
      工号: '00012345678901234567',
      销售额: '12.3',
      提成: '0.615',
    })
  })

  test('XLSX, the sheet of the object among others', async () => {
    const path = await write('xlsx/r/员工.xlsx', '')
    const cell = (text: string) => ({ kind: 'text' as const, text })
    await writeXlsx(path, [
      { name: '说明', columns: [{ heading: '甲' }], rows: [[cell('乙')]] },
      {
        name: '员工',
        columns: header.split(',').map((heading) => ({ heading })),
        rows: [
          [
            cell('01'),
            { kind: 'number', text: '0.10' },
            { kind: 'date', text: '2026-03-05' },
            cell('是'),
            { kind: 'empty', text: '' },
          ],
        ],
      },
    ])
    expect((await outcome('xlsx', sellers, {})).员工).toMatchObject([{ 工号: '01', 提成: '0.005' }])
  })

  test('numbers of any size a company has, exactly', async () => {
    const block = '对象 甲:\n  号: 文本, 主键\n  数: 数\n甲:\n  平方 = 数 × 数'
    const rows = '号,数\n1,99999999999999999999\n2,0.0000000001\n3,(12.50)\n4,-0\n'
    const { 甲 } = await outcome('big', block, { '甲.csv': rows })
    expect(甲.map((row: Record<string, string>) => [row.数, row.平方])).toEqual([
      ['99999999999999999999', '9999999999999999999800000000000000000001'],
      ['0.0000000001', '0.00000000000000000001'],
      ['-12.5', '156.25'],
      ['0', '0'],
    ])
  })

  test('only a heading row is no rows', async () => {
    expect(await outcome('none', sellers, { '员工.csv': `${header}\n` })).toEqual({ 员工: [] })
  })
})

const quarterly = `对象 员工:
  工号: 文本, 主键
对象 业绩:
  编号: 文本, 主键
  员工: 员工
  金额: 元
员工:
  本期额 = 合计(业绩.金额)
  累计 = 本年累计(本期额)
  上期额 = 上期(本期额, 0)`

describe('periods', () => {
  const people = '工号\n1\n'
  test('a 期间 column that the document does not declare; earlier periods are settled first', async () => {
    const rows =
      '编号,员工,金额,期间\na,1,100,2026-Q1\nb,1,50,2026年第2季度\na,1,5.5,2026-Q3\nc,1,9,2026-Q4\n'
    const files = { '员工.csv': people, '业绩.csv': rows }
    expect((await outcome('quarters', quarterly, files, '2026-Q3')).员工).toEqual([
      { 工号: '1', 本期额: '5.5', 累计: '155.5', 上期额: '50' },
    ])
  })

  test.each(['2026-10', '2026-H2', '2026'])('%s', async (period) => {
    const rows = `编号,员工,金额,期间\na,1,0.1,${period}\nb,1,0.2,${period}\n`
    const files = { '员工.csv': people, '业绩.csv': rows }
    expect((await outcome(`p${period}`, quarterly, files, period)).员工[0].本期额).toBe('0.3')
  })

  test('rows of periods that the policy never settles are said, not passed over', async () => {
    const files = { '员工.csv': people, '业绩.csv': '编号,员工,金额,期间\na,1,1,2026-09\nb,1,1,2026-Q3\n' }
    expect(await outcome('months', quarterly, files, '2026-Q3')).toEqual(['records-period 业绩.csv 2 期间'])
  })
})

describe('records that are wrong: all of it at once, with file, row and column', () => {
  test.each<[string, string, Record<string, string>, string[]]>([
    ['no file', sellers, {}, ['records-file 员工.csv']],
    ['an empty file', sellers, { '员工.csv': '' }, ['file_empty 员工.csv']],
    [
      'a missing column',
      sellers,
      { '员工.csv': '工号,销售额,在岗\n1,1,是\n' },
      ['records-column 员工.csv 1'],
    ],
    [
      'bad values',
      sellers,
      { '员工.csv': `${header}\n1,abc,2026-02-30,也许,一成\n,,2026-03-01,是,\n` },
      [
        'records-value 员工.csv 2 销售额',
        'records-value 员工.csv 2 入职日',
        'records-value 员工.csv 2 在岗',
        'records-value 员工.csv 2 比例',
        'records-empty 员工.csv 3 工号',
        'records-empty 员工.csv 3 销售额',
      ],
    ],
    [
      'not numbers',
      sellers,
      {
        '员工.csv': `${header}\n1,NaN,2026-01-01,是,\n2,Infinity,2026-01-01,是,\n3,${'9'.repeat(60)},2026-01-01,是,\n`,
      },
      [
        'records-value 员工.csv 2 销售额',
        'records-value 员工.csv 3 销售额',
        'records-value 员工.csv 4 销售额',
      ],
    ],
    [
      'keys twice',
      sellers,
      { '员工.csv': `${header}\n1,1,2026-01-01,是,\n1,1,2026-01-01,是,\n` },
      ['records-duplicate 员工.csv 3'],
    ],
    [
      'dangling references',
      quarterly,
      { '员工.csv': '工号\n1\n', '业绩.csv': '编号,员工,金额\na,2,1\n' },
      ['records-reference 业绩.csv 2 员工'],
    ],
    [
      'no references to a file that could not be read',
      quarterly,
      { '员工.csv': '姓名\n1\n', '业绩.csv': '编号,员工,金额\na,2,1\n' },
      ['records-column 员工.csv 1'],
    ],
    [
      'two files',
      sellers,
      { '员工.csv': `${header}\n`, '员工.xlsx': 'x' },
      [
        'records-twice 员工.xlsx',
        'records-column 员工.xlsx 1',
        'records-column 员工.xlsx 1',
        'records-column 员工.xlsx 1',
        'records-column 员工.xlsx 1',
      ],
    ],
  ])('%s', async (name, block, files, expected) => {
    const period = block === quarterly ? '2026-Q3' : '2026-10'
    expect(await outcome(`bad-${name}`, block, files, period)).toEqual(expected)
  })

  test('a path cannot lead out of the folder', async () => {
    const block = '对象 ..:\n  号: 文本, 主键\n甲:\n  乙 = 1'
    expect((await outcome('path', block, {}))[0]).toMatch(/制度\.md/)
  })
})

test('wrong usage is refused, with the usage', async () => {
  const document = await write('制度.md', policy(sellers))
  for (const args of [
    [],
    [document, 'b', '--period', '2026-10'],
    [document, '--format', 'xml'],
    [document, '--nothing'],
  ])
    expect(await command('run', ...args)).toMatchObject({ code: 'command_usage', out: '' })
  expect(await readdir(folder)).toContain('制度.md')
})
