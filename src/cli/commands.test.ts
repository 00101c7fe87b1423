/** The main job from the command line: settle, explain, review, close, adjust, export, verify. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyChain } from '../access/audit.ts'
import { type Database, openDatabase } from '../records/database.ts'
import { readSheet } from '../records/sheet/read.ts'
import { freshDatabaseUrl } from '../records/testing/server.ts'
import { policyFile } from '../settlement/testing/company.ts'
import { fillSeller, money } from '../settlement/testing/seller.ts'
import { commands } from './commands.ts'
import { command, hengji } from './testing.ts'

let folder = ''
let url = ''
let db: Database
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hengji-cli-'))
  url = await freshDatabaseUrl()
  db = await openDatabase({ url })
  await fillSeller(db)
  await db.query(`update record.person set name = '=1+1' where person_no = 'Z'`)
  await money(db, '2026-01-10', 12345.67)
})
afterAll(async () => {
  await db.close()
  await rm(folder, { recursive: true })
})

/** A command on the test's database, as one of two people. */
const as =
  (actor: string) =>
  (name: string, ...args: readonly string[]) =>
    command(name, ...args, '--url', url, '--actor', actor)
const [finance, boss] = [as('财务'), as('主管')]

describe('from settling to verifying a month', () => {
  test('init publishes the policy, and says what comes next', async () => {
    const said = await finance('init')
    expect(said).toMatchObject({ code: 0, err: '' })
    expect(said.out).toContain('已发布：营销及售后中心业绩考核管理办法 2026.1')
    expect(await finance('init', '--policy', join(folder, '没有.md'))).toMatchObject({
      code: 'file_not_found',
    })
  })

  test('settle prints digest and totals; problems with subject and clause, and 1', async () => {
    await db.exec(`update record.fixed_pay set valid_from = '2026-01-11' where person_no = 'S'`)
    const broken = await finance('settle', '2026-01')
    expect(broken.code).toBe(1)
    expect(broken.out).toMatch(/问题 1 个：\n {2}员工 S 的“定薪完整”：.*补录.*〔第十五条 绩效工资单〕/)
    expect(await boss('review', '2026-01')).toMatchObject({ code: 'run_problems' })
    await db.exec(`update record.fixed_pay set valid_from = '2020-01-01' where person_no = 'S'`)
    const said = await finance('settle', '2026-01')
    expect(said).toMatchObject({ code: 0, err: '' })
    expect(said.out).toMatch(/2026-01 已计算，结果摘要 [0-9a-f]{16}\n员工 3，应发工资合计 14370\.37\n/)
  })

  test('explain by number or name opens a number down to records and clause (M-6.2)', async () => {
    const said = await finance('explain', 'S', '2026-01')
    expect(said.code).toBe(0)
    for (const part of [
      '业务员（S） 2026-01 营销及售后中心业绩考核管理办法 2026.1',
      '应发工资：3370.37　〔第十五条 绩效工资单〕',
      '＝ 应发小计 + 最低工资补足',
      '- 业绩归属 C / S：370.37',
      '〔基本提成比例：主营产品 | 3%〕',
      '存在(业绩归属, 业绩归属.应计提成 > 0)：是\n',
      '- 业绩归属 C / S\n',
      '- 回款 C / R',
    ])
      expect(said.out).toContain(part)
    const named = await finance('explain', '业务员', '2026-01', '提成合计')
    expect(named.out).toContain('提成合计：370.37　〔第十三条 有提成和没有提成的月份〕')
    expect(await finance('explain', '没有此人', '2026-01')).toMatchObject({ code: 'person_unknown' })
    expect(await finance('explain', 'S', '2026-01', '没有此项')).toMatchObject({ code: 'item_unknown' })
    expect(await finance('explain', 'S', '2026-01', '--rows', '一')).toMatchObject({ code: 'command_usage' })
  })

  test('another person reviews and closes what they saw (X-1)', async () => {
    expect(await finance('review', '2026-01')).toMatchObject({ code: 'second_person' })
    expect(await boss('review', '2026-01', '--digest', 'ffff')).toMatchObject({ code: 'run_stale' })
    expect(await boss('review', '2026-01')).toMatchObject({ code: 'appraisal_open' })
    expect(await boss('review', '2026-01', '--known')).toMatchObject({ code: 0, out: '2026-01 已复核\n' })
    expect(await finance('close', '2026-01')).toMatchObject({ code: 'second_person' })
    expect(await boss('close', '2026-01', '--known')).toMatchObject({ code: 0, out: '2026-01 已关账\n' })
    expect(await boss('close', '2026-01')).toMatchObject({ code: 'run_status' })
    expect(await finance('settle', '2026-01')).toMatchObject({ code: 'run_closed' })
  })

  test('export writes exact decimals that no spreadsheet takes for formulas', async () => {
    const path = (name: string) => join(folder, name)
    for (const name of ['a.csv', 'a.xlsx', 'a.json'])
      expect(await finance('export', '2026-01', path(name))).toMatchObject({
        code: 0,
        out: `${path(name)}\n`,
      })
    const { results } = JSON.parse(await readFile(path('a.json'), 'utf8'))
    const seller = results.员工.find((row: Record<string, string>) => row.工号 === 'S')
    expect([seller.提成合计, seller.应发工资, seller.综合考评率]).toEqual(['370.37', '3370.37', '1'])
    expect(Object.keys(results)).toContain('合同')
    const csv = await readFile(path('a.csv'), 'utf8')
    expect(csv).toContain('370.37')
    expect(csv).not.toMatch(/(^|,)"?=1\+1/m)
    const { sheets } = await readSheet(path('a.xlsx'))
    const people = sheets.find((sheet) => sheet.name === '员工')
    const name = people?.rows.find(({ values }) => values[0]?.text === 'Z')?.values[1]
    expect([name?.kind, name?.text]).toEqual(['text', '=1+1'])
    expect(await finance('export', '2026-01', path('a.pdf'))).toMatchObject({ code: 'command_usage' })
    expect(await finance('export', '2026-01', '/没有/a.csv')).toMatchObject({ code: 'file_unwritable' })
  })

  test('late money becomes an adjustment that another person approves (X-3)', async () => {
    await money(db, '2026-01-20', 1000)
    expect(await finance('verify', '2026-01')).toMatchObject({ code: 1 })
    const found = await finance('adjust', '2026-01')
    expect(found.out).toContain('S 30 元，计入 2026-02（待批准）')
    expect(found.out).toContain('提成合计：370.37 → 400.37')
    const digest = /摘要 ([0-9a-f]{16})/.exec(found.out)?.[1] ?? ''
    expect(await finance('adjust', '2026-01', '--approve')).toMatchObject({ code: 'second_person' })
    expect(await boss('adjust', '2026-01', '--approve', '--digest', 'ffff')).toMatchObject({
      code: 'run_stale',
    })
    expect((await boss('adjust', '2026-01', '--approve', '--digest', digest)).out).toContain(
      '（主管 已批准）',
    )
    expect((await finance('verify', '2026-01')).out).toContain('差额已经调整')
    await finance('settle', '2026-02')
    expect((await finance('explain', 'S', '2026-02', '往期调整额')).out).toContain(
      '- 往期调整 S / 2026-01：30',
    )
  })

  test('compare tries a draft and leaves nothing behind (X-4)', async () => {
    const draft = join(folder, '草案.md')
    await writeFile(draft, (await readFile(policyFile, 'utf8')).replace('| 3%   |', '| 4%   |'))
    const said = await finance('compare', '2026-01', '--policy', draft, '--format', 'json')
    expect(JSON.parse(said.out)).toEqual([
      { key: 'S', variable: '应发工资', before: '3370.37', after: '3533.83' },
    ])
    expect((await finance('compare', '2026-01', '2026-02')).out).toContain('S\t应发工资\t3370.37\t3030\n')
    expect(await db.query('select 1 from settlement.policy_version')).toHaveLength(1)
    expect(await finance('compare', '2026-01')).toMatchObject({ code: 'command_usage' })
  })

  test('verify finds a result changed behind the triggers, and then gives 1', async () => {
    expect(await finance('verify', '2026-01')).toMatchObject({ code: 0 })
    await db.exec(
      `begin; set local session_replication_role = replica; update settlement.ledger_entry set amount = amount + 1 where kind = 'earned' and person_no = 'S'; commit`,
    )
    const said = await finance('verify', '2026-01')
    expect(said.code).toBe(1)
    expect(said.out).toMatch(/✗ 台账.*1 笔/)
    expect(said.out).toMatch(/✓ 结果/)
  })

  test('whatever changed something is in the audit log, with who did it (X-6)', async () => {
    const log = await db.query<{ line: string }>(
      `select actor || ' ' || action as line from audit.entry order by entry_id`,
    )
    expect(log.map(({ line }) => line)).toEqual([
      '财务 publish',
      '财务 settle',
      '财务 settle',
      '主管 review',
      '主管 close',
      '财务 export',
      '财务 export',
      '财务 export',
      '财务 adjust',
      '主管 adjust-approve',
      '财务 settle',
    ])
    expect((await verifyChain(db)).brokenAt).toBeUndefined()
  })
})

test('each step of a month, by two people, told to other programs as from the pages (X-3)', async () => {
  await db.query(
    `insert into webhook.subscription (url, events, secret, created_by)
     values ('https://hooks.example.com/x', '{statement.published,month.closed}', 's', 'test')`,
  )
  const told = async () =>
    (await db.query<{ body: string }>('select body from webhook.delivery order by created_at')).map(
      ({ body }) => [JSON.parse(body).event, JSON.parse(body).data.period],
    )
  const said = async (who: typeof boss, name: string, ...args: readonly string[]) => {
    const { code, out } = await who(name, '2026-02', ...args)
    return code === 0 ? out : code
  }
  await finance('settle', '2026-02')
  expect(await said(boss, 'publish')).toBe('run_status')
  expect(await said(boss, 'review', '--known')).toBe('2026-02 已复核\n')
  expect(await said(boss, 'publish', '--digest', 'ffff')).toBe('run_stale')
  expect(await said(boss, 'publish', '--known')).toBe('2026-02 已公布\n')
  expect(await said(boss, 'soft-close')).toBe('2026-02 已暂关\n')

  expect(await said(finance, 'reopen')).toBe('command_usage')
  expect(await said(finance, 'reopen', '--confirm')).toBe('reopening_none')
  const asking = ['reopen', '--reason', '漏了一笔回款']
  expect(await said(finance, ...(asking as [string, ...string[]]))).toBe(
    '2026-02 已暂关\n已申请重新打开，等另一个人 --confirm。\n',
  )
  expect(await said(finance, 'reopen', '--confirm')).toBe('second_person')
  expect(await said(boss, 'reopen', '--withdraw')).toBe('2026-02 已暂关\n已撤回重新打开的申请。\n')
  await said(finance, ...(asking as [string, ...string[]]))
  expect(await said(boss, 'reopen', '--confirm')).toBe('2026-02 已计算\n')

  await said(boss, 'review', '--known')
  expect(await said(boss, 'close', '--known')).toBe('2026-02 已关账\n')
  expect(await said(boss, 'pay')).toBe('second_person')
  expect(await said(finance, 'pay')).toBe('2026-02 已发放\n')
  expect(await said(finance, 'pay')).toBe('run_status')
  // Closing what was reviewed publishes it, too.
  expect((await told()).sort()).toEqual([
    ['month.closed', '2026-02'],
    ['statement.published', '2026-02'],
    ['statement.published', '2026-02'],
  ])
  expect((await verifyChain(db)).brokenAt).toBeUndefined()
})

test('two policies in one month have to be told apart by name', async () => {
  const text = (await readFile(policyFile, 'utf8')).replace('制度: 营销', '制度: 试点营销')
  const path = join(folder, '试点.md')
  await writeFile(path, text)
  await finance('settle', '2026-03')
  expect(await finance('settle', '2026-03', '--policy', path)).toMatchObject({ code: 'policy_which' })
  await finance('settle', '2026-03', '--policy-name', '试点营销及售后中心业绩考核管理办法')
  const asked: [string, ...string[]][] = [
    ['verify', '2026-03'],
    ['review', '2026-03'],
    ['explain', 'S', '2026-03'],
  ]
  for (const [name, ...args] of asked)
    expect(await boss(name, ...args)).toMatchObject({ code: 'policy_which' })
  const said = await boss('explain', 'S', '2026-03', '--policy-name', '试点营销及售后中心业绩考核管理办法')
  expect(said.out).toContain('试点营销')
})

describe('the command line itself', () => {
  test('help is Chinese, names every command, and costs nothing', async () => {
    const said = await hengji('--help')
    expect(said).toMatchObject({ code: 0, err: '' })
    for (const { name, summary } of commands) {
      expect(said.out).toContain(`  ${name}`)
      expect(summary).toMatch(/\p{Script=Han}/u)
    }
    const one = await hengji('settle', '--help')
    expect(one.out).toMatch(/^用法：npm run -s hengji -- settle /)
  })

  test('an unknown command, wrong usage and a wrong period give 2 and say so on standard error only', async () => {
    expect(await hengji('没有')).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining('没有“没有”这个命令'),
    })
    for (const args of [['settle'], ['settle', '2026-01', '2026-02'], ['verify', '--nothing']])
      expect(await command(args[0] ?? '', ...args.slice(1))).toMatchObject({ code: 'command_usage', out: '' })
    expect(await command('settle', '2026-13')).toMatchObject({ code: 'period_invalid' })
  })

  test('init makes the embedded database in a folder, and settles nothing without records', async () => {
    const data = join(folder, 'data')
    expect(await hengji('init', '--data', data)).toMatchObject({ code: 0, err: '' })
    const said = await hengji('settle', '2026-01', '--data', data, '--actor', '财务')
    // Whatever takes longer than a second may say so, on standard error.
    expect([said.code, said.err.replace(/^第 .*\n/gm, '')]).toEqual([0, ''])
    expect(said.out).toContain('员工 0，应发工资合计 0')
  })

  test('check lists every mistake with its place, and gives 1', async () => {
    const path = join(folder, '错.md')
    await writeFile(
      path,
      '---\n制度: 甲\n版本: 1\n期间: 月\n---\n```policy\n员工:\n  甲 = 姓名 + 1\n  乙 = 没有\n```\n',
    )
    const said = await command('check', path)
    expect(said.code).toBe(1)
    expect(said.out).toContain(`${path}:8:7 错误：`)
    expect(said.out).toContain(`${path}:9:7 错误：`)
    expect(said.out).toMatch(/共 2 处。\n$/)
    const json = await command('check', path, '--format', 'json')
    expect(JSON.parse(json.out)).toHaveLength(2)
    expect(await command('check', path, '--format', 'yaml')).toMatchObject({ code: 'command_usage' })
    expect(await command('check', join(folder, '没有.md'))).toMatchObject({ code: 'file_not_found' })
  })
})
