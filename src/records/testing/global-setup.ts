import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import type { TestProject } from 'vitest/node'
import { openDatabase } from '../database.ts'
import { startPostgres } from './postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the PostgreSQL server of this test run. */
    serverUrl: string
    /** Databases made by this run start with this name. */
    databasePrefix: string
    /** An empty embedded database as a file: making one takes seconds, loading it a fraction. */
    clusterFile: string
  }
}

// A test server may forget everything when the machine fails.
const fast = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', max_connections: '60' }

/** One real server for the whole run: the one in DATABASE_URL, or our own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.DATABASE_URL
  const prefix = `hengji_test_${process.pid}_`
  const folder = await mkdtemp(join(tmpdir(), 'hengji-test-'))
  const [own] = await Promise.all([
    given ? undefined : startPostgres(fast),
    dumpCluster(join(folder, 'cluster.tar')),
  ])
  const url = given ?? own?.url ?? ''
  project.provide('serverUrl', url)
  project.provide('databasePrefix', prefix)
  project.provide('clusterFile', join(folder, 'cluster.tar'))
  return async () => {
    await rm(folder, { recursive: true })
    await (own ? own.stop() : dropLeftovers(url, prefix))
  }
}

async function dumpCluster(file: string): Promise<void> {
  const lite = await PGlite.create()
  const dump = await lite.dumpDataDir('none')
  await lite.close()
  await writeFile(file, dump.stream())
}

async function dropLeftovers(url: string, prefix: string): Promise<void> {
  const server = await openDatabase({ url })
  const left = await server.query<{ name: string }>(
    'select datname as name from pg_database where starts_with(datname, $1)',
    [prefix],
  )
  for (const { name } of left) await server.exec(`drop database "${name}" with (force)`)
  await server.close()
}
