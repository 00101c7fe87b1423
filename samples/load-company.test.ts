import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../src/records/database.ts'
import { migrate } from '../src/records/migrate.ts'
import { smallCompany } from '../src/records/testing/company.ts'
import { freshDatabase } from '../src/records/testing/server.ts'
import { type LoadStep, loadSampleCompany } from './load-company.ts'

let db: Database
beforeAll(async () => {
  db = await freshDatabase('pglite')
  await migrate(db)
})
afterAll(() => db.close())

class Interrupted extends Error {}

async function counts() {
  const [row] = await db.query<Record<string, string>>(
    `select (select count(*) from record.person) as people, (select count(*) from record.contract) as contracts,
       (select count(*) from import.file) as files, (select count(*) from settlement.run) as runs,
       (select count(*) from settlement.policy_version) as versions, (select count(*) from audit.entry) as entries`,
  )
  return row
}

function stopAt(wanted: (step: LoadStep) => boolean) {
  return loadSampleCompany(db, (step) => {
    if (wanted(step)) throw new Interrupted()
  })
}

test('an interruption leaves nothing half done, and the next call goes on where that one stopped', {
  timeout: 180_000,
}, async () => {
  const receipts = (step: LoadStep) => step.step === 'import' && step.file === '回款流水.csv'
  await expect(stopAt(receipts)).rejects.toThrow(Interrupted)
  expect(await counts()).toMatchObject({ people: '0', contracts: '0', files: '0', entries: '0' })
  const march = (step: LoadStep) => step.step === 'settle' && step.period === '2026-03'
  await expect(stopAt(march)).rejects.toThrow(Interrupted)
  expect(await counts()).toMatchObject({ people: '61', files: '10', runs: '2', versions: '1' })
  const steps: string[] = []
  await loadSampleCompany(db, (step) => steps.push(step.step))
  expect(steps).toEqual(Array(10).fill('settle'))
  // Import, publish, twelve months settled, eleven reviewed and closed.
  expect(await counts()).toMatchObject({ runs: '12', entries: String(2 + 12 + 22) })
})

test('once it is there, another call does nothing', async () => {
  const before = await counts()
  const steps: LoadStep[] = []
  await loadSampleCompany(db, (step) => steps.push(step))
  expect(steps).toEqual([])
  expect(await counts()).toEqual(before)
})

test('records of somebody else are left alone', async () => {
  const others = await smallCompany('pglite')
  try {
    await loadSampleCompany(others, () => {})
    expect(await others.query('select count(*) as count from record.person')).toEqual([{ count: '4' }])
  } finally {
    await others.close()
  }
})
