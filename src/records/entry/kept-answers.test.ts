/** What is kept of an answer is never other than the answer (trust 7, trust 15): asked as people, beside whoever writes. */
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { actorOf, createAccount } from '../../access/accounts.ts'
import type { Actor } from '../../access/actor.ts'
import { asActor, lookAs } from '../../access/as-actor.ts'
import { tidy } from '../../access/housekeeping.ts'
import { installPermissions } from '../../access/install.ts'
import { reachOf, wholeOf } from '../../access/protection.ts'
import type { Role } from '../../access/roles.ts'
import { objectOf } from '../contracts/write.ts'
import { type Database, openDatabase } from '../database.ts'
import { smallCompany } from '../testing/company.ts'
import { engines } from '../testing/server.ts'
import type { Filter } from './conditions.ts'
import { type KeptAnswers, keepAnswers } from './kept-answers.ts'
import { listRecords } from './list.ts'
import type { Keeping } from './totals.ts'

const contracts = objectOf('contract')

async function personOf(db: Database, name: string, role: Role, person: string | null): Promise<Actor> {
  const account = await createAccount(db, {
    ...{ signInName: name, person, displayName: `${name}的账号`, roles: [role] },
    ...{ password: 'liushui-buxi-77', mustChangePassword: false, createdBy: 'test' },
  })
  const actor = await actorOf(db, account)
  if (!actor) throw new Error(name)
  return actor
}

/** The totals as told to somebody, and whether the rows were counted for it. */
async function told(
  within: Database,
  keeping: Keeping,
  { filter = {}, reach }: { filter?: Record<string, Filter>; reach?: string | undefined } = {},
) {
  let counted = false
  const watched: Database = {
    ...within,
    query(sql, params) {
      counted ||= sql.includes('count(*)')
      return within.query(sql, params)
    },
  }
  const { total, sums } = await listRecords(watched, contracts, {
    ...{ page: 1, size: 50, totals: 'only', filter, reach, keeping },
  })
  return { total, turnover: sums.turnover, counted }
}

const enter = (db: Database, number: string, turnover: number) =>
  db.query(
    `insert into record.contract (contract_no, kind, customer_code, unit_code, salesperson_no, signed_on, turnover)
     values ($1, '直营购销合同', 'K1', 'CP', 'P2', '2026-10-01', $2)`,
    [number, turnover],
  )

/** A transaction that has done its work and waits to be told how to end. */
async function halfway(db: Database, work: (within: Database) => Promise<unknown>) {
  const done = Promise.withResolvers<void>()
  const end = Promise.withResolvers<'commit' | 'roll back'>()
  const whole = db.transaction(async (within) => {
    await work(within)
    done.resolve()
    if ((await end.promise) === 'roll back') throw new Error('rolled back')
  })
  await Promise.race([done.promise, whole])
  return async (how: 'commit' | 'roll back') => {
    end.resolve(how)
    await whole.catch((error: Error) => {
      if (error.message !== 'rolled back') throw error
    })
  }
}

