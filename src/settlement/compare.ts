/** What differs between two runs, per row and definition: two policies on one month, or a month before and after. X-4. */
import type { Program, RecordObject } from '../language/index.ts'
import type { Database } from '../records/database.ts'
import { partitionOf, type Run } from './run.ts'

export interface Difference {
  readonly key: string
  readonly variable: string
  readonly before: string | null
  readonly after: string | null
}

/** Rows of an object whose values differ between two runs of one version. */
export async function differences(
  db: Database,
  program: Program,
  before: Run,
  after: Run,
  object: RecordObject,
): Promise<Difference[]> {
  const own = program.definitions.filter((definition) => definition.object === object)
  const columns = own.map((definition) => ({
    name: definition.name.text,
    before: definition.id,
    after: definition.id,
    kind: definition.valueType.kind,
  }))
  return compareTables(db, object, partitionOf(before, object), partitionOf(after, object), columns)
}

interface ComparedColumn {
  readonly name: string
  readonly before: string
  readonly after: string
  readonly kind: string
}

/** Compares definitions by name, so that two versions of a policy can be set side by side. */
export async function compareRuns(
  db: Database,
  before: { readonly program: Program; readonly run: Run },
  after: { readonly program: Program; readonly run: Run },
  objectId: string,
): Promise<Difference[]> {
  const of = (program: Program) =>
    program.definitions.filter((definition) => definition.object.id === objectId)
  const [object] = of(after.program).map((definition) => definition.object)
  if (!object) return []
  const columns = of(before.program).flatMap((old) => {
    const fresh = of(after.program).find((definition) => definition.name.text === old.name.text)
    return fresh ? [{ name: old.name.text, before: old.id, after: fresh.id, kind: old.valueType.kind }] : []
  })
  return compareTables(db, object, partitionOf(before.run, object), partitionOf(after.run, object), columns)
}

async function compareTables(
  db: Database,
  object: RecordObject,
  before: string,
  after: string,
  columns: readonly ComparedColumn[],
): Promise<Difference[]> {
  const keys = object.key.map((_, i) => `"K${i + 1}"`)
  const key = keys.map((column) => `${column}::text`).join(` || '/' || `)
  const text = (side: string, column: string, kind: string) =>
    kind === 'number' ? `trim_scale(${side}."${column}")::text` : `${side}."${column}"::text`
  const parts = columns.map(
    (column, i) =>
      `(${i}, ${text('b', column.before, column.kind)}, ${text('a', column.after, column.kind)})`,
  )
  const rows = await db.query<{ key: string; number: number; before: string | null; after: string | null }>(
    `select key, v.number, v.before, v.after from (
       select ${key} as key, x.* from ${before} b full join ${after} a using (${keys.join(', ')})
       cross join lateral (values ${parts.join(', ')}) x(number, before, after)) v
     where v.before is distinct from v.after order by 1, 2`,
  )
  return rows.map(({ key: row, number, before: old, after: fresh }) => ({
    key: row,
    variable: columns[number]?.name ?? '',
    before: old,
    after: fresh,
  }))
}
