/** Rows that were there before a rule of their table: they stay, until somebody corrects them. */
import type { Database } from './database.ts'

export interface RowsBeforeRule {
  readonly table: string
  /** Of the constraint. */
  readonly name: string
  readonly rows: number
}

/** Of every rule that does not hold for all rows yet. */
export async function rowsBeforeRules(db: Database): Promise<RowsBeforeRule[]> {
  const rules = await db.query<{ table: string; name: string; expression: string }>(
    `select conrelid::regclass::text as table, conname as name, pg_get_expr(conbin, conrelid) as expression
     from pg_constraint where connamespace = 'record'::regnamespace and contype = 'c' and not convalidated order by 1, 2`,
  )
  const found: RowsBeforeRule[] = []
  for (const { table, name, expression } of rules) {
    const [row] = await db.query<{ rows: number }>(
      `select count(*)::int as rows from ${table} where not (${expression})`,
    )
    found.push({ table, name, rows: row?.rows ?? 0 })
  }
  return found
}
