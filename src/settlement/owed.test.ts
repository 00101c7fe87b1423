/** What the seller of `testing/seller.ts` is owed, month after month; every number can be worked out in the head. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../records/database.ts'
import { engines } from '../records/testing/server.ts'
import { approveAdjustments, findAdjustments } from './adjust.ts'
import { close, review } from './close.ts'
import { explainer } from './explain.ts'
import { type PolicyVersion, publish } from './policy-version.ts'
import { problemsOf } from './problems.ts'
import { findRun } from './run.ts'
import { settle } from './settle.ts'
import { month, settleAndClose, storedValue } from './testing/company.ts'
import { money, score, sellerOn } from './testing/seller.ts'
import { verify } from './verify.ts'

// The time zone has no part in it, so once is enough.
describe.skipIf(process.env.TZ !== 'UTC').each(engines)('what a seller is owed on %s', (engine) => {
  let company: Database
  let version: PolicyVersion
  /** The database inside the test's transaction. */
  let db: Database
  beforeAll(async () => {
    const seller = await sellerOn(engine)
    company = seller.db
    version = seller.version
  })
  afterAll(() => company.close())

  /** Every test starts with the same company and leaves nothing behind. */
  function year(title: string, told: () => Promise<void>): void {
    test(title, async () => {
      const [undo, published] = [new Error('undo'), version]
      const over = company.transaction(async (within) => {
        db = within
        await told()
        throw undo
      })
      await over.catch((error: unknown) => {
        if (error !== undo) throw error
      })
      version = published
    })
  }

  /** Values of a person in a month, as `name: value`. */
  async function statement(name: string, items: readonly string[], person = 'S') {
    const run = await findRun(db, version, month(name))
    if (!run) throw new Error(`${name} is not settled`)
    const values = items.map((item) => storedValue(db, version, run, '员工', [person], item))
    return Object.fromEntries((await Promise.all(values)).map((value, i) => [items[i], value]))
  }

  async function ledger(account: string, person = 'S'): Promise<string[]> {
    const rows = await db.query<{ line: string }>(
      `select period || ' ' || kind || ' ' || trim_scale(amount)::text as line from settlement.ledger_entry
       where person_no = $1 and account = $2 order by entry_id`,
      [person, account],
    )
    return rows.map(({ line }) => line)
  }

  /** Closes months one after the other; what they were told is in the records already. */
  async function closeMonths(...names: string[]): Promise<void> {
    for (const name of names) await settleAndClose(db, version, month(name))
  }

  year(
    'a negative month is carried forward, set off later, and never taken from fixed pay (M-4.5, L-1)',
    async () => {
      await money(db, '2026-01-10', 50000)
      await money(db, '2026-02-10', -20000)
      await money(db, '2026-03-10', 10000)
      await money(db, '2026-04-10', 40000)
      await closeMonths('2026-01', '2026-02', '2026-03', '2026-04')
      const items = ['提成合计', '计发提成', '结转下期', '应发工资']
      expect(await statement('2026-01', items)).toEqual({
        提成合计: '1500',
        计发提成: '1500',
        结转下期: '0',
        应发工资: '4500',
      })
      expect(await statement('2026-02', items)).toEqual({
        提成合计: '-600',
        计发提成: '0',
        结转下期: '-600',
        应发工资: '3000',
      })
      expect(await statement('2026-03', items)).toEqual({
        提成合计: '300',
        计发提成: '0',
        结转下期: '-300',
        应发工资: '3000',
      })
      expect(await statement('2026-04', items)).toEqual({
        提成合计: '1200',
        计发提成: '900',
        结转下期: '0',
        应发工资: '3900',
      })
      expect(await ledger('carried')).toEqual([
        '2026-02 carried -600',
        '2026-03 carried 300',
        '2026-04 carried 300',
      ])
      expect(await ledger('payable')).toEqual([
        '2026-01 earned 4500',
        '2026-02 earned 3000',
        '2026-03 earned 3000',
        '2026-04 earned 3900',
      ])
    },
  )

  year(
    'what is given back is taken back at the rate it was paid at, whatever the month scores (M-4.5)',
    async () => {
      await money(db, '2026-01-10', 50000)
      await money(db, '2026-02-10', -50000)
      await score(db, '2026-01', 6)
      await closeMonths('2026-01', '2026-02')
      expect(await statement('2026-01', ['综合考评率', '提成合计'])).toEqual({
        综合考评率: '0.6',
        提成合计: '900',
      })
      expect(await statement('2026-02', ['综合考评率', '提成合计'])).toEqual({
        综合考评率: '1',
        提成合计: '-900',
      })
    },
  )

  year(
    'without commission the rate multiplies fixed pay, also when a month only takes back (M-5.4)',
    async () => {
      await money(db, '2026-01-10', 50000)
      await money(db, '2026-02-10', -10000)
      await score(db, '2026-01', 9)
      await score(db, '2026-02', 9)
      await score(db, '2026-03', 9)
      await closeMonths('2026-01', '2026-02', '2026-03')
      const pay = (name: string) => statement(name, ['固定工资考评后', '提成合计'])
      expect(await pay('2026-01')).toEqual({ 固定工资考评后: '3000', 提成合计: '1350' })
      expect(await pay('2026-02')).toEqual({ 固定工资考评后: '2700', 提成合计: '-270' })
      expect(await pay('2026-03')).toEqual({ 固定工资考评后: '2700', 提成合计: '0' })
    },
  )

  year('pay never falls below the minimum wage, by the days employed (L-1)', async () => {
    await score(db, '2026-02', 1)
    await score(db, '2026-02', 1, 'Z')
    await settle(db, { version, period: month('2026-02'), actor: '财务' })
    const items = ['固定工资考评后', '最低工资标准', '最低工资补足', '应发工资']
    expect(await statement('2026-02', items)).toEqual({
      固定工资考评后: '300',
      最低工资标准: '2320',
      最低工资补足: '2020',
      应发工资: '2320',
    })
    // 14 of 28 days.
    expect(await statement('2026-02', items, 'Z')).toEqual({
      固定工资考评后: '150',
      最低工资标准: '1160',
      最低工资补足: '1010',
      应发工资: '1160',
    })
  })

  year('what came late and was taken away again is taken back, and says what (X-3)', async () => {
    await money(db, '2026-01-10', 50000)
    await closeMonths('2026-01')
    await money(db, '2026-01-20', 10000)
    const january = { version, period: month('2026-01') }
    await findAdjustments(db, { ...january, actor: '财务' })
    await approveAdjustments(db, { ...january, actor: '主管' })
    await db.query(`delete from record.receipt where received_on = '2026-01-20'`)
    const back = (await findAdjustments(db, { ...january, actor: '财务' })).at(-1)
    expect(back).toMatchObject({ person_no: 'S', amount: '-300', approved_by: null })
    expect(back?.trace).toContainEqual({ variable: '提成合计', before: '1800', after: '1500', unit: '元' })
  })

  year('who has left gets commission on money that comes later, and no fixed pay (M-1.4)', async () => {
    await money(db, '2026-03-10', 10000, 'D')
    await settle(db, { version, period: month('2026-03'), actor: '财务' })
    expect(await statement('2026-03', ['固定工资应发', '最低工资标准', '应发工资'], 'Z')).toEqual({
      固定工资应发: '0',
      最低工资标准: '0',
      应发工资: '300',
    })
  })

  year('days without a pay standard are a problem, not a day without pay', async () => {
    await db.query(`update record.fixed_pay set valid_from = '2026-01-11' where person_no = 'S'`)
    const run = await settle(db, { version, period: month('2026-01'), actor: '财务' })
    const problems = await problemsOf(db, version, run)
    expect(problems.map(({ key, variable, code }) => [key, variable, code])).toEqual([
      ['S', '定薪完整', 'stated'],
    ])
    expect(await statement('2026-01', ['应发工资'])).toEqual({ 应发工资: null })
  })

  year('a contract whose lines are not its turnover, or that has none, is a problem (M-4.1)', async () => {
    await money(db, '2026-01-10', 10000)
    for (const spoil of [
      `update record.contract set turnover = 200000 where contract_no = 'C'`,
      `delete from record.contract_line where contract_no = 'C'`,
    ]) {
      await db.exec(spoil)
      const run = await settle(db, { version, period: month('2026-01'), actor: '财务' })
      const problems = await problemsOf(db, version, run)
      expect(problems.map(({ key, variable, code }) => [key, variable, code])).toEqual([
        ['C', '全额提成', 'stated'],
      ])
      expect(await statement('2026-01', ['应发工资'])).toEqual({ 应发工资: null })
    }
  })

  year('monthly amounts add up to the whole commission, to the fen (M-4.5, M-4.6)', async () => {
    await db.query(`update record.contract set turnover = 100 where contract_no = 'C'`)
    await db.query(
      `update record.contract_line set quantity = 1, unit_price = 100, amount = 100 where contract_no = 'C'`,
    )
    // 3 yuan of commission in four uneven parts, each rounded.
    const months = ['2026-01', '2026-02', '2026-03', '2026-04']
    for (const name of months) await money(db, `${name}-05`, name === '2026-04' ? 16.09 : 27.97)
    await closeMonths(...months)
    const paid = await db.query<{ amount: string }>(
      `select trim_scale(sum(amount) - 12000)::text as amount from settlement.ledger_entry where person_no = 'S' and account = 'payable'`,
    )
    expect(paid).toEqual([{ amount: '3' }])
  })

  /** The same policy with another choice in 表 2, in force instead. */
  async function choose(choice: string, adopted: string): Promise<void> {
    const { text } = version.program.document
    const changed = text.replace(new RegExp(`(\\| ${choice} +\\| )\\S+`), `$1${adopted}`)
    if (changed === text) throw new Error(choice)
    version = await publish(db, changed.replace('版本: 2026.1', '版本: 2026.9'), '人事')
  }

  async function sellAt(price: number, retention: number): Promise<void> {
    await db.query('update record.contract set turnover = $1::numeric, retention = $2::numeric', [
      price * 1000,
      retention,
    ])
    await db.query('update record.contract_line set unit_price = $1::numeric, amount = $2::numeric', [
      price,
      price * 1000,
    ])
  }

  year('the excess earns its own rate on its own part (M-4.2)', async () => {
    await sellAt(110, 5500)
    await money(db, '2026-01-10', 110000)
    await closeMonths('2026-01')
    // 94,500 at 3% and 10,000 at 15%.
    expect(await statement('2026-01', ['提成合计'])).toEqual({ 提成合计: '4335' })
  })

  year('a whole line at the excess rate bears the retention, too (M-4.1, M-4.2)', async () => {
    await choose('整行超额', '是')
    await sellAt(110, 5500)
    await money(db, '2026-01-10', 110000)
    await closeMonths('2026-01')
    // 104,500 at 15%.
    expect(await statement('2026-01', ['提成合计'])).toEqual({ 提成合计: '15675' })
  })

  year('a manager gets a rate on the commission of the team, by what it collects (M-6.1)', async () => {
    await choose('业务经理本人提成', '否')
    await sellAt(1000, 0)
    await db.exec(`update record.base_price set price = 1000;
      update record.assignment set position = '业务经理' where person_no = 'B';
      update record.contract set salesperson_no = 'B' where contract_no = 'D';
      insert into record.team (team_code, name, unit_code, formed_on) values ('T', '一组', 'CP', '2020-01-01');
      insert into record.team_membership (team_code, person_no, role, valid_from) values
        ('T', 'B', '组长', '2020-01-01'), ('T', 'S', '组员', '2020-01-01'), ('T', 'Z', '组员', '2020-01-01')`)
    await money(db, '2026-03-10', 300000)
    await money(db, '2026-03-11', 20000, 'D')
    await closeMonths('2026-03')
    // Z has left: two people, 400,000 expected, 320,000 collected, 80%: 5% of 9,600.
    expect(await statement('2026-03', ['团队业绩奖', '提成合计', '计发提成', '应发工资'], 'B')).toEqual({
      团队业绩奖: '480',
      提成合计: '600',
      计发提成: '0',
      应发工资: '8480',
    })
  })

  year(
    'a late receipt of a negative month lightens what is carried, though nothing was payable (X-3, M-4.5)',
    async () => {
      await money(db, '2026-01-10', 50000)
      await money(db, '2026-02-10', -20000)
      await closeMonths('2026-01', '2026-02')
      await money(db, '2026-02-20', 10000)
      const [found] = await findAdjustments(db, { version, period: month('2026-02'), actor: '财务' })
      expect(found).toMatchObject({ person_no: 'S', amount: '300', in_period: '2026-03' })
      expect(found?.trace).toContainEqual({ variable: '结转下期', before: '-600', after: '-300', unit: '元' })
      await approveAdjustments(db, { version, period: month('2026-02'), actor: '主管' })
      await money(db, '2026-03-10', 40000)
      await closeMonths('2026-03')
      expect(await statement('2026-03', ['上期结转', '往期调整额', '提成合计', '计发提成'])).toEqual({
        上期结转: '-600',
        往期调整额: '300',
        提成合计: '1200',
        计发提成: '900',
      })
      expect(await ledger('carried')).toEqual([
        '2026-02 carried -600',
        '2026-03 adjusted 300',
        '2026-03 carried 300',
      ])
      expect((await verify(db, version, month('2026-02'))).filter((check) => !check.ok)).toEqual([])
      expect((await verify(db, version, month('2026-03'))).filter((check) => !check.ok)).toEqual([])
    },
  )

  year('a late refund is set off against later commission, not against fixed pay (X-3, L-1)', async () => {
    await money(db, '2026-01-10', 50000)
    await closeMonths('2026-01')
    await money(db, '2026-01-20', -50000)
    const [found] = await findAdjustments(db, { version, period: month('2026-01'), actor: '财务' })
    expect(found?.amount).toBe('-1500')
    await approveAdjustments(db, { version, period: month('2026-01'), actor: '主管' })
    await money(db, '2026-03-10', 60000)
    await closeMonths('2026-02', '2026-03')
    expect(await statement('2026-02', ['应发工资', '结转下期'])).toEqual({
      应发工资: '3000',
      结转下期: '-1500',
    })
    expect(await statement('2026-03', ['计发提成', '结转下期'])).toEqual({ 计发提成: '300', 结转下期: '0' })
  })

  year('in the end a late fact pays what it would have paid in time, once (X-3)', async () => {
    await money(db, '2026-01-10', 20000)
    await closeMonths('2026-01', '2026-02')
    await money(db, '2026-01-15', 30000)
    await money(db, '2026-02-15', -10000)
    for (const name of ['2026-01', '2026-02', '2026-01', '2026-02']) {
      const period = month(name)
      const found = await findAdjustments(db, { version, period, actor: '财务' })
      if (found.some(({ approved_by }) => approved_by === null))
        await approveAdjustments(db, { version, period, actor: '主管' })
    }
    await money(db, '2026-03-10', 10000)
    await closeMonths('2026-03')
    const [owed] = await db.query<{ amount: string }>(
      `select trim_scale(sum(amount))::text as amount from settlement.ledger_entry where person_no = 'S'`,
    )
    // Three months of 3,000, and 3% of 20,000 + 30,000 − 10,000 + 10,000.
    expect(owed?.amount).toBe('10500')
  })

  year('an adjustment approved after the open month was settled makes that run outdated (X-3)', async () => {
    await money(db, '2026-01-10', 20000)
    await closeMonths('2026-01')
    const period = month('2026-02')
    await settle(db, { version, period, actor: '财务' })
    await review(db, { version, period, actor: '主管' })
    await money(db, '2026-01-20', 10000)
    await findAdjustments(db, { version, period: month('2026-01'), actor: '财务' })
    const decision = { version, period: month('2026-01'), actor: '主管' }
    await expect(approveAdjustments(db, { ...decision, digest: 'another' })).rejects.toMatchObject({
      code: 'run_stale',
    })
    await approveAdjustments(db, decision)
    await expect(close(db, { version, period, actor: '主管' })).rejects.toMatchObject({
      code: 'run_adjusted',
    })
    await settleAndClose(db, version, period)
    expect(await statement('2026-02', ['往期调整额', '应发工资'])).toEqual({
      往期调整额: '300',
      应发工资: '3300',
    })
  })

  year('a reviewed month cannot be closed once an earlier one was settled again (X-3)', async () => {
    const [january, february] = [month('2026-01'), month('2026-02')]
    await settle(db, { version, period: january, actor: '财务' })
    await settle(db, { version, period: february, actor: '财务' })
    await review(db, { version, period: february, actor: '主管' })
    await money(db, '2026-01-10', 20000)
    await settleAndClose(db, version, january)
    await expect(close(db, { version, period: february, actor: '主管' })).rejects.toMatchObject({
      code: 'run_outdated',
    })
  })

  year('every number of every row opens to its formula, and lists add up to it (M-6.2)', async () => {
    await money(db, '2026-01-10', 20000)
    await closeMonths('2026-01')
    await money(db, '2026-01-15', 30000)
    await findAdjustments(db, { version, period: month('2026-01'), actor: '财务' })
    await approveAdjustments(db, { version, period: month('2026-01'), actor: '主管' })
    await money(db, '2026-02-10', -5000)
    const period = month('2026-02')
    const run = await settle(db, { version, period, actor: '财务' })
    const why = await explainer(db, version, run, period)
    const keys = {
      person: ['S'],
      contract: ['C'],
      credit_share: ['C', 'S'],
      contract_line: ['C', '1'],
      unit: ['CP'],
    }
    for (const [id, key] of Object.entries(keys)) {
      const object = version.program.names.objects.find((other) => other.id === id)
      if (!object) throw new Error(id)
      for (const item of await why.row(object, key)) {
        expect(item.value, item.name).toBe(await storedValue(db, version, run, object.label, key, item.name))
        for (const input of item.inputs.filter((other) => other.kind === 'aggregate')) {
          const { rows } = await why.rows(object, key, input, 1000)
          if (!/^合计/.test(input.text) || input.value === null) continue
          const sum = rows.reduce((total, row) => total + Math.round(Number(row.value) * 100), 0)
          expect(sum, `${item.name}: ${input.text}`).toBe(Math.round(Number(input.value) * 100))
        }
      }
    }
    const person = version.program.names.objects.find((other) => other.id === 'person')
    const [adjusted] = person
      ? await why.row(
          person,
          ['S'],
          version.program.definitions.filter((own) => own.name.text === '往期调整额'),
        )
      : []
    const [input] = adjusted?.inputs ?? []
    const taken = person && input ? await why.rows(person, ['S'], input) : undefined
    expect(taken?.rows.map(({ object, key, value }) => [object, ...key, value])).toEqual([
      ['往期调整', 'S', '2026-01', '900'],
    ])
  })
})
