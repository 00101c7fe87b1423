import { afterAll, beforeAll, expect, test } from 'vitest'
import { sampleSubject } from '../../samples/accounts.ts'
import { createAccount, deactivate } from '../access/accounts.ts'
import { record } from '../access/audit.ts'
import type { Database } from '../records/database.ts'
import { smallCompany } from '../records/testing/company.ts'
import { companyOf } from './company.ts'

let db: Database
beforeAll(async () => {
  db = await smallCompany('pglite')
})
afterAll(() => db.close())

const open = (signInName: string) =>
  createAccount(db, {
    ...{ signInName, person: null, displayName: signInName, roles: [], password: 'liushui-buxi-77' },
    ...{ mustChangePassword: false, createdBy: 'test' },
  })

test('sign-ins of the sample company are shown while it is loaded, and only those that open', async () => {
  const closed = await open('0013')
  await open('0055')
  expect(await companyOf(db)).toMatchObject({ sample: false, demoAccounts: [] })
  await record(db, { actor: 'test', action: 'import', subject: sampleSubject })
  await deactivate(db, closed)
  const { demoAccounts } = await companyOf(db)
  expect(demoAccounts.map(({ name }) => name)).toEqual(['0055'])
})
