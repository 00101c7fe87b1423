import type { Database } from '../database.ts'
import type { MatchedColumn } from './headings/columns.ts'
import { name, names } from './quote.ts'
import type { TargetTable } from './target.ts'

/**
 * Rows of a sheet on their way into a table, in temporary tables of the import's own transaction: `import_stage` as the
 * sheet has them, `import_final` as they would stand in the table, `import_reject` with what speaks against them.
 */
export interface Staging {
  readonly db: Database
  readonly table: TargetTable
  readonly columns: readonly MatchedColumn[]
}

/** The name a reference goes by stands beside its code. */
export function nameColumn(column: string): string {
  return `${column}:name`
}

export function stageColumn(column: MatchedColumn): string {
  const [own = ''] = column.field.columns
  return column.role === 'name' ? nameColumn(own) : own
}

/** SQL: nothing speaks against the row so far. */
export function live(alias: string): string {
  return `not exists (select from import_reject r where r.source_row = ${alias}.source_row)`
}

export async function createStage({ db, table, columns }: Staging): Promise<void> {
  const given = columns.filter((column) => column.role === 'value').map(stageColumn)
  const named = columns.filter((column) => column.role === 'name').map(stageColumn)
  await db.exec(`
    drop table if exists import_stage, import_final, import_reject;
    create temporary table import_stage on commit drop as
      select 0::int as source_row, ${names(given)} from record.${name(table.name)} with no data;
    ${named.map((column) => `alter table import_stage add column ${name(column)} text collate "C";`).join('\n')}
    create temporary table import_reject (
      source_row int not null, code text not null, heading text, value text, other text
    ) on commit drop;`)
}

/** Rows of values as the readers of values give them, one array per column. */
export interface Batch {
  readonly rows: number[]
  readonly values: (string | null)[][]
}

export function emptyBatch(columns: readonly MatchedColumn[]): Batch {
  return { rows: [], values: columns.map(() => []) }
}

export async function stageBatch({ db, table, columns }: Staging, batch: Batch): Promise<void> {
  if (batch.rows.length === 0) return
  const targets = columns.map(stageColumn)
  const casts = columns.map((column, at) => {
    const type = column.role === 'name' ? 'text' : (table.columns.get(stageColumn(column))?.type ?? 'text')
    return `x.v${at}::${type}`
  })
  const arrays = columns.map((_, at) => `$${at + 2}::text[]`)
  const aliases = columns.map((_, at) => `v${at}`)
  await db.query(
    `insert into import_stage (source_row, ${names(targets)})
     select x.source_row, ${casts.join(', ')}
     from unnest($1::int[], ${arrays.join(', ')}) as x(source_row, ${aliases.join(', ')})`,
    [batch.rows, ...batch.values],
  )
}
