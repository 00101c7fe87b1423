import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { closedSince } from '../../settlement/closed-since.ts'
import type { Database } from '../database.ts'
import { Refusal } from '../refusal.ts'
import { type Engine, freshDatabase } from '../testing/server.ts'
import { readTargets } from './target.ts'
import { importLines, smallCompany } from './testing.ts'
import { planUndo, undoImport } from './undo.ts'

/** Every row of every table of records, byte for byte. */
async function everything(db: Database): Promise<string> {
  const tables = [...(await readTargets(db)).keys()].sort()
  const parts: string[] = []
  for (const table of tables) {
    const rows = await db.query<{ row: string }>(
      `select to_jsonb(t)::text as row from record."${table}" t order by 1`,
    )
    parts.push(table, ...rows.map(({ row }) => row))
  }
  return parts.join('\n')
}

const undoing = (importId: string | null) => ({
  importId: importId ?? '0',
  actor: '财务（0055）',
  closedSince,
  permit: () => {},
})

async function refusal(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'done',
    (error: unknown) => {
      if (!(error instanceof Refusal)) throw error
      return `${error.code}: ${error.message}`
    },
  )
}

const receiptHead = '合同编号,回款单号,收款日期,回款金额,款项类别'
const contractHead = '合同编号,类型,客户,部门,业务员,签订日,营业额'

