import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../records/database.ts'
import { smallCompany } from '../records/testing/company.ts'
import { createAccount } from './accounts.ts'
import { withNames } from './audit-people.ts'
import type { AuditRow } from './audit-search.ts'
import { installPermissions } from './install.ts'

let db: Database
beforeAll(async () => {
  db = await smallCompany('pglite')
  await installPermissions(db)
  await createAccount(db, {
    ...{ signInName: 'P2', person: 'P2', displayName: '经理（P2）', roles: [] },
    ...{ password: 'liushui-buxi-77', mustChangePassword: false, createdBy: 'test' },
  })
})
afterAll(() => db.close())

const row = (given: Partial<AuditRow>): AuditRow => ({
  ...{ id: '1', at: '', actor: '人事', action: 'update', subject: '', details: {} },
  ...given,
})

test.each([
  [
    { actor: 'P2', action: 'sign-in-failed', subject: '登录' },
    { who: '经理（P2）', about: '登录' },
  ],
  [
    { actor: '未登录', action: 'sign-in-failed', subject: '登录', details: { account: '经理（P2）' } },
    { who: '未登录', about: '登录 — 经理（P2）' },
  ],
  [{ actor: '没有这个人', action: 'sign-in-failed', subject: '登录' }, { who: '没有这个人' }],
  [{ actor: 'P2', subject: '登录' }, { who: 'P2' }],
  [{ subject: '个人信息 P2' }, { about: '个人信息 经理（P2）' }],
  [{ subject: '任职 P3 / 2026-01-01' }, { about: '任职 业务员甲（P3） / 2026-01-01' }],
  [{ subject: '业务组成员 T1 / P3 / 2026-01-01' }, { about: '业务组成员 T1 / 业务员甲（P3） / 2026-01-01' }],
  [{ subject: '超常加分 2026-10 / P4' }, { about: '超常加分 2026-10 / 业务员乙（P4）' }],
  [{ subject: '绩效单 2026-11 P3' }, { about: '绩效单 2026-11 业务员甲（P3）' }],
  [{ subject: '绩效单 2026-11 名单' }, { about: '绩效单 2026-11 名单' }],
  [{ subject: '制度试算 2026-11 P3' }, { about: '制度试算 2026-11 业务员甲（P3）' }],
  [{ subject: '回款 P2 / R1' }, { about: '回款 P2 / R1' }],
  [{ subject: '任职 NN / 2026-01-01' }, { about: '任职 NN / 2026-01-01' }],
  [
    {
      details: {
        object: 'contract',
        before: { salesperson: 'P2' },
        after: { salesperson: 'P3', kind: 'P4' },
      },
    },
    { names: { P2: '经理', P3: '业务员甲' } },
  ],
])('%j reads as %j (X-6)', async (given, expected) => {
  expect(await withNames(db, [row(given)])).toMatchObject([expected])
})
