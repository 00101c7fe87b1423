import type { Database } from '../src/records/database.ts'
import { migrate } from '../src/records/migrate.ts'
import { type Engine, freshDatabase } from '../src/records/testing/server.ts'
import { columnsOf, objects, type Row, rowsOf, type Tables } from './tables.ts'

export async function emptyRecords(engine: Engine): Promise<Database> {
  const db = await freshDatabase(engine)
  await migrate(db)
  return db
}

type Content = Record<string, string[]>

/** Every row as one line, so that two contents can be compared whatever the order of rows. */
export function contentOf(tables: Tables): Content {
  return Object.fromEntries(
    objects.map((object) => [object.id, lines(columnsOf(object), rowsOf(tables, object.id))]),
  )
}

export async function storedContent(db: Database): Promise<Content> {
  const content: Content = {}
  for (const object of objects) {
    const columns = columnsOf(object)
    const texts = columns.map((column) => `${column}::text as ${column}`)
    content[object.id] = lines(
      columns,
      await db.query<Row>(`select ${texts.join(', ')} from record.${object.id}`),
    )
  }
  return content
}

function lines(columns: readonly string[], rows: readonly Row[]): string[] {
  const line = (row: Row) => columns.map((column) => sameNumber(row[column] ?? '∅')).join(' | ')
  return rows.map(line).toSorted()
}

/** 2.50 and 2.5 are one amount. */
function sameNumber(value: string): string {
  return /^\d+\.\d+$/.test(value) ? value.replace(/\.?0+$/, '') : value
}
