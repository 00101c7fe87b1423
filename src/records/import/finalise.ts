import { name, sameOn } from './quote.ts'
import { live, type Staging, stageColumn } from './stage.ts'
import type { TargetColumn } from './target.ts'

/**
 * Makes `import_final`: each row as it would stand in the table, and whether it is new, changed or the same there. What the
 * sheet has no column for keeps its present value, or gets the table's default; so does a required cell left empty.
 */
export async function finalise(staging: Staging): Promise<void> {
  const { db, table, columns } = staging
  const given = new Set(columns.filter((column) => column.role === 'value').map(stageColumn))
  const all = [...table.columns.values()]
  const known = `t.${name(table.key[0] ?? '')} is not null`
  const values = all.map((column) => `${finalValue(column, given, known)} as ${name(column.name)}`)
  const others = all.filter((column) => given.has(column.name) && !table.key.includes(column.name))
  const changed = others.map(
    (column) => `${finalValue(column, given, known)} is distinct from t.${name(column.name)}`,
  )
  await db.exec(`
    analyze import_stage;
    create temporary table import_final on commit drop as
      select s.source_row, ${values.join(', ')},
        case when not (${known}) then 'new' when ${changed.join(' or ') || 'false'} then 'changed' else 'same' end
          as "import:status"
      from import_stage s
      left join record.${name(table.name)} t on ${sameOn(table.key, 't', 's')}
      where ${live('s')};
    create index on import_final (source_row);
    analyze import_final;`)
}

function finalValue(column: TargetColumn, given: ReadonlySet<string>, known: string): string {
  const { name: id, default: fallback } = column
  if (given.has(id))
    return column.required && fallback !== null ? `coalesce(s.${name(id)}, ${fallback})` : `s.${name(id)}`
  return fallback === null ? `t.${name(id)}` : `case when ${known} then t.${name(id)} else ${fallback} end`
}
