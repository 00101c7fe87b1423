import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parsePeriod } from '../language/index.ts'
import type { Database } from '../records/database.ts'
import { smallCompany } from '../records/testing/company.ts'
import { engines } from '../records/testing/server.ts'
import { publish } from '../settlement/policy-version.ts'
import { settle } from '../settlement/settle.ts'
import { choicesIn, people } from './people.ts'
import { type Settled, settledIn, settledPeriods, versionsOf } from './settled.ts'
import { sourceRecord } from './source-record.ts'
import { statement } from './statement.ts'
import { changeOf, totalsOf } from './totals.ts'

const policy = `---
制度: 试行办法
版本: 1
期间: 月
应付项: 员工.应发
---

# 第一条 应发

\`\`\`policy
员工:
  固定 = 缺省(固定工资, 0)
  收款 = 合计(合同.回款.金额, 合同.回款.收款日 在 本期)
  提成合计 = 收款 × 10%
  扣款 = 须满足(固定 > 0, 100元, "没有定薪")
  小计 = 固定 + 提成合计
  应发 = 小计 - 扣款
\`\`\`
`

describe.each(engines)('what people are shown, on %s', (engine) => {
  let db: Database
  let october: Settled
  let november: Settled

  beforeAll(async () => {
    db = await smallCompany(engine)
    const version = await publish(db, policy, '甲')
    for (const name of ['2026-10', '2026-11']) {
      const period = parsePeriod(name)
      if (!period) throw new Error(name)
      await settle(db, { version, period, actor: '甲' })
    }
    const versionOf = versionsOf(db)
    october = await settledIn(db, versionOf, '2026-10')
    november = await settledIn(db, versionOf, '2026-11')
  })
  afterAll(() => db.close())

  test('M-6.2 the items of every statement add up to what is payable', async () => {
    const found = await people(db, october, undefined)
    expect(found?.items.map(({ definition }) => definition.name.text)).toEqual(['固定', '提成合计', '扣款'])
    expect(found?.rows.map((row) => [row.number, ...row.items, row.payable])).toEqual([
      ['P1', '15000', '0', '-100', '14900'],
      ['P2', '9500.5', '50', '-100', '9450.5'],
      ['P3', '4000', '50', '-100', '3950'],
      // No fixed pay: the deduction is a problem, and so is what depends on it.
      ['P4', '0', '0', null, null],
    ])
    expect(found?.total).toBe('28300.5')
    const [row] = await db.query<{ fits: boolean }>(
      `select bool_and("L1" + "L3" - "L4" = "L6") as fits from settlement."v1_person_${october.run.run_id}" where "L6" is not null`,
    )
    expect(row?.fits).toBe(true)
  })

  test('people are found by part of a name, number, unit or position, and by unit', async () => {
    const numbers = async (text?: string, unit?: string) =>
      (
        await people(db, october, undefined, { text, units: unit === undefined ? undefined : [unit] })
      )?.rows.map(({ number }) => number)
    expect(await numbers('业务员')).toEqual(['P3', 'P4'])
    expect(await numbers('p2')).toEqual(['P2'])
    expect(await numbers('工程')).toEqual(['P4'])
    expect(await numbers(undefined, '产品事业部')).toEqual(['P2', 'P3'])
    // No wildcards, no SQL.
    expect(await numbers('%')).toEqual([])
    expect(await numbers(`' or '1'='1`)).toEqual([])
    expect((await choicesIn(db, october)).units).toHaveLength(3)
  })

  test('sorting compares amounts as numbers, and missing ones come last', async () => {
    const sorted = async (descending: boolean) =>
      (await people(db, october, november, { sort: 'payable', descending }))?.rows.map(({ number }) => number)
    expect(await sorted(true)).toEqual(['P1', 'P2', 'P3', 'P4'])
    expect(await sorted(false)).toEqual(['P3', 'P2', 'P1', 'P4'])
    const hostile = 'payable; drop table record.person' as never
    expect((await people(db, october, undefined, { sort: hostile }))?.rows).toHaveLength(4)
  })

  test('a limit shortens the list and not the totals', async () => {
    const found = await people(db, october, undefined, { limit: 1 })
    expect([found?.rows.length, found?.count, found?.total]).toEqual([1, 4, '28300.5'])
    const beyond = await people(db, october, undefined, { limit: 1, offset: 100 })
    expect(beyond).toEqual({ ...found, rows: [] })
  })

  test('M-6.2 a statement tells what changed, and which line moved most', async () => {
    const found = await statement(db, november, october, 'P3')
    expect(found?.person).toEqual({ number: 'P3', name: '业务员甲', unit: '产品事业部', position: '业务员' })
    expect(found?.lines.map(({ amount, change }) => [amount, change])).toEqual([
      ['4000', '0'],
      ['10', '-40'],
      ['-100', '0'],
    ])
    expect([found?.payable, found?.change]).toEqual(['3910', '-40'])
    expect(found?.mostChanged?.item.definition.name.text).toBe('提成合计')
  })

  test('nobody by that number has no statement', async () => {
    await expect(statement(db, november, october, 'P9')).rejects.toMatchObject({ code: 'person_unknown' })
    await expect(settledIn(db, versionsOf(db), '2026-09')).rejects.toMatchObject({ code: 'run_none' })
    await expect(settledIn(db, versionsOf(db), '2026-13')).rejects.toMatchObject({ code: 'period_invalid' })
  })

  test('totals, and what changed in them', async () => {
    expect(await totalsOf(db, october)).toEqual({ people: 3, payable: '28300.5', commission: '100' })
    expect(await changeOf(db, '90', '120')).toEqual({ amount: '-30', percent: '-25.0' })
    expect(await changeOf(db, '90', '0')).toEqual({ amount: '90', percent: null })
    expect((await settledPeriods(db)).map(({ period, status }) => [period.name, status])).toEqual([
      ['2026-10', 'calculated'],
      ['2026-11', 'calculated'],
    ])
  })

  test('a record that is not there, or a key of another shape, is none', async () => {
    const receipt = october.version.program.names.objects.find(({ id }) => id === 'receipt')
    if (!receipt) throw new Error('no receipts')
    expect(await sourceRecord(db, october.period, receipt, ['C1', `R1' or true --`])).toBeUndefined()
    expect(await sourceRecord(db, october.period, receipt, ['C1'])).toBeUndefined()
  })
})
