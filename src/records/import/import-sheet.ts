import type { RecordObject, Vocabulary } from '../../language/vocabulary.ts'
import type { Database } from '../database.ts'
import { emptyCell, type Row } from '../sheet/cell.ts'
import { applyRows, lockTable } from './apply.ts'
import { checkDuplicates, checkExclusions, checkReferences, checkRules } from './check.ts'
import { finalise } from './finalise.ts'
import { type ColumnMatch, type MatchedColumn, required } from './headings/columns.ts'
import type { Header } from './headings/header.ts'
import type { Identified } from './headings/identify.ts'
import { name } from './quote.ts'
import type { Reason } from './reasons.ts'
import { resolveReferences } from './resolve.ts'
import { kindOfRow, type RowContext } from './rows.ts'
import { type Samples, sampleRows } from './samples.ts'
import { type Batch, createStage, emptyBatch, live, type Staging, stageBatch, stageColumn } from './stage.ts'
import type { TargetTable } from './target.ts'
import { type Totals, totals } from './totals.ts'
import { readValue } from './values/read-value.ts'

/** A sheet whose columns are settled and which is ready to be read. */
export interface PlannedSheet {
  readonly name: string
  readonly object: RecordObject
  readonly table: TargetTable
  readonly header: Header
  readonly match: ColumnMatch
  readonly by: Identified['by']
  /** Its first filled rows. */
  readonly head: readonly Row[]
  rows(): AsyncIterable<Row>
}

export interface SheetCounts {
  /** read = accepted + rejected; accepted = added + changed + unchanged. */
  readonly read: number
  readonly accepted: number
  readonly rejected: number
  readonly added: number
  readonly changed: number
  readonly unchanged: number
  readonly skipped: {
    readonly blank: number
    readonly total: number
    readonly heading: number
    readonly note: number
    readonly example: number
  }
}

/** The sum of an amount column over the rows in which it could be read, and over the accepted ones. */
export interface ColumnSum {
  readonly heading: string
  readonly unit: string
  readonly read: string
  readonly accepted: string
}

export interface ImportedSheet {
  readonly counts: SheetCounts
  readonly sums: readonly ColumnSum[]
  /** Headless columns that hold something, and what else a person should look at. */
  readonly warnings: readonly string[]
  readonly reasons: ReadonlyMap<number, readonly Reason[]>
  readonly samples: Samples
}

export interface SheetImport {
  readonly db: Database
  readonly vocabulary: Vocabulary
  readonly actor: string
  readonly importId: string
  readonly onRows?: (read: number) => void
  /** Nothing of it will be kept, so nobody else has to wait. */
  readonly rehearsal?: boolean
}

/** Reads, checks and writes one sheet inside the caller's transaction. */
export async function importSheet(sheet: PlannedSheet, running: SheetImport): Promise<ImportedSheet> {
  const { table, match, object } = sheet
  const { db, vocabulary } = running
  const staging: Staging = { db, table, columns: match.columns }
  if (running.rehearsal !== true) await lockTable(db, table.name)
  await createStage(staging)
  const intake = await takeIn(sheet, staging, running)
  const checking = { ...staging, object, vocabulary }
  await resolveReferences(staging, vocabulary)
  await checkDuplicates(staging)
  await finalise(staging)
  await checkRules(checking)
  await checkReferences(checking)
  await checkExclusions(checking)
  await checkReferences(checking)
  const samples = running.rehearsal === true ? await sampleRows(staging) : { added: [], changed: [] }
  await applyRows(staging, { ...running, sheet: sheet.name })
  return { ...(await report(intake, staging)), samples }
}

const batchRows = 5000

interface Intake {
  readonly reasons: Map<number, Reason[]>
  readonly skipped: { blank: number; total: number; heading: number; note: number; example: number }
  readonly totals: Totals
  readonly warnings: string[]
  read: number
}

async function takeIn(sheet: PlannedSheet, staging: Staging, running: SheetImport): Promise<Intake> {
  const { match, header, table } = sheet
  const needed = match.columns.filter((column) => column.role === 'value' && required(column.field, table))
  const context: RowContext = { header, columns: match.columns, required: needed }
  const intake: Intake = {
    reasons: new Map(),
    skipped: { blank: 0, total: 0, heading: 0, note: 0, example: 0 },
    totals: totals(match.columns),
    warnings: [],
    read: 0,
  }
  const unnamed = watchUnnamed(header, intake.warnings)
  let batch = emptyBatch(match.columns)
  let last = header.last
  for await (const row of sheet.rows()) {
    if (row.row <= header.last) continue
    intake.skipped.blank += row.row - last - 1
    last = row.row
    const kind = kindOfRow(row, context)
    if (kind !== 'record') {
      intake.skipped[kind] += 1
      if (kind === 'total') intake.warnings.push(...intake.totals.compare(row))
      continue
    }
    intake.read += 1
    unnamed(row)
    takeRow(row, { batch, intake, context })
    if (batch.rows.length < batchRows) continue
    await stageBatch(staging, batch)
    batch = emptyBatch(match.columns)
    running.onRows?.(intake.read)
  }
  await stageBatch(staging, batch)
  running.onRows?.(intake.read)
  return intake
}

