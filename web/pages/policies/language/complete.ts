/** What may be written at a position of a policy. Pure: the document as last read, the text as it is now. */
import { allRelations, relationName } from '../../../../src/language/check/names.ts'
import { functions, type Program, type RecordObject, typeName } from '../../../../src/language/index.ts'
import type { Language } from '../../../i18n.ts'
import { pathBefore, placeAt } from './place.ts'
import { meanings, noteIn } from './resolve.ts'

export interface Suggestion {
  readonly label: string
  readonly kind: 'field' | 'definition' | 'rows' | 'table' | 'function' | 'word' | 'object' | 'head'
  /** Unit or signature. */
  readonly detail: string
  readonly info?: string
  /** What is written instead of the label. */
  readonly apply?: string
}

const words = ['且', '或', '非', '在', '不在', '全部', '本期', '上期', '是', '否', '本行', '计算范围']
const heads = ['制度', '版本', '生效日', '失效日', '期间', '范围', '应付项', '结转项']
const units = ['元', '比率', '分', '天', '小时', '个', '次', '人', '数', '日期', '文本', '是否']

export function completions(
  read: Program,
  text: string,
  position: number,
  language: Language,
): { readonly from: number; readonly options: readonly Suggestion[] } | undefined {
  const place = placeAt(text, position)
  const { path, word, from } = pathBefore(text, position)
  if (!place.formulas) return inHead(text, position, from)
  const object = read.names.objects.find(({ label }) => label === place.object)
  const line = text.slice(text.lastIndexOf('\n', position - 1) + 1, position)
  if (path.length > 0) return { from, options: afterPath(read, object, path, language) }
  if (!/^\s/.test(line) && line === word) return { from, options: objectHeads(read, language) }
  if (/^[ \t]+[^=＝:：]+[:：][ \t]*\S*$/.test(line))
    return { from, options: units.map((unit) => ({ label: unit, kind: 'word', detail: '' })) }
  if (!place.inFormula) return undefined
  return { from, options: [...ownNames(read, object, language), ...everywhere(read)] }
}

function inHead(text: string, position: number, from: number) {
  const end = text.indexOf('\n---', 3)
  const line = text.slice(text.lastIndexOf('\n', position - 1) + 1, position)
  if (!text.startsWith('---') || position > end || /[:：]/.test(line)) return undefined
  return {
    from,
    options: heads.map((label): Suggestion => ({ label, kind: 'head', detail: '', apply: `${label}: ` })),
  }
}

function infoOf(of: Parameters<typeof noteIn>[0], language: Language): Pick<Suggestion, 'info'> {
  const info = noteIn(of, language)
  return info === undefined ? {} : { info }
}

function objectHeads(read: Program, language: Language): Suggestion[] {
  return read.names.objects.map((object) => ({
    label: object.label,
    kind: 'object',
    detail: '',
    apply: `${object.label}:\n  `,
    ...infoOf(object, language),
  }))
}

function afterPath(
  read: Program,
  object: RecordObject | undefined,
  path: readonly string[],
  language: Language,
): Suggestion[] {
  const found = meanings(read, object, path)
  const last = found.length === path.length ? found.at(-1) : undefined
  if (last?.kind === 'table') return rowsOf(read, last.name)
  if (last?.kind === 'cell') return columnsOf(read, last.table)
  return last && 'next' in last && last.next ? ownNames(read, last.next, language) : []
}

/** The first key of each row: 参数.考评满分. */
function rowsOf(read: Program, name: string): Suggestion[] {
  const table = read.names.tables.get(name)
  return (table?.rows ?? []).flatMap(({ keys, span }): Suggestion[] => {
    const [key] = keys
    const line = read.document.text.slice(span.from, span.to).replace(/\s*\|\s*/g, '，')
    return typeof key === 'string' ? [{ label: key, kind: 'table', detail: name, info: line }] : []
  })
}

function columnsOf(read: Program, name: string): Suggestion[] {
  return (read.names.tables.get(name)?.columns ?? []).map(({ heading, type }) => ({
    label: heading,
    kind: 'table',
    detail: typeName(type),
  }))
}

function ownNames(read: Program, object: RecordObject | undefined, language: Language): Suggestion[] {
  if (!object) return []
  const label = (id: string) => read.names.objects.find((own) => own.id === id)?.label ?? id
  const fields = object.fields.map(
    (field): Suggestion => ({
      label: field.label,
      kind: 'field',
      detail:
        field.type.kind === 'number'
          ? field.type.unit
          : field.type.kind === 'reference'
            ? label(field.type.object)
            : { date: '日期', text: '文本', boolean: '是否' }[field.type.kind],
      ...infoOf(field, language),
    }),
  )
  const definitions = read.definitions
    .filter((own) => own.object.id === object.id && own.name.text !== '计算范围')
    .map(
      (own): Suggestion => ({
        label: own.name.text,
        kind: 'definition',
        detail: typeName(own.valueType, label),
        info: read.document.text.slice(own.formula.from, own.formula.to),
      }),
    )
  const rows = allRelations(read.names, object).map(
    (relation): Suggestion => ({
      label: relationName(relation),
      kind: 'rows',
      detail: relation.object.label,
      ...infoOf(relation.object, language),
    }),
  )
  return [...definitions, ...fields, ...rows]
}

function everywhere(read: Program): Suggestion[] {
  const tables = [...read.names.tables].map(
    ([label, table]): Suggestion => ({
      label,
      kind: 'table',
      detail: table.keys.map(({ heading }) => heading).join('、'),
      apply: `${label}[`,
    }),
  )
  const cards = [...read.names.scorecards.keys()].map(
    (label): Suggestion => ({ label, kind: 'table', detail: '' }),
  )
  const calls = functions.map(
    ({ names, usage }): Suggestion => ({
      label: names[0] ?? '',
      kind: 'function',
      detail: usage,
      apply: `${names[0]}(`,
    }),
  )
  return [
    ...tables,
    ...cards,
    ...calls,
    ...words.map((label): Suggestion => ({ label, kind: 'word', detail: '' })),
  ]
}
