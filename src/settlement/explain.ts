/** Why a number is what it is: formula, formula with values, inputs, clause, down to the source records. M-6.2. */
import {
  type CheckedDefinition,
  clauseAt,
  type ExplainedInput,
  type ExplainRequest,
  type Period,
  type Program,
  planExplanation,
  planRows,
  problemText,
  type RecordObject,
  type Type,
} from '../language/index.ts'
import type { Database } from '../records/database.ts'
import { Refusal } from '../records/refusal.ts'
import type { PolicyVersion } from './policy-version.ts'
import { type Run, rowsOf } from './run.ts'
import { lookBack } from './settle.ts'

/** One value of one row, with what it came from. */
export interface Explanation {
  readonly object: string
  readonly key: readonly string[]
  readonly name: string
  /** Decimal text, 2026-01-31, or text; null when there is a problem. */
  readonly value: string | null
  readonly type: Type
  readonly problem: string | undefined
  readonly clause: string
  /** The formula as the policy writes it. */
  readonly formula: string
  /** The formula with the values of its names in place. */
  readonly withValues: string
  readonly inputs: readonly Input[]
}

export interface Input {
  /** As written in the formula, such as 产品.类别 or 合计(订单.金额). */
  readonly text: string
  readonly kind: 'field' | 'variable' | 'aggregate' | 'lookup' | 'earlier' | 'unrounded'
  readonly value: string | null
  readonly type: Type
  /** The definition behind the value, of this row or of another, to be explained in turn. */
  readonly definition: CheckedDefinition | undefined
  /** Key of the row that has it. */
  readonly key: readonly string[]
  /** The row of the policy's table that was used. */
  readonly tableRow: string | undefined
  readonly expression: ExplainedInput
}

/** A row that an aggregate took in. */
export interface TakenRow {
  readonly object: string
  readonly key: readonly string[]
  readonly value: string | null
  /** What the value is, when it is itself computed. */
  readonly definition: CheckedDefinition | undefined
}

export interface Explainer {
  readonly program: Program
  readonly run: Run
  /** Explains definitions of one row; all of that object when none are named. */
  readonly row: (
    object: RecordObject,
    key: readonly string[],
    definitions?: readonly CheckedDefinition[],
  ) => Promise<Explanation[]>
  /** The rows behind an aggregate of an explained row, at most `limit`, and how many there are. */
  readonly rows: (
    object: RecordObject,
    key: readonly string[],
    input: Input,
    limit?: number,
  ) => Promise<{ rows: TakenRow[]; total: number }>
}

/** Explains the results of a stored run; nothing is computed again. */
export async function explainer(
  db: Database,
  version: PolicyVersion,
  run: Run,
  period: Period,
): Promise<Explainer> {
  const { program } = version
  const request: ExplainRequest = {
    ...(await lookBack(db, { version, period })),
    period,
    settled: (object) => rowsOf(run, object),
  }
  return {
    program,
    run,
    row: (object, key, definitions) => explainRow(db, program, run, request, object, key, definitions),
    rows: (object, key, input, limit = 50) => takenRows(db, program, request, object, key, input, limit),
  }
}

async function explainRow(
  db: Database,
  program: Program,
  run: Run,
  request: ExplainRequest,
  object: RecordObject,
  key: readonly string[],
  wanted: readonly CheckedDefinition[] = program.definitions.filter((own) => own.object === object),
): Promise<Explanation[]> {
  const stored = await storedValues(db, run, object, key, wanted)
  const plan = planExplanation(program, object, key, wanted, request)
  const [values] = await db.query<Record<string, string | number | null>>(plan.sql)
  return wanted.map((definition) => {
    const inputs = plan.inputs
      .filter((input) => input.definition === definition)
      .map((input) => inputOf(program, input, values ?? {}))
    const own = stored[definition.id]
    const site = run.sites.find((other) => other.number === own?.problem)
    const { from, to } = definition.formula
    return {
      object: object.label,
      key,
      name: definition.name.text,
      value: own?.value ?? null,
      type: definition.valueType,
      problem: site && problemText(site),
      clause: clauseAt(program.document, definition.span.from)?.title ?? '',
      formula: tidy(program.document.text.slice(from, to)),
      withValues: tidy(substitute(program.document.text, { from, to }, inputs)),
      inputs,
    }
  })
}

