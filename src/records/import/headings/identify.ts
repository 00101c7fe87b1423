import type { RecordObject, Vocabulary } from '../../../language/vocabulary.ts'
import type { Row } from '../../sheet/cell.ts'
import type { TargetTable } from '../target.ts'
import { compact } from '../values/reading.ts'
import { type ColumnChoices, type ColumnMatch, matchColumns } from './columns.ts'
import { findHeader, type Header } from './header.ts'
import { headingNames } from './names.ts'

/** What a sheet turned out to be. */
export interface Identified {
  readonly object: RecordObject
  readonly table: TargetTable
  readonly header: Header
  readonly match: ColumnMatch
  /** What told which object it is. */
  readonly by: 'person' | 'name' | 'headings'
}

export interface Question {
  /** The first filled rows of the sheet. */
  readonly rows: readonly Row[]
  /** Names that may say what the sheet holds, the most telling first. */
  readonly names: readonly string[]
  readonly vocabulary: Vocabulary
  readonly targets: ReadonlyMap<string, TargetTable>
  readonly choices: ColumnChoices
}

/** Why a sheet could not be told, as a sentence. */
export interface Unidentified {
  readonly problem: string
}

/** The object of a sheet, by its name or, when that says nothing, by its headings. */
export function identify(question: Question): Identified | Unidentified {
  for (const name of question.names) {
    const object = objectByName(name, question.vocabulary)
    if (object !== undefined) return asObject(object, question, 'name')
  }
  return byHeadings(question)
}

/** Reads the sheet as the given object. */
export function asObject(
  object: RecordObject,
  question: Question,
  by: Identified['by'] = 'person',
): Identified | Unidentified {
  const table = question.targets.get(object.id)
  if (table === undefined) return { problem: `“${object.label}”不能导入` }
  const names = headingNames(object, question.vocabulary)
  const header = findHeader(question.rows, names)
  if (header === undefined) return { problem: `没有找到“${object.label}”的表头。${expected(object)}` }
  return {
    object,
    table,
    header,
    by,
    match: matchColumns({ header, object, names, table, choices: question.choices }),
  }
}

function expected(object: RecordObject): string {
  const labels = object.fields.filter((field) => field.derived !== true).map((field) => field.label)
  return `需要的列有：${labels.join('、')}`
}

/** The object whose name or alias is the longest part of the given name; undefined when none or several are. */
export function objectByName(name: string, vocabulary: Vocabulary): RecordObject | undefined {
  const plain = compact(name).toLowerCase()
  const found = vocabulary.objects.map((object) => {
    const words = [object.label, object.id, ...(object.aliases ?? [])]
    const lengths = words.map((word) => (plain.includes(word.toLowerCase()) ? word.length : 0))
    return { object, length: Math.max(...lengths) }
  })
  const longest = Math.max(...found.map(({ length }) => length))
  const best = found.filter(({ length }) => length === longest)
  return longest > 0 && best.length === 1 ? best[0]?.object : undefined
}

/** Headings decide only when they leave nothing open and fit one object better than every other. */
function byHeadings(question: Question): Identified | Unidentified {
  const fits = question.vocabulary.objects
    .map((object) => asObject(object, question, 'headings'))
    .filter((found): found is Identified => 'match' in found && found.match.problems.length === 0)
    .sort((a, b) => b.match.columns.length - a.match.columns.length)
  const [first, second] = fits
  if (first === undefined) {
    const labels = question.vocabulary.objects.map((object) => object.label)
    return { problem: `看不出是什么表，请把工作表改名为以下之一：${labels.join('、')}` }
  }
  if (second !== undefined && second.match.columns.length === first.match.columns.length) {
    return {
      problem: `分不清是“${first.object.label}”还是“${second.object.label}”，请把工作表改成其中一个名字`,
    }
  }
  return first
}
