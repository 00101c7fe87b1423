import type { RecordObject, Vocabulary } from '../../language/vocabulary.ts'
import type { MatchedColumn } from './headings/columns.ts'
import { nameField, referred } from './headings/names.ts'
import { literal, name } from './quote.ts'
import { nameColumn, type Staging } from './stage.ts'

/**
 * Turns names in references into codes: what is no code but the name of exactly one row stands for it. Where a sheet has
 * both, the name checks the code.
 */
export async function resolveReferences(staging: Staging, vocabulary: Vocabulary): Promise<void> {
  const references = new Set(
    staging.columns.filter((column) => column.field.type.kind === 'reference').map((column) => column.field),
  )
  for (const field of references) {
    const target = referred(field, vocabulary)
    const label = target === undefined ? undefined : nameField(target)
    const [column = ''] = field.columns
    if (target === undefined || label === undefined || target.key.length !== 1) continue
    const own = staging.columns.filter((candidate) => candidate.field === field)
    await resolve(staging, { column, own, target, nameOf: label.columns[0] ?? '' })
  }
}

interface Resolution {
  readonly column: string
  /** The code's column and, where there is one, the name's. */
  readonly own: readonly MatchedColumn[]
  readonly target: RecordObject
  readonly nameOf: string
}

async function resolve(staging: Staging, resolution: Resolution): Promise<void> {
  const { db } = staging
  const { column, own, target } = resolution
  const code = name(column)
  const named = own.length > 1 ? name(nameColumn(column)) : undefined
  const heading = literal(own[0]?.heading ?? '')
  await db.exec(`
    create temporary table import_names on commit drop as ${knownRows(staging, resolution)};`)
  if (named !== undefined) {
    await db.exec(`
      insert into import_reject
        select s.source_row, 'reference_mismatch', ${literal(own[1]?.heading ?? '')}, s.${named}, null from import_stage s
        where s.${code} is not null and s.${named} is not null and s.${named} <> s.${code}
          and exists (select from import_names n where n.code = s.${code})
          and not exists (select from import_names n where n.code = s.${code} and n.name = s.${named});
      update import_stage set ${code} = ${named} where ${code} is null and ${named} is not null;`)
  }
  await db.exec(`
    insert into import_reject
      select s.source_row, 'reference_ambiguous', ${heading}, s.${code}, ${literal(target.label)} from import_stage s
      where s.${code} in (select name from import_names group by name having count(*) > 1)
        and s.${code} not in (select code from import_names);
    update import_stage s set ${code} = n.code
      from (select name, min(code) as code from import_names group by name having count(*) = 1) n
      where s.${code} = n.name and not exists (select from import_names n where n.code = s.${code});
    drop table import_names;`)
}

/** Codes and names that may be meant, those of the sheet itself included when it refers to its own kind. */
function knownRows({ table, columns }: Staging, { target, nameOf }: Resolution): string {
  const [key = ''] = target.key
  const stored = `select ${name(key)} as code, ${name(nameOf)} collate "C" as name from record.${name(target.id)}`
  const given = new Set(columns.map((column) => column.field.columns[0]))
  if (target.id !== table.name || !given.has(nameOf)) return stored
  return `${stored} union select ${name(key)}, ${name(nameOf)} collate "C" from import_stage`
}
