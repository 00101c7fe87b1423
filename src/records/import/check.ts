import type { RecordObject, Vocabulary } from '../../language/vocabulary.ts'
import type { Database } from '../database.ts'
import { literal, name, names, sameOn } from './quote.ts'
import { ruleText } from './rule-text.ts'
import { live, type Staging, stageColumn } from './stage.ts'
import type { TargetExclusion, TargetReference } from './target.ts'

/** Rejects rows whose key occurs more than once in the sheet: exact copies but for the first, and all that differ. */
export async function checkDuplicates({ db, table, columns }: Staging): Promise<void> {
  const key = names(table.key, 's')
  const content = names(columns.map(stageColumn), 's')
  await db.exec(`
    with twice as (
      select ${key} from import_stage s where ${live('s')} group by ${key} having count(*) > 1
    ), copies as (
      select s.source_row, ${key}, row(${content})::text as "import:content"
        from import_stage s join twice w on ${sameOn(table.key, 's', 'w')} where ${live('s')}
    ), counted as (
      select ${key}, count(distinct "import:content") as versions, min(source_row) as first,
          string_agg(source_row::text, '、' order by source_row) as rows
        from copies s group by ${key}
    )
    insert into import_reject
      select s.source_row, case when n.versions = 1 then 'duplicate_same' else 'duplicate_different' end, null,
          ${keyText(table.key, 's')}, case when n.versions = 1 then n.first::text else left(n.rows, 60) end
        from copies s join counted n on ${sameOn(table.key, 's', 'n')}
        where n.versions > 1 or s.source_row <> n.first`)
}

function keyText(key: readonly string[], alias: string): string {
  return `concat_ws(' ', ${key.map((column) => `${alias}.${name(column)}::text`).join(', ')})`
}

export interface Checking extends Staging {
  readonly object: RecordObject
  readonly vocabulary: Vocabulary
}

/** Rejects rows of `import_final` that break a rule of the table. */
export async function checkRules({ db, table, columns, object }: Checking): Promise<void> {
  if (table.checks.length === 0) return
  const rules = table.checks.map(({ name: rule, expression }) => `(${literal(rule)}, (${expression}))`)
  const broken = await db.query<{ source_row: number; rule: string }>(
    `select f.source_row, c.rule from import_final f cross join lateral (values ${rules.join(', ')}) as c(rule, holds)
     where c.holds is false and ${live('f')}`,
  )
  const texts = new Map(table.checks.map((check) => [check.name, ruleText(check, object, table, columns)]))
  await reject(
    db,
    broken.map((row) => ({ row: row.source_row, code: 'rule', other: texts.get(row.rule) ?? row.rule })),
  )
}

interface Rejected {
  readonly row: number
  readonly code: string
  readonly other: string
}

export async function reject(db: Database, rows: readonly Rejected[]): Promise<void> {
  if (rows.length === 0) return
  await db.query(
    `insert into import_reject (source_row, code, other) select * from unnest($1::int[], $2::text[], $3::text[])`,
    [rows.map(({ row }) => row), rows.map(({ code }) => code), rows.map(({ other }) => other)],
  )
}

/**
 * Rejects rows that refer to what is neither stored nor accepted from this sheet. A rejected row may be what another one
 * refers to (上级部门), so this goes on until nothing changes.
 */
export async function checkReferences(checking: Checking): Promise<void> {
  const { table } = checking
  for (const reference of table.references) {
    let found = await checkReference(checking, reference)
    while (found > 0 && reference.table === table.name) found = await checkReference(checking, reference)
  }
}

async function checkReference(
  { db, table, columns, object, vocabulary }: Checking,
  reference: TargetReference,
): Promise<number> {
  const to = reference.columns
    .map((column, at) => `f.${name(column)} = t.${name(reference.to[at] ?? '')}`)
    .join(' and ')
  const filled = reference.columns.map((column) => `f.${name(column)} is not null`).join(' and ')
  const stored = `exists (select from record.${name(reference.table)} t where ${to})`
  const inSheet = `exists (select from import_final t where ${to} and ${live('t')})`
  const known = reference.table === table.name ? `(${stored} or ${inSheet})` : stored
  const heading = headingOf(reference.columns, { columns, object })
  const label =
    vocabulary.objects.find((candidate) => candidate.id === reference.table)?.label ?? reference.table
  const rows = await db.query(
    `insert into import_reject
       select f.source_row, 'reference_missing', $1, ${keyText(reference.columns, 'f')}, $2
       from import_final f where ${filled} and not ${known} and ${live('f')}
     returning source_row`,
    [heading, label],
  )
  return rows.length
}

function headingOf(
  columns: readonly string[],
  { columns: matched, object }: Pick<Checking, 'columns' | 'object'>,
): string {
  const own = columns.map((column) => {
    const given = matched.find((candidate) => candidate.role === 'value' && stageColumn(candidate) === column)
    return given?.heading ?? object.fields.find((field) => field.columns[0] === column)?.label ?? column
  })
  return own.join('、')
}

/**
 * Rejects rows that would stand beside a row they exclude: periods of one subject that overlap, values that must be unique.
 * Counted against the table as it will be, so a sheet may end an old row and begin the next.
 */
export async function checkExclusions(checking: Checking): Promise<void> {
  for (const exclusion of checking.table.exclusions) await checkExclusion(checking, exclusion)
}

async function checkExclusion({ db, table }: Checking, exclusion: TargetExclusion): Promise<void> {
  const parts = exclusion.parts.map(({ expression }, at) => `(${expression}) as "import:k${at}"`).join(', ')
  const where = exclusion.where === null ? '' : `and (${exclusion.where})`
  const meets = exclusion.parts
    .map(({ operator }, at) => `a."import:k${at}" ${operator} b."import:k${at}"`)
    .join(' and ')
  const key = names(table.key)
  // Only rows that passed the rules: a range that ends before it begins cannot be built.
  const rows = await db.query<{ source_row: number; other: string; value: string }>(
    `with live as materialized (select f.* from import_final f where ${live('f')}),
     a as materialized (select source_row, ${key}, ${parts} from live where true ${where}),
     b as materialized (
       select a.source_row as line, ${names(
         exclusion.parts.map((_, at) => `import:k${at}`),
         'a',
       )}, ${names(table.key, 'a')} from a
       union all
       select null, ${parts}, ${key} from record.${name(table.name)} t
         where not exists (select from live f where ${sameOn(table.key, 'f', 't')}) ${where}
     )
     select a.source_row, coalesce('第 ' || min(b.line) || ' 行', '已有的记录') as other, min(${keyText(table.key, 'b')}) as value
     from a join b on ${meets} and not (${sameOn(table.key, 'a', 'b')}) group by a.source_row`,
  )
  await db.query(
    `insert into import_reject (source_row, code, value, other)
     select x.r, 'overlap', x.v, x.o from unnest($1::int[], $2::text[], $3::text[]) as x(r, v, o)`,
    [rows.map((row) => row.source_row), rows.map((row) => row.value), rows.map((row) => row.other)],
  )
}
