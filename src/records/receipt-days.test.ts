import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from './database.ts'
import { smallCompany } from './testing/company.ts'
import { engines } from './testing/server.ts'

/** The days as the records say them, without what is kept beside the receipts. */
const derived = `
  select r.contract_no, r.receipt_no, greatest(r.received_on, c.signed_on) as visible_on,
    case when r.kind <> '订金' then greatest(r.received_on, c.signed_on)
      when a.first is not null then greatest(r.received_on, c.signed_on, a.first) end as counted_on
  from record.receipt r join record.contract c using (contract_no)
  left join (select contract_no, min(accepted_on) as first from record.acceptance group by 1) a using (contract_no)`

describe.each(engines)('M-4.4 the days kept with receipts on %s', (engine) => {
  let db: Database
  beforeAll(async () => {
    db = await smallCompany(engine)
  })
  afterAll(() => db.close())

  const deposit = async (contract: string) => {
    const [row] = await db.query<{ day: string | null }>(
      `select counted_on as day from record.receipt where contract_no = $1 and kind = '订金'`,
      [contract],
    )
    const kept = 'select contract_no, receipt_no, visible_on, counted_on from record.receipt'
    expect(await db.query(`(${derived} except ${kept}) union all (${kept} except ${derived})`)).toEqual([])
    return row?.day
  }

  test.each([
    ['as entered', 'select 1', '2026-10-25'],
    [
      'an earlier acceptance that arrives late',
      `insert into record.acceptance (contract_no, acceptance_no, accepted_on, kind) values ('C1', 'Y0', '2026-10-12', '货品')`,
      '2026-10-12',
    ],
    [
      'an acceptance corrected',
      `update record.acceptance set accepted_on = '2026-10-14' where acceptance_no = 'Y0'`,
      '2026-10-14',
    ],
    ['an acceptance withdrawn', `delete from record.acceptance where acceptance_no = 'Y0'`, '2026-10-25'],
    [
      'a contract signed later than was entered',
      `update record.contract set signed_on = '2026-10-27' where contract_no = 'C1'`,
      '2026-10-27',
    ],
    [
      'a contract under another number',
      `update record.contract set contract_no = 'C9' where contract_no = 'C1'; update record.contract set contract_no = 'C1' where contract_no = 'C9'`,
      '2026-10-27',
    ],
    [
      'a day written by hand',
      `update record.receipt set counted_on = '2026-10-01', visible_on = '2026-10-01'`,
      '2026-10-27',
    ],
    [
      'an acceptance that belongs to another contract',
      `update record.acceptance set contract_no = 'C3' where contract_no = 'C1'`,
      null,
    ],
  ])('%s', async (_, statements, day) => {
    await db.exec(statements)
    expect(await deposit('C1')).toBe(day)
  })

  test('a deposit that turns out to be another payment counts when received', async () => {
    await db.exec(`update record.receipt set kind = '进度款' where contract_no = 'C2' and receipt_no = 'R1'`)
    expect(await deposit('C2')).toBeUndefined()
  })
})
