/**
 * The words a policy may use for records: objects, fields, types, units and relations.
 *
 * The built-in vocabulary lives with the records (`src/records/vocabulary`); a policy document adds
 * objects of its own. Checker, importer, docs and API read this one shape.
 */

/**
 * A unit as written in policies. 数 is a bare number; 比率 also covers percentages. 元 is money that changes hands, which
 * comes in whole fen; a price, 元/个, may be finer.
 */
const units = {
  元: { one: 'yuan', many: 'yuan' },
  比率: { one: 'ratio', many: 'ratio' },
  分: { one: 'point', many: 'points' },
  天: { one: 'day', many: 'days' },
  小时: { one: 'hour', many: 'hours' },
  个: { one: 'item', many: 'items' },
  次: { one: 'time', many: 'times' },
  人: { one: 'person', many: 'people' },
  数: { one: 'number', many: 'number' },
} as const

export type UnitName = keyof typeof units

/** 元/个 is yuan per item. A unit that is none of ours stays as it is written. */
export function unitInEnglish(unit: string): string {
  const [over = '', ...under] = unit.split('/')
  const word = (name: string, form: 'one' | 'many') => units[name as UnitName]?.[form] ?? name
  return [word(over, 'many'), ...under.map((name) => word(name, 'one'))].join(' per ')
}

/** What is said to whoever reads, in both languages. */
export interface Said {
  readonly text: string
  readonly english: string
}

/** A value that a text may have. It is stored, imported and written in policies as it is; only its name is English. */
export interface Choice {
  readonly value: string
  readonly english: string
}

export type FieldType =
  /** `unit` may be a quotient such as 元/个, written out. */
  | { readonly kind: 'number'; readonly unit: string }
  | { readonly kind: 'date' }
  | { readonly kind: 'text' }
  | { readonly kind: 'boolean' }
  /** A to-one relation. The value is the key of a row of `object` (an object id). */
  | { readonly kind: 'reference'; readonly object: string }

/**
 * What a person is paid, or how a person is told apart, reached and paid: a value marked so never lies in a browser, is
 * not repeated in the audit log, and looking at another's is itself recorded.
 */
export type Confidential = 'pay' | 'personal'

export interface Field {
  /** Stable English id, snake_case. */
  readonly id: string
  /** The word in policies and the column heading in templates; unique within its object. */
  readonly label: string
  readonly english: string
  readonly type: FieldType
  /**
   * Column of the object's source. A reference to an object with a composite key names one column
   * per key column, in key order.
   */
  readonly columns: readonly string[]
  /**
   * Column of the source with days after the period, too, where `columns` shows a day only once it has come: for
   * comparisons with days up to the last of the period both serve, and this one PostgreSQL has statistics of.
   */
  readonly eventually?: string
  /** May be empty. Using an empty value in a formula is a problem unless handled by 缺省 or 有值. */
  readonly nullable: boolean
  /** For references: the name of the to-many relation seen from the other side. Default: this object's label. */
  readonly reverse?: string
  /** Other headings companies use for this column. */
  readonly aliases?: readonly string[]
  /** Worked out by the source query, so it is never imported. */
  readonly derived?: boolean
  /** What it tells of somebody that is not everybody's to see. */
  readonly confidential?: Confidential
  /** What somebody writes about something: paragraphs, not a name. */
  readonly prose?: boolean
  /** One sentence for forms, the template and the docs. */
  readonly note?: Said
  /** Of a text: the only values there are. */
  readonly choices?: readonly Choice[]
}

/** A source whose joins only add columns: each finds one row or none, which PostgreSQL cannot always know. */
export interface SourceParts {
  /** Columns that are always there. */
  readonly select: string
  readonly from: string
  readonly joins: readonly { readonly sql: string; readonly columns: Readonly<Record<string, string>> }[]
  /** Which rows are there in the period. */
  readonly where?: string
}

/**
 * @param wanted names of columns; all when not given.
 * @param known that the rows are there in the period follows from what they are joined with.
 */
export function sourceOfParts(
  { select, from, joins, where }: SourceParts,
  wanted?: ReadonlySet<string>,
  known = false,
): string {
  const taken = joins.filter(
    ({ columns }) => !wanted || Object.keys(columns).some((name) => wanted.has(name)),
  )
  const added = taken.flatMap(({ columns }) =>
    Object.entries(columns).map(([name, sql]) => `${sql} as ${name}`),
  )
  return `(
  select ${[select, ...added].join(', ')}
  ${[from, ...taken.map(({ sql }) => sql), ...(where && !known ? [`where ${where}`] : [])].join('\n  ')}
)`
}

export interface RecordObject {
  /** Stable English id, snake_case. */
  readonly id: string
  /** The word in policies, such as 合同. Unique. */
  readonly label: string
  readonly english: string
  /**
   * A table name, or a parenthesised SELECT. `:first` and `:last` stand for the first and last day
   * of the settled period (as SQL date literals), for facts that are effective-dated.
   */
  readonly source: string
  /** The source in parts, of which a query takes those that have columns it asks for; `source` is all of them. */
  readonly parts?: SourceParts
  /** Key columns of the source, all text (collate "C") or integer. The first label a person would recognise. */
  readonly key: readonly string[]
  /** Column holding the period (2026-10) when rows belong to one period each. Only that period's rows are then visible. */
  readonly period?: string
  /**
   * How the source reads the row that a reference leads to: `table` as it is written there, without which there are no
   * rows, and the columns it reads beside the key. A settlement that has stored these rows reads them from there.
   */
  readonly within?: {
    readonly reference: string
    readonly table: string
    readonly columns: readonly string[]
  }
  /** A reference to a row that is there in every period in which this one is; that of `within` is one, too. */
  readonly presupposes?: string
  /** Where `column` is true, no other row has the same `reference`: what is divided among such rows goes to this one. */
  readonly alone?: { readonly reference: string; readonly column: string }
  readonly fields: readonly Field[]
  /** Other names companies use for a sheet or file of these. */
  readonly aliases?: readonly string[]
  readonly note?: Said
}

export interface Vocabulary {
  readonly objects: readonly RecordObject[]
}
