import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Role } from '../../access/roles.ts'
import type { Database } from '../../records/database.ts'
import { smallCompany } from '../../records/testing/company.ts'
import { makeAccount, signIn } from '../testing/accounts.ts'
import { type Caller, testApi, testServices } from '../testing/services.ts'
import type { Services } from './services.ts'

let db: Database
let services: Services
let finance: Caller
let seller: Caller

beforeAll(async () => {
  db = await smallCompany('postgres')
  services = await testServices(db)
  const app = testApi(services)
  const person = async (name: string, role: Role): Promise<Caller> => {
    await makeAccount(db, name, [role], { person: /^P\d$/.test(name) ? name : null })
    return signIn(app, name)
  }
  finance = await person('finance', 'finance')
  seller = await person('P4', 'salesperson')
})
afterAll(async () => {
  await services.jobs.stop()
  await db.close()
})

const found = async (who: Caller, q: string) =>
  (await who('GET', `/search?q=${encodeURIComponent(q)}`)).body.rows.map((row: { to: string }) => row.to)

test('people, contracts, customers and products are found by number or name', async () => {
  expect(await found(finance, '甲公司')).toEqual(['/contracts/C1', '/contracts/S1', '/customers/K1'])
  expect(await found(finance, 'c2')).toEqual(['/contracts/C2'])
  expect(await found(finance, '净化')).toEqual(['/products/A'])
})

test('trust 13: nothing is found that cannot be opened', async () => {
  expect(await found(seller, '甲公司')).toEqual([])
  expect(await found(seller, 'C3')).toEqual(['/contracts/C3'])
  expect(await found(seller, '经理')).toEqual(['/people/P2'])
})

test('what looks like a pattern or SQL is only text (trust 21)', async () => {
  expect(await found(finance, '%')).toEqual([])
  expect(await found(finance, "' or 1=1 --")).toEqual([])
})
