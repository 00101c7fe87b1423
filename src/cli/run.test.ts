import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import iconv from 'iconv-lite'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const main = fileURLToPath(new URL('./main.ts', import.meta.url))

const policy = `---
制度: 门店提成
版本: 1
期间: 月
---
# 第一条 提成
表：比例（边界：归上档）

| 销售额 | 比例 |
|---|---|
| 0 ~ 1万 | 5% |
| 1万以上 | 8% |

\`\`\`policy
对象 员工:
  工号: 文本, 主键
  目标: 元, 可空
  销售额 = 合计(订单.金额, 订单.日期 在 本期)
  提成 = 四舍五入(销售额 × 比例[销售额], 2)
  达成率 = 销售额 ÷ 目标
对象 订单:
  单号: 文本, 主键
  员工: 员工
  日期: 日期
  金额: 元
\`\`\`
`

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hengji-run-'))
  await writeFile(join(folder, 'policy.md'), policy)
  await mkdir(join(folder, 'records'))
  await put('员工.csv', '工号,目标\n001,20000\n002,\n')
  await put(
    '订单.csv',
    '单号,员工,日期,金额\na,001,2026-10-31,"9,999.99"\nb,001,2026-11-01,5\nc,002,2026/10/1,¥1万\n',
  )
})
afterEach(() => rm(folder, { recursive: true }))

async function put(name: string, content: string | Uint8Array): Promise<void> {
  await writeFile(join(folder, 'records', name), content)
}

async function hengji(...args: string[]): Promise<{ code: number; out: string; errors: string }> {
  const child = spawn(process.execPath, [main, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  const [out, errors] = [[] as string[], [] as string[]]
  child.stdout.setEncoding('utf8').on('data', (text: string) => out.push(text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => errors.push(text))
  const [code] = await once(child, 'close')
  return { code, out: out.join(''), errors: errors.join('') }
}

function run(period = '2026-10') {
  return hengji(
    'run',
    join(folder, 'policy.md'),
    '--records',
    join(folder, 'records'),
    '--period',
    period,
    '--format',
    'json',
  )
}

describe('run', () => {
  test('prints only JSON, decimals as text, and exits with 1 where there are problems', async () => {
    const { code, out, errors } = await run()
    expect(errors).toBe('')
    expect(code).toBe(1)
    expect(JSON.parse(out)).toEqual({
      policy: '门店提成',
      period: '2026-10',
      results: {
        员工: [
          { 工号: '001', 目标: '20000', 销售额: '9999.99', 提成: '500', 达成率: '0.4999995' },
          { 工号: '002', 目标: null, 销售额: '10000', 提成: '800', 达成率: null },
        ],
      },
      problems: [
        { object: '员工', key: '002', variable: '达成率', code: 'missing', message: '没有填“目标”' },
      ],
    })
  })

  test('exits with 0 without problems, reads GBK and dates of other months', async () => {
    await put('员工.csv', iconv.encode('工号,目标\n001,20000\n002,1\n', 'gbk'))
    const { code, out } = await run('2026-11')
    expect(code).toBe(0)
    expect(JSON.parse(out).results.员工[0]).toMatchObject({ 销售额: '5', 提成: '0.25' })
  })

  test('exits with 2 and lists everything wrong with the records as JSON', async () => {
    await put('员工.csv', '工号,目标\n001,很多\n001,1\n')
    await put('订单.csv', '单号,员工,日期,金额\na,009,2026-13-01,5\n,001,2026-10-01,6\n')
    const { code, out, errors } = await run()
    expect([code, out]).toEqual([2, ''])
    const found: { code: string; file: string; line: number }[] = JSON.parse(errors)
    expect(found.map(({ code: what, file, line }) => `${what} ${file} ${line}`).sort()).toEqual([
      'records-duplicate 员工.csv 3',
      'records-empty 订单.csv 3',
      'records-reference 订单.csv 2',
      'records-value 员工.csv 2',
      'records-value 订单.csv 2',
    ])
  })

  test('exits with 2 and lists everything wrong with the document, with line and column', async () => {
    await writeFile(
      join(folder, 'policy.md'),
      policy.replace('四舍五入(销售额', '四舍五入(消售额').replace('÷ 目标', '÷ 目标 + 3人'),
    )
    const { code, errors } = await run()
    expect(code).toBe(2)
    expect(JSON.parse(errors)).toMatchObject([
      { code: 'name-unknown', line: 19, column: 13, message: '“员工”里没有“消售额”。是否想写“销售额”？' },
      { code: 'unit-sum', line: 20 },
    ])
  })

  test('says which file is missing, and that a period does not fit', async () => {
    await rm(join(folder, 'records', '订单.csv'))
    const { code, errors } = await run('2026-Q4')
    expect(code).toBe(2)
    expect(
      JSON.parse(errors)
        .map((found: { code: string }) => found.code)
        .sort(),
    ).toEqual(['period', 'records-file'])
  })
})

test('an unknown command and a wrong use say what to do, in Chinese', async () => {
  const unknown = await hengji('setle')
  expect([unknown.code, unknown.out]).toEqual([2, ''])
  expect(unknown.errors).toContain('没有“setle”这个命令')
  const misused = await hengji('settle')
  expect(misused.code).toBe(2)
  expect(misused.errors).toContain('settle 2026-10')
  expect((await hengji('help')).out).toContain('用法')
})
