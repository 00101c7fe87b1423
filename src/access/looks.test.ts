/** Whoever looks at another's pay stands in the audit log before they see it (X-6, trust 32). */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../records/database.ts'
import { smallCompany } from '../records/testing/company.ts'
import type { Actor } from './actor.ts'
import { noteLook } from './looks.ts'

let db: Database
const reader = { account: 'a', name: '甲', person: 'P1', roles: [], kind: 'person', readOnly: false } as Actor

beforeAll(async () => {
  db = await smallCompany('pglite')
})
afterAll(() => db.close())

const noted = () =>
  db.query<{ subject: string }>('select subject from audit.entry order by entry_id').then((r) => r.length)

test('X-6 looking at one thing for a while is one entry, by each who looks', async () => {
  for (let i = 0; i < 3; i++) await noteLook(db, reader, { subject: '绩效单 2026-10 P2' })
  expect(await noted()).toBe(1)
  await noteLook(db, { ...reader, account: 'b' }, { subject: '绩效单 2026-10 P2' })
  await noteLook(db, reader, { subject: '绩效单 2026-10 P3' })
  expect(await noted()).toBe(3)
})

test('X-6 a copy that leaves is an entry each time', async () => {
  const before = await noted()
  for (let i = 0; i < 2; i++) await noteLook(db, reader, { subject: '绩效单 2026-10 P2', eachTime: true })
  expect(await noted()).toBe(before + 2)
})

test('X-6 a look that could not be noted is an error, and is noted the next time', async () => {
  const before = await noted()
  await db.exec('alter table audit.head rename to head_away')
  const look = { subject: '绩效单 2026-10 P4' }
  await expect(noteLook(db, reader, look)).rejects.toThrow('head')
  await db.exec('alter table audit.head_away rename to head')
  await noteLook(db, reader, look)
  expect(await noted()).toBe(before + 1)
})
