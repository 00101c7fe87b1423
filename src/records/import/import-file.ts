import type { RecordObject, Vocabulary } from '../../language/vocabulary.ts'
import type { Database } from '../database.ts'
import { Refusal } from '../refusal.ts'
import type { Source } from '../sheet/source.ts'
import { vocabulary as builtIn } from '../vocabulary.ts'
import { type ColumnSum, importSheet, type PlannedSheet, type SheetCounts } from './import-sheet.ts'
import { recordFile, recordSheet } from './log.ts'
import { type FilePlan, type Known, planFile, type Reading } from './plan.ts'
import { type Reason, reasonText } from './reasons.ts'
import type { Samples } from './samples.ts'
import { readTargets } from './target.ts'

export interface ImportOptions extends Reading {
  /** Who imports; recorded with the file and with every row. */
  readonly actor: string
  /** Take nothing when one row is rejected. */
  readonly allOrNothing?: boolean
  /** Find out what would happen, with samples, and take nothing. */
  readonly rehearsal?: boolean
  /** Asked for each sheet before it counts as done; throws when the person may not write such records. */
  readonly permit?: (object: RecordObject, done: Written) => Promise<void> | void
  /** Asked for each sheet just written: how many of its rows belong to closed months. */
  readonly late?: (object: RecordObject, done: Written & { readonly sheet: string }) => Promise<LateRows>
  readonly vocabulary?: Vocabulary
  readonly onProgress?: (progress: Progress) => void
}

export interface Progress {
  readonly file: string
  readonly sheet: string
  /** Rows read of this sheet so far. */
  readonly rows: number
}

export interface ImportResult {
  readonly file: string
  readonly sha256: string
  /** Row of `import.file`; null when nothing was written. */
  readonly importId: string | null
  readonly sheets: readonly SheetResult[]
  readonly skippedSheets: readonly { readonly name: string; readonly why: string }[]
  /** For writing the rejected rows, see `writeRejections`. */
  readonly source: Source
}

/** Rows that belong to months closed by then, and which months those are. */
export interface LateRows {
  readonly rows: number
  readonly periods: readonly string[]
}

export interface SheetResult extends SheetCounts {
  readonly sheet: string
  /** Chinese label and id of the object. */
  readonly object: string
  readonly objectId: string
  readonly headerRow: number
  readonly headings: readonly { readonly index: number; readonly heading: string }[]
  readonly sums: readonly ColumnSum[]
  readonly ignored: readonly { readonly heading: string; readonly why: string }[]
  readonly warnings: readonly string[]
  readonly rejections: readonly Rejection[]
  /** Of a rehearsal. */
  readonly samples: Samples
  readonly late: LateRows
}

export interface Rejection {
  /** The row's number in the sheet. */
  readonly row: number
  /** What is wrong with it, all of it, as sentences and as data. */
  readonly reasons: readonly string[]
  readonly details: readonly Reason[]
}

/**
 * Imports a company's workbook or delimited text file into the records, in one transaction: a crash leaves nothing half
 * written. Good rows are taken and bad ones come back with their reasons; the same file again changes nothing.
 *
 * Refuses, before a row is written, files that cannot be read safely (see `openWorkbook`) and sheets or headings it does
 * not understand (import_headings).
 */
export async function importFile(
  db: Database,
  source: Source,
  options: ImportOptions,
): Promise<ImportResult> {
  const [result] = await importSources(db, [source], options)
  if (result === undefined) throw new Error('No result')
  return result
}

/** Several files in one transaction, their sheets in the order in which records refer to each other. */
export async function importSources(
  db: Database,
  sources: readonly Source[],
  options: ImportOptions,
): Promise<ImportResult[]> {
  const known: Known = { vocabulary: options.vocabulary ?? builtIn, targets: await readTargets(db) }
  const plans: FilePlan[] = []
  try {
    for (const source of sources) plans.push(await planFile(source, options, known))
    const problems = plans.flatMap((plan) => plan.problems.map((problem) => `${plan.file} ${problem}`))
    if (problems.length > 0) throw new Refusal('import_headings', { problems: problems.join('；') })
    const found = plans.filter((plan) => plan.sheets.length === 0)[0]
    if (found !== undefined && plans.length === 1) throw new Refusal('file_empty', { file: found.file })
    return await run(db, { plans, sources, known, options })
  } finally {
    for (const plan of plans) plan.close()
  }
}

