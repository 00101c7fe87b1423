/** The results of a run as a table: what payroll takes over. */
import type { CheckedDefinition, RecordObject } from '../language/index.ts'
import type { Database } from '../records/database.ts'
import { type Cell, emptyCell } from '../records/sheet/cell.ts'
import type { SheetToWrite } from '../records/sheet/write.ts'
import type { PolicyVersion } from './policy-version.ts'
import { partitionOf, type Run } from './run.ts'

const batch = 2000

/** One object's results: its key, the name where it has one, and every definition; decimals exactly. */
export function resultSheet(
  db: Database,
  version: PolicyVersion,
  run: Run,
  object: RecordObject,
): SheetToWrite {
  const definitions = version.program.definitions.filter((definition) => definition.object === object)
  const keys = object.key.map(
    (column) => object.fields.find((field) => field.columns.at(-1) === column)?.label ?? column,
  )
  const named = object.id === 'person'
  return {
    name: object.label,
    columns: [
      ...keys.map((heading) => ({ heading, format: 'text' as const })),
      ...(named ? [{ heading: '姓名', format: 'text' as const }] : []),
      ...definitions.map((definition) => ({ heading: definition.name.text })),
    ],
    rows: rowsOf(db, run, object, definitions, named),
  }
}

async function* rowsOf(
  db: Database,
  run: Run,
  object: RecordObject,
  definitions: readonly CheckedDefinition[],
  named: boolean,
): AsyncGenerator<Cell[]> {
  const keys = object.key.map((_, i) => `r."K${i + 1}"`)
  const values = definitions.map(({ id, valueType }) =>
    valueType.kind === 'number' ? `trim_scale(r."${id}")::text` : `r."${id}"::text`,
  )
  const list = [...keys.map((key) => `${key}::text`), ...(named ? ['p.name'] : []), ...values].map(
    (sql, i) => `${sql} as c${i}`,
  )
  const join = named ? 'left join record.person p on p.person_no = r."K1"' : ''
  const order = keys.map((key) => `${key}`).join(', ')
  const kinds = [
    ...keys.map(() => 'text' as const),
    ...(named ? ['text' as const] : []),
    ...definitions.map(({ valueType }) => valueType.kind),
  ]
  for (let offset = 0; ; offset += batch) {
    const rows = await db.query<Record<string, string | null>>(
      `select ${list.join(', ')} from ${partitionOf(run, object)} r ${join} order by ${order} limit ${batch} offset ${offset}`,
    )
    for (const row of rows) yield list.map((_, i) => cell(kinds[i] ?? 'text', row[`c${i}`]))
    if (rows.length < batch) return
  }
}

function cell(kind: string, value: string | null | undefined): Cell {
  if (value === null || value === undefined) return emptyCell
  if (kind === 'number' || kind === 'date') return { kind, text: value }
  return { kind: 'text', text: kind === 'boolean' ? (value === 'true' ? '是' : '否') : value }
}
