/** What must not be possible: paying twice, changing what is closed unseen, two people being one. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../records/database.ts'
import { engines } from '../records/testing/server.ts'
import { close, review } from './close.ts'
import { type PolicyVersion, publish, versionFor } from './policy-version.ts'
import { dropReplaced } from './result-tables.ts'
import { findRun, partitionOf, runOf } from './run.ts'
import { settle } from './settle.ts'
import { month, settleAndClose, storedValue } from './testing/company.ts'
import { money, sellerOn } from './testing/seller.ts'
import { verify } from './verify.ts'

const [january, february] = [month('2026-01'), month('2026-02')]
const undo = new Error('undo')

// The time zone has no part in it, so once is enough.
describe.skipIf(process.env.TZ !== 'UTC').each(engines)('the integrity of settlements on %s', (engine) => {
  let db: Database
  let version: PolicyVersion
  beforeAll(async () => {
    const seller = await sellerOn(engine)
    db = seller.db
    version = seller.version
    await money(db, '2026-01-10', 50000)
    await money(db, '2026-01-12', 10000, 'D')
    await settleAndClose(db, version, january)
  })
  afterAll(() => db.close())

  /** What is done behind the triggers, as whoever owns the tables can, and what `verify` then finds wrong. */
  async function wrongAfter(...statements: string[]): Promise<string[]> {
    let wrong: string[] = []
    const over = db.transaction(async (within) => {
      await within.exec('set local session_replication_role = replica')
      for (const statement of statements) await within.exec(statement)
      await within.exec('set local session_replication_role = origin')
      wrong = (await verify(within, version, january)).filter((check) => !check.ok).map((check) => check.what)
      throw undo
    })
    await expect(over).rejects.toBe(undo)
    return wrong
  }

  const column = (name: string) =>
    version.program.definitions.find((own) => own.object.id === 'person' && own.name.text === name)?.id

  test('a closed month that nobody touched verifies', async () => {
    expect((await verify(db, version, january)).filter((check) => !check.ok)).toEqual([])
    expect(await wrongAfter('select 1')).toEqual([])
  })

  test('a result moved from one person to another is found, though the sum stays (X-3)', async () => {
    const run = await runOf(db, january)
    const people = `settlement."v${version.id}_person_${run.run_id}"`
    expect(
      await wrongAfter(
        `update ${people} set "${column('应发工资')}" = "${column('应发工资')}" + 100 where "K1" = 'S'`,
        `update ${people} set "${column('应发工资')}" = "${column('应发工资')}" - 100 where "K1" = 'Z'`,
      ),
    ).toEqual(['结果', '台账'])
  })

  test('a changed score, ledger entry, document or record is found', async () => {
    const run = await runOf(db, january)
    const people = `settlement."v${version.id}_person_${run.run_id}"`
    expect(await wrongAfter(`update ${people} set "${column('考评得分')}" = 9 where "K1" = 'S'`)).toEqual([
      '结果',
    ])
    expect(
      await wrongAfter(
        `update settlement.ledger_entry set amount = amount + 1 where person_no = 'S' and kind = 'earned'`,
      ),
    ).toEqual(['台账'])
    expect(
      await wrongAfter(
        `insert into settlement.ledger_entry (policy, person_no, period, account, kind, amount, run_id, entered_by)
         select policy, 'S', period, 'carried', 'carried', 500, run_id, '别人' from settlement.run where status = 'closed'`,
      ),
    ).toEqual(['台账'])
    expect(
      await wrongAfter(`update settlement.policy_version set document = replace(document, '3%', '30%')`),
    ).toEqual(['制度文本'])
    expect(
      await wrongAfter(`update record.receipt set amount = amount + 0.01 where contract_no = 'C'`),
    ).toEqual(['重新计算', '记录'])
  })

  test('a receipt of one fen more gives another digest, another order of rows the same (X-3)', async () => {
    const before = await runOf(db, january)
    const digestAfter = async (...statements: string[]) => {
      let digest = ''
      const over = db.transaction(async (within) => {
        for (const statement of statements) await within.exec(statement)
        digest = (await settle(within, { version, period: january, actor: '财务', kind: 'trial' }))
          .result_digest
        throw undo
      })
      await expect(over).rejects.toBe(undo)
      return digest
    }
    expect(
      await digestAfter(`update record.receipt set amount = amount + 0.01 where contract_no = 'C'`),
    ).not.toBe(before.result_digest)
    const shuffled = ['receipt', 'contract_line', 'fixed_pay', 'assignment'].map(
      (table) =>
        `create temp table kept as select * from record.${table}; delete from record.${table};
         insert into record.${table} select * from kept order by 1 desc; drop table kept`,
    )
    expect(await digestAfter(...shuffled)).toBe(before.result_digest)
  })

  test('the version that settled a closed month stays as it is (X-2)', async () => {
    for (const statement of [
      `update settlement.policy_version set document = ''`,
      `update settlement.policy_version set version = '0'`,
      'delete from settlement.policy_version',
    ])
      await expect(db.exec(statement), statement).rejects.toThrow('has settled closed periods')
  })

  test('the same document again is the same version; another under its number is refused (X-1)', async () => {
    const { text } = version.program.document
    expect((await publish(db, text, '别人')).id).toBe(version.id)
    await expect(publish(db, text.replace('| 3%   |', '| 4%   |'), '人事')).rejects.toMatchObject({
      code: 'policy_version_taken',
    })
    await expect(publish(db, text.replace('员工.应发工资', '员工.不存在'), '人事')).rejects.toMatchObject({
      code: 'policy_invalid',
    })
    const own = `${text}\n\`\`\`policy\n对象 订单:\n  单号: 文本, 主键\n\`\`\`\n`
    await expect(publish(db, own, '人事')).rejects.toMatchObject({ code: 'policy_own_objects' })
  })

  test('a new version never settles a closed month again, and replaces the draft of an open one (X-2)', async () => {
    const draft = await settle(db, { version, period: february, actor: '财务' })
    const text = version.program.document.text.replace('版本: 2026.1', '版本: 2026.2')
    const second = await publish(db, text.replace('2026-01-01', '2026-02-01'), '人事')
    expect((await versionFor(db, february)).id).toBe(second.id)
    expect((await versionFor(db, january)).id).toBe(version.id)
    await expect(settle(db, { version: second, period: january, actor: '财务' })).rejects.toMatchObject({
      code: 'run_closed',
    })
    const run = await settle(db, { version: second, period: february, actor: '财务' })
    expect(await findRun(db, version, february)).toBeUndefined()
    expect((await runOf(db, february)).run_id).toBe(run.run_id)
    const [person] = version.program.definitions.filter((own) => own.object.id === 'person')
    // Whoever was reading the draft could read on; the next settlement takes it away.
    await dropReplaced(db)
    if (person) await expect(db.query(`select 1 from ${partitionOf(draft, person.object)}`)).rejects.toThrow()
    // What the first version closed is what the second looks back on.
    expect(await storedValue(db, second, run, '业绩归属', ['C', 'S'], '以前应计')).toBeUndefined()
    await money(db, '2026-02-10', -10000)
    const again = await settle(db, { version: second, period: february, actor: '财务' })
    expect(await storedValue(db, second, again, '业绩归属', ['C', 'S'], '以前应计')).toBe('1500')
  })

  test('who made a run or touched it again cannot check it, in the database neither (X-1)', async () => {
    const run = await settle(db, { version: await versionFor(db, february), period: february, actor: '财务' })
    for (const set of [
      `status = 'reviewed', reviewed_by = '财务'`,
      `status = 'closed', reviewed_by = '主管', closed_by = '财务'`,
      `status = 'reviewed', reviewed_by = null`,
      `problems = 1, status = 'reviewed', reviewed_by = '主管'`,
    ])
      await expect(
        db.query(`update settlement.run set ${set} where run_id = $1`, [run.run_id]),
        set,
      ).rejects.toThrow(/check constraint|cannot become/)
  })

  test('closing at once from several sides posts once', async () => {
    const second = await versionFor(db, february)
    await settle(db, { version: second, period: february, actor: '财务' })
    await review(db, { version: second, period: february, actor: '主管' })
    const asked = [1, 2, 3, 4].map(() => close(db, { version: second, period: february, actor: '主管' }))
    const done = await Promise.allSettled(asked)
    expect(done.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
    for (const one of done)
      if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'run_status' })
    expect((await verify(db, second, february)).filter((check) => !check.ok)).toEqual([])
    const twice = await db.query(
      `select person_no from settlement.ledger_entry where kind = 'earned' group by person_no, period having count(*) > 1`,
    )
    expect(twice).toEqual([])
  })
})
