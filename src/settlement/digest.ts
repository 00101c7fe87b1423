/**
 * Digests that do not depend on the order of rows, the engine, or how a number is padded: every row becomes one
 * text, rows are hashed, hashes are sorted within 256 buckets, and the buckets are hashed together.
 */
import { createHash } from 'node:crypto'
import {
  type CheckedDefinition,
  type Period,
  type Program,
  type RecordObject,
  sqlTypeOf,
} from '../language/index.ts'
import type { Database } from '../records/database.ts'

interface Part {
  readonly name: string
  readonly source: string
  /** Column SQL with its type, in a fixed order. */
  readonly columns: readonly { readonly sql: string; readonly kind: string }[]
}

/** @param between what to do between two parts, such as letting others read. */
export async function digestOf(
  db: Database,
  parts: readonly Part[],
  between: () => Promise<void> = async () => {},
): Promise<string> {
  const all = createHash('sha256')
  for (const part of parts) {
    const texts = part.columns.map(({ sql, kind }) => canonicalColumn(sql, kind))
    const row = `concat_ws(chr(31), ${texts.join(', ')})`
    // Fenced, or PostgreSQL would hash each row for its bucket and twice more for what is in it.
    const rows = await db.query<{ bucket: number; digest: string }>(
      `select get_byte(hash, 0) as bucket, encode(sha256(string_agg(hash, ''::bytea order by hash)), 'hex') as digest
       from (select sha256(convert_to(${row}, 'UTF8')) as hash from ${part.source} x offset bigint '0') h group by 1 order by 1`,
    )
    await between()
    all.update(`${part.name}\n${rows.map((bucket) => `${bucket.bucket}:${bucket.digest}`).join('\n')}\n`)
  }
  return all.digest('hex')
}

function canonicalColumn(sql: string, kind: string): string {
  const text = kind === 'numeric' ? `trim_scale(${sql}::numeric)::text` : `${sql}::text`
  return `coalesce(${text}, chr(26))`
}

interface Results {
  readonly object: RecordObject
  readonly definitions: readonly CheckedDefinition[]
  readonly table: string
}

/** Keys and values: problem numbers and the rows of tables used follow from them and the policy. */
export async function resultDigest(
  db: Database,
  results: readonly Results[],
  between?: () => Promise<void>,
): Promise<string> {
  const parts = results
    .toSorted((a, b) => (a.object.id < b.object.id ? -1 : 1))
    .map(({ object, definitions, table }) => ({
      name: object.id,
      source: table,
      columns: [
        ...object.key.map((_, i) => ({ sql: `x."K${i + 1}"`, kind: 'text' })),
        ...definitions
          .toSorted((a, b) => a.span.from - b.span.from)
          .map(({ id, valueType }) => ({ sql: `x."${id}"`, kind: sqlTypeOf(valueType) })),
      ],
    }))
  return digestOf(db, parts, between)
}

/** Everything the records say that the program's objects can read in a period. */
export function inputParts(program: Program, period: Period): Part[] {
  return usedObjects(program)
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map((object) => {
      const dated = object.source
        .replaceAll(':first', `date '${period.first}'`)
        .replaceAll(':last', `date '${period.last}'`)
      const where = object.period === undefined ? '' : ` where "${object.period}" = '${period.name}'`
      const columns = object.fields.flatMap((field) =>
        field.columns.map((column) => ({
          sql: `x."${column}"`,
          kind: field.type.kind === 'number' ? 'numeric' : 'text',
        })),
      )
      return { name: object.id, source: `(select * from ${dated} s${where})`, columns }
    })
}

/** Objects with definitions and all objects they refer to or aggregate, directly or not. */
function usedObjects(program: Program): RecordObject[] {
  const used = new Set<RecordObject>(program.definitions.map((definition) => definition.object))
  for (const name of namesIn(program)) {
    const found = program.names.objects.find(
      (object) => object.label === name || object.fields.some((field) => field.reverse === name),
    )
    if (found) used.add(found)
  }
  return [...used]
}

function namesIn(program: Program): Set<string> {
  const names = new Set<string>()
  for (const { formula } of program.definitions) {
    for (const word of program.document.text
      .slice(formula.from, formula.to)
      .matchAll(/[\p{L}_][\p{L}\d_]*/gu))
      names.add(word[0])
  }
  return names
}
