/**
 * Takes an import back: rows it added are removed, rows it changed stand as before, to the byte. Only while nothing came to
 * depend on it: no row was changed since, none refers to what would go, and no month was closed over it.
 */
import type { RecordObject } from '../../language/vocabulary.ts'
import type { Database } from '../database.ts'
import { Refusal } from '../refusal.ts'
import { vocabulary } from '../vocabulary.ts'
import { lockTable } from './apply.ts'
import { literal, name, sameOn } from './quote.ts'
import { bookkeeping, readTargets, type TargetTable } from './target.ts'

/** A settled period nothing may change under any more. */
export interface ClosedPeriod {
  readonly name: string
  readonly first: string
  readonly last: string
}

export interface UndoObject {
  readonly object: string
  readonly label: string
  readonly removed: number
  readonly restored: number
}

export interface Undo {
  readonly file: string
  readonly objects: readonly UndoObject[]
  /** Sentences; with any, nothing is done. */
  readonly reasons: readonly string[]
}

interface Undoing {
  readonly importId: string
  readonly actor: string
  /** Periods closed after the given moment. */
  readonly closedSince: (db: Database, moment: string) => Promise<readonly ClosedPeriod[]>
  /** Asked for every object; throws when the person may not. */
  readonly permit: (object: UndoObject) => void
}

class Rehearsed extends Error {
  readonly undo: Undo
  constructor(undo: Undo) {
    super('only looked')
    this.undo = undo
  }
}

/** What would happen, and what stands against it. */
export async function planUndo(db: Database, undoing: Undoing): Promise<Undo> {
  try {
    return await db.transaction(async (within) => {
      throw new Rehearsed(await run(within, undoing))
    })
  } catch (error) {
    if (error instanceof Rehearsed) return error.undo
    throw error
  }
}

/** Refuses with import_kept_by when anything stands against it, and import_undone the second time. */
export async function undoImport(db: Database, undoing: Undoing): Promise<Undo> {
  const undo = await run(db, undoing)
  if (undo.reasons.length > 0) throw new Refusal('import_kept_by', { reasons: undo.reasons.join('；') })
  await db.query(
    'update import.file set undone_at = clock_timestamp(), undone_by = $2 where id = $1::bigint',
    [undoing.importId, undoing.actor],
  )
  return undo
}

interface FileRow {
  readonly name: string
  readonly imported_at: string
  readonly undone_by: string | null
  readonly kept_before: boolean
}

interface Part extends UndoObject {
  readonly table: TargetTable
  readonly own: RecordObject
}

async function run(db: Database, { importId, closedSince, permit }: Undoing): Promise<Undo> {
  const [file] = await db.query<FileRow>(
    'select name, imported_at, undone_by, kept_before from import.file where id = $1::bigint for update',
    [importId],
  )
  if (!file) throw new Refusal('not_found')
  if (file.undone_by !== null) throw new Refusal('import_undone', { file: file.name, who: file.undone_by })
  const parts = await partsOf(db, importId)
  for (const part of parts) permit(part)
  const objects = parts.map(({ object, label, removed, restored }) => ({ object, label, removed, restored }))
  const done = (reasons: readonly string[]): Undo => ({ file: file.name, objects, reasons })
  if (!file.kept_before) return done(['导入时还没有保存改动前的内容，不能撤回'])
  for (const { table } of parts) await lockTable(db, table.name)
  const periods = await closedSince(db, file.imported_at)
  const reasons: string[] = []
  for (const part of parts) {
    reasons.push(...(await changedLater(db, importId, part)))
    reasons.push(...(await usedBy(db, importId, part)))
    reasons.push(
      ...(await closedOver(
        db,
        part,
        periods,
        `select * from record.${name(part.object)} where import_id = ${literal(importId)}::bigint`,
      )),
    )
  }
  if (reasons.length > 0) return done([...new Set(reasons)])
  const refused = await takeBack(db, importId, parts)
  if (refused !== undefined) return done([refused])
  for (const part of parts)
    reasons.push(...(await closedOver(db, part, periods, beforeRows(importId, part.object))))
  return done([...new Set(reasons)])
}

/** What the import did, by object in the order of the vocabulary. */
async function partsOf(db: Database, importId: string): Promise<Part[]> {
  const targets = await readTargets(db)
  const rows = await db.query<{ object: string; added: number; restored: number }>(
    `select s.object, sum(s.added_rows)::int as added,
       (select count(*)::int from import.row_before b where b.import_id = s.file_id and b.object = s.object
         and b.row ->> 'import_id' is distinct from s.file_id::text) as restored
     from import.sheet s where s.file_id = $1::bigint group by s.file_id, s.object`,
    [importId],
  )
  return vocabulary.objects.flatMap((own) => {
    const row = rows.find(({ object }) => object === own.id)
    const table = targets.get(own.id)
    if (!row || !table || row.added + row.restored === 0) return []
    return [{ object: own.id, label: own.label, removed: row.added, restored: row.restored, table, own }]
  })
}

