import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../records/database.ts'
import { engines } from '../records/testing/server.ts'
import { approveAdjustments, findAdjustments } from './adjust.ts'
import { close, review } from './close.ts'
import { explainer } from './explain.ts'
import type { PolicyVersion } from './policy-version.ts'
import { problemsOf } from './problems.ts'
import { rerun } from './rerun.ts'
import { findRun, partitionOf, storedResults } from './run.ts'
import { settle } from './settle.ts'
import { companyOn, month, settleAndClose, storedValue } from './testing/company.ts'
import { tryPolicy } from './try.ts'
import { verify } from './verify.ts'

const [january, february, march, april] = ['2026-01', '2026-02', '2026-03', '2026-04'].map(month) as [
  ReturnType<typeof month>,
  ReturnType<typeof month>,
  ReturnType<typeof month>,
  ReturnType<typeof month>,
]
const digests: string[] = []

describe.each(engines)('settling the sample company on %s', (engine) => {
  let db: Database
  let version: PolicyVersion
  beforeAll(async () => {
    const company = await companyOn(engine)
    db = company.db
    version = company.version
  })
  afterAll(() => db.close())

  const person = () => version.program.names.objects.find((object) => object.id === 'person') ?? fail()
  const run = async (period: ReturnType<typeof month>) => (await findRun(db, version, period)) ?? fail()

  test('the same records give the same digest, run after run and on both engines', async () => {
    const first = await settle(db, { version, period: january, actor: '财务' })
    const second = await settle(db, { version, period: january, actor: '财务' })
    expect(second.result_digest).toBe(first.result_digest)
    expect(first.problems).toBe(0)
    digests.push(first.result_digest)
    expect(new Set(digests).size).toBe(1)
  })

  test('a draft is replaced as a whole, and stays when settling again fails (X-3)', async () => {
    const before = await settle(db, { version, period: january, actor: '财务' })
    const broken = {
      ...version,
      program: { ...version.program, definitions: version.program.definitions.slice(0, -1) },
    }
    await expect(settle(db, { version: broken, period: january, actor: '财务' })).rejects.toThrow()
    expect((await run(january)).run_id).toBe(before.run_id)
    expect(await storedValue(db, version, before, '员工', ['0001'], '应发工资')).not.toBeNull()
    const left = await db.query(`select 1 from pg_class where relname ~ '_person_[0-9]+$' and relkind = 'r'`)
    expect(left).toHaveLength(1)
  })

  test('a missing price is a problem with its cause and clause, which nobody can review away (M-4.3)', async () => {
    const [line] = await db.query<{ contract_no: string; product_code: string }>(
      `select l.contract_no, l.product_code from record.contract_line l join record.receipt r using (contract_no)
       where r.received_on between '2026-01-01' and '2026-01-31' and r.kind <> '订金' order by 1 limit 1`,
    )
    await db.exec('begin; create temp table kept as select * from record.base_price; commit')
    await db.query('delete from record.base_price where product_code = $1', [line?.product_code])
    const broken = await settle(db, { version, period: january, actor: '财务' })
    const problems = await problemsOf(db, version, broken)
    expect(
      problems.some(
        (problem) =>
          problem.object === '合同明细' &&
          problem.code === 'missing' &&
          problem.clause === '第五条 两种提成比例',
      ),
    ).toBe(true)
    expect(broken.problems).toBe(problems.length)
    await expect(review(db, { version, period: january, actor: '主管' })).rejects.toMatchObject({
      code: 'run_problems',
    })
    await db.query('insert into record.base_price select * from kept where product_code = $1', [
      line?.product_code,
    ])
    const mended = await settle(db, { version, period: january, actor: '财务' })
    expect(mended.result_digest).toBe(digests[0])
  })

  test('review and close take a second person, who saw this result (X-1)', async () => {
    await expect(review(db, { version, period: january, actor: '财务' })).rejects.toMatchObject({
      code: 'second_person',
    })
    await expect(
      review(db, { version, period: january, actor: '主管', digest: 'another' }),
    ).rejects.toMatchObject({ code: 'run_stale' })
    await expect(close(db, { version, period: january, actor: '主管' })).rejects.toMatchObject({
      code: 'run_status',
    })
    const reviewed = await review(db, { version, period: january, actor: '主管' })
    expect(reviewed.input_digest).toMatch(/^[0-9a-f]{64}$/)
    await settle(db, { version, period: february, actor: '财务' })
    await review(db, { version, period: february, actor: '主管' })
    await expect(close(db, { version, period: february, actor: '主管' })).rejects.toMatchObject({
      code: 'run_order',
    })
  })

  test('a run that looked back on what has been settled again since is not reviewed (X-3)', async () => {
    await settle(db, { version, period: february, actor: '财务' })
    await settle(db, { version, period: january, actor: '财务' })
    await expect(review(db, { version, period: february, actor: '主管' })).rejects.toMatchObject({
      code: 'run_outdated',
    })
  })

  test('closing posts what is owed once, however often it is asked for', async () => {
    await settleAndClose(db, version, january)
    await settleAndClose(db, version, february)
    await expect(close(db, { version, period: january, actor: '主管' })).rejects.toMatchObject({
      code: 'run_status',
    })
    await expect(settle(db, { version, period: january, actor: '财务' })).rejects.toMatchObject({
      code: 'run_closed',
    })
    const checks = await verify(db, version, january)
    expect(checks.map((check) => check.ok)).toEqual(checks.map(() => true))
    expect(checks.map((check) => check.what)).toContain('台账')
  })

  test('what is closed or appended cannot be changed in the database (X-3, X-6)', async () => {
    const closed = await run(january)
    const results = partitionOf(closed, person())
    for (const statement of [
      `update ${results} set "L1" = 0`,
      `delete from ${results}`,
      `truncate ${results}`,
      `insert into ${results} (run_id, "K1") values (${closed.run_id}, 'X')`,
      `update settlement.run set result_digest = 'x' where run_id = ${closed.run_id}`,
      `update settlement.run set status = 'calculated' where run_id = ${closed.run_id}`,
      `delete from settlement.run where run_id = ${closed.run_id}`,
      `update settlement.ledger_entry set amount = 0`,
      `delete from settlement.ledger_entry`,
      `truncate settlement.ledger_entry`,
    ]) {
      await expect(db.exec(statement), statement).rejects.toThrow()
    }
  })

  test('a late receipt of a closed month is paid once, as an adjustment with its trace (X-3)', async () => {
    const [contract] = await db.query<{ contract_no: string; salesperson_no: string }>(
      `select c.contract_no, c.salesperson_no from record.contract c join record.person p on p.person_no = c.salesperson_no
       where c.kind = '直营购销合同' and c.signed_on < '2026-01-01' and c.turnover > 50000
         and not exists (select from record.credit_share s where s.contract_no = c.contract_no)
         and (select coalesce(sum(amount), 0) from record.receipt r where r.contract_no = c.contract_no) + 3000 < c.turnover
       order by 1 limit 1`,
    )
    await db.query(
      `insert into record.receipt (contract_no, receipt_no, received_on, amount, kind) values ($1, 'LATE', '2026-02-10', 3000, '进度款')`,
      [contract?.contract_no],
    )
    const found = await findAdjustments(db, { version, period: february, actor: '财务' })
    const own = found.find((adjustment) => adjustment.person_no === contract?.salesperson_no)
    expect(own).toMatchObject({ in_period: '2026-03', approved_by: null })
    expect(own?.trace.map((line) => line.variable)).toContain('提成合计')
    await expect(approveAdjustments(db, { version, period: february, actor: '财务' })).rejects.toMatchObject({
      code: 'second_person',
    })
    await approveAdjustments(db, { version, period: february, actor: '主管' })
    expect(
      (await findAdjustments(db, { version, period: february, actor: '财务' })).filter(
        (other) => other.approved_by === null,
      ),
    ).toEqual([])
    const next = await settle(db, { version, period: march, actor: '财务' })
    expect(await storedValue(db, version, next, '合同', [contract?.contract_no ?? ''], '本期收款')).not.toBe(
      '3000',
    )
    // The records differ from what was reviewed, but the approved adjustment accounts for it.
    const checks = await verify(db, version, february)
    expect(checks.filter((check) => !check.ok)).toEqual([])
    expect(checks.some((check) => check.detail.includes('调整'))).toBe(true)
  })

  test('settling only what a change reaches equals settling everything', async () => {
    await settle(db, { version, period: march, actor: '财务' })
    const [receipt] = await db.query<{ contract_no: string }>(
      `update record.receipt set amount = amount - 100 where (contract_no, receipt_no) in
         (select contract_no, receipt_no from record.receipt where received_on between '2026-03-01' and '2026-03-31' and amount > 1000 order by 1, 2 limit 1)
       returning contract_no`,
    )
    const part = await rerun(db, { version, period: march, actor: '财务' }, [
      { object: 'contract', keys: [receipt?.contract_no ?? ''] },
    ])
    expect(part.changed).toBeGreaterThan(0)
    expect(part.computed).toBeLessThan(200)
    const partial = await contents(db, version, part.run)
    const all = await settle(db, { version, period: march, actor: '财务' })
    expect(await contents(db, version, all)).toEqual(partial)
  })

  test('every value on a statement opens to a formula, values and clause, and lists add up (M-6.2)', async () => {
    const settled = await settle(db, { version, period: april, actor: '财务' })
    const why = await explainer(db, version, settled, april)
    const [someone] = await db.query<{ key: string }>(
      `select "K1" as key from ${partitionOf(settled, person())} order by "${column('提成合计')}" desc limit 1`,
    )
    const key = [someone?.key ?? '']
    const explained = await why.row(person(), key)
    expect(explained.length).toBe(version.program.definitions.filter((own) => own.object === person()).length)
    for (const item of explained) {
      expect(item.value, item.name).toBe(await storedValue(db, version, settled, '员工', key, item.name))
      expect(item.clause).toMatch(/^第.+条/)
    }
    const total = explained.find((item) => item.name === '提成合计')
    const [input] = total?.inputs ?? []
    if (!total || !input) throw new Error('nothing to explain')
    const { rows, total: count } = await why.rows(person(), key, input, 1000)
    expect(rows.length).toBe(count)
    const cents = rows.reduce(
      (sum, row) =>
        sum +
        BigInt(
          (row.value ?? '0').replace(
            /^(-?\d+)(?:\.(\d*))?$/,
            (_, whole: string, rest = '') => whole + rest.padEnd(2, '0'),
          ),
        ),
      0n,
    )
    expect(cents).toBe(
      BigInt(
        (total.value ?? '0').replace(
          /^(-?\d+)(?:\.(\d*))?$/,
          (_, whole: string, rest = '') => whole + rest.padEnd(2, '0'),
        ),
      ),
    )
  })

  test('a draft policy is tried on a real month and leaves nothing behind (X-4)', async () => {
    const tables = `select count(*)::integer as count from pg_class where relname ~ '^v[0-9]+_'`
    const before = await db.query(tables)
    const draft = version.program.document.text.replace(/(主营产品 +\| )3%/, '$13.5%')
    const { differences } = await tryPolicy(db, version, draft, april, '人事')
    expect(differences.some((line) => line.variable === '应发工资')).toBe(true)
    expect(await db.query(tables)).toEqual(before)
    expect(await db.query('select 1 from settlement.policy_version')).toHaveLength(1)
  })

  function column(name: string): string {
    return (
      version.program.definitions.find((own) => own.object === person() && own.name.text === name)?.id ??
      fail()
    )
  }
})

function fail(): never {
  throw new Error('not there')
}

/** Every stored row of a run, without its number. */
async function contents(
  db: Database,
  version: PolicyVersion,
  run: Parameters<typeof storedResults>[1],
): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {}
  for (const { object, table } of storedResults(version.program, run)) {
    const rows = await db.query<{ row: string }>(
      `select (to_jsonb(t) - 'run_id')::text as row from ${table} t`,
    )
    found[object.label] = rows.map(({ row }) => row).sort()
  }
  return found
}
