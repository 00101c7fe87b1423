import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../records/database.ts'
import { engines } from '../records/testing/server.ts'
import { readPeriod } from './aside.ts'
import { effectOf } from './effect.ts'
import { noteLate } from './late/late.ts'
import { liveResult } from './live.ts'
import type { PolicyVersion } from './policy-version.ts'
import { settle } from './settle.ts'
import { money, score, sellerOn } from './testing/seller.ts'

/** Everything the database holds, to see that trying left nothing behind. */
async function everything(db: Database): Promise<unknown> {
  return db.query(
    `select n.nspname, c.relname, c.reltuples >= 0 as known from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname in ('settlement', 'record', 'audit') or n.nspname like 'pg_temp%' order by 1, 2`,
  )
}

describe.each(engines)('X-4 a draft on a real month, on %s', (engine) => {
  let db: Database
  let version: PolicyVersion
  let text: string
  const period = readPeriod('2026-01')

  beforeAll(async () => {
    ;({ db, version } = await sellerOn(engine))
    text = version.program.document.text
    await money(db, '2026-01-10', 10_000)
    await score(db, '2026-01', 10)
    await settle(db, { version, period, actor: '财务' })
  })
  afterAll(() => db.close())

  test('for one person: what changes, from the stored month to the draft', async () => {
    const before = await everything(db)
    const draft = text.replace('| 主营产品 | 3%   |', '| 主营产品 | 4%   |')
    const live = await liveResult(db, { document: draft, period, focus: { kind: 'person', key: 'S' } })
    expect(live.against).toEqual({ version: '2026.1', settled: true })
    expect(live.values).toContainEqual({
      object: '员工',
      key: 'S',
      variable: '应发工资',
      unit: '元',
      clause: '第十五条 绩效工资单',
      before: '3300',
      after: '3400',
      payable: true,
    })
    expect(live.values.filter(({ before: old, after }) => old === after)).toEqual([])
    expect(live.values.map(({ variable }) => variable)).toContain('基准提成')
    expect(live.problems).toEqual([])
    expect(await everything(db)).toEqual(before)
  })

  test('for one contract', async () => {
    const draft = text.replace('| 主营产品 | 3%   |', '| 主营产品 | 4%   |')
    const live = await liveResult(db, { document: draft, period, focus: { kind: 'contract', key: 'C' } })
    expect(live.values).toContainEqual(
      expect.objectContaining({ object: '合同', variable: '本月提成额', before: '300', after: '400' }),
    )
    expect(live.values.every(({ key }) => key.startsWith('C'))).toBe(true)
  })

  test('a new name has no value before; what it cannot compute is said', async () => {
    const draft = text.replace(
      '  提成合计 = 合计(业绩归属.销售提成)',
      '  提成合计 = 合计(业绩归属.销售提成)\n  试算 = 提成合计 ÷ (提成合计 - 提成合计)',
    )
    const live = await liveResult(db, { document: draft, period, focus: { kind: 'person', key: 'S' } })
    expect(live.problems).toEqual([
      expect.objectContaining({ variable: '试算', message: expect.stringContaining('除数为零') }),
    ])
  })

  test('for everybody: who gains, who loses, totals, and each clause alone', async () => {
    const before = await everything(db)
    const draft = text
      .replace('| 主营产品 | 3%   |', '| 主营产品 | 2%   |')
      .replace('| 最低工资         | 2320元 |', '| 最低工资         | 3500元 |')
    const effect = await effectOf(db, { before: text, after: draft, period, perClause: true })
    const seller = effect.rows.find(({ person }) => person === 'S')
    expect(seller).toMatchObject({ before: '3300', after: '3500', difference: '200' })
    expect(effect.totals).toMatchObject({ loses: 0, unknown: 0 })
    expect(effect.clauses.map(({ clause }) => clause)).toEqual([
      '第三条 可以调整的约定',
      '第五条 两种提成比例',
    ])
    expect(effect.clauses[1]?.totals).toMatchObject({ gains: 0, loses: 1, lost: '-100', difference: '-100' })
    expect(await everything(db)).toEqual(before)
  })

  test('the same document changes nothing', async () => {
    const effect = await effectOf(db, { before: text, after: text, period })
    expect(effect.totals).toMatchObject({ gains: 0, loses: 0, unknown: 0, difference: '0' })
  })

  test('a record that came after the month was settled is on both sides: the draft does not answer for it', async () => {
    const focus = { kind: 'person', key: 'S' } as const
    await money(db, '2026-01-20', 5_000)
    await noteLate(db, 'receipt', [{ policy: version.policy, period }])
    const live = await liveResult(db, { document: text, period, focus })
    expect(live.against).toEqual({ version: '2026.1', settled: false })
    expect(live.values).toEqual([expect.objectContaining({ before: '3450', after: '3450', payable: true })])
    const same = await effectOf(db, { before: text, after: text, period })
    expect(same.totals).toMatchObject({ gains: 0, loses: 0, unknown: 0, difference: '0' })
    const draft = text.replace('| 主营产品 | 3%   |', '| 主营产品 | 4%   |')
    const effect = await effectOf(db, { before: text, after: draft, period, perClause: true })
    expect(effect.totals).toMatchObject({ gains: 1, loses: 0, difference: '150' })
    expect(effect.clauses[0]?.totals).toMatchObject({ gains: 1, difference: '150' })
    // Settled again, the run stands.
    await settle(db, { version, period, actor: '财务' })
    expect((await liveResult(db, { document: text, period, focus })).against?.settled).toBe(true)
  })
})
