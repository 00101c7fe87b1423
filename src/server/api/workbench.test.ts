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

async function waitingAs(name: string, kind: string): Promise<unknown[]> {
  const { body } = await (await signIn(testApi(services), name))('GET', '/workbench')
  return body.waiting.filter((one: { kind: string }) => one.kind === kind)
}

test('M-5.2 ratings wait while departments owe some, as the appraisal counts them, and are gone when all are given', async () => {
  await db.exec(`
    insert into record.unit (unit_code, name, kind) values ('XZ', '行政部', '职能');
    insert into record.person (person_no, name, hired_on) values ('H', '部长', '2020-01-01');
    insert into record.assignment (person_no, unit_code, position, heads_unit, valid_from) values
      ('H', 'XZ', '部长', true, '2020-01-01')`)
  const owed = async () => {
    const call = await signIn(testApi(services), 'xingzheng')
    const { body } = await call('GET', '/reviews/2026-01/ratings')
    return body.departments.flatMap(({ missing }: { missing: { number: string }[] }) => missing)
  }
  // Nobody rates the head of a department outside the appraisal.
  expect(await owed()).toMatchObject([{ number: 'B' }])
  expect(await waitingAs('xingzheng', 'ratings')).toMatchObject([{ about: '2026-01', count: 1 }])
  expect(await waitingAs('yewuyuan', 'ratings')).toEqual([])
  await db.exec(
    `insert into record.cooperation_rating (period, person_no, unit_code, score) values ('2026-01', 'B', 'XZ', 9)`,
  )
  expect(await owed()).toEqual([])
  expect(await waitingAs('xingzheng', 'ratings')).toEqual([])
})

test('rows that were not imported wait for whoever brought the file, until it is taken back', async () => {
  const [file] = await db.query<{ id: string }>(
    `insert into import.file (name, sha256, imported_by) values ('回款.csv', repeat('a', 64), 'caiwu的账号') returning id::text as id`,
  )
  await db.query(
    `insert into import.sheet (file_id, sheet, object, read_rows, accepted_rows, rejected_rows, added_rows, changed_rows,
       unchanged_rows, skipped_rows, sums) values ($1::bigint, '回款', 'receipt', 2, 0, 2, 0, 0, 0, 0, '[]')`,
    [file?.id],
  )
  expect(await waitingAs('caiwu', 'imports')).toMatchObject([{ about: '回款.csv', count: 2, id: file?.id }])
  expect(await waitingAs('xingzheng', 'imports')).toEqual([])
  await db.query(`update import.file set undone_at = now(), undone_by = 'caiwu' where id = $1::bigint`, [
    file?.id,
  ])
  expect(await waitingAs('caiwu', 'imports')).toEqual([])
})
