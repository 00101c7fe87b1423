/** How a file would be understood, for a person to confirm or correct before anything of it is read. */
import { emptyCell } from '../sheet/cell.ts'
import type { Source } from '../sheet/source.ts'
import { type MatchedColumn, suggestions } from './headings/columns.ts'
import type { HeaderColumn } from './headings/header.ts'
import { headingKey, readHeading } from './headings/heading.ts'
import type { Identified } from './headings/identify.ts'
import { headingNames } from './headings/names.ts'
import type { PlannedSheet } from './import-sheet.ts'
import { type FilePlan, type Known, planFile, type SheetReading } from './plan.ts'

export interface SheetProposal {
  readonly name: string
  /** open: a person has to say something first. */
  readonly state: 'ready' | 'open' | 'skipped'
  readonly why: string | null
  /** Id of the object. */
  readonly object: string | null
  readonly by: Identified['by'] | null
  readonly headerRow: number | null
  readonly columns: readonly ColumnProposal[]
  readonly problems: readonly string[]
}

export interface ColumnProposal {
  readonly heading: string
  /** Such as C3. */
  readonly place: string
  /** Label of the field. */
  readonly field: string | null
  /** exact: the field's own word; usual: a word companies use for it; name: names what is referred to; person: chosen. */
  readonly certainty: 'exact' | 'usual' | 'name' | 'person' | null
  /** Why it is left out; null for one that is taken or still open. */
  readonly ignored: string | null
  readonly suggestions: readonly string[]
  readonly samples: readonly string[]
}

export interface FileProposal {
  readonly sha256: string
  readonly sheets: readonly SheetProposal[]
}

export async function proposeFile(
  source: Source,
  sheets: ReadonlyMap<string, SheetReading>,
  known: Known,
): Promise<FileProposal> {
  const plan = await planFile(source, { sheets }, known)
  try {
    return { sha256: plan.sha256, sheets: proposals(plan, sheets, known) }
  } finally {
    plan.close()
  }
}

function proposals(plan: FilePlan, chosen: ReadonlyMap<string, SheetReading>, known: Known): SheetProposal[] {
  const nothing = { object: null, by: null, headerRow: null, columns: [], problems: [] }
  const found = [
    ...plan.sheets.map((sheet) => understood(sheet, chosen.get(sheet.name), known)),
    ...plan.unknownSheets.map(({ name, problem }) => {
      const object = chosen.get(name)?.object ?? null
      return { ...nothing, name, object, state: 'open' as const, why: problem }
    }),
    ...plan.skippedSheets.map(({ name, why }) => ({ ...nothing, name, state: 'skipped' as const, why })),
  ]
  const order = new Map(plan.order.map((name, at) => [name, at]))
  return found.sort((a, b) => (order.get(a.name) ?? 0) - (order.get(b.name) ?? 0))
}

function understood(sheet: PlannedSheet, chosen: SheetReading | undefined, known: Known): SheetProposal {
  const { match, header, object } = sheet
  const names = headingNames(object, known.vocabulary)
  const columns = header.columns.map((column): ColumnProposal => {
    const matched = match.columns.find(({ index }) => index === column.index)
    const ignored = match.ignored.find(({ heading }) => heading === column.heading)?.why ?? null
    return {
      heading: column.heading,
      place: column.place,
      field: matched?.field.label ?? null,
      certainty: matched ? certaintyOf(matched, column, chosen) : null,
      ignored: matched ? null : ignored,
      suggestions: matched || ignored !== null ? [] : suggestions(column, names),
      samples: samplesOf(sheet, column.index),
    }
  })
  return {
    name: sheet.name,
    state: match.problems.length > 0 ? 'open' : 'ready',
    why: null,
    object: object.id,
    by: sheet.by,
    headerRow: header.last,
    columns,
    problems: match.problems,
  }
}

function certaintyOf(
  matched: MatchedColumn,
  column: HeaderColumn,
  chosen: SheetReading | undefined,
): ColumnProposal['certainty'] {
  if (Object.hasOwn(chosen?.columns ?? {}, column.heading)) return 'person'
  if (matched.role === 'name') return 'name'
  const label = headingKey(readHeading(matched.field.label).name)
  return column.names.some((name) => headingKey(name) === label) ? 'exact' : 'usual'
}

function samplesOf(sheet: PlannedSheet, index: number): string[] {
  const texts = sheet.head
    .filter(({ row }) => row > sheet.header.last)
    .map(({ cells }) => (cells[index] ?? emptyCell).text.trim())
  return [...new Set(texts.filter((text) => text !== ''))].slice(0, 3).map((text) => text.slice(0, 60))
}