interface Run {
  readonly plans: readonly FilePlan[]
  readonly sources: readonly Source[]
  readonly known: Known
  readonly options: ImportOptions
}

/** What a sheet has just written, in the transaction that may still be refused. */
export interface Written extends Pick<SheetCounts, 'added' | 'changed'> {
  readonly within: Database
  readonly importId: string
}

/** Thrown to undo the transaction; carries what would have happened. */
class Undone extends Error {
  readonly results: ImportResult[]
  constructor(results: ImportResult[]) {
    super('nothing is to be kept')
    this.results = results
  }
}

async function run(db: Database, running: Run): Promise<ImportResult[]> {
  try {
    return await db.transaction(async (within) => {
      const results = await importAll(within, running)
      const rejected = results.some(({ sheets }) => sheets.some((sheet) => sheet.rejected > 0))
      if (rejected && running.options.allOrNothing === true) throw new Undone(results)
      if (running.options.rehearsal === true) throw new Undone(results)
      return results
    })
  } catch (error) {
    if (!(error instanceof Undone)) throw error
    return error.results.map((result) => ({ ...result, importId: null }))
  }
}

async function importAll(db: Database, { plans, sources, known, options }: Run): Promise<ImportResult[]> {
  const order = new Map(known.vocabulary.objects.map((object, at) => [object.id, at]))
  const results = new Map<FilePlan, { importId: string; sheets: Map<string, SheetResult> }>()
  for (const plan of plans)
    results.set(plan, { importId: await recordFile(db, plan, options.actor), sheets: new Map() })
  const jobs = plans
    .flatMap((plan) => plan.sheets.map((sheet) => ({ plan, sheet })))
    .sort((a, b) => (order.get(a.sheet.object.id) ?? 0) - (order.get(b.sheet.object.id) ?? 0))
  for (const { plan, sheet } of jobs) {
    const result = results.get(plan)
    if (result === undefined) continue
    const onRows = (rows: number) => options.onProgress?.({ file: plan.file, sheet: sheet.name, rows })
    const { importId } = result
    const done = await importSheet(sheet, {
      db,
      vocabulary: known.vocabulary,
      actor: options.actor,
      importId,
      onRows,
      rehearsal: options.rehearsal ?? false,
    })
    const { counts, sums, warnings, reasons, samples } = done
    const written = { ...counts, within: db, importId }
    await options.permit?.(sheet.object, written)
    const late = (await options.late?.(sheet.object, { ...written, sheet: sheet.name })) ?? noneLate
    const described = {
      ...describe(sheet),
      ...counts,
      ...{ sums, warnings, samples, late, rejections: rejections(reasons) },
    }
    await recordSheet(db, importId, described)
    result.sheets.set(sheet.name, described)
  }
  return plans.map((plan, at) => ({
    file: plan.file,
    sha256: plan.sha256,
    importId: results.get(plan)?.importId ?? null,
    // In the file's own order, whatever order they were taken in.
    sheets: plan.sheets.flatMap(({ name }) => results.get(plan)?.sheets.get(name) ?? []),
    skippedSheets: plan.skippedSheets,
    source: sources[at] ?? plan.file,
  }))
}

const noneLate: LateRows = { rows: 0, periods: [] }

function describe({ name, object, header, match }: PlannedSheet) {
  return {
    sheet: name,
    object: object.label,
    objectId: object.id,
    headerRow: header.last,
    headings: header.columns.map(({ index, heading, unit }) => ({
      index,
      heading: `${heading}${unitNote(index, unit)}`,
    })),
    ignored: match.ignored,
  }

  /** The unit stated above the headings moves into them: rejected rows leave that line behind. */
  function unitNote(index: number, own: string | undefined): string {
    const moved = match.columns.some((column) => column.index === index && column.form.places !== 0)
    return own === undefined && moved && header.unit !== undefined ? `（${header.unit}）` : ''
  }
}

function rejections(reasons: ReadonlyMap<number, readonly Reason[]>): Rejection[] {
  return [...reasons].map(([row, details]) => ({ row, reasons: details.map(reasonText), details }))
}
