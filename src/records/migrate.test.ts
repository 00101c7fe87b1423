import { appendFile, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Database, openDatabase } from './database.ts'
import { migrate } from './migrate.ts'
import { engines, freshDatabase, freshDatabaseUrl } from './testing/server.ts'

const shipped = fileURLToPath(new URL('./migrations', import.meta.url))

describe.each(engines)('migrating on %s', (engine) => {
  let db: Database
  let folder = ''
  beforeAll(async () => {
    db = await freshDatabase(engine)
  })
  afterAll(() => db.close())
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hengji-migrations-'))
    await cp(shipped, folder, { recursive: true })
  })
  afterEach(async () => {
    const own = await db.query<{ name: string }>(
      `select nspname as name from pg_namespace where nspname !~ '^(pg_|information_schema$|public$)'`,
    )
    for (const { name } of own) await db.exec(`drop schema "${name}" cascade`)
    await rm(folder, { recursive: true })
  })

  test('applies every file once, in order, and notices only new ones', async () => {
    const first = await migrate(db, folder)
    expect(first[0]).toBe('0001-people.sql')
    expect([...first].sort()).toEqual(first)
    expect(await migrate(db, folder)).toEqual([])
    await writeFile(join(folder, '9000-more.sql'), 'create table record.more (x int);')
    expect(await migrate(db, folder)).toEqual(['9000-more.sql'])
    const kept = await db.query('select file from hengji.migration order by file')
    expect(kept).toEqual([...first, '9000-more.sql'].map((file) => ({ file })))
  })

  test('refuses an applied file that was changed, but not one with other line ends', async () => {
    await migrate(db, folder)
    const path = join(folder, '0001-people.sql')
    await writeFile(path, (await readFile(path, 'utf8')).replaceAll('\n', '\r\n'))
    expect(await migrate(db, folder)).toEqual([])
    await appendFile(path, '-- one more line\n')
    await expect(migrate(db, folder)).rejects.toMatchObject({
      code: 'migration_changed',
      details: { file: '0001-people.sql' },
    })
  })

  test('refuses a database made by a newer program', async () => {
    await writeFile(join(folder, '9000-newer.sql'), 'create table record.newer (x int);')
    await migrate(db, folder)
    await expect(migrate(db)).rejects.toMatchObject({ code: 'migration_unknown' })
  })

  test('leaves nothing behind when one file fails', async () => {
    await writeFile(join(folder, '9000-broken.sql'), 'create table record.broken (x int); select 1/0;')
    await expect(migrate(db, folder)).rejects.toThrow('division by zero')
    expect(await db.query(`select to_regclass('record.unit')::text as t`)).toEqual([{ t: null }])
    expect(await migrate(db)).not.toEqual([])
  })
})

test('several starts at once on a server apply each file once', async () => {
  const url = await freshDatabaseUrl()
  const starts = await Promise.all([1, 2, 3].map(() => openDatabase({ url })))
  const applied = await Promise.all(starts.map((db) => migrate(db)))
  expect(applied.filter((files) => files.length > 0)).toHaveLength(1)
  await Promise.all(starts.map((db) => db.close()))
})
