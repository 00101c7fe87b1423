import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { installPermissions } from '../../access/install.ts'
import { type Database, openDatabase } from '../../records/database.ts'
import { checkUpload } from '../../records/import/import-upload.ts'
import { smallCompany } from '../../records/import/testing.ts'
import { storeFile } from '../../records/import/upload-file.ts'
import { readUpload, recordUpload } from '../../records/import/uploads.ts'
import { defaultLimits } from '../../records/sheet/limits.ts'
import { freshDatabaseUrl } from '../../records/testing/server.ts'
import { servicesOf } from '../services.ts'
import { makeAccount } from '../testing/accounts.ts'
import { ownAddress } from '../testing/services.ts'

const rows = 12_000

/** A process that serves the database's jobs until it is killed. */
function serve(url: string, folder: string) {
  const at = (path: string) => JSON.stringify(new URL(path, import.meta.url).href)
  const script = `
    import { openDatabase } from ${at('../../records/database.ts')}
    import { servicesOf } from ${at('../services.ts')}
    const db = await openDatabase(${JSON.stringify({ url })})
    await servicesOf(db, { folder: ${JSON.stringify(folder)}, secret: 'x'.repeat(32), identityProvider: undefined }, ${JSON.stringify(ownAddress)})
    console.log('serving')`
  return spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

async function uploaded(db: Database, folder: string, account: string) {
  const lines = Array.from({ length: rows }, (_, at) => `HT-00${1 + (at % 2)},R${at},2026-03-01,1,订金`)
  const text = `合同编号,回款单号,收款日期,回款金额,款项类别\n${lines.join('\n')}\n`
  const body = new Blob([text]).stream()
  const stored = await storeFile(body as never, { folder, name: '回款.csv', limits: defaultLimits })
  const id = await recordUpload(db, { ...stored, name: '回款.csv', account, by: 'caiwu' })
  const checked = await checkUpload(db, folder, await readUpload(db, account, id), { actor: 'caiwu' })
  return { id, digest: checked.digest }
}

const state = async (db: Database) => {
  const [row] = await db.query<{ receipts: number; told: number; status: string; attempts: number }>(`
    select (select count(*)::int from record.receipt) as receipts,
      (select coalesce(sum(added_rows), 0)::int from import.sheet where object = 'receipt') as told,
      (select status from job.job) as status, (select attempts from job.job) as attempts`)
  return row
}

test.skipIf(process.env.TZ !== 'UTC')(
  'a server killed in the middle of an import leaves nothing half written, and the next one does it (trust §9)',
  { timeout: 120_000 },
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'hengji-'))
    const url = await freshDatabaseUrl()
    const db = await openDatabase({ url })
    await smallCompany(db)
    await installPermissions(db)
    const account = await makeAccount(db, 'caiwu', ['finance'], { displayName: 'caiwu' })
    const { id, digest } = await uploaded(db, folder, account)
    // Something else holds the table, so that the import surely is under way when the process goes.
    const held = Promise.withResolvers<void>()
    const holding = db.transaction(async (within) => {
      await within.exec('lock table record.receipt in share mode')
      await held.promise
    })
    await db.query(
      `insert into job.job (kind, title, input, account_id, actor) values ('import', '导入', $1::jsonb, $2, 'caiwu')`,
      [JSON.stringify({ upload: id, objects: ['receipt'], digest }), account],
    )
    const child = serve(url, folder)
    const exited = once(child, 'exit')
    for (let at = 0; at < 300 && (await state(db))?.status !== 'running'; at += 1) await sleep(100)
    expect(await state(db)).toMatchObject({ status: 'running', attempts: 1 })
    held.resolve()
    await holding
    await sleep(Date.now() % 400)
    child.kill('SIGKILL')
    await exited
    const killed = await state(db)
    expect([0, rows]).toContain(killed?.receipts)
    expect(killed?.told).toBe(killed?.receipts)
    const settings = { folder, secret: 'x'.repeat(32), identityProvider: undefined }
    const services = await servicesOf(db, settings, ownAddress)
    for (let at = 0; at < 600 && (await state(db))?.status !== 'done'; at += 1) await sleep(100)
    expect(await state(db)).toMatchObject({ receipts: rows, told: rows, status: 'done' })
    expect(await db.query(`select count(*)::int as n from import.sheet where object = 'receipt'`)).toEqual([
      { n: 1 },
    ])
    await services.jobs.stop()
    await db.close()
    await rm(folder, { recursive: true })
  },
)
