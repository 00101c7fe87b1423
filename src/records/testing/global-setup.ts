import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
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
  const [own, cluster] = await Promise.all([given ? undefined : startPostgres(fast), emptyCluster()])
  const url = given ?? own?.url ?? ''
  project.provide('serverUrl', url)
  project.provide('databasePrefix', prefix)
  project.provide('clusterFile', cluster)
  return () => (own ? own.stop() : dropLeftovers(url, prefix))
}

/** Kept between runs, one per version of PGlite. */
async function emptyCluster(): Promise<string> {
  const root = new URL('../../../', import.meta.url)
  const manifest = await readFile(new URL('package.json', root), 'utf8')
  const version: string = JSON.parse(manifest).dependencies['@electric-sql/pglite']
  const folder = fileURLToPath(new URL('.cache/', root))
  const file = join(folder, `pglite-${version}.tar`)
  if (existsSync(file)) return file
  const lite = await PGlite.create()
  const dump = await lite.dumpDataDir('none')
  await lite.close()
  await mkdir(folder, { recursive: true })
  await writeFile(`${file}.${process.pid}`, dump.stream())
  await rename(`${file}.${process.pid}`, file)
  return file
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
