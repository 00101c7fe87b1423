/** What no record may be: money of nothing, and texts that never end (M-4.4, M-4.5, trust 8). */
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { restore } from './backup/restore.ts'
import { writeBackup } from './backup/write.ts'
import { objectOf } from './contracts/write.ts'
import type { Database } from './database.ts'
import { createRecord } from './entry/edit.ts'
import { importLines } from './import/testing.ts'
import { migrate, migrationFiles } from './migrate.ts'
import { rowsBeforeRules } from './rows-before-rules.ts'
import { smallCompany } from './testing/company.ts'
import { engines, freshDatabase } from './testing/server.ts'

describe.each(engines)('on %s', (engine) => {
  let db: Database
  beforeAll(async () => {
    db = await smallCompany(engine)
  })
  afterAll(() => db.close())

  const receipt = (more: object) => ({
    ...{ contract: 'C1', number: 'L1', received_on: '2026-11-20', amount: '1', kind: '其他' },
    ...more,
  })
  const create = (object: string, values: object) =>
    createRecord(db, objectOf(object), values as Record<string, string>, '财务')

  test.each(['0', '0.00', '-1'])('a receipt of %s is refused, by hand', async (amount) => {
    await expect(create('receipt', receipt({ amount }))).rejects.toMatchObject({
      code: 'record_rule',
      message: expect.stringContaining('金额应当'),
    })
  })

  test('a refund of nothing is refused, by hand', async () => {
    const refund = { contract: 'C1', number: 'L1', refunded_on: '2026-11-20', amount: '0.00' }
    await expect(create('refund', refund)).rejects.toThrow('退款的金额应当大于 0')
  })

  test.each([
    ['receipt', receipt({ number: 'x'.repeat(65) }), '回款单号：超过 64 个字，请缩短'],
    ['customer', { code: 'K7', name: '长'.repeat(201) }, '名称：超过 200 个字，请缩短'],
    [
      'complaint',
      { number: 'D9', customer: 'K1', complained_on: '2026-11-01', content: '长'.repeat(2001) },
      '内容：超过 2000 个字，请缩短',
    ],
  ])('a text too long of a %s is refused in words', async (object, values, words) => {
    await expect(create(object, values)).rejects.toThrow(words)
  })

  test('texts of just the length are taken', async () => {
    await create('customer', { code: 'K'.repeat(64), name: '长'.repeat(200) })
  })

  test('an import gives such rows back, each with its reason', async () => {
    const { sheets } = await importLines(
      db,
      '回款',
      '合同编号,回款单号,收款日期,回款金额,款项类别',
      'C1,I1,2026-11-20,0.00,其他',
      `C1,${'I'.repeat(65)},2026-11-20,5,其他`,
      'C1,I3,2026-11-20,0.01,其他',
    )
    expect(sheets[0]).toMatchObject({ accepted: 1, rejected: 2 })
    expect(sheets[0]?.rejections.map(({ reasons }) => reasons)).toEqual([
      ['回款金额：应当大于 0'],
      ['回款单号：超过 64 个字，请缩短'],
    ])
  })
})

test.each(engines)(
  'on %s receipts of 0 and long names from before stay and are told of, and a copy of them can be restored',
  async (engine) => {
    const db = await freshDatabase(engine)
    const other = await freshDatabase(engine)
    try {
      const older = (await migrationFiles()).map(({ file }) => file).filter((file) => file < '0500')
      await migrate(db, undefined, new Set(older))
      await db.exec(`
      insert into record.unit (unit_code, name, kind) values ('U', 'x', '事业部');
      insert into record.person (person_no, name, hired_on) values ('P', 'x', '2020-01-01');
      insert into record.customer (customer_code, name) values ('K', 'x');
      insert into record.contract (contract_no, kind, customer_code, unit_code, salesperson_no, signed_on, turnover)
        values ('C', '直营购销合同', 'K', 'U', 'P', '2026-01-01', 100);
      insert into record.receipt (contract_no, receipt_no, received_on, amount, kind) values
        ('C', 'R0', '2026-01-02', 0, '订金'), ('C', 'R1', '2026-01-02', 10, '订金');
      insert into record.customer (customer_code, name) values ('L', repeat('长', 201)), ('..', 'x')`)
      await migrate(db)
      const before = [
        { table: 'record.customer', name: 'customer_code_has_a_page', rows: 1 },
        { table: 'record.customer', name: 'customer_name_length', rows: 1 },
        { table: 'record.receipt', name: 'receipt_amount_not_zero', rows: 1 },
      ]
      expect(await rowsBeforeRules(db)).toEqual(before)
      await db.exec(`insert into record.acceptance (contract_no, acceptance_no, accepted_on, kind) values ('C', 'A', '2026-01-09', '货品');
      update record.contract set signed_on = '2026-01-02'`)
      const days = await db.query(`select receipt_no, counted_on::text from record.receipt order by 1`)
      expect(days).toContainEqual({ receipt_no: 'R1', counted_on: '2026-01-09' })
      await expect(db.exec(`update record.receipt set amount = 0 where receipt_no = 'R1'`)).rejects.toThrow()
      const file = join(await mkdtemp(join(tmpdir(), 'hengji-limits-')), 'one.zip')
      await writeBackup(db, file)
      await restore(other, file)
      expect(await other.query('select count(*)::int as n from record.receipt')).toEqual([{ n: 2 }])
      expect(await rowsBeforeRules(other)).toEqual(before)
      await expect(
        other.exec(`update record.customer set region = 'x' where customer_code = 'L'`),
      ).rejects.toThrow()
      await other.exec(`update record.customer set name = 'kurz' where customer_code = 'L'`)
      await expect(
        other.exec(`update record.receipt set amount = 0 where receipt_no = 'R1'`),
      ).rejects.toThrow()
    } finally {
      await db.close()
      await other.close()
    }
  },
)
