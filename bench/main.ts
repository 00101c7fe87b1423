/**
 * npm run bench -- [--sizes 10000,100000,1000000] [--engines pglite,postgres,duckdb] [--quick]
 *
 * Writes bench/RESULTS.md as it goes and prints it; ends with 1 when anything failed. Ratios between columns of one line come from the same run.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { type DatabaseTarget, openDatabase } from '../src/records/database.ts'
import { startPostgres } from '../src/records/testing/postgres.ts'
import { growthOf } from './growth.ts'
import type { Job, Measurement } from './measure.ts'
import { settings } from './postgres-settings.ts'
import { type Failed, type Measured, report } from './report.ts'

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '10000,100000,1000000' },
    engines: { type: 'string', default: 'pglite,postgres,duckdb' },
    quick: { type: 'boolean', default: false },
  },
})
const sizes = values.quick ? [10_000] : values.sizes.split(',').map(Number)
const engines = new Set(values.engines.split(','))
const file = new URL('measured.json', import.meta.url)
const quick: Measured[] = []
const command = `npm run bench${process.argv.length > 2 ? ` -- ${process.argv.slice(2).join(' ')}` : ''}`
const failed: Failed[] = []

if (engines.has('postgres')) {
  const server = await startPostgres(settings)
  try {
    await measureAll('PostgreSQL', (size) => emptyDatabase(server.url, `bench_${size}`))
  } finally {
    await server.stop()
  }
}
if (engines.has('pglite')) {
  const folder = await mkdtemp(join(tmpdir(), 'hengji-bench-'))
  try {
    await measureAll('PGlite', async (size) => ({ dataDir: join(folder, String(size)) }))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
process.stdout.write(await page())
if (failed.length > 0) process.exitCode = 1

/** One size after the other, then how the larger compare with the smaller. */
async function measureAll(
  engine: Measured['engine'],
  emptyTarget: (size: number) => Promise<DatabaseTarget>,
): Promise<void> {
  const targets = new Map<number, DatabaseTarget>()
  for (const size of sizes) {
    await measure(engine, size, async () => {
      const target = await emptyTarget(size)
      const measured = await inProcess(jobOf(size, target))
      targets.set(size, target)
      return measured
    })
  }
  for (const [size, large] of targets) {
    const small = targets.get(size / 10)
    if (!small) continue
    await measure(engine, size, async () => {
      const measured = (await kept()).find((one) => one.engine === engine && one.size === size)
      if (!measured) throw new Error('measured, but not written down')
      return { ...measured, growth: await growthOf(small, large, size >= 1_000_000 ? 5 : 15) }
    })
  }
}

/**
 * What is measured is written down at once, in place of what was measured of this engine and size before: a failure later
 * on, or here, costs nothing else, and a part can be measured again.
 */
async function measure(
  engine: Measured['engine'],
  size: number,
  work: () => Promise<Measurement>,
): Promise<void> {
  try {
    const on = new Date().toISOString().slice(0, 10)
    await keep({ engine, command, on, ...(await work()) })
  } catch (error) {
    process.stderr.write(`  failed: ${String(error)}\n`)
    failed.push({ engine, size, reason: String(error) })
  }
  if (!values.quick) await writeFile(new URL('RESULTS.md', import.meta.url), await page())
}

async function keep(one: Measured): Promise<void> {
  if (values.quick) {
    quick.push(one)
    return
  }
  const others = (await kept()).filter(({ engine, size }) => engine !== one.engine || size !== one.size)
  const place = ({ engine, size }: Measured) => (engine === 'PostgreSQL' ? 0 : 1e9) + size
  const all = [...others, one].sort((a, b) => place(a) - place(b))
  await writeFile(file, `${JSON.stringify(all, null, 2)}\n`)
}

async function kept(): Promise<Measured[]> {
  if (values.quick) return quick
  return JSON.parse(await readFile(file, 'utf8').catch(() => '[]'))
}

async function page(): Promise<string> {
  return `${report({ measured: await kept(), failed })}\n`
}

function jobOf(size: number, target: DatabaseTarget): Job {
  const rounds = values.quick ? 1 : size >= 1_000_000 ? 3 : size >= 100_000 ? 9 : 41
  return { size, rounds, target, duckdb: 'url' in target && engines.has('duckdb'), sheets: size <= 10_000 }
}

async function emptyDatabase(address: string, name: string): Promise<DatabaseTarget> {
  const admin = await openDatabase({ url: address })
  await admin.exec(`create database ${name} template template0`)
  await admin.close()
  const url = new URL(address)
  url.pathname = `/${name}`
  return { url: url.href }
}

async function inProcess(job: Job): Promise<Measurement> {
  process.stderr.write(`${'url' in job.target ? 'PostgreSQL' : 'PGlite'}, ${job.size} contracts\n`)
  const file = fileURLToPath(new URL('measure.ts', import.meta.url))
  const child = spawn(process.execPath, [file, JSON.stringify(job)], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [printed, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')])
  if (code !== 0) throw new Error(`measuring ended with ${code}`)
  return JSON.parse(printed)
}
