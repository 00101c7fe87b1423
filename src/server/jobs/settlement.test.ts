/** Settling as a job: told while it goes on, stopped when asked, and finished although the process is killed. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { Actor } from '../../access/actor.ts'
import { verifyChain } from '../../access/audit.ts'
import { openDatabase } from '../../records/database.ts'
import { freshDatabaseUrl } from '../../records/testing/server.ts'
import { publish } from '../../settlement/policy-version.ts'
import { month, policyFile, settleAndClose } from '../../settlement/testing/company.ts'
import { fillSeller, money } from '../../settlement/testing/seller.ts'
import { verify } from '../../settlement/verify.ts'
import { makeAccount } from '../testing/accounts.ts'
import { testServices } from '../testing/services.ts'
import { JobCancelled } from './jobs.ts'
import { settleJob } from './settlement.ts'

const here = (file: string) => JSON.stringify(new URL(file, import.meta.url).href)
const periods = ['2026-02', '2026-03', '2026-04', '2026-05', '2026-06']

async function office(url: string) {
  const db = await openDatabase({ url })
  await fillSeller(db)
  const version = await publish(db, await readFile(policyFile, 'utf8'), '人事')
  for (const at of ['2026-01', ...periods]) await money(db, `${at}-10`, 5000)
  await settleAndClose(db, version, month('2026-01'))
  const services = await testServices(db)
  const account = await makeAccount(db, 'caiwu', ['finance'], { displayName: '财务部' })
  const actor: Actor = {
    account,
    name: '财务部',
    person: null,
    roles: ['finance'],
    kind: 'person',
    readOnly: false,
  }
  return { db, version, services, actor }
}

/** A server's jobs in a process of their own, killed a moment after the job has begun. */
async function serveAndKill(url: string, delay: number): Promise<void> {
  const script = `
    import { openDatabase } from ${here('../../records/database.ts')}
    import { servicesOf } from ${here('../services.ts')}
    import { mkdtemp } from 'node:fs/promises'
    const db = await openDatabase({ url: ${JSON.stringify(url)} })
    const folder = await mkdtemp('/tmp/hengji-kill-')
    await servicesOf(db, { folder, secret: 'x'.repeat(32), identityProvider: undefined }, 'http://127.0.0.1:1')
    for (;;) {
      const [job] = await db.query("select status from job.job where status = 'running'")
      if (job) break
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    console.log('running')`
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
test.skipIf(process.env.TZ !== 'UTC')(
  'a server killed while it settles leaves no half month, and its successor finishes the job (X-3, X-6)',
  { timeout: 120_000 },
  async () => {
    const url = await freshDatabaseUrl()
    const first = await office(url)
    await first.services.jobs.stop()
    const [row] = await first.db.query<{ job_id: string }>(
      `insert into job.job (kind, title, input, account_id, actor) values ('settle', '结算', $1::jsonb, $2, '财务部') returning job_id`,
      [JSON.stringify({ policy: first.version.policy, periods }), first.actor.account],
    )
    for (const delay of [40, 700]) {
      await serveAndKill(url, delay)
      const orphans = await first.db.query(
        `select relname from pg_class where relkind = 'r' and relname ~ '^v1_' and not exists
           (select from settlement.run where relname like '%\\_' || run_id)`,
      )
      expect(orphans).toEqual([])
      expect((await verifyChain(first.db)).brokenAt).toBeUndefined()
      for (const check of await verify(first.db, first.version, month('2026-01')))
        expect(check.ok, check.what).toBe(true)
    }
    const next = await testServices(first.db)
    for (;;) {
      const [job] = await first.db.query<{ status: string; result: { runs: unknown[] } }>(
        'select status, result from job.job where job_id = $1::uuid',
        [row?.job_id],
      )
      if (job && job.status !== 'queued' && job.status !== 'running') {
        expect(job).toMatchObject({ status: 'done' })
        expect(job.result.runs).toHaveLength(periods.length)
        break
      }
      await sleep(100)
    }
    const runs = await first.db.query<{ period: string; status: string }>(
      `select period, status from settlement.run where kind = 'regular' order by period`,
    )
    expect(runs.map(({ status }) => status)).toEqual(['closed', ...periods.map(() => 'calculated')])
    await next.jobs.stop()
    await first.db.close()
  },
)

test.skipIf(process.env.TZ !== 'UTC')(
  'settling several months tells stages in order, and stopping leaves the months before',
  { timeout: 60_000 },
  async () => {
    const { db, version, services, actor } = await office(await freshDatabaseUrl())
    const kind = settleJob(services)
    const told: string[] = []
    const input = { policy: version.policy, periods: ['2026-02', '2026-03'] }
    const done = await kind.work(input, {
      actor,
      tell: async (_, __, stage) => {
        told.push(stage.slice(0, 7))
      },
    })
    expect(done.runs).toMatchObject([
      { period: '2026-02', problems: 0, skipped: false },
      { period: '2026-03', problems: 0, skipped: false },
    ])
    expect([...new Set(told)]).toEqual(['2026-02', '2026-03'])
    let calls = 0
    const stopped = kind.work(
      { policy: version.policy, periods: ['2026-04', '2026-05'] },
      {
        actor,
        tell: async (_, __, stage) => {
          calls += 1
          if (stage.startsWith('2026-05')) throw new JobCancelled()
        },
      },
    )
    await expect(stopped).rejects.toBeInstanceOf(JobCancelled)
    expect(calls).toBeGreaterThan(1)
    const runs = await db.query<{ period: string }>('select period from settlement.run order by period')
    expect(runs.map(({ period }) => period)).toEqual(['2026-01', '2026-02', '2026-03', '2026-04'])
    await services.jobs.stop()
    await db.close()
  },
)
