import type { Field, RecordObject } from '../../../language/vocabulary.ts'
import { isMoney } from '../../entry/fields.ts'
import { longestName, longestOf } from '../../entry/lengths.ts'
import type { TargetTable } from '../target.ts'
import type { ValueForm, ValueKind } from '../values/read-value.ts'
import { type Header, type HeaderColumn, meaningOf, type Names } from './header.ts'
import { headingKey, placesOf, readHeading } from './heading.ts'
import type { Meaning } from './names.ts'
import { nearWords } from './near.ts'

/** What a person may say about columns the headings leave open. Headings are compared without spaces, units and stars. */
export interface ColumnChoices {
  /** Columns not to import. */
  readonly ignore?: readonly string[]
  /** The field (its Chinese label) a heading stands for. */
  readonly columns?: Readonly<Record<string, string>>
}

export interface MatchedColumn {
  readonly index: number
  readonly heading: string
  readonly field: Field
  /** `name` holds the name of what a reference points to, beside its code. */
  readonly role: 'value' | 'name'
  readonly form: ValueForm
}

export interface ColumnMatch {
  readonly columns: readonly MatchedColumn[]
  /** Columns that are understood and left alone, each with the reason. */
  readonly ignored: readonly { readonly heading: string; readonly why: string }[]
  /** What keeps the sheet from being imported, as sentences. */
  readonly problems: readonly string[]
}

export interface Matching {
  readonly header: Header
  readonly object: RecordObject
  readonly names: Names
  readonly table: TargetTable
  readonly choices: ColumnChoices
}

/** Matches the columns of a heading to fields. Whatever is not certain becomes a problem that names it; nothing is guessed. */
export function matchColumns(matching: Matching): ColumnMatch {
  const { header, object, table } = matching
  const ignored: { heading: string; why: string }[] = []
  const problems: string[] = []
  const claims = new Map<Field, Claim[]>()
  for (const column of header.columns) {
    const meaning = decide(column, matching)
    if (meaning === undefined) problems.push(unknown(column, matching))
    else if ('why' in meaning) ignored.push({ heading: column.heading, why: meaning.why })
    else claims.set(meaning.field, [...(claims.get(meaning.field) ?? []), { column, kind: meaning.kind }])
  }
  const columns = [...claims].flatMap(([field, claimed]) =>
    settle(field, claimed, matching, { ignored, problems }),
  )
  for (const field of object.fields) {
    if (!required(field, table) || claims.has(field)) continue
    problems.push(`缺少必填的列“${field.label}”${also(field)}`)
  }
  return { columns, ignored, problems }
}

interface Claim {
  readonly column: HeaderColumn
  readonly kind: 'field' | 'name'
}

type Decision = Extract<Meaning, { kind: 'field' | 'name' }> | { readonly why: string }

function decide(column: HeaderColumn, { names, object, choices }: Matching): Decision | undefined {
  const isThis = (heading: string) => {
    const plain = heading.replace(/\s+/g, '')
    return (
      plain === column.heading ||
      column.names.some((name) => headingKey(name) === headingKey(readHeading(plain).name))
    )
  }
  if (choices.ignore?.some(isThis)) return { why: '按要求不导入' }
  const chosen = Object.entries(choices.columns ?? {}).find(([heading]) => isThis(heading))?.[1]
  const field =
    chosen === undefined
      ? undefined
      : object.fields.find((candidate) => candidate.label === chosen && candidate.derived !== true)
  if (field !== undefined) return { kind: 'field', field }
  const meaning = meaningOf(column, names)
  if (meaning === undefined || meaning.kind === 'field' || meaning.kind === 'name') return meaning
  if (meaning.kind === 'aside') return { why: meaning.why }
  if (meaning.kind === 'derived') return { why: '由系统计算' }
  return { why: `属于“${meaning.object.label}”，请在那张表里导入` }
}

function unknown(column: HeaderColumn, { names }: Matching): string {
  const near = suggestions(column, names)
  const hint = near.length === 0 ? '' : `，是不是${near.map((word) => `“${word}”`).join('或')}`
  return `${column.place} 的“${column.heading}”不认识${hint}`
}

/** Labels of fields the heading may mean, the likeliest first. */
export function suggestions(column: HeaderColumn, names: Names): string[] {
  const known = [...names.values()].flatMap((meaning) =>
    meaning.kind === 'field' ? [meaning.field.label] : [],
  )
  return nearWords(column.names[0] ?? '', known)
}

/** Two columns may speak of one reference, a code and a name. Any other doubling is for a person to resolve. */
function settle(
  field: Field,
  claims: readonly Claim[],
  matching: Matching,
  found: { readonly ignored: { heading: string; why: string }[]; readonly problems: string[] },
): MatchedColumn[] {
  const running = claims.length > 1 ? claims.filter(({ column }) => column.names[0] === '序号') : []
  for (const { column } of running) found.ignored.push({ heading: column.heading, why: '表内序号' })
  const ranked = claims
    .filter((claim) => !running.includes(claim))
    .map((claim) => ({ ...claim, rank: codeLikeness(claim) }))
    .sort((a, b) => b.rank - a.rank)
  const [first, second] = ranked
  const pair = field.type.kind === 'reference' && ranked.length === 2 && first?.rank !== second?.rank
  if (ranked.length > 1 && !pair) {
    const places = ranked.map(({ column }) => `${column.place} 的“${column.heading}”`).join('、')
    found.problems.push(`${places}都是“${field.label}”，请只留一列`)
    return []
  }
  return ranked.flatMap(({ column }, at) => {
    const role = at === 0 ? 'value' : 'name'
    const form = formOf(field, column, matching, role)
    if (form === undefined)
      found.problems.push(`${column.place} 的“${column.heading}”的单位与“${field.label}”不符`)
    return form === undefined
      ? []
      : [{ index: column.index, heading: column.heading, field, role, form } as const]
  })
}

function codeLikeness({ column, kind }: Claim): number {
  if (kind === 'name') return 0
  return /(编码|编号|代码|号)$/.test(column.names[0] ?? '') ? 2 : 1
}

function formOf(
  field: Field,
  column: HeaderColumn,
  { header, object, table }: Matching,
  role: MatchedColumn['role'],
): ValueForm | undefined {
  const kind = kindOf(field, object, table)
  const longest = role === 'name' ? longestName : longestOf(field)
  if (field.type.kind !== 'number') return { kind, unit: '', places: 0, longest }
  const { unit } = field.type
  const written = column.unit ?? (unit === '元' ? header.unit : undefined)
  const places = placesOf(written, unit)
  return places === undefined ? undefined : { kind, unit, places, longest }
}

function kindOf(field: Field, object: RecordObject, table: TargetTable): ValueKind {
  const [column = ''] = field.columns
  switch (field.type.kind) {
    case 'reference':
      return 'code'
    case 'text':
      if (column === object.period) return 'period'
      return object.key.includes(column) || /_(no|code)$/.test(column) ? 'code' : 'text'
    case 'number':
      if (field.type.unit === '比率') return 'ratio'
      if (isMoney(field)) return 'money'
      return table.columns.get(column)?.type === 'integer' ? 'whole' : 'number'
    default:
      return field.type.kind
  }
}

/** What the table cannot do without. */
export function required(field: Field, table: TargetTable): boolean {
  const column = table.columns.get(field.columns[0] ?? '')
  return field.derived !== true && column !== undefined && column.required && column.default === null
}

function also(field: Field): string {
  const aliases = field.aliases?.slice(0, 3) ?? []
  return aliases.length === 0 ? '' : `（也可写作${aliases.join('、')}）`
}
