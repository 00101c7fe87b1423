import { mkdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { PGlite, types } from '@electric-sql/pglite'
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist'
import type { Database } from '../database.ts'
import { Refusal } from '../refusal.ts'
import { emptyCluster } from './empty-cluster.ts'
import { lockFolder } from './folder-lock.ts'
import { databaseOver, type Session } from './session.ts'

const asText = (text: string) => text

const parsers = {
  [types.INT8]: asText,
  [types.NUMERIC]: asText,
  [types.DATE]: asText,
  [types.TIMESTAMP]: asText,
  [types.TIMESTAMPTZ]: asText,
}

/** A database in memory. `cluster` is a file with the database to begin with, by default an empty one. */
export async function openMemory(cluster?: string): Promise<Database> {
  const file = cluster ?? (await emptyCluster())
  const from = file === undefined ? {} : { loadDataDir: new Blob([await readFile(file)]) }
  return overPGlite(await PGlite.create({ parsers, extensions: { btree_gist }, ...from }))
}

/** `folder` is the product's; the cluster sits in `folder/postgres`, the lock beside it. */
export async function openFolder(folder: string): Promise<Database> {
  const dataDir = resolve(folder)
  try {
    await mkdir(join(dataDir, 'postgres'), { recursive: true })
  } catch (error) {
    throw new Refusal('data_folder_unusable', { folder: dataDir, cause: String(error) })
  }
  const lock = lockFolder(dataDir)
  try {
    const lite = await PGlite.create({
      dataDir: join(dataDir, 'postgres'),
      parsers,
      extensions: { btree_gist },
    })
    return await overPGlite(lite, () => lock.release())
  } catch (error) {
    lock.release()
    throw error
  }
}

async function overPGlite(lite: PGlite, afterClose: () => void = () => {}): Promise<Database> {
  await lite.exec(`set timezone to 'Asia/Shanghai'; set datestyle to 'ISO, YMD'`)
  return databaseOver({
    name: 'pglite',
    single: true,
    ...session(lite),
    hold: (work, how) =>
      lite.transaction(async (transaction) => {
        if (how) await transaction.exec(`set transaction ${how}`)
        return work(session(transaction))
      }),
    async close() {
      await lite.close()
      afterClose()
    },
  })
}

function session(connection: Pick<PGlite, 'query' | 'exec'>): Session {
  return {
    async query(sql, params) {
      return (await connection.query(sql, params)).rows
    },
    async exec(sql) {
      return (await connection.exec(sql)).map((result) => result.rows)
    },
  }
}
