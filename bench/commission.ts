/** The commission core, compiled and by hand on one database: times, and whether every row is the same. */
import type { Period } from '../src/language/index.ts'
import type { Database } from '../src/records/database.ts'
import type { PolicyVersion } from '../src/settlement/policy-version.ts'
import { partitionOf, type Run } from '../src/settlement/run.ts'
import { computeDraft, tuneForBigRun } from '../src/settlement/settle.ts'
import { byHand, type HandTable } from './by-hand.ts'
import { timed } from './machine.ts'

class Undo extends Error {}

/** Runs work whose traces are undone. */
export async function undone(db: Database, work: (within: Database) => Promise<void>): Promise<void> {
  try {
    await db.transaction(async (within) => {
      await work(within)
      throw new Undo()
    })
  } catch (error) {
    if (!(error instanceof Undo)) throw error
  }
}

/** Computes all results of the compiled policy and stores them, without digest, count of problems and keys. */
export async function compiledOnce(db: Database, version: PolicyVersion, period: Period): Promise<number> {
  let time = 0
  await undone(db, async (within) => {
    time = await timed(() => computeDraft(within, { version, period, actor: 'bench' }))
  })
  return time
}

/** Computes the same by hand and stores it, with the settings a settlement gives itself. */
export async function byHandOnce(db: Database, period: Period): Promise<number> {
  let time = 0
  await undone(db, async (within) => {
    await tuneForBigRun(within)
    time = await timed(() => store(within, period))
  })
  return time
}

async function store(db: Database, period: Period): Promise<HandTable[]> {
  await db.exec('create schema bench')
  const tables = byHand(period, 'bench')
  for (const { table, keys, sql } of tables) {
    await db.exec(`create table ${table} as ${sql}`)
    await db.exec(`analyze ${table} (${keys.join(', ')})`)
  }
  return tables
}

export interface Compared {
  readonly object: string
  readonly rows: number
  readonly values: number
}

/** Columns of the results of an object: keys, then values under the names of their definitions. */
export function columnsOf(
  version: PolicyVersion,
  object: string,
): { keys: string[]; names: string[]; ids: string[] } {
  const own = version.program.definitions.filter(
    (definition) => definition.object.id === object && definition.name.text !== '计算范围',
  )
  return {
    keys: [...(own[0]?.object.key ?? [])],
    names: own.map((definition) => definition.name.text),
    ids: own.map((definition) => definition.id),
  }
}

/** Compares every value of every row; throws at the first object that differs. `load` makes the other side's table. */
export async function compare(
  db: Database,
  version: PolicyVersion,
  run: Run,
  other: (object: string, columns: ReturnType<typeof columnsOf>, within: Database) => Promise<string>,
): Promise<Compared[]> {
  const compared: Compared[] = []
  await undone(db, async (within) => {
    for (const object of ['contract_line', 'contract', 'credit_share', 'person']) {
      const columns = columnsOf(version, object)
      const table = await other(object, columns, within)
      const found = version.program.names.objects.find((known) => known.id === object)
      if (!found) throw new Error(`no object ${object}`)
      const ours = [...columns.keys.map((_, i) => `"K${i + 1}"`), ...columns.ids.map((id) => `"${id}"`)]
      const ownSql = `select ${ours.join(', ')} from ${partitionOf(run, found)}`
      const otherSql = `select ${[...columns.keys, ...columns.names].join(', ')} from ${table}`
      const [row] = await within.query<{ rows: number; differing: number }>(
        `select (select count(*)::int from (${ownSql}) o) as rows,
           (select count(*)::int from ((${ownSql} except all ${otherSql}) union all (${otherSql} except all ${ownSql})) d) as differing`,
      )
      if (!row || row.differing > 0) throw new Error(`${object}: ${row?.differing} rows differ`)
      compared.push({ object, rows: row.rows, values: row.rows * columns.ids.length })
    }
  })
  return compared
}

export function compareWithHand(
  db: Database,
  version: PolicyVersion,
  run: Run,
  period: Period,
): Promise<Compared[]> {
  let tables: HandTable[] | undefined
  return compare(db, version, run, async (object, _, within) => {
    tables ??= await store(within, period)
    const found = tables.find((table) => table.object === object)
    if (!found) throw new Error(`nothing by hand for ${object}`)
    return found.table
  })
}
