import { randomUUID } from 'node:crypto'
import { inject } from 'vitest'
import { openMemory } from '../database/pglite.ts'
import { type Database, openDatabase } from '../database.ts'
import type {} from './global-setup.ts'

export type Engine = Database['engine']

/** For `describe.each(engines)`: what has to hold on both. */
export const engines: readonly Engine[] = ['pglite', 'postgres']

/** An empty database for one test file; closing it also removes it. */
export async function freshDatabase(engine: Engine): Promise<Database> {
  if (engine === 'pglite') return openMemory()
  const url = await freshDatabaseUrl()
  const db = await openDatabase({ url })
  const close = async () => {
    await db.close()
    await onServer(`drop database "${new URL(url).pathname.slice(1)}" with (force)`)
  }
  return { ...db, close }
}

/** An empty database on the run's server, for tests that open it from another process. */
export async function freshDatabaseUrl(): Promise<string> {
  const url = new URL(inject('serverUrl'))
  const name = inject('databasePrefix') + randomUUID().slice(0, 8)
  await onServer(`create database "${name}" template template0`)
  url.pathname = name
  return url.href
}

async function onServer(statement: string): Promise<void> {
  const server = await openDatabase({ url: inject('serverUrl') })
  await server.exec(statement)
  await server.close()
}
