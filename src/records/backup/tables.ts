/** What belongs to a backup: read from the catalogue, so that a table added later is never forgotten. */
import type { Database } from '../database.ts'
import type { Manifest, ResultTable } from './manifest.ts'

/** Not ours, or made anew by every start: the queue, what has been migrated, and the database's own. */
const otherSchemas = ['boss', 'hengji', 'public', 'information_schema']

/** What is worth nothing elsewhere, or would be harmful: open sign-ins, answers kept for repetition, copies of code. */
const leftOut = [
  'auth.session',
  'auth.verification',
  'access.sign_in_attempt',
  'access.used_code',
  'access.idempotency',
  'access.rule',
  'access.result_rule',
  'access.installed',
  'job.job',
]

/** Columns that open doors outside. */
const withheld: Readonly<Record<string, readonly string[]>> = {
  'auth.account': ['access_token', 'refresh_token', 'id_token'],
}

export interface Table {
  readonly name: string
  /** Without generated ones; in one order, as a partition may have its parent's columns in another. */
  readonly columns: readonly string[]
  /** Selects the columns. */
  readonly selection: string
}

export async function tablesOf(db: Database): Promise<Table[]> {
  const rows = await db.query<{ name: string; columns: string[] }>(
    `select n.nspname || '.' || c.relname as name,
       array(select attname::text from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped and attgenerated = ''
         order by attname collate "C") as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and n.nspname not like 'pg\\_%' and not n.nspname = any($1)
       and (c.relispartition or not (n.nspname = 'settlement' and c.relname ~ '^v\\d+_'))
     order by (n.nspname || '.' || c.relname) collate "C"`,
    [otherSchemas],
  )
  return rows
    .filter(({ name }) => !leftOut.includes(name))
    .map(({ name, columns }) => {
      const hidden = withheld[name] ?? []
      const selected = columns.map((own) => (hidden.includes(own) ? `null as "${own}"` : `"${own}"`))
      return { name, columns, selection: selected.join(', ') }
    })
}

export const quoted = (table: string) =>
  table
    .split('.')
    .map((part) => `"${part}"`)
    .join('.')

/** Result tables and their partitions; those of a run that is not finished stand alone and are left out. */
export async function resultsOf(db: Database): Promise<ResultTable[]> {
  return db.query<ResultTable>(
    `select c.relname as table, substring(c.relname from '^v\\d+_(.+)$') as object,
       (select jsonb_agg(jsonb_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod), 'required', a.attnotnull,
          'collation', case when l.collname <> 'default' then l.collname end) order by a.attnum)
        from pg_attribute a left join pg_collation l on l.oid = a.attcollation
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
       (select jsonb_agg(a.attname order by k.at) from pg_constraint p, unnest(p.conkey) with ordinality k(attnum, at)
          join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum where p.conrelid = c.oid and p.contype = 'p') as key,
       coalesce((select jsonb_agg(jsonb_build_object('table', r.relname, 'run', substring(r.relname from '_(\\d+)$')::int) order by r.relname)
        from pg_inherits i join pg_class r on r.oid = i.inhrelid where i.inhparent = c.oid), '[]') as partitions
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'settlement' and c.relkind = 'p' and c.relname ~ '^v\\d+_' order by c.relname collate "C"`,
  )
}

export async function sequencesOf(db: Database): Promise<Manifest['sequences']> {
  const rows = await db.query<{ table: string; column: string; sequence: string }>(
    `select n.nspname || '.' || t.relname as table, a.attname as column, s.oid::regclass::text as sequence
     from pg_class s join pg_depend d on d.objid = s.oid and d.classid = 'pg_class'::regclass and d.deptype in ('a', 'i')
       join pg_class t on t.oid = d.refobjid join pg_attribute a on a.attrelid = t.oid and a.attnum = d.refobjsubid
       join pg_namespace n on n.oid = t.relnamespace
     where s.relkind = 'S' and n.nspname not like 'pg\\_%' and not n.nspname = any($1) order by 1, 2`,
    [otherSchemas],
  )
  const found: Manifest['sequences'] = []
  for (const { table, column, sequence } of rows) {
    const [state] = await db.query<{ last: string; called: boolean }>(
      `select last_value::text as last, is_called as called from ${sequence}`,
    )
    if (state) found.push({ table, column, ...state })
  }
  return found
}

/** Rows as lines of JSON, made by the database: numbers keep every digit. In batches, from one view of the data. */
export async function* linesOf(db: Database, { name, selection }: Table): AsyncGenerator<string[]> {
  await db.exec(
    `declare rows_kept no scroll cursor for select line from (select row_to_json(t)::text as line
       from (select ${selection} from ${quoted(name)}) t) l order by line collate "C"`,
  )
  for (;;) {
    const rows = await db.query<{ line: string }>('fetch 1000 from rows_kept')
    if (rows.length === 0) break
    yield rows.map(({ line }) => line)
  }
  await db.exec('close rows_kept')
}

export async function figuresOf(db: Database): Promise<Pick<Manifest, 'ledger' | 'audit'>> {
  const [row] = await db.query<{ entries: number; sum: string; last: string; head: string }>(
    `select (select count(*)::int from settlement.ledger_entry) as entries,
       (select trim_scale(coalesce(sum(amount), 0))::text from settlement.ledger_entry) as sum,
       entry_id::text as last, hash as head from audit.head`,
  )
  if (!row) throw new Error('the audit log has no head')
  return { ledger: { entries: row.entries, sum: row.sum }, audit: { entries: row.last, head: row.head } }
}