/** Rows as they stood; a row this import had written before it changed it again is its own. */
function beforeRows(importId: string, object: string): string {
  return `select (jsonb_populate_record(null::record.${name(object)}, b.row)).* from import.row_before b
    where b.import_id = ${literal(importId)}::bigint and b.object = ${literal(object)}
      and b.row ->> 'import_id' is distinct from ${literal(importId)}`
}

async function changedLater(db: Database, importId: string, part: Part): Promise<string[]> {
  const { object, table, removed, restored, label } = part
  const [found] = await db.query<{ own: number; same: number }>(
    `select (select count(*)::int from record.${name(object)} where import_id = $1::bigint) as own,
       (select count(*)::int from (${beforeRows(importId, object)}) o join record.${name(object)} t
         on ${sameOn(table.key, 't', 'o')} and t.import_id = $1::bigint) as same`,
    [importId],
  )
  const missing = Math.max(removed + restored - (found?.own ?? 0), restored - (found?.same ?? 0))
  return missing > 0 ? [`${label}有 ${missing} 行在导入之后又被修改、改号或删除`] : []
}

/** Rows of others that refer to what this import added. */
async function usedBy(db: Database, importId: string, part: Part): Promise<string[]> {
  const targets = await readTargets(db)
  const added = `select t.* from record.${name(part.object)} t where t.import_id = $1::bigint and not exists (
    select from (${beforeRows(importId, part.object)}) o where ${sameOn(part.table.key, 'o', 't')})`
  const found: string[] = []
  for (const table of targets.values())
    for (const reference of table.references) {
      if (reference.table !== part.object) continue
      const on = reference.columns
        .map((column, at) => `r.${name(column)} = t.${name(reference.to[at] ?? '')}`)
        .join(' and ')
      const [row] = await db.query<{ count: number }>(
        `select count(*)::int as count from record.${name(table.name)} r join (${added}) t on ${on}
         where r.import_id is distinct from $1::bigint`,
        [importId],
      )
      const label = vocabulary.objects.find(({ id }) => id === table.name)?.label ?? table.name
      if (row && row.count > 0) found.push(`${label}有 ${row.count} 行用到了这次导入的${part.label}`)
    }
  return found
}

/** Periods closed since in which one of the rows is seen. */
async function closedOver(
  db: Database,
  { own, object, label }: Part,
  periods: readonly ClosedPeriod[],
  rows: string,
): Promise<string[]> {
  const found: string[] = []
  for (const { name: period, first, last } of periods) {
    const source = own.source.replaceAll(':first', `date '${first}'`).replaceAll(':last', `date '${last}'`)
    const ofPeriod = own.period === undefined ? 'true' : `s.${name(own.period)} = ${literal(period)}`
    const [seen] = await db.query<{ seen: boolean }>(
      `select exists (select from ${source} s join (${rows}) k on ${sameOn(own.key, 's', 'k')} where ${ofPeriod}) as seen`,
    )
    if (seen?.seen) found.push(`${period} 已经关账，用到了这次导入的${label ?? object}`)
  }
  return found
}

const isReplaced = ({ table }: Part) => table.exclusions.length > 0 && !table.referred

/**
 * Tables whose rows exclude each other are emptied of this import's rows first, so that what ends and what begins do not
 * meet; then changed rows are restored, then added ones removed, what refers before what is referred to.
 */
async function takeBack(db: Database, importId: string, parts: readonly Part[]): Promise<string | undefined> {
  const mine = `import_id = ${literal(importId)}::bigint`
  try {
    await db.transaction(async (within) => {
      for (const part of parts.filter(isReplaced))
        await within.exec(`delete from record.${name(part.object)} where ${mine}`)
      for (const part of parts.filter((own) => !isReplaced(own))) await restore(within, importId, part)
      for (const part of parts.filter((own) => !isReplaced(own)).reverse())
        await within.exec(`delete from record.${name(part.object)} where ${mine}`)
      for (const part of parts.filter(isReplaced)) {
        const columns = columnsOf(part)
          .map((column) => name(column))
          .join(', ')
        await within.exec(
          `insert into record.${name(part.object)} (${columns}) select ${columns} from (${beforeRows(importId, part.object)}) o`,
        )
      }
      await within.exec('set constraints all immediate; set constraints all deferred')
    })
    return undefined
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (!(error instanceof Error) || (!code.startsWith('23') && code !== 'P0001')) throw error
    return `还有别的内容用到了这次导入的记录（${error.message}）`
  }
}

const columnsOf = ({ table }: Part) => [...table.columns.keys(), ...bookkeeping]

async function restore(db: Database, importId: string, part: Part): Promise<void> {
  if (part.restored === 0) return
  const set = columnsOf(part)
    .filter((column) => !part.table.key.includes(column))
    .map((column) => `${name(column)} = o.${name(column)}`)
  await db.exec(
    `update record.${name(part.object)} t set ${set.join(', ')} from (${beforeRows(importId, part.object)}) o
     where ${sameOn(part.table.key, 't', 'o')} and t.import_id = ${literal(importId)}::bigint`,
  )
}
