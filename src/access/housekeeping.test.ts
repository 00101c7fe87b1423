import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../records/database.ts'
import { migrate } from '../records/migrate.ts'
import { freshDatabase } from '../records/testing/server.ts'
import { tidy } from './housekeeping.ts'

let db: Database
beforeAll(async () => {
  db = await freshDatabase('postgres')
  await migrate(db)
})
afterAll(() => db.close())

test('what is kept for a while only is removed', async () => {
  await db.exec(`insert into access.idempotency (account_id, route, key, body_hash, at) values ('x', 'x', 'old', '', now() - interval '8 days'),
      ('x', 'x', 'new', '', now());
    insert into access.sign_in_attempt (at, sign_in_name, address, succeeded) values (now() - interval '31 days', 'old', 'x', false);
    insert into access.used_code values ('x', 'old', now() - interval '11 minutes');
    insert into job.job (kind, title, input, account_id, actor, status, ended_at) values ('x', 'old', '{}', 'x', 'x', 'done', now() - interval '91 days')`)
  await tidy(db)
  const left = await db.query(`select 1 as one from access.idempotency where key = 'old' union all
    select 1 from access.used_code union all select 1 from access.sign_in_attempt where sign_in_name = 'old' union all select 1 from job.job where title = 'old'`)
  expect(left).toEqual([])
  expect((await db.query('select 1 as one from access.idempotency')).length).toBeGreaterThan(0)
})