/** Values in columns without a heading are not imported; the person is told once per column. */
function watchUnnamed(header: Header, warnings: string[]): (row: Row) => void {
  const known = new Set(header.columns.map((column) => column.index))
  return (row) => {
    row.cells.forEach((cell, index) => {
      if (cell.kind === 'empty' || known.has(index)) return
      known.add(index)
      warnings.push(
        `第 ${row.row} 行第 ${index + 1} 列有内容“${cell.text.slice(0, 20)}”，但这一列没有表头，没有导入`,
      )
    })
  }
}

interface Taking {
  readonly batch: Batch
  readonly intake: Intake
  readonly context: RowContext
}

/** Reads every cell, so that a person sees all that is wrong with a row at once. */
function takeRow(row: Row, { batch, intake, context }: Taking): void {
  const reasons: Reason[] = []
  const values = context.columns.map((column) => {
    const reading = readValue(row.cells[column.index] ?? emptyCell, column.form)
    if ('reason' in reading) {
      reasons.push({ ...reading.reason, heading: column.heading })
      return null
    }
    if (reading.value !== null) intake.totals.add(column, reading.value)
    return reading.value
  })
  for (const column of context.required) {
    const at = context.columns.indexOf(column)
    const stated = reasons.some((reason) => reason.heading === column.heading)
    if (values[at] === null && !stated && !named(column, context, values))
      reasons.push({ code: 'missing', heading: column.heading })
  }
  if (reasons.length > 0) {
    intake.reasons.set(row.row, reasons)
    return
  }
  batch.rows.push(row.row)
  values.forEach((value, at) => {
    batch.values[at]?.push(value)
  })
}

/** A reference without its code may still be known by its name. */
function named(column: MatchedColumn, { columns }: RowContext, values: readonly (string | null)[]): boolean {
  const at = columns.findIndex((other) => other.field === column.field && other.role === 'name')
  return at !== -1 && values[at] !== null
}

async function report(intake: Intake, { db, columns }: Staging): Promise<Omit<ImportedSheet, 'samples'>> {
  const found = await db.query<{
    source_row: number
    code: Reason['code']
    heading: string | null
    value: string | null
    other: string | null
  }>('select source_row, code, heading, value, other from import_reject order by source_row, code, heading')
  const reasons = new Map<number, Reason[]>(intake.reasons)
  for (const { source_row, code, heading, value, other } of found) {
    const reason = {
      code,
      ...(heading !== null && { heading }),
      ...(value !== null && { value }),
      ...(other !== null && { other }),
    }
    reasons.set(source_row, [...(reasons.get(source_row) ?? []), reason])
  }
  const [counted] = await db.query<{ added: number; changed: number; unchanged: number; rows: number }>(
    `select count(*) filter (where "import:status" = 'new')::int as added,
       count(*) filter (where "import:status" = 'changed')::int as changed,
       count(*) filter (where "import:status" = 'same')::int as unchanged
     from import_final f where ${live('f')}`,
  )
  const { added = 0, changed = 0, unchanged = 0 } = counted ?? {}
  const accepted = added + changed + unchanged
  const rejected = reasons.size
  // Rows must not vanish between the file and the table: this is the control the totals are for.
  if (accepted + rejected !== intake.read)
    throw new Error(`Read ${intake.read} rows, accounted for ${accepted + rejected}`)
  const sums = await columnSums(intake, { db, columns })
  return {
    counts: { read: intake.read, accepted, rejected, added, changed, unchanged, skipped: intake.skipped },
    sums,
    warnings: intake.warnings,
    reasons: new Map([...reasons].sort(([a], [b]) => a - b)),
  }
}

async function columnSums(intake: Intake, { db }: Pick<Staging, 'db' | 'columns'>): Promise<ColumnSum[]> {
  const columns = [...intake.totals.sums]
  if (columns.length === 0) return []
  const totals = columns.map(
    ([column], at) => `trim_scale(coalesce(sum(s.${name(stageColumn(column))}), 0)) as s${at}`,
  )
  const [sums] = await db.query<Record<string, string>>(
    `select ${totals.join(', ')} from import_stage s join import_final f using (source_row) where ${live('f')}`,
  )
  return columns.map(([column, sum], at) => ({
    heading: column.heading,
    unit: '元',
    read: sum.text(),
    accepted: sums?.[`s${at}`] ?? '0',
  }))
}
