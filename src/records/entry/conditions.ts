/** Which rows a list is narrowed to. */
import type { Field, RecordObject } from '../../language/vocabulary.ts'
import { Refusal } from '../refusal.ts'
import { type Extra, extraSql, extrasOf } from './extras.ts'
import { columnOf, enteredFields } from './fields.ts'

/** A value, one of several, a range (both ends included), or whether there is any. */
export type Filter =
  | string
  | boolean
  | readonly string[]
  | { readonly from?: string | undefined; readonly to?: string | undefined }
  | { readonly empty: boolean }

export interface Narrowing {
  /** Part of a key, a text, or the name of what the row refers to. */
  readonly q?: string | undefined
  readonly filter: Readonly<Record<string, Filter>>
  /** The day what is worked out from other records is as of; today when not given. */
  readonly on?: string | undefined
  /**
   * SQL over `t` that holds for every row within the reader's reach. Row-level security leaves out the others anyway;
   * said here, an index finds the few.
   */
  readonly reach?: string | undefined
}

/** Refuses with request_invalid when a field is not the object's. Gives SQL over `t`, its values in `params`. */
export function conditions(
  object: RecordObject,
  { q, filter, on, reach }: Narrowing,
  labels: ReadonlyMap<string, string>,
  params: unknown[],
): string {
  const parts = Object.entries(filter).map(([id, wanted]) =>
    conditionOf(comparedOf(object, id, on), wanted, params),
  )
  if (reach !== undefined) parts.push(reach)
  if (q !== undefined && q.trim() !== '') {
    params.push(q.trim().toLowerCase())
    const searched = [
      ...enteredFields(object)
        .filter((field) => field.type.kind === 'text' || field.type.kind === 'reference')
        .map(columnOf),
      ...labels.values(),
    ]
    parts.push(`position($${params.length} in lower(concat_ws(' ', ${searched.join(', ')}))) > 0`)
  }
  return parts.length > 0 ? `where ${parts.join(' and ')}` : ''
}

/** What a list can be narrowed and sorted by: a column of the object, or what is worked out. */
interface Compared {
  readonly label: string
  readonly english: string
  readonly kind: Field['type']['kind']
  readonly sql: string
  /** Always there: PostgreSQL can then read an index backwards instead of sorting. */
  readonly certain?: boolean
}

export function comparedOf(object: RecordObject, id: string, on: string | undefined): Compared {
  const extra: Extra | undefined = extrasOf(object).find((own) => own.id === id)
  if (extra) {
    const { label, english, kind } = extra
    return { label, english, kind, sql: extraSql(extra, on) }
  }
  const field = fieldOf(object, id)
  const { label, english, type, nullable } = field
  return { label, english, kind: type.kind, sql: columnOf(field), certain: !nullable }
}

const sqlTypes: Readonly<Record<Field['type']['kind'], string>> = {
  number: 'numeric',
  date: 'date',
  boolean: 'boolean',
  text: 'text',
  reference: 'text',
}

function conditionOf(field: Compared, wanted: Filter, params: unknown[]): string {
  const column = field.sql
  const type = sqlTypes[field.kind]
  const place = (value: unknown, of: string = type) => {
    params.push(value)
    return `$${params.length}::${of}`
  }
  if (typeof wanted === 'boolean') return `${column} = ${place(checked(field, String(wanted), 'boolean'))}`
  if (typeof wanted === 'string') return `${column} = ${place(checked(field, wanted))}`
  if (isList(wanted))
    return `${column} = any(${place(
      wanted.map((value) => checked(field, value)),
      `${type}[]`,
    )})`
  if ('empty' in wanted) return `${column} is ${wanted.empty ? '' : 'not '}null`
  const ends = [
    ...(wanted.from === undefined ? [] : [`${column} >= ${place(checked(field, wanted.from))}`]),
    ...(wanted.to === undefined ? [] : [`${column} <= ${place(checked(field, wanted.to))}`]),
  ]
  return ends.length > 0 ? `(${ends.join(' and ')})` : 'true'
}

const isList = (wanted: Filter): wanted is readonly string[] => Array.isArray(wanted)

/** A value that is not of the field's type would be the database's error; it is the asker's. */
function checked(field: Compared, value: string, only = field.kind): string {
  const fits =
    field.kind === only &&
    (field.kind === 'number'
      ? /^-?\d{1,20}(\.\d{1,12})?$/.test(value)
      : field.kind === 'boolean'
        ? /^(true|false)$/.test(value)
        : field.kind === 'date'
          ? /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value))
          : value.length <= 500)
  if (fits) return value
  const told = (label: string) => `${label}: ${value.slice(0, 50)}`
  throw new Refusal('request_invalid', { problems: told(field.label), problemsEnglish: told(field.english) })
}

function fieldOf(object: RecordObject, id: string): Field {
  const field = enteredFields(object).find((own) => own.id === id)
  if (field) return field
  const told = (label: string) => `${label}: ${id.slice(0, 50)}`
  throw new Refusal('request_invalid', {
    problems: told(object.label),
    problemsEnglish: told(object.english),
  })
}
