/** Every step from every state by every person, in the code and behind it, in the database.. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../records/database.ts'
import { close, type Decision, pay, publishRun, review, softClose } from './close.ts'
import type { PolicyVersion } from './policy-version.ts'
import { askToReopen, confirmReopening, withdrawReopening } from './reopen.ts'
import { partitionOf, type Run, runOf } from './run.ts'
import { settle } from './settle.ts'
import { isOpen, type RunStatus, runStatuses, type Step, steps } from './states.ts'
import { month } from './testing/company.ts'
import { money, sellerOn } from './testing/seller.ts'
import { verify } from './verify.ts'

const period = month('2026-01')
const undo = new Error('undo')

const work: Readonly<Record<Exclude<Step, 'reopen'>, (db: Database, decision: Decision) => Promise<Run>>> = {
  review,
  publish: publishRun,
  'soft-close': softClose,
  close,
  pay,
}
const taken = Object.keys(work) as (keyof typeof work)[]

/** The steps that lead to a state. */
const ways: Readonly<Record<RunStatus, readonly (keyof typeof work)[]>> = {
  calculated: [],
  reviewed: ['review'],
  published: ['review', 'publish'],
  'soft-closed': ['review', 'publish', 'soft-close'],
  closed: ['review', 'publish', 'close'],
  paid: ['review', 'publish', 'soft-close', 'close', 'pay'],
}

