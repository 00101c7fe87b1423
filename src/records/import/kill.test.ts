import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type DatabaseTarget, openDatabase } from '../database.ts'
import { freshDatabaseUrl } from '../testing/server.ts'
import { importFile } from './import-file.ts'
import { options, smallCompany } from './testing.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hengji-'))
})
afterEach(() => rm(folder, { recursive: true }))

const rows = 7000

async function receipts(path: string): Promise<void> {
  const lines = Array.from({ length: rows }, (_, at) => `HT-00${1 + (at % 2)},R${at},2026-03-01,1,订金`)
  await writeFile(path, `合同编号,回款单号,收款日期,回款金额,款项类别\n${lines.join('\n')}\n`)
}

/** Starts the import in a process of its own and kills it some time after it has read `after` rows. */
async function importAndKill(
  target: DatabaseTarget,
  file: string,
  after: number,
  delay: number,
): Promise<void> {
  const script = `
    import { openDatabase } from ${JSON.stringify(new URL('../database.ts', import.meta.url).href)}
    import { importFile } from ${JSON.stringify(new URL('./import-file.ts', import.meta.url).href)}
    const db = await openDatabase(${JSON.stringify(target)})
    const onProgress = ({ rows }) => { if (rows >= ${after}) console.log('reached') }
    await importFile(db, ${JSON.stringify(file)}, { actor: 'E001', onProgress })
    console.log('done')
    await db.close()`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit')
  await Promise.race([once(child.stdout, 'data'), exited])
  await sleep(delay)
  child.kill('SIGKILL')
  await exited
}

// The time zone has no part in it, so once is enough.
test.skipIf(process.env.TZ !== 'UTC').each(['pglite', 'postgres'] as const)(
  'a process killed in the middle of an import on %s leaves all of it or nothing (trust §9)',
  { timeout: 120_000 },
  async (engine) => {
    const target: DatabaseTarget =
      engine === 'pglite' ? { dataDir: join(folder, 'data') } : { url: await freshDatabaseUrl() }
    const file = join(folder, '回款.csv')
    await receipts(file)
    const first = await openDatabase(target)
    await smallCompany(first)
    const [before] = await first.query<{ files: number }>('select count(*)::int as files from import.file')
    await first.close()
    const seed = Date.now() % 1000
    console.log(`seed ${seed}`)
    for (const [after, delay] of [
      [5000, 0],
      [rows, seed / 8],
      [rows, seed / 2],
    ] as const) {
      await importAndKill(target, file, after, delay)
      const db = await openDatabase(target)
      const [found] = await db.query<{ receipts: number; files: number; sheets: number; told: number }>(`
        select (select count(*)::int from record.receipt) as receipts, (select count(*)::int from import.file) as files,
          (select count(*)::int from import.sheet where object = 'receipt') as sheets,
          (select coalesce(sum(added_rows), 0)::int from import.sheet where object = 'receipt') as told`)
      await db.close()
      expect([0, rows]).toContain(found?.receipts)
      expect(found?.told).toBe(found?.receipts)
      expect((found?.files ?? 0) - (before?.files ?? 0)).toBe(found?.sheets)
    }
    const db = await openDatabase(target)
    const [sheet] = (await importFile(db, file, options)).sheets
    expect([sheet?.read, sheet?.accepted, (sheet?.added ?? 0) + (sheet?.unchanged ?? 0)]).toEqual([
      rows,
      rows,
      rows,
    ])
    const again = (await importFile(db, file, options)).sheets[0]
    expect([again?.added, again?.changed, again?.unchanged]).toEqual([0, 0, rows])
    await db.close()
  },
)
