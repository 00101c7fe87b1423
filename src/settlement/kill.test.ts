import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { sampleCompany } from '../../samples/company.ts'
import { batchesOf, loadRecords } from '../../samples/load.ts'
import { audited, verifyChain } from '../access/audit.ts'
import { type DatabaseTarget, openDatabase } from '../records/database.ts'
import { migrate } from '../records/migrate.ts'
import { freshDatabaseUrl } from '../records/testing/server.ts'
import { review } from './close.ts'
import { publish } from './policy-version.ts'
import { dropReplaced } from './result-tables.ts'
import { findRun } from './run.ts'
import { settle } from './settle.ts'
import { month, policyFile } from './testing/company.ts'
import { verify } from './verify.ts'

const here = (file: string) => JSON.stringify(new URL(file, import.meta.url).href)

/** Settles February and closes January over and over in a process of its own, which is killed without warning. */
async function workAndKill(target: DatabaseTarget, delay: number): Promise<string[]> {
  const script = `
    import { openDatabase } from ${here('../records/database.ts')}
    import { audited } from ${here('../access/audit.ts')}
    import { versionById } from ${here('./policy-version.ts')}
    import { settle } from ${here('./settle.ts')}
    import { close } from ${here('./close.ts')}
    import { parsePeriod } from ${here('../language/index.ts')}
    const db = await openDatabase(${JSON.stringify(target)})
    const version = await versionById(db, 1)
    console.log('ready')
    try {
      await audited(db, { actor: '主管', action: 'close', subject: '2026-01' }, (within) => close(within, { version, period: parsePeriod('2026-01'), actor: '主管' }), () => ({}))
      console.log('closed')
    } catch (error) { if (error.code !== 'run_status') throw error }
    for (;;) {
      const run = await audited(db, { actor: '财务', action: 'settle', subject: '2026-02' }, (within) => settle(within, { version, period: parsePeriod('2026-02'), actor: '财务' }), (done) => ({ run: done.run_id }))
      console.log('settled ' + run.run_id)
    }`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const said: string[] = []
  child.stdout.on('data', (text: Buffer) => said.push(...text.toString().trim().split('\n')))
  const exited = once(child, 'exit')
  await Promise.race([once(child.stdout, 'data'), exited])
  await sleep(delay)
  child.kill('SIGKILL')
  await exited
  return said
}

// The time zone has no part in it, so once is enough.
test.skipIf(process.env.TZ !== 'UTC').each(['pglite', 'postgres'] as const)(
  'a process killed while it closes and settles on %s loses nothing it acknowledged and leaves nothing half done (X-3, X-6)',
  { timeout: 180_000 },
  async (engine) => {
    const folder = await mkdtemp(join(tmpdir(), 'hengji-kill-'))
    const target: DatabaseTarget =
      engine === 'pglite' ? { dataDir: join(folder, 'data') } : { url: await freshDatabaseUrl() }
    const first = await openDatabase(target)
    await migrate(first)
    await loadRecords(first, batchesOf(sampleCompany()))
    const version = await publish(first, await readFile(policyFile, 'utf8'), '人事')
    await settle(first, { version, period: month('2026-01'), actor: '财务' })
    await review(first, { version, period: month('2026-01'), actor: '主管' })
    await first.close()
    let closed = false
    for (const delay of [40, 400, 1100, 90]) {
      const said = await workAndKill(target, delay)
      closed ||= said.includes('closed')
      const db = await openDatabase(target)
      const january = await findRun(db, version, month('2026-01'))
      const [posted] = await db.query<{ count: number }>(
        'select count(*)::integer as count from settlement.ledger_entry',
      )
      expect(january?.status === 'closed').toBe((posted?.count ?? 0) > 0)
      if (closed) expect(january?.status).toBe('closed')
      const acknowledged = said.filter((line) => line.startsWith('settled ')).at(-1)
      const february = await findRun(db, version, month('2026-02'))
      if (acknowledged) expect(february?.run_id).toBeGreaterThanOrEqual(Number(acknowledged.slice(8)))
      // What a finished settlement replaced goes before the next one; anything else would be half a settlement's.
      await dropReplaced(db)
      const orphans = await db.query(
        `select relname from pg_class where relkind = 'r' and relname ~ '^v1_' and not exists
           (select from settlement.run where relname like '%\\_' || run_id)`,
      )
      expect(orphans).toEqual([])
      expect((await verifyChain(db)).brokenAt).toBeUndefined()
      await db.close()
    }
    const db = await openDatabase(target)
    await audited(
      db,
      { actor: '财务', action: 'settle', subject: '2026-02' },
      (within) => settle(within, { version, period: month('2026-02'), actor: '财务' }),
      () => ({}),
    )
    expect((await verify(db, version, month('2026-02'))).every((check) => check.ok)).toBe(true)
    await db.close()
    await rm(folder, { recursive: true })
  },
)