// The time zone has no part in it, so once is enough.
describe.skipIf(process.env.TZ !== 'UTC')('the states of a month', () => {
  let company: Database
  let version: PolicyVersion
  beforeAll(async () => {
    const seller = await sellerOn('postgres')
    company = seller.db
    version = seller.version
    await money(company, '2026-01-10', 10000)
    await settle(company, { version, period, actor: '财务' })
  })
  afterAll(() => company.close())

  /** Everything in it is undone afterwards. */
  async function within(told: (db: Database) => Promise<void>): Promise<void> {
    const over = company.transaction(async (db) => {
      await told(db)
      throw undo
    })
    await over.catch((error: unknown) => {
      if (error !== undo) throw error
    })
  }

  const by = (actor: string): Decision => ({ version, period, actor })

  async function reach(db: Database, status: RunStatus): Promise<Run> {
    for (const step of ways[status]) await work[step](db, by(step === 'pay' ? '出纳' : '主管'))
    return runOf(db, period)
  }

  describe.each(runStatuses)('from %s', (status) => {
    test.each(taken)('%s', async (step) => {
      await within(async (db) => {
        await reach(db, status)
        const allowed = steps[step].from.includes(status)
        const wrong = step === 'pay' ? '主管' : '财务'
        await expect(db.transaction((inner) => work[step](inner, by(wrong)))).rejects.toMatchObject({
          code: allowed ? 'second_person' : 'run_status',
        })
        const right = db.transaction((inner) => work[step](inner, by(step === 'pay' ? '出纳' : '总监')))
        if (allowed) expect((await right).status).toBe(steps[step].to)
        else await expect(right).rejects.toMatchObject({ code: 'run_status' })
      })
    })

    test('reopening takes a reason and two people, and a full close never reopens', async () => {
      await within(async (db) => {
        const run = await reach(db, status)
        const ask = db.transaction((inner) => askToReopen(inner, by('财务'), '数字录错了'))
        if (!steps.reopen.from.includes(status)) {
          await expect(ask).rejects.toMatchObject({ code: 'run_status' })
          return
        }
        expect((await ask).reason).toBe('数字录错了')
        await expect(db.transaction((inner) => confirmReopening(inner, by('财务')))).rejects.toMatchObject({
          code: 'second_person',
        })
        expect((await runOf(db, period)).status).toBe(status)
        expect((await confirmReopening(db, by('总监'))).status).toBe('calculated')
        const again = await settle(db, { version, period, actor: '财务' })
        expect(again.result_digest).toBe(run.result_digest)
        // What was decided for the run before counts for nothing now.
        expect(again.reviewed_by).toBeNull()
      })
    })

    test('settling again', async () => {
      await within(async (db) => {
        await reach(db, status)
        const again = db.transaction((inner) => settle(inner, { version, period, actor: '财务' }))
        if (isOpen(status)) expect((await again).status).toBe('calculated')
        else
          await expect(again).rejects.toMatchObject({
            code: status === 'closed' || status === 'paid' ? 'run_closed' : 'run_published',
          })
      })
    })

    test.each(runStatuses)('the database lets it become %s only by a step', async (next) => {
      const set: Readonly<Record<RunStatus, string>> = {
        calculated: `reviewed_by = null, reviewed_at = null, published_by = null, published_at = null, soft_closed_by = null, soft_closed_at = null`,
        reviewed: `reviewed_by = '总监', reviewed_at = now()`,
        published: `published_by = '总监', published_at = now()`,
        'soft-closed': `soft_closed_by = '总监', soft_closed_at = now()`,
        closed: `closed_by = '总监', closed_at = now()`,
        paid: `paid_by = '财务', paid_at = now()`,
      }
      const allowed = new Set([
        'calculated calculated',
        'calculated reviewed',
        'reviewed calculated',
        'reviewed published',
        'published soft-closed',
        'published closed',
        'soft-closed closed',
        'closed paid',
      ])
      await within(async (db) => {
        await reach(db, status)
        const change = db.transaction((inner) =>
          inner.exec(`update settlement.run set status = '${next}', ${set[next]}`),
        )
        if (allowed.has(`${status} ${next}`)) await change
        else await expect(change).rejects.toThrow()
      })
    })

    test('the database keeps results that people have seen', async () => {
      const { payable } = version.program
      if (!payable) throw new Error('nothing payable')
      await within(async (db) => {
        const run = await reach(db, status)
        const table = partitionOf(run, payable.object)
        for (const statement of [
          `update ${table} set "${payable.id}" = 0`,
          `delete from ${table} where "K1" = 'S'`,
          `update settlement.run set result_digest = 'x'`,
          `delete from settlement.run`,
        ]) {
          const change = db.transaction(async (inner) => {
            await inner.exec(statement)
            throw undo
          })
          const free = status === 'calculated' || (isOpen(status) && !statement.includes('digest'))
          if (free) await expect(change, statement).rejects.toBe(undo)
          else await expect(change, statement).rejects.not.toBe(undo)
        }
      })
    })
  })

  test('a reopening that was used, withdrawn or made for other results opens nothing', async () => {
    await within(async (db) => {
      await reach(db, 'published')
      await askToReopen(db, by('财务'), '数字录错了')
      await withdrawReopening(db, by('财务'))
      await expect(db.transaction((inner) => confirmReopening(inner, by('总监')))).rejects.toMatchObject({
        code: 'reopening_none',
      })
      await askToReopen(db, by('财务'), '数字录错了')
      await confirmReopening(db, by('总监'))
      await reach(db, 'published')
      const around = db.transaction((inner) =>
        inner.exec(
          `update settlement.run set status = 'calculated', reviewed_by = null, reviewed_at = null, published_by = null, published_at = null`,
        ),
      )
      await expect(around).rejects.toThrow('takes a reason and two people')
      for (const statement of [
        `update settlement.reopening set reason = '别的理由'`,
        `update settlement.reopening set confirmed_by = '别人' where withdrawn_by is not null`,
        'delete from settlement.reopening',
        'truncate settlement.reopening',
        `insert into settlement.reopening (policy, period, run_id, result_digest, reason, asked_by) values ('p', '2026-01', 1, 'x', '   ', 'a')`,
        `insert into settlement.reopening (policy, period, run_id, result_digest, reason, asked_by, confirmed_by, confirmed_at) values ('p', '2026-01', 1, 'x', '理由够长', 'a', 'a', now())`,
      ])
        await expect(
          db.transaction((inner) => inner.exec(statement)),
          statement,
        ).rejects.toThrow()
    })
  })

  test('paying takes what is owed from the ledger, once, and the month verifies (trust 40)', async () => {
    await within(async (db) => {
      await reach(db, 'paid')
      const [sum] = await db.query<{ owed: string; count: number }>(
        `select trim_scale(sum(amount) filter (where account = 'payable'))::text as owed,
           count(*) filter (where kind = 'paid')::int as count from settlement.ledger_entry`,
      )
      expect(sum).toEqual({ owed: '0', count: 3 })
      expect((await verify(db, version, period)).filter((check) => !check.ok)).toEqual([])
      const again = db.transaction((inner) =>
        inner.exec(`insert into settlement.ledger_entry (policy, person_no, period, account, kind, amount, run_id, entered_by)
          select policy, person_no, period, account, kind, amount, run_id, entered_by from settlement.ledger_entry where kind = 'paid'`),
      )
      await expect(again).rejects.toThrow('one_posting_per_run')
    })
  })

  test('paying from several sides at once pays once', async () => {
    await reach(company, 'closed')
    const asked = await Promise.allSettled([1, 2, 3, 4].map(() => pay(company, by('出纳'))))
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const twice = await company.query(
      `select 1 as one from settlement.ledger_entry where kind = 'paid' group by person_no having count(*) > 1`,
    )
    expect(twice).toEqual([])
  })
})
