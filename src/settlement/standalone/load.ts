/** Puts the records of declared objects into tables of their own. */
import { declaredSchema, type Field, type RecordObject } from '../../language/index.ts'
import type { Database } from '../../records/database.ts'
import type { ReadRows } from './records.ts'

const batch = 5000

export async function createTables(
  db: Database,
  objects: readonly RecordObject[],
  read: ReadonlyMap<string, ReadRows>,
): Promise<void> {
  await db.exec(`create schema ${declaredSchema}`)
  for (const object of objects) await createTable(db, object, read.get(object.id)?.rows ?? [])
}

async function createTable(db: Database, object: RecordObject, rows: ReadRows['rows']): Promise<void> {
  const columns = object.fields.map((field) => ({ name: field.columns[0] ?? '', type: sqlType(field) }))
  const list = columns.map(({ name, type }) => `"${name}" ${type}`)
  await db.exec(`create table ${object.source} (${['row_number integer', ...list].join(', ')})`)
  const arrays = columns.map((_, i) => `$${i + 2}::text[]`)
  const picked = columns.map(({ type }, i) => `c${i + 2}::${type}`)
  const names = ['r', ...columns.map((_, i) => `c${i + 2}`)]
  const insert = `insert into ${object.source} select ${['r', ...picked].join(', ')} from unnest(${['$1::integer[]', ...arrays].join(', ')}) as t(${names.join(', ')})`
  for (let start = 0; start < rows.length; start += batch) {
    const part = rows.slice(start, start + batch)
    await db.query(insert, [
      part.map((row) => row.line),
      ...columns.map((_, i) => part.map((row) => row.values[i] ?? null)),
    ])
  }
  await db.exec(`analyze ${object.source}`)
}

function sqlType(field: Field): string {
  if (field.type.kind === 'number') return 'numeric'
  if (field.type.kind === 'date' || field.type.kind === 'boolean') return field.type.kind
  return 'text collate "C"'
}
