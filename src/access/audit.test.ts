import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../records/database.ts'
import { migrate } from '../records/migrate.ts'
import { engines, freshDatabase } from '../records/testing/server.ts'
import { audited, record, verifyChain } from './audit.ts'

describe.each(engines)('the audit log on %s', (engine) => {
  let db: Database
  beforeAll(async () => {
    db = await freshDatabase(engine)
    await migrate(db)
  })
  afterAll(() => db.close())

  test('every entry is sealed with the one before (X-6)', async () => {
    for (const subject of ['甲', '乙', '丙']) {
      await db.transaction((within) =>
        record(within, {
          actor: '财务',
          action: 'test',
          subject,
          details: { 金额: '0.10', z: 1, a: [{ y: 2, x: 1 }] },
        }),
      )
    }
    expect(await verifyChain(db)).toMatchObject({ entries: 3, brokenAt: undefined })
  })

  test('text the database cannot hold is noted as far as it can be, and the chain stays whole (trust 21)', async () => {
    const odd = 'a\u0000b\ud800'
    await db.transaction((within) =>
      record(within, {
        ...{ actor: odd, action: 'odd', subject: odd },
        details: { key: [odd], [odd]: 1, 'a\ufffdb\ufffd': 2 },
      }),
    )
    const rows = await db.query(`select actor, subject, details from audit.entry where action = 'odd'`)
    const kept = 'a\ufffdb\ufffd'
    expect(rows).toEqual([{ actor: kept, subject: kept, details: { key: [kept], [kept]: 2 } }])
    expect((await verifyChain(db)).brokenAt).toBeUndefined()
  })

  test('what fails leaves no entry, and what is not recorded is not done', async () => {
    const work = audited(
      db,
      { actor: '财务', action: 'test', subject: '丁' },
      async () => {
        throw new Error('no')
      },
      () => ({}),
    )
    await expect(work).rejects.toThrow('no')
    expect((await verifyChain(db)).entries).toBe(4)
  })

  test('entries cannot be changed or removed, and tampering behind the triggers is found (X-6)', async () => {
    await expect(db.exec(`update audit.entry set actor = '别人'`)).rejects.toThrow('only grows')
    await expect(db.exec('delete from audit.entry')).rejects.toThrow('only grows')
    await expect(db.exec('truncate audit.entry')).rejects.toThrow('only grows')
    await db.exec(
      `set session_replication_role = replica; update audit.entry set details = '{"金额": "9"}' where entry_id = 2; set session_replication_role = origin`,
    )
    expect((await verifyChain(db)).brokenAt).toBe('2')
  })
})
