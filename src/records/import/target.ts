import type { Database } from '../database.ts'

/** A table records are imported into, as the database itself describes it. */
export interface TargetTable {
  /** The object's id and the table's name in schema `record`. */
  readonly name: string
  /** Business columns, in the table's order. */
  readonly columns: ReadonlyMap<string, TargetColumn>
  readonly key: readonly string[]
  readonly references: readonly TargetReference[]
  readonly checks: readonly {
    readonly name: string
    readonly expression: string
    readonly columns: readonly string[]
  }[]
  /** What no two rows may share: unique and exclusion constraints beside the key. */
  readonly exclusions: readonly TargetExclusion[]
  /** Other tables point here, so its rows are updated in place and never removed. */
  readonly referred: boolean
}

export interface TargetColumn {
  readonly name: string
  readonly type: string
  readonly required: boolean
  /** SQL of the default; null when there is none. */
  readonly default: string | null
}

export interface TargetReference {
  readonly columns: readonly string[]
  readonly table: string
  readonly to: readonly string[]
}

export interface TargetExclusion {
  readonly name: string
  readonly parts: readonly { readonly expression: string; readonly operator: string }[]
  /** Only rows for which this SQL holds take part. */
  readonly where: string | null
}

/** Columns that say where a row came from; every table of records has them. */
export const bookkeeping = ['entered_by', 'entered_at', 'import_id', 'source_row']

/** Every table of schema `record`, by name. */
export async function readTargets(db: Database): Promise<ReadonlyMap<string, TargetTable>> {
  const [columns, constraints, exclusions] = await Promise.all([
    db.query<ColumnRow>(columnsSql, [bookkeeping]),
    db.query<ConstraintRow>(constraintsSql),
    db.query<ExclusionRow>(exclusionsSql),
  ])
  const names = new Set(columns.map((row) => row.table))
  return new Map(
    [...names].map((name) => {
      const own = constraints.filter((row) => row.table === name)
      const table: TargetTable = {
        name,
        columns: new Map(columns.filter((row) => row.table === name).map((row) => [row.name, row])),
        key: own.find((row) => row.kind === 'p')?.columns ?? [],
        references: own
          .filter((row) => row.kind === 'f')
          .map((row) => ({ columns: row.columns, table: row.to_table, to: row.to_columns })),
        checks: own
          .filter((row) => row.kind === 'c')
          .map((row) => ({ name: row.name, expression: row.expression, columns: row.columns })),
        exclusions: exclusions.filter((row) => row.table === name),
        referred: constraints.some((row) => row.kind === 'f' && row.to_table === name && row.table !== name),
      }
      return [name, table]
    }),
  )
}

interface ColumnRow extends TargetColumn {
  readonly table: string
}

const columnsSql = `
  select c.relname as table, a.attname as name, format_type(a.atttypid, null) as type, a.attnotnull as required,
    pg_get_expr(d.adbin, d.adrelid) as default
  from pg_class c
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
  where c.relnamespace = 'record'::regnamespace and c.relkind in ('r', 'p') and a.attname <> all ($1::text[])
  order by c.relname, a.attnum`

interface ConstraintRow {
  readonly table: string
  readonly name: string
  readonly kind: 'p' | 'f' | 'c'
  readonly columns: string[]
  readonly expression: string
  readonly to_table: string
  readonly to_columns: string[]
}

const constraintsSql = `
  select c.relname as table, k.conname as name, k.contype as kind,
    array(select a.attname::text from unnest(k.conkey) with ordinality n(num, at)
      join pg_attribute a on a.attrelid = k.conrelid and a.attnum = n.num order by n.at) as columns,
    case when k.contype = 'c' then pg_get_expr(k.conbin, k.conrelid) else '' end as expression,
    coalesce(t.relname, '') as to_table,
    array(select a.attname::text from unnest(k.confkey) with ordinality n(num, at)
      join pg_attribute a on a.attrelid = k.confrelid and a.attnum = n.num order by n.at) as to_columns
  from pg_constraint k
  join pg_class c on c.oid = k.conrelid
  left join pg_class t on t.oid = k.confrelid
  where c.relnamespace = 'record'::regnamespace and k.contype in ('p', 'f', 'c')
  order by c.relname, k.conname`

interface ExclusionRow extends TargetExclusion {
  readonly table: string
}

const exclusionsSql = `
  select c.relname as table, coalesce(k.conname, x.relname) as name, pg_get_expr(i.indpred, i.indrelid) as where,
    (select jsonb_agg(jsonb_build_object(
        'expression', pg_get_indexdef(i.indexrelid, n, true),
        'operator', coalesce((select o.oprname from pg_operator o where o.oid = k.conexclop[n]), '=')) order by n)
      from generate_series(1, i.indnkeyatts) n) as parts
  from pg_index i
  join pg_class c on c.oid = i.indrelid
  join pg_class x on x.oid = i.indexrelid
  left join pg_constraint k on k.conindid = i.indexrelid and k.contype = 'x'
  where c.relnamespace = 'record'::regnamespace and not i.indisprimary and (i.indisunique or i.indisexclusion)
  order by c.relname, 2`
