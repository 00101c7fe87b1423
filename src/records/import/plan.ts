import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { RecordObject, Vocabulary } from '../../language/vocabulary.ts'
import { Refusal } from '../refusal.ts'
import type { Row } from '../sheet/cell.ts'
import type { Limits } from '../sheet/limits.ts'
import { openWorkbook, type Sheet } from '../sheet/read.ts'
import { isInMemory, pathOf, type Source } from '../sheet/source.ts'
import type { ColumnChoices } from './headings/columns.ts'
import { headRows } from './headings/header.ts'
import { asObject, type Identified, identify, objectByName, type Question } from './headings/identify.ts'
import type { PlannedSheet } from './import-sheet.ts'
import type { TargetTable } from './target.ts'

/** How a file is to be understood, where its own names and headings do not say enough. */
export interface Reading extends ColumnChoices {
  /** The object (Chinese label or id) of all its sheets. */
  readonly object?: string
  /** Sheets to leave out. */
  readonly ignoreSheets?: readonly string[]
  /** What a person said about single sheets; it counts more than what is said about all. */
  readonly sheets?: ReadonlyMap<string, SheetReading>
  readonly limits?: Limits
}

export interface SheetReading extends ColumnChoices {
  readonly object?: string
  readonly leaveOut?: boolean
}

export interface FilePlan {
  readonly file: string
  readonly sha256: string
  readonly sheets: readonly PlannedSheet[]
  /** Sheets of which it could not be told what they hold. */
  readonly unknownSheets: readonly { readonly name: string; readonly problem: string }[]
  readonly skippedSheets: readonly { readonly name: string; readonly why: string }[]
  /** Names of all sheets as the file has them. */
  readonly order: readonly string[]
  /** Sentences; a file with any is not imported. */
  readonly problems: readonly string[]
  close(): void
}

export interface Known {
  readonly vocabulary: Vocabulary
  readonly targets: ReadonlyMap<string, TargetTable>
}

/**
 * Opens a file and settles, from names and headings alone, what each sheet is and what each column means. Close the plan
 * when done.
 */
export async function planFile(source: Source, reading: Reading, known: Known): Promise<FilePlan> {
  const object = reading.object === undefined ? undefined : objectCalled(reading.object, known.vocabulary)
  const workbook = await openWorkbook(source, reading.limits)
  try {
    const sheets: PlannedSheet[] = []
    const unknownSheets: { name: string; problem: string }[] = []
    const skippedSheets: { name: string; why: string }[] = []
    const problems: string[] = []
    const shown = workbook.sheets.filter((sheet) => skipReason(sheet, reading) === undefined)
    for (const sheet of workbook.sheets) {
      const rows = await firstRows(sheet)
      const why = skipReason(sheet, reading) ?? (rows.length === 0 ? '空表' : undefined)
      if (why !== undefined) {
        skippedSheets.push({ name: sheet.name, why })
        continue
      }
      const names = shown.length === 1 ? [sheet.name, workbook.file.replace(/\.[^.]*$/, '')] : [sheet.name]
      const own = reading.sheets?.get(sheet.name)
      const wanted = own?.object === undefined ? object : objectCalled(own.object, known.vocabulary)
      const found = understand({ rows, names, ...known, choices: own ?? reading }, wanted)
      if ('problem' in found) {
        problems.push(`工作表“${sheet.name}”${found.problem}`)
        unknownSheets.push({ name: sheet.name, problem: found.problem })
      } else {
        problems.push(
          ...found.match.problems.map(
            (problem) => `工作表“${sheet.name}”（${found.object.label}）${problem}`,
          ),
        )
        sheets.push({ ...found, name: sheet.name, head: rows, rows: () => sheet.rows() })
      }
    }
    return {
      file: workbook.file,
      sha256: await sha256(source),
      sheets,
      unknownSheets,
      skippedSheets,
      order: workbook.sheets.map(({ name }) => name),
      problems,
      close: () => workbook.close(),
    }
  } catch (error) {
    workbook.close()
    throw error
  }
}

function understand(
  question: Question,
  object: RecordObject | undefined,
): Identified | { readonly problem: string } {
  return object === undefined ? identify(question) : asObject(object, question)
}

function objectCalled(word: string, vocabulary: Vocabulary): RecordObject {
  const exact = vocabulary.objects.find((object) => object.label === word || object.id === word)
  const object = exact ?? objectByName(word, vocabulary)
  if (object !== undefined) return object
  throw new Refusal('import_object_unknown', {
    object: word,
    objects: vocabulary.objects.map(({ label }) => label).join('、'),
  })
}

/** Sheets that hold no records by their name. */
const aside =
  /^(填写|填表|使用|导入)?(说明|须知|指南)$|^(封面|目录|示例|样例|图例|字典|数据字典|选项|下拉选项)$/

function skipReason(sheet: Sheet, reading: Reading): string | undefined {
  const own = reading.sheets?.get(sheet.name)
  if (own?.leaveOut === true || reading.ignoreSheets?.includes(sheet.name)) return '按要求不导入'
  if (own?.object !== undefined) return undefined
  if (sheet.hidden) return '隐藏的工作表'
  return aside.test(sheet.name.trim()) ? '说明性的工作表' : undefined
}

async function firstRows(sheet: Sheet): Promise<Row[]> {
  const rows: Row[] = []
  for await (const row of sheet.rows()) {
    rows.push(row)
    if (rows.length === headRows) break
  }
  return rows
}

export async function sha256(source: Source): Promise<string> {
  const hash = createHash('sha256')
  if (isInMemory(source)) return hash.update(source.bytes).digest('hex')
  for await (const chunk of createReadStream(pathOf(source))) hash.update(chunk as Buffer)
  return hash.digest('hex')
}
