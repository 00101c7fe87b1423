import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../records/database.ts'
import { settle } from '../settlement/settle.ts'
import { month } from '../settlement/testing/company.ts'
import { money, sellerOn } from '../settlement/testing/seller.ts'
import { people } from './people.ts'
import { comparePeople } from './review/compare.ts'
import { figuresOf } from './review/figures.ts'
import { type Settled, settledIn, versionsOf } from './settled.ts'

/** Z has no post after February, N begins in March, S moves to another unit then. */
const changes = [
  `insert into record.unit (unit_code, name, kind, parent_code) values ('GC', '工程事业部', '事业部', 'YX')`,
  `insert into record.person (person_no, name, hired_on) values ('N', '新人', '2026-03-01')`,
  `insert into record.fixed_pay (person_no, base_pay, allowance, valid_from) values ('N', 2800, 0, '2026-03-01')`,
  `update record.person set left_on = null where person_no = 'Z'`,
  `update record.assignment set valid_to = '2026-03-01' where person_no in ('S', 'Z')`,
  `insert into record.assignment (person_no, unit_code, position, superior_no, heads_unit, valid_from) values
    ('N', 'CP', '业务员', 'B', false, '2026-03-01'), ('S', 'GC', '业务员', 'B', false, '2026-03-01')`,
]

let db: Database
let february: Settled
let march: Settled
beforeAll(async () => {
  const { db: own, version } = await sellerOn('pglite')
  db = own
  for (const sql of changes) await db.exec(sql)
  await money(db, '2026-03-10', 10_000)
  for (const name of ['2026-02', '2026-03']) await settle(db, { version, period: month(name), actor: '财务' })
  february = await settledIn(db, versionsOf(db), '2026-02')
  march = await settledIn(db, versionsOf(db), '2026-03')
})
afterAll(() => db.close())

test('M-6.2 the change of everybody counts who is new and who is gone, as settlement does (trust 39)', async () => {
  const now = await people(db, march, february)
  const then = await people(db, february, undefined)
  expect(now?.rows.find(({ number }) => number === 'N')?.change).toBeNull()
  const numbers = (of: typeof now) => of?.rows.map(({ number }) => number)
  expect([numbers(then), numbers(now)]).toEqual([
    ['B', 'S', 'Z'],
    ['B', 'N', 'S'],
  ])
  const figures = await figuresOf(db, march, february)
  const { sums } = await comparePeople(db, march, february, { page: 1, size: 50 })
  expect(now?.changeTotal).toBe(figures?.totals.change)
  expect(now?.changeTotal).toBe(sums.change)
  expect(Number(now?.changeTotal)).toBe(Number(now?.total) - Number(then?.total))
})

test('M-6.2 a filter is asked of both months: the change is between the two lists one sees', async () => {
  for (const query of [
    { units: ['产品事业部'] },
    { units: ['工程事业部'] },
    { text: 's' },
    { text: '新人' },
  ]) {
    const now = await people(db, march, february, query)
    const then = await people(db, february, undefined, query)
    expect(Number(now?.changeTotal), JSON.stringify(query)).toBe(Number(now?.total) - Number(then?.total))
  }
})

test('without a month before there is no change to tell', async () => {
  expect((await people(db, march, undefined))?.changeTotal).toBeNull()
})
