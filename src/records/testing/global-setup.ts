import type { TestProject } from 'vitest/node'
import { emptyCluster } from '../database/empty-cluster.ts'
import { openDatabase } from '../database.ts'
import { startPostgres } from './postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the PostgreSQL server of this test run. */
    serverUrl: string
    /** Databases made by this run start with this name. */
    databasePrefix: string
  }
}

// A test server may forget everything when the machine fails.
const fast = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', max_connections: '60' }

/** One real server for the whole run: the one in DATABASE_URL, or our own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.DATABASE_URL
  const prefix = `hengji_test_${process.pid}_`
  // Made once here, so that the tests' workers do not all make it.
  const [own] = await Promise.all([given ? undefined : startPostgres(fast), emptyCluster()])
  const url = given ?? own?.url ?? ''
  project.provide('serverUrl', url)
  project.provide('databasePrefix', prefix)
  return () => (own ? own.stop() : dropLeftovers(url, prefix))
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
