import type { Writable } from 'node:stream'
import type { Field, RecordObject, Vocabulary } from '../../language/vocabulary.ts'
import type { Database } from '../database.ts'
import { type Cell, emptyCell } from '../sheet/cell.ts'
import type { ColumnFormat, ColumnToWrite, SheetToWrite } from '../sheet/write.ts'
import { writeXlsx } from '../sheet/write-xlsx.ts'
import { vocabulary as builtIn } from '../vocabulary.ts'
import { required } from './headings/columns.ts'
import { exampleMark } from './rows.ts'
import { readTargets, type TargetTable } from './target.ts'

/**
 * Writes an empty workbook for records of one object: its headings (a star on what must be filled in), an example row that
 * is left out on import, lists of permitted values, and a second sheet that explains every column.
 */
export async function writeTemplate(
  db: Database,
  object: RecordObject,
  path: string | Writable,
  vocabulary: Vocabulary = builtIn,
): Promise<void> {
  const table = (await readTargets(db)).get(object.id)
  if (table === undefined) throw new Error(`No table for ${object.id}`)
  const context: Context = { object, table, vocabulary }
  const fields = object.fields.filter((field) => field.derived !== true)
  const columns = fields.map((field) => columnOf(field, context))
  const example = fields.map((field, at) => exampleOf(field, context, at === 0 ? exampleMark : ''))
  await writeXlsx(path, [{ name: object.label, columns, rows: [example] }, explanation(fields, context)])
}

interface Context {
  readonly object: RecordObject
  readonly table: TargetTable
  readonly vocabulary: Vocabulary
}

function columnOf(field: Field, context: Context): ColumnToWrite {
  const { type } = field
  const unit =
    type.kind === 'number' && /元|比率/.test(type.unit) ? `（${type.unit === '比率' ? '%' : type.unit}）` : ''
  const choices = choicesFor(field)
  const heading = `${field.label}${unit}${required(field, context.table) ? '*' : ''}`
  const format = formatOf(field)
  return { heading, width: 16, ...(format && { format }), ...(choices && { choices }) }
}

/** Texts and codes are formatted as text, or Excel turns 00123 into 123 and 3-5 into a date. */
function formatOf(field: Field): ColumnFormat | undefined {
  switch (field.type.kind) {
    case 'text':
    case 'reference':
      return 'text'
    case 'date':
      return 'date'
    case 'number':
      return field.type.unit === '元' ? 'money' : 'number'
    case 'boolean':
      return undefined
  }
}

const choicesFor = ({ type, choices }: Field): readonly string[] | undefined =>
  type.kind === 'boolean' ? ['是', '否'] : choices?.map(({ value }) => value)

function exampleOf(field: Field, context: Context, mark: string): Cell {
  const word = exampleWord(field, context)
  if (mark !== '') return { kind: 'text', text: `${mark}${word}` }
  if (field.type.kind === 'date') return field.nullable ? emptyCell : { kind: 'date', text: word }
  return { kind: field.type.kind === 'number' ? 'number' : 'text', text: word }
}

function exampleWord(field: Field, context: Context): string {
  const [choice] = choicesFor(field) ?? []
  if (choice !== undefined) return choice
  const { object } = context
  switch (field.type.kind) {
    case 'date':
      return '2026-03-05'
    case 'number':
      return field.type.unit === '比率' ? '30' : field.type.unit === '元' ? '12000.5' : '1'
    case 'boolean':
      return '是'
    case 'reference':
      return `${field.label}编号`
    case 'text':
      if (field.columns[0] === object.period) return '2026-10'
      return object.key.includes(field.columns[0] ?? '') ? '001' : field.label
  }
}

function explanation(fields: readonly Field[], context: Context): SheetToWrite {
  const headings = ['列', '必填', '填什么', '可填的值', '说明', '也认识的列名']
  const widths = [16, 8, 30, 40, 50, 50]
  const rows = fields.map((field) => [
    field.label,
    required(field, context.table) ? '必填' : '',
    kindText(field, context),
    choicesFor(field)?.join('、') ?? '',
    field.note?.text ?? '',
    field.aliases?.join('、') ?? '',
  ])
  const advice = `“${exampleMark}”开头的行是示例，导入时会跳过。每行一条记录；同一个编号再次导入，就是修改。`
  const cells = [...rows, [], [advice]].map((row) =>
    row.map((text): Cell => (text === '' ? emptyCell : { kind: 'text', text })),
  )
  return {
    name: '填写说明',
    columns: headings.map((heading, at) => ({ heading, width: widths[at] ?? 20 })),
    rows: cells,
  }
}

function kindText(field: Field, { object, vocabulary }: Context): string {
  const { type } = field
  switch (type.kind) {
    case 'date':
      return '日期，如 2026-03-05'
    case 'boolean':
      return '是或否'
    case 'number':
      return type.unit === '比率'
        ? '百分数，30 表示 30%'
        : type.unit === '数'
          ? '数字'
          : `数字（${type.unit}）`
    case 'reference': {
      const target = vocabulary.objects.find((candidate) => candidate.id === type.object)
      return `${target?.label ?? type.object}的编号，或不重名的名称`
    }
    case 'text':
      return field.columns[0] === object.period ? '期间，如 2026-10' : '文字'
  }
}
