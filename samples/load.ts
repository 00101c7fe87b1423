import type { Database } from '../src/records/database.ts'
import type { Batch } from './generate.ts'
import { columnsOf, objects, type Tables } from './tables.ts'

/** Writes generated rows straight into the records, without the checks of an import. */
export async function loadRecords(db: Database, batches: Iterable<Batch>): Promise<number> {
  const statements = await insertStatements(db)
  let count = 0
  for (const { object, rows } of batches) {
    const statement = statements.get(object)
    if (!statement) throw new Error(`Nothing is known of ${object}`)
    const values = statement.columns.map((column) => rows.map((row) => row[column] ?? null))
    await db.query(statement.sql, values)
    count += rows.length
  }
  return count
}

/** The whole of a small company, in an order in which it can be filled. */
export function* batchesOf(tables: Tables): Generator<Batch> {
  for (const { id } of objects) {
    const rows = tables.get(id)
    if (rows) yield { object: id, rows }
  }
}

interface Insert {
  readonly sql: string
  readonly columns: readonly string[]
}

async function insertStatements(db: Database): Promise<ReadonlyMap<string, Insert>> {
  const types = await columnTypes(db)
  return new Map(
    objects.map((object) => {
      const columns = columnsOf(object)
      const arrays = columns.map((_, at) => `$${at + 1}::text[]`).join(', ')
      const values = columns.map((column) => `${column}::${types.get(`${object.id}.${column}`)}`).join(', ')
      const names = columns.join(', ')
      const sql = `insert into record.${object.id} (${names}) select ${values} from unnest(${arrays}) as given (${names})`
      return [object.id, { sql, columns }]
    }),
  )
}

async function columnTypes(db: Database): Promise<ReadonlyMap<string, string>> {
  const rows = await db.query<{ place: string; type: string }>(
    `select table_name || '.' || column_name as place, data_type as type
      from information_schema.columns where table_schema = 'record'`,
  )
  return new Map(rows.map(({ place, type }) => [place, type]))
}
