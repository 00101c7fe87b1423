import type { Database } from '../database.ts'
import { reject } from './check.ts'
import { name, names, sameOn } from './quote.ts'
import { live, type Staging } from './stage.ts'

export interface Provenance {
  readonly actor: string
  readonly importId: string
  readonly sheet: string
}

/**
 * Writes the new and changed rows of `import_final`; the same rows are not touched. Everything was checked before, so one
 * statement usually does; what the database still refuses is searched for by halves, and only those rows are rejected.
 */
export async function applyRows(staging: Staging, provenance: Provenance): Promise<void> {
  const rows = await staging.db.query<{ source_row: number }>(
    `select source_row from import_final f where "import:status" <> 'same' and ${live('f')} order by source_row`,
  )
  await applyRange(
    staging,
    provenance,
    rows.map((row) => row.source_row),
  )
}

async function applyRange(staging: Staging, provenance: Provenance, rows: readonly number[]): Promise<void> {
  const [first, last] = [rows[0], rows.at(-1)]
  if (first === undefined || last === undefined) return
  const refusal = await tryRange(staging, provenance, [first, last])
  if (refusal === undefined) return
  if (rows.length === 1) return reject(staging.db, [{ row: first, code: 'database', other: refusal }])
  const half = Math.ceil(rows.length / 2)
  await applyRange(staging, provenance, rows.slice(0, half))
  await applyRange(staging, provenance, rows.slice(half))
}

/** Undefined when the rows are written; what the database said when it refuses one of them. */
async function tryRange(
  staging: Staging,
  provenance: Provenance,
  range: readonly [number, number],
): Promise<string | undefined> {
  try {
    await staging.db.transaction(async (db) => {
      await writeRange({ ...staging, db }, provenance, range)
      // Deferred references speak up now, while the row can still be found.
      await db.exec('set constraints all immediate; set constraints all deferred')
    })
    return undefined
  } catch (error) {
    if (!refusesData(error)) throw error
    return error.message
  }
}

/** Integrity (23), data (22) and rules in triggers (P0001): the fault of a row. Anything else is not. */
function refusesData(error: unknown): error is Error {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return /^(22|23)/.test(code) || code === 'P0001'
}

async function writeRange(
  { db, table }: Staging,
  { actor, importId, sheet }: Provenance,
  range: readonly [number, number],
): Promise<void> {
  const target = `record.${name(table.name)}`
  const chosen = (status: string) =>
    `f.source_row between ${range[0]} and ${range[1]} and f."import:status" in (${status}) and ${live('f')}`
  // Kept whole, so that the import can be taken back (see undo.ts).
  await db.query(
    `insert into import.row_before (import_id, object, sheet, source_row, row)
     select $1::bigint, $2, $3, f.source_row, to_jsonb(t) from import_final f join ${target} t
       on ${sameOn(table.key, 't', 'f')} where ${chosen(`'changed'`)}`,
    [importId, table.name, sheet],
  )
  const others = [...table.columns.keys()].filter((column) => !table.key.includes(column))
  // Rows under an exclusion constraint are replaced: updated one by one, they could meet on the way to where they fit.
  const replace = table.exclusions.length > 0 && !table.referred
  if (replace) {
    await db.exec(
      `delete from ${target} t using import_final f where ${sameOn(table.key, 't', 'f')} and ${chosen(`'changed'`)}`,
    )
  } else {
    const set = others.map((column) => `${name(column)} = f.${name(column)}`)
    await db.query(
      `update ${target} t set ${[...set, 'entered_by = $1', 'entered_at = now()', 'import_id = $2', 'source_row = f.source_row'].join(', ')}
       from import_final f where ${sameOn(table.key, 't', 'f')} and ${chosen(`'changed'`)}`,
      [actor, importId],
    )
  }
  const all = [...table.columns.keys()]
  await db.query(
    `insert into ${target} (${names(all)}, entered_by, import_id, source_row)
     select ${names(all, 'f')}, $1, $2::bigint, f.source_row from import_final f
     where ${chosen(replace ? `'new', 'changed'` : `'new'`)} order by f.source_row`,
    [actor, importId],
  )
}

export async function lockTable(db: Database, table: string): Promise<void> {
  await db.exec(`lock table record.${name(table)} in share row exclusive mode`)
}
