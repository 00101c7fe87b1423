import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../records/database.ts'
import { engines, freshDatabase } from '../../records/testing/server.ts'
import type { Vocabulary } from '../index.ts'
import { vocabulary as company, contracts, people, tables } from '../testing/company.ts'
import { policy, programOf, run, sqlOf } from '../testing/run.ts'

/** The company's words, with receipts that say whether they are the only one of their contract. */
const telling: Vocabulary = {
  objects: company.objects.map((object) =>
    object.id === 'receipt' ? { ...object, alone: { reference: 'contract', column: 'single' } } : object,
  ),
}
const text = policy('回款:\n  比 = 100 ÷ (金额 ÷ 1元)\n  值 = 分摊(合同.金额, 比, 组: 合同, 份额须为一: 是)')
const sql = `${tables}${people}${contracts}
  delete from t.receipt; alter table t.receipt add single boolean;
  insert into t.contract values ('H4', 'E1', '直营', '2026-10-15', 7, null), ('H5', 'E1', '直营', '2026-10-15', 9, null),
    ('H6', 'E1', '直营', '2026-10-15', 9.005, null), ('H7', 'E1', '直营', '2026-10-15', -8, null);
  insert into t.receipt values ('H1', 'S1', 100, null, true), ('H2', 'S1', 200, null, false),
    ('H2', 'S2', 200, null, false), ('H3', 'S1', 50, null, true), ('H4', 'S1', 0, null, true),
    ('H5', 'S1', -100, null, true), ('H6', 'S1', 100, null, true), ('H7', 'S1', 100, null, true);`

describe.each(engines)('分摊 to a row that is alone on %s', (engine) => {
  let db: Database
  beforeAll(async () => {
    db = await freshDatabase(engine)
  })
  afterAll(() => db.close())

  test('gives what windows would give, problems too', async () => {
    const told = await run(db, { text, sql, vocabulary: telling, exact: true })
    expect(told).toEqual(await run(db, { text, sql, exact: true }))
    const values = Object.entries(told.回款 ?? {}).map(([key, { 值 }]) => `${key} ${值?.split(' ')[0]}`)
    expect(values.sort()).toEqual([
      'H1/S1 100000.00',
      'H2/S1 25000.13',
      'H2/S2 25000.12',
      'H3/S1 !share-not-one',
      'H4/S1 !division-by-zero',
      'H5/S1 !negative-weight',
      'H6/S1 !total-places',
      'H7/S1 -8.00',
    ])
  })

  test('reckons windows for the others only', () => {
    expect(sqlOf(programOf(text, telling))[0]).toMatch(
      /row_number\(\) over .* from below where not "F\d" union all select .* from below where "F\d"/,
    )
    expect(sqlOf(programOf(text))[0]).not.toContain('union all')
  })
})
