import { AsyncLocalStorage } from 'node:async_hooks'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Database, openDatabase } from './database.ts'
import { Refusal } from './refusal.ts'
import { engines, freshDatabase } from './testing/server.ts'

describe.each(engines)('the database on %s', (engine) => {
  let db: Database
  beforeAll(async () => {
    db = await freshDatabase(engine)
  })
  afterAll(() => db.close())

  test('gives exact and dated values as text, also inside arrays', async () => {
    const rows =
      await db.query(`select 1.50::numeric n, 9007199254740993::int8 i, date '2026-01-31' d, 7::int4 s,
      timestamptz '2026-01-31 16:00:00+00' z, true b, null::numeric e, '{"a":[1]}'::jsonb j,
      array[1.10, null]::numeric[] na, array[date '2026-01-31'] da, array[9007199254740993] ia`)
    expect(rows).toEqual([
      {
        n: '1.50',
        i: '9007199254740993',
        d: '2026-01-31',
        s: 7,
        z: '2026-02-01 00:00:00+08',
        b: true,
        e: null,
        j: { a: [1] },
        na: ['1.10', null],
        da: ['2026-01-31'],
        ia: ['9007199254740993'],
      },
    ])
  })

  test('sends the same parameters on both engines', async () => {
    const odd = ['a"b', 'c\\d', '逗,号{}', '', null, 'NULL']
    expect(await db.query('select x from unnest($1::text[]) x', [odd])).toEqual(odd.map((x) => ({ x })))
    const rows = await db.query(
      'select $1::text t, $2::numeric n, $3::boolean b, $4::jsonb j, $5::date d, $6::numeric[] a, $7::int x',
      [5, '12345678901234567890.10', true, { k: '值' }, '2026-02-28', ['1.50', null], undefined],
    )
    expect(rows).toEqual([
      {
        t: '5',
        n: '12345678901234567890.10',
        b: true,
        j: { k: '值' },
        d: '2026-02-28',
        a: ['1.50', null],
        x: null,
      },
    ])
  })

  test('commits, rolls back, and rolls back to a savepoint', async () => {
    await db.exec('create table if not exists scratch (x int); truncate scratch')
    const insert = (on: Database, x: number) => on.query('insert into scratch values ($1)', [x])
    await db.transaction(async (outer) => {
      await insert(outer, 1)
      await outer
        .transaction(async (inner) => {
          await insert(inner, 2)
          throw new Error('inner')
        })
        .catch(() => {})
      await outer.transaction((inner) => insert(inner, 3))
    })
    const failed = db.transaction(async (outer) => {
      await insert(outer, 4)
      throw new Error('outer')
    })
    await expect(failed).rejects.toThrow('outer')
    expect(await db.query('select x from scratch order by x')).toEqual([{ x: 1 }, { x: 3 }])
    await db.exec('drop table scratch')
  })

  test('runs queries asked for at once in one transaction one after another', async () => {
    const warnings: string[] = []
    const listen = (warning: Error) => warnings.push(warning.message)
    process.on('warning', listen)
    const ask = (on: Database, x: number) => on.query<{ x: number }>('select $1::int as x', [x])
    const rows = await db.transaction((inner) => Promise.all([1, 2, 3].map((x) => ask(inner, x))))
    await new Promise(setImmediate)
    process.off('warning', listen)
    expect(rows.flat()).toEqual([{ x: 1 }, { x: 2 }, { x: 3 }])
    expect(warnings).toEqual([])
  })

  test('does not report a commit that PostgreSQL turned into a rollback', async () => {
    const hidden = db.transaction(async (inner) => {
      await inner.query('select 1/0').catch(() => {})
    })
    await expect(hidden).rejects.toThrow()
  })

  test('refuses the outer database inside a transaction, and the inner one after it', async () => {
    await expect(db.transaction(() => db.query('select 1'))).rejects.toThrow('Inside a transaction')
    await expect(db.transaction(() => db.transaction(async () => 1))).rejects.toThrow('Inside a transaction')
    const kept = await db.transaction(async (inner) => inner)
    await expect(kept.query('select 1')).rejects.toThrow('is over')
    expect(await db.query('select 1 as x')).toEqual([{ x: 1 }])
  })
})

