import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, inject, test } from 'vitest'
import { openDatabase } from '../database.ts'
import { engines, freshDatabase } from './server.ts'

test('the run is in the time zone its project names', ({ task }) => {
  const zones: Record<string, string> = { utc: 'UTC', shanghai: 'Asia/Shanghai' }
  const project = task.file.projectName ?? ''
  expect(process.env.TZ).toBe(zones[project])
  expect(new Date(Date.UTC(2026, 0, 1)).getHours()).toBe(project === 'utc' ? 0 : 8)
})

describe.each(engines)('a fresh database on %s', (engine) => {
  test('is empty and apart from the others', async () => {
    const [one, two] = await Promise.all([freshDatabase(engine), freshDatabase(engine)])
    await one.exec('create table mark (n int)')
    expect(await two.query(`select to_regclass('mark') as found`)).toEqual([{ found: null }])
    await Promise.all([one.close(), two.close()])
  })

  test('is PostgreSQL 18 or newer here, with exclusion constraints on text', async () => {
    const db = await freshDatabase(engine)
    const [version] = await db.query<{ n: number }>(`select current_setting('server_version_num')::int as n`)
    expect(version?.n).toBeGreaterThanOrEqual(process.env.DATABASE_URL ? 150000 : 180000)
    await db.exec('create extension if not exists btree_gist')
    await db.exec(
      'create table held (k text collate "C", d daterange, exclude using gist (k with =, d with &&))',
    )
    await db.close()
  })
})

test('closing a fresh database removes it from the server', async () => {
  const db = await freshDatabase('postgres')
  const [row] = await db.query<{ name: string }>('select current_database() as name')
  await db.close()
  const server = await openDatabase({ url: inject('serverUrl') })
  expect(await server.query('select 1 from pg_database where datname = $1', [row?.name])).toEqual([])
  await server.close()
})

test('a server of our own ends, and its files go, when its owner is killed', async () => {
  const script = `
    import { startPostgres } from ${JSON.stringify(new URL('./postgres.ts', import.meta.url).href)}
    const server = await startPostgres({ fsync: 'off' })
    console.log(server.url)
    setInterval(() => {}, 1000)`
  const owner = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const url = String((await once(owner.stdout, 'data'))[0]).trim()
  const db = await openDatabase({ url })
  const [row] = await db.query<{ folder: string }>(`select current_setting('data_directory') as folder`)
  await db.close()
  owner.kill('SIGKILL')
  const folder = row?.folder ?? ''
  expect(folder).not.toBe('')
  for (let waited = 0; existsSync(folder) && waited < 100; waited++) await sleep(100)
  expect(existsSync(folder)).toBe(false)
  await expect(openDatabase({ url })).rejects.toMatchObject({ code: 'database_unreachable' })
})