describe.each(['pglite', 'postgres'] as const)('taking an import back on %s', (engine: Engine) => {
  let outer: Database
  let db: Database
  let roll: (error: Error) => void
  let over: Promise<unknown>
  beforeAll(async () => {
    outer = await freshDatabase(engine)
    await smallCompany(outer)
  })
  afterAll(() => outer.close())

  // Each test in a transaction of its own that is rolled back.
  beforeEach(async () => {
    await new Promise<void>((ready) => {
      over = outer
        .transaction(async (within) => {
          db = within
          await new Promise<void>((_, reject) => {
            roll = reject
            ready()
          })
        })
        .catch(() => {})
    })
    return async () => {
      roll(new Error('enough'))
      await over
    }
  })

  test('added rows go and changed rows stand as before, to the byte', async () => {
    await importLines(
      db,
      '回款',
      receiptHead,
      'HT-001,R1,2026-03-01,1.50,订金',
      'HT-001,R2,2026-03-02,2,订金',
    )
    await importLines(db, '基准价', '产品编码,基准价,生效日,失效日', 'P1,100.10,2026-01-01,')
    const before = await everything(db)
    const changed = await importLines(
      db,
      '回款',
      receiptHead,
      'HT-001,R1,2026-03-01,9,订金',
      'HT-002,R9,2026-03-05,3,其他',
    )
    const priced = await importLines(
      db,
      '基准价',
      '产品编码,基准价,生效日,失效日',
      'P1,100.10,2026-01-01,2026-06-01',
      'P1,120,2026-06-01,',
    )
    expect(await everything(db)).not.toBe(before)
    const undo = await undoImport(db, undoing(priced.importId))
    expect(undo.objects).toEqual([{ object: 'base_price', label: '基准价格', removed: 1, restored: 1 }])
    expect(await planUndo(db, undoing(changed.importId))).toMatchObject({ reasons: [] })
    await undoImport(db, undoing(changed.importId))
    expect(await everything(db)).toBe(before)
  })

  test('a second time is refused, and says who did it', async () => {
    const { importId } = await importLines(db, '回款', receiptHead, 'HT-001,R1,2026-03-01,1,订金')
    await undoImport(db, undoing(importId))
    expect(await refusal(undoImport(db, undoing(importId)))).toMatch(/^import_undone: .*财务（0055）/)
  })

  test('an import and its correction are taken back the last one first', async () => {
    const before = await everything(db)
    const first = await importLines(db, '回款', receiptHead, 'HT-001,R1,2026-03-01,1,订金')
    const second = await importLines(db, '回款', receiptHead, 'HT-001,R1,2026-03-01,2,订金')
    expect(await refusal(undoImport(db, undoing(first.importId)))).toMatch(/import_kept_by: .*回款有 1 行/)
    await undoImport(db, undoing(second.importId))
    await undoImport(db, undoing(first.importId))
    expect(await everything(db)).toBe(before)
  })

  test('a row changed by hand since, removed or renamed keeps the import', async () => {
    const { importId } = await importLines(db, '客户', '客户编码,客户名称', 'C1,甲公司二', 'C8,八', 'C9,九')
    await db.exec(`update record.customer set name = '九九', import_id = null where customer_code = 'C9'`)
    expect((await planUndo(db, undoing(importId))).reasons).toEqual([
      '客户有 1 行在导入之后又被修改、改号或删除',
    ])
    await db.exec(`delete from record.customer where customer_code = 'C8'`)
    await db.exec(`update record.customer set customer_code = 'C1x' where customer_code = 'C1'`)
    expect((await planUndo(db, undoing(importId))).reasons[0]).toMatch(/客户有 2 行/)
  })

  test('what others refer to stays, and they are named', async () => {
    const { importId } = await importLines(db, '客户', '客户编码,客户名称', 'C9,九')
    await importLines(db, '合同', contractHead, 'HT-009,直营购销合同,C9,U2,E001,2026-03-05,1')
    expect((await planUndo(db, undoing(importId))).reasons).toEqual(['合同有 1 行用到了这次导入的客户'])
  })

  test('one file with what refers and what is referred to goes as a whole', async () => {
    const before = await everything(db)
    const { importId } = await importLines(
      db,
      '合同',
      contractHead,
      'HT-009,直营购销合同,C1,U2,E001,2026-03-05,1',
    )
    await db.exec(`insert into record.receipt (contract_no, receipt_no, received_on, amount, kind, import_id)
      values ('HT-009', 'R1', '2026-03-06', 1, '订金', ${importId});
      insert into import.sheet select file_id, '回款', 'receipt', 1, 1, 0, 1, 0, 0, 0, '[]' from import.sheet where file_id = ${importId}`)
    await undoImport(db, undoing(importId))
    expect(await everything(db)).toBe(before)
  })

  test('a month closed over the rows keeps the import; one closed before does not (X-3)', async () => {
    await db.exec(`insert into settlement.policy_version (version_id, policy, version, document, digest, period_length, published_by)
      overriding system value values (1, '制度', '1', '', repeat('0', 64), 'month', 'test')`)
    const close = (period: string, at: string) =>
      db.exec(`insert into settlement.run (version_id, policy, period, status, started_by, snapshot_at, policy_digest,
          result_digest, problems, sites) values (1, '制度', '${period}', 'calculated', 'a', now(), '', '', 0, '[]');
        update settlement.run set status = 'reviewed', reviewed_by = 'b', reviewed_at = now() where period = '${period}';
        update settlement.run set status = 'published', published_by = 'b', published_at = now() where period = '${period}';
        update settlement.run set status = 'closed', closed_by = 'b', closed_at = ${at} where period = '${period}'`)
    const { importId } = await importLines(db, '回款', receiptHead, 'HT-001,R1,2026-03-01,1,订金')
    await close('2026-03', `now() - interval '1 day'`)
    expect((await planUndo(db, undoing(importId))).reasons).toEqual([])
    await close('2026-02', `clock_timestamp() + interval '1 second'`)
    expect((await planUndo(db, undoing(importId))).reasons).toEqual([])
    await close('2026-04', `clock_timestamp() + interval '1 second'`)
    expect((await planUndo(db, undoing(importId))).reasons).toEqual([
      '2026-04 已经关账，用到了这次导入的回款',
    ])
    expect(await refusal(undoImport(db, undoing(importId)))).toMatch(/^import_kept_by: 不能撤回：2026-04/)
  })
})