describe.each(engines)('reading on %s', (engine) => {
  let db: Database
  beforeAll(async () => {
    db = await freshDatabase(engine)
    await db.exec('create table seen (x int); insert into seen values (1)')
  })
  afterAll(() => db.close())

  const rows = (on: Database) => on.query<{ x: number }>('select x from seen order by x')

  test('writes nothing', async () => {
    const writing = db.read((within) => within.query('insert into seen values (2)'))
    await expect(writing).rejects.toMatchObject({ code: '25006' })
    expect(await rows(db)).toEqual([{ x: 1 }])
  })

  test('is let in between the steps of a long transaction, and leaves no setting in it', async () => {
    const told: string[] = []
    const readers: Promise<unknown>[] = []
    await db.transaction(async (long) => {
      await long.query(`select set_config('app.account', 'long', true)`)
      const look = async () => {
        await db.read(async (within) => {
          await within.query(`select set_config('app.account', 'reader', true)`)
          told.push(`${(await rows(within)).length} rows read`)
        })
      }
      readers.push(
        outside(look),
        outside(async () => told.push(`${(await rows(db)).length} row asked`)),
      )
      await new Promise((resolve) => setTimeout(resolve, 50))
      await long.pause()
      await new Promise((resolve) => setTimeout(resolve, 50))
      told.push('still going')
      const [setting] = await long.query<{ account: string }>(
        `select current_setting('app.account') as account`,
      )
      told.push(String(setting?.account))
    })
    await Promise.all(readers)
    expect(told.toSorted()).toEqual(['1 row asked', '1 rows read', 'long', 'still going'])
    expect(told.indexOf('still going')).toBeGreaterThan(1)
  })

  test('an error of a reader is its own', async () => {
    const failed = await db.transaction(async (long) => {
      await long.query('insert into seen values (7)')
      const reader = outside(() => db.read((within) => within.query('select 1/0')).catch(() => 'failed'))
      await new Promise((resolve) => setTimeout(resolve, 20))
      await long.pause()
      return { reader }
    })
    expect(await failed.reader).toBe('failed')
    expect(await rows(db)).toEqual([{ x: 1 }, { x: 7 }])
  })

  test('a statement that turns out to write is written after the transaction', async () => {
    await db.exec('create sequence if not exists numbers')
    const next = await db.transaction(async (long) => {
      const asked = outside(() => db.query<{ n: string }>(`select nextval('numbers') as n`))
      await new Promise((resolve) => setTimeout(resolve, 20))
      await long.pause()
      return { asked }
    })
    expect(await next.asked).toEqual([{ n: '1' }])
  })

  /** As somebody else's request: not in the surroundings of the transaction. */
  const outside = <T>(work: () => Promise<T>): Promise<T> => surroundings(work)
})

const surroundings = AsyncLocalStorage.snapshot()

describe('opening', () => {
  test('a data folder keeps what was written, and one opening at a time has it', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'hengji-data-'))
    const first = await openDatabase({ dataDir })
    await first.exec('create table kept (x int); insert into kept values (1)')
    await expect(openDatabase({ dataDir })).rejects.toMatchObject({ code: 'data_folder_in_use' })
    await first.close()
    const second = await openDatabase({ dataDir })
    expect(await second.query('select x from kept')).toEqual([{ x: 1 }])
    await second.close()
    await rm(dataDir, { recursive: true })
  }, 60_000)

  test('a server that is not there is refused without showing the password', async () => {
    const refusal = await openDatabase({ url: 'postgres://u:secret@127.0.0.1:1/x' }).catch((error) => error)
    expect(refusal).toBeInstanceOf(Refusal)
    expect(refusal.code).toBe('database_unreachable')
    expect(refusal.message).toContain('127.0.0.1:1/x')
    expect(refusal.message).not.toContain('secret')
  })
})