async function storedValues(
  db: Database,
  run: Run,
  object: RecordObject,
  key: readonly string[],
  wanted: readonly CheckedDefinition[],
) {
  const columns = wanted.map(
    ({ id, valueType }) =>
      `jsonb_build_object('value', ${valueType.kind === 'number' ? `trim_scale("${id}")::text` : `"${id}"::text`}, 'problem', "${id.replace('L', 'P')}") as "${id}"`,
  )
  const where = key.map((_, i) => `"K${i + 1}"::text = $${i + 1}`).join(' and ')
  const [row] = await db.query<Record<string, { value: string | null; problem: number | null }>>(
    `select ${columns.join(', ')} from ${rowsOf(run, object)} s where ${where}`,
    key,
  )
  if (!row) throw new Refusal('person_unknown', { person: key.join('/') })
  return row
}

function inputOf(
  program: Program,
  input: ExplainedInput,
  values: Record<string, string | number | null>,
): Input {
  const { expression } = input
  const { traced } = expression
  const value =
    input.problem !== undefined && values[input.problem] !== null ? null : (values[input.value] ?? null)
  const number = input.tableRow === undefined ? null : values[input.tableRow]
  return {
    text: tidy(program.document.text.slice(expression.from, expression.to)),
    kind: traced?.kind ?? 'unrounded',
    value: value === null ? null : String(value),
    type: expression.type,
    definition:
      traced?.kind === 'variable' ? definitionOf(program, traced.object, traced.variable) : undefined,
    key: input.key.map((column) => String(values[column] ?? '')),
    tableRow:
      traced?.kind === 'lookup' && typeof number === 'number'
        ? tableRowText(program, traced.table, number)
        : undefined,
    expression: input,
  }
}

function definitionOf(program: Program, object: string, id: string): CheckedDefinition | undefined {
  return program.definitions.find((own) => own.object.id === object && own.id === id)
}

/** 基本提成比例：主营产品 | 3% */
function tableRowText(program: Program, table: string, number: number): string {
  const row = program.names.tables.get(table)?.rows[number - 1]
  const text = row ? program.document.text.slice(row.span.from, row.span.to) : ''
  return `${table}：${text.replace(/\s+/g, ' ').trim()}`
}

/** Puts values where the formula has names; the outermost of nested inputs counts. */
function substitute(
  text: string,
  { from, to }: { from: number; to: number },
  inputs: readonly Input[],
): string {
  const places = inputs
    .filter(
      (input) =>
        input.kind !== 'unrounded' &&
        input.expression.expression.from >= from &&
        input.expression.expression.to <= to,
    )
    .map((input) => ({
      from: input.expression.expression.from,
      to: input.expression.expression.to,
      shown: showValue(input.value, input.type),
    }))
    .sort((a, b) => a.from - b.from || b.to - a.to)
  let result = ''
  let at = from
  for (const place of places) {
    if (place.from < at) continue
    result += text.slice(at, place.from) + place.shown
    at = place.to
  }
  return result + text.slice(at, to)
}

/** A value for people: ratios as per cent, answers as 是 and 否. */
export function showValue(value: string | null, type: Type): string {
  if (value === null) return '（没有值）'
  if (type.kind === 'boolean') return value === 'true' ? '是' : '否'
  return type.kind === 'number' && type.unit.counts === '比率' ? percent(value) : value
}

function percent(value: string): string {
  const negative = value.startsWith('-')
  const [whole = '0', fraction = ''] = value.replace('-', '').split('.')
  const digits = `${whole}${fraction.padEnd(2, '0')}`
  const point = digits.length - Math.max(fraction.length - 2, 0)
  const integer = digits.slice(0, point).replace(/^0+(?=\d)/, '')
  const rest = digits.slice(point).replace(/0+$/, '')
  return `${negative ? '-' : ''}${integer}${rest === '' ? '' : `.${rest}`}%`
}

function tidy(text: string): string {
  return text
    .replace(/\/\/[^\n]*/g, '')
    .replace(/\s+/g, ' ')
    .trim()
}

async function takenRows(
  db: Database,
  program: Program,
  request: ExplainRequest,
  object: RecordObject,
  key: readonly string[],
  input: Input,
  limit: number,
): Promise<{ rows: TakenRow[]; total: number }> {
  const { traced } = input.expression.expression
  if (traced?.kind !== 'aggregate') return { rows: [], total: 0 }
  const { chain, value } = traced
  const found = await db.query<{ key: string[]; value: string | null; total: string }>(
    planRows(program, object, key, input.expression, request, limit),
  )
  const own =
    value.traced?.kind === 'variable' &&
    value.traced.object === chain.rows.id &&
    value.traced.steps.length === 0
      ? definitionOf(program, value.traced.object, value.traced.variable)
      : undefined
  return {
    rows: found.map((row) => ({ object: chain.rows.label, key: row.key, value: row.value, definition: own })),
    total: Number(found[0]?.total ?? 0),
  }
}
