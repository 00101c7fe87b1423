/** An import that is stopped while it runs leaves nothing, and may be begun again (PostgreSQL). */
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { Database } from '../../records/database.ts'
import { checkUpload } from '../../records/import/import-upload.ts'
import { smallCompany } from '../../records/import/testing.ts'
import { storeFile } from '../../records/import/upload-file.ts'
import { readUpload, recordUpload } from '../../records/import/uploads.ts'
import { defaultLimits } from '../../records/sheet/limits.ts'
import { freshDatabase } from '../../records/testing/server.ts'
import type { Services } from '../api/services.ts'
import { makeAccount, signIn } from '../testing/accounts.ts'
import { ended } from '../testing/jobs.ts'
import { testApi, testServices } from '../testing/services.ts'

const rows = 4000

async function uploaded({ db, folder }: Services, account: string): Promise<string> {
  const lines = Array.from({ length: rows }, (_, at) => `HT-00${1 + (at % 2)},R${at},2026-03-01,1,订金`)
  const text = `合同编号,回款单号,收款日期,回款金额,款项类别\n${lines.join('\n')}\n`
  const body = new Blob([text]).stream()
  const stored = await storeFile(body as never, { folder, name: '回款.csv', limits: defaultLimits })
  return recordUpload(db, { ...stored, name: '回款.csv', account, by: 'caiwu' })
}

const written = async (db: Database) =>
  (
    await db.query(`select (select count(*)::int from record.receipt) as receipts,
      (select count(*)::int from import.sheet where object = 'receipt') as sheets,
      (select count(*)::int from audit.entry where action = 'import') as noted`)
  )[0]

test.skipIf(process.env.TZ !== 'UTC')('stopped while it writes', { timeout: 120_000 }, async () => {
  const db = await freshDatabase('postgres')
  const services = await testServices(db)
  await smallCompany(db)
  const account = await makeAccount(db, 'caiwu', ['finance'], { displayName: 'caiwu' })
  const finance = await signIn(testApi(services), 'caiwu')
  const id = await uploaded(services, account)
  const { digest } = await checkUpload(db, services.folder, await readUpload(db, account, id), {
    actor: 'caiwu',
  })
  const before = await written(db)
  // Something else holds the table, so that the import surely is under way.
  const held = Promise.withResolvers<void>()
  const holding = db.transaction(async (within) => {
    await within.exec('lock table record.receipt in share mode')
    await held.promise
  })
  const { body: begun } = await finance('POST', `/imports/uploads/${id}/import`, { digest })
  for (let at = 0; at < 300; at += 1) {
    const [waiting] = await db.query(
      `select from pg_locks where not granted and relation = 'record.receipt'::regclass`,
    )
    if (waiting) break
    await sleep(100)
  }
  expect((await finance('GET', `/jobs/${begun.job}`)).body.status).toBe('running')
  expect((await finance('DELETE', `/jobs/${begun.job}`)).status).toBe(200)
  await sleep(2000)
  held.resolve()
  await holding
  expect(await ended(finance, begun.job)).toMatchObject({ status: 'cancelled' })
  expect(await written(db)).toEqual(before)

  const read = await finance('GET', `/imports/uploads/${id}`)
  expect(read.body).toMatchObject({ status: 'open', checked: { digest }, importId: null })
  const { body: again } = await finance('POST', `/imports/uploads/${id}/import`, { digest })
  expect(await ended(finance, again.job)).toMatchObject({ status: 'done' })
  expect(await written(db)).toMatchObject({ receipts: rows, noted: 1 })
  await services.jobs.stop()
  await db.close()
})