describe.each(engines)('what is kept of totals on %s', (engine) => {
  let db: Database
  let finance: Actor
  let seller: Actor
  let answers: KeptAnswers
  beforeAll(async () => {
    db = await smallCompany(engine)
    await installPermissions(db)
    finance = await personOf(db, 'finance', 'finance', null)
    seller = await personOf(db, 'P2', 'salesperson', 'P2')
  })
  afterAll(() => db.close())
  beforeEach(() => {
    answers = keepAnswers()
  })

  const keeping = (): Keeping => ({ answers, whole: wholeOf('contract') })
  const ask = (actor: Actor, more?: Parameters<typeof told>[2]) =>
    lookAs(db, actor, (within) => told(within, keeping(), more))

  test('rows are counted once while nothing changes, each question by itself', async () => {
    const first = await ask(finance)
    expect(first).toMatchObject({ total: 4, turnover: '4310', counted: true })
    expect(await ask(finance)).toEqual({ ...first, counted: false })
    const kind = { filter: { kind: ['直营购销合同'] } }
    expect(await ask(finance, kind)).toMatchObject({ total: 2, turnover: '3410', counted: true })
    expect(await ask(finance, { filter: { kind: ['试用协议'] } })).toMatchObject({ total: 1, turnover: '0' })
    expect(await ask(finance, kind)).toMatchObject({ total: 2, turnover: '3410', counted: false })
  })

  test('a change of any kind is told at once', async () => {
    const changes: [string, string][] = [
      [`update record.contract set turnover = 2410.55 where contract_no = 'C2'`, '4310.55'],
      [`update record.contract set turnover = 2410 where contract_no = 'C2'`, '4310'],
      [
        `insert into record.contract select 'C9', kind, customer_code, unit_code, salesperson_no, signed_on, 1
         from record.contract where contract_no = 'C2'`,
        '4311',
      ],
      [`delete from record.contract where contract_no = 'C9'`, '4310'],
    ]
    for (const [change, turnover] of changes) {
      await ask(finance)
      await db.exec(change)
      expect(await ask(finance), change).toMatchObject({ turnover, counted: true })
    }
    // What is changed because something else was, by a foreign key.
    const ofCustomer = { filter: { customer: 'K1' } }
    expect(await ask(finance, ofCustomer)).toMatchObject({ total: 2 })
    await db.exec(`update record.customer set customer_code = 'K7' where customer_code = 'K1'`)
    expect(await ask(finance, ofCustomer)).toMatchObject({ total: 0 })
    await db.exec(`update record.customer set customer_code = 'K1' where customer_code = 'K7'`)
    expect(await ask(finance, ofCustomer)).toMatchObject({ total: 2 })
    const emptied = db.transaction(async (within) => {
      await within.exec('truncate record.contract cascade')
      expect(await askWithin(within, finance)).toMatchObject({ total: 0 })
      throw new Error('never')
    })
    await expect(emptied).rejects.toThrow('never')
    expect(await ask(finance)).toMatchObject({ turnover: '4310' })
  })

  const askWithin = async (within: Database, actor: Actor) => {
    await within.query(`select set_config('app.account', $1, true), set_config('role', 'hengji_app', true)`, [
      actor.account,
    ])
    const answer = await told(within, keeping())
    await within.query(`select set_config('role', 'none', true)`)
    return answer
  }

  test('what a transaction sees of itself is told to it, and to nobody when it is rolled back', async () => {
    expect(await ask(finance)).toMatchObject({ turnover: '4310' })
    const undone = db.transaction(async (within) => {
      await enter(within, 'C9', 5)
      expect(await askWithin(within, finance)).toMatchObject({ turnover: '4315' })
      await within.query(`update record.contract set turnover = 6 where contract_no = 'C9'`)
      expect(await askWithin(within, finance)).toMatchObject({ turnover: '4316' })
      throw new Error('never')
    })
    await expect(undone).rejects.toThrow('never')
    expect(await ask(finance)).toMatchObject({ turnover: '4310' })
    // A transaction that has a number already, asks, and then writes.
    await db.transaction(async (within) => {
      await within.query('select pg_current_xact_id()')
      answers = keepAnswers()
      expect(await askWithin(within, finance)).toMatchObject({ turnover: '4310' })
      await enter(within, 'C9', 5)
      expect(await askWithin(within, finance)).toMatchObject({ turnover: '4315' })
    })
    expect(await ask(finance)).toMatchObject({ turnover: '4315' })
    await db.exec(`delete from record.contract where contract_no = 'C9'`)
  })

  test('nothing kept is told to who does not see every row, nor kept for others (trust 15)', async () => {
    expect(await ask(seller)).toMatchObject({ total: 2, turnover: '3410', counted: true })
    expect(await ask(finance)).toMatchObject({ total: 4, turnover: '4310', counted: true })
    // The very question finance asked, without the hint of what is within reach.
    expect(await ask(seller)).toMatchObject({ total: 2, turnover: '3410', counted: true })
    expect(await ask(seller, { reach: reachOf(seller, 'contract') })).toMatchObject({
      total: 2,
      counted: true,
    })
    expect(await ask(finance)).toMatchObject({ total: 4, counted: false })
  })

  test('whoever stops seeing every row is not told another total (trust 15)', async () => {
    const leaving = await personOf(db, `leaving-${engine}`, 'finance', null)
    expect(await ask(leaving)).toMatchObject({ total: 4 })
    expect(await ask(leaving)).toMatchObject({ total: 4, counted: false })
    await db.query(`delete from access.role_grant where account_id = $1`, [leaving.account])
    expect(await ask(leaving)).toMatchObject({ total: 0, counted: true })
    expect(await ask(finance)).toMatchObject({ total: 4, counted: false })
  })

  test('notes of changes can be tidied away', async () => {
    await ask(finance)
    await enter(db, 'C9', 5)
    await tidy(db)
    expect(await ask(finance)).toMatchObject({ turnover: '4315', counted: true })
    expect(await ask(finance)).toMatchObject({ turnover: '4315', counted: false })
    await db.exec(`delete from record.contract where contract_no = 'C9'`)
    await tidy(db)
    await tidy(db)
    expect(await ask(finance)).toMatchObject({ turnover: '4310' })
    const [left] = await db.query<{ most: number }>(
      'select coalesce(max(n), 0)::int as most from (select count(*) as n from hengji.change group by of_table) t',
    )
    expect(left?.most).toBe(1)
  })

  test('a table whose changes are not noted is asked each time', async () => {
    await ask(finance)
    await db.exec('alter table record.contract disable trigger change_noted')
    await enter(db, 'C9', 5)
    expect(await ask(finance)).toMatchObject({ turnover: '4315' })
    await db.exec(`delete from record.contract where contract_no = 'C9';
      alter table record.contract enable trigger change_noted`)
    const silent = await db.query(
      `select c.relname from pg_class c where c.relnamespace = 'record'::regnamespace and c.relkind in ('r', 'p')
         and not exists (select from pg_trigger t where t.tgrelid = c.oid and t.tgname = 'change_noted')`,
    )
    expect(silent).toEqual([])
  })

  test('what is worked out from other tables, or found by their names, is not kept', async () => {
    const customers = objectOf('customer')
    const find = (more: { q?: string; filter?: Record<string, Filter> }) =>
      lookAs(db, finance, (within) =>
        listRecords(within, customers, {
          ...{ page: 1, size: 50, filter: {}, totals: 'only', ...more },
          keeping: { answers, whole: wholeOf('customer') },
        }),
      )
    const large = { filter: { turnover: { from: '3000' } } }
    expect((await find(large)).total).toBe(1)
    await db.exec(`update record.contract set turnover = turnover - 2000 where contract_no = 'C2'`)
    expect((await find(large)).total).toBe(0)
    await db.exec(`update record.contract set turnover = turnover + 2000 where contract_no = 'C2'`)
  })

  test('only so many answers are kept', async () => {
    answers = keepAnswers(2)
    for (const turnover of ['1', '2', '3']) await ask(finance, { filter: { turnover: { from: turnover } } })
    expect(await ask(finance, { filter: { turnover: { from: '3' } } })).toMatchObject({ counted: false })
    expect(await ask(finance, { filter: { turnover: { from: '1' } } })).toMatchObject({ counted: true })
  })

  if (engine === 'postgres') {
    test('a change nobody sees yet is told from its commit on, and never when it is rolled back', async () => {
      for (const [how, after] of [
        ['commit', '4315'],
        ['roll back', '4310'],
      ] as const) {
        answers = keepAnswers()
        const end = await halfway(db, (within) => enter(within, 'C9', 5))
        // A later transaction is over before the earlier one: numbers alone would say nothing.
        await db.exec(`update record.contract set turnover = turnover where contract_no = 'C1'`)
        expect(await ask(finance)).toMatchObject({ turnover: '4310', counted: true })
        expect(await ask(finance)).toMatchObject({ turnover: '4310', counted: false })
        await tidy(db)
        expect(await ask(finance)).toMatchObject({ turnover: '4310' })
        await end(how)
        expect(await ask(finance)).toMatchObject({ turnover: after, counted: how === 'commit' })
        await tidy(db)
        expect(await ask(finance)).toMatchObject({ turnover: after })
        await db.exec(`delete from record.contract where contract_no = 'C9'`)
      }
    })

    test('several servers on one database', async () => {
      const [own] = await db.query<{ name: string }>('select current_database()::text as name')
      const url = new URL(inject('serverUrl'))
      url.pathname = own?.name ?? ''
      const second = await openDatabase({ url: url.href })
      try {
        const theirs: Keeping = { answers: keepAnswers(), whole: wholeOf('contract') }
        const askThem = () => lookAs(second, finance, (within) => told(within, theirs))
        expect(await ask(finance)).toMatchObject({ turnover: '4310' })
        expect(await askThem()).toMatchObject({ turnover: '4310', counted: true })
        await asActor(db, finance, (within) =>
          within.query(`update record.contract set turnover = 2411 where contract_no = 'C2'`),
        )
        expect(await askThem()).toMatchObject({ turnover: '4311' })
        await second.exec(`update record.contract set turnover = 2410 where contract_no = 'C2'`)
        expect(await ask(finance)).toMatchObject({ turnover: '4310' })
        expect(await askThem()).toMatchObject({ turnover: '4310', counted: true })
      } finally {
        await second.close()
      }
    })
  }
})
