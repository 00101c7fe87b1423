/** The first steps of a company without records: whose they are, what is ticked, and that they go. */
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Role } from '../../access/roles.ts'
import type { Database } from '../../records/database.ts'
import { migrate } from '../../records/migrate.ts'
import { freshDatabase } from '../../records/testing/server.ts'
import { publish } from '../../settlement/policy-version.ts'
import { settle } from '../../settlement/settle.ts'
import { month, policyFile } from '../../settlement/testing/company.ts'
import { fillSeller } from '../../settlement/testing/seller.ts'
import { makeAccount, signIn } from '../testing/accounts.ts'
import { testApi, testServices } from '../testing/services.ts'
import type { Services } from './services.ts'

let db: Database
let services: Services

beforeAll(async () => {
  db = await freshDatabase('postgres')
  await migrate(db)
  services = await testServices(db)
  await makeAccount(db, 'admin', ['admin'])
})
afterAll(async () => {
  await services.jobs.stop()
  await db.close()
})

interface Step {
  readonly kind: string
  readonly done: boolean
  readonly mine: boolean
  readonly ready: boolean
}

async function stepsOf(name: string, role?: Role): Promise<Step[]> {
  if (role) await makeAccount(db, name, [role])
  return (await (await signIn(testApi(services), name))('GET', '/workbench')).body.beginning
}

const next = (steps: readonly Step[]) =>
  steps.filter(({ done, mine, ready }) => mine && ready && !done).map(({ kind }) => kind)

test('each is told the steps that fall to them, until the first month was calculated', async () => {
  expect(next(await stepsOf('admin'))).toEqual(['accounts'])
  expect(next(await stepsOf('xingzheng', 'administration'))).toEqual(['organisation', 'draft'])
  expect(next(await stepsOf('admin'))).toEqual([])
  expect(next(await stepsOf('caiwu', 'finance'))).toEqual(['products'])
  expect(next(await stepsOf('zhuguan', 'director'))).toEqual([])
  expect(await stepsOf('yewuyuan', 'salesperson')).toEqual([])
  expect(await stepsOf('shenji', 'auditor')).toEqual([])

  await fillSeller(db)
  expect(next(await stepsOf('xingzheng'))).toEqual(['draft'])
  expect(next(await stepsOf('caiwu'))).toEqual([])
  const version = await publish(db, await readFile(policyFile, 'utf8'), '人事')
  expect(next(await stepsOf('caiwu'))).toEqual(['calculate'])
  await settle(db, { version, period: month('2026-01'), actor: 'caiwu' })
  for (const name of ['admin', 'xingzheng', 'caiwu', 'zhuguan']) expect(await stepsOf(name)).toEqual([])
})
