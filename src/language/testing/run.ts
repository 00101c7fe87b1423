/** Runs a policy on records, for tests: text and rows in, values as text out. */
import type { Database } from '../../records/database.ts'
import {
  type Compiled,
  type CompileRequest,
  check,
  compile,
  describe,
  type FieldType,
  type Issue,
  type Period,
  type Program,
  parsePeriod,
  position,
  problemColumn,
  problemText,
  type RecordObject,
  type ResultTable,
  resultTables,
  type Vocabulary,
} from '../index.ts'
import { vocabulary as company } from './company.ts'

const head = '---\n制度: 试行办法\n版本: 1\n期间: 月\n---\n\n'

/** A document of the given policy block; `tables` go before it. */
export function policy(block: string, tables = ''): string {
  return `${head}${tables === '' ? '' : `${tables}\n\n`}\`\`\`policy\n${block}\n\`\`\`\n`
}

/** Issues as their code and the text they mark. */
export function issuesOf(text: string, vocabulary: Vocabulary = company): string[] {
  return check(text, vocabulary).issues.map(({ code, from, to }) =>
    `${code} ${text.slice(from, to)}`.trimEnd(),
  )
}

/** The whole message of each issue. */
export function messagesOf(text: string, vocabulary: Vocabulary = company): string[] {
  return check(text, vocabulary).issues.map(describe)
}

export function programOf(text: string, vocabulary: Vocabulary = company): Program {
  const { program, issues } = check(text, vocabulary)
  if (!program) throw new Error(issues.map((issue) => explain(issue, text)).join('\n'))
  return program
}

function explain(issue: Issue, text: string): string {
  const { line, column } = position(text, issue.from)
  return `${line}:${column} ${issue.code} ${describe(issue)}`
}

export function periodOf(name: string): Period {
  const period = parsePeriod(name)
  if (!period) throw new Error(`not a period: ${name}`)
  return period
}

/** The SQL of each stage, without the fences between levels: which levels need one is a matter of speed alone. */
export function sqlOf(program: Program, period = '2026-10'): string[] {
  return compile(program, requestOf(period)).stages.map((stage) => stage.sql.replaceAll(fence, ''))
}

const fence = " offset bigint '0'"

/** How many levels of each stage are kept apart. */
export function fencesOf(program: Program, period = '2026-10'): number[] {
  return compile(program, requestOf(period)).stages.map((stage) => stage.sql.split(fence).length - 1)
}

function requestOf(period: string) {
  return {
    period: periodOf(period),
    stageTable: (stage: { index: number }) => `s${stage.index}`,
    earlier: () => undefined,
    settledPeriods: () => [],
  }
}

export type Cell = string | number | boolean | null

export interface Case {
  readonly text: string
  /** Rows of declared objects, by label, in the order of their fields. */
  readonly records?: Readonly<Record<string, readonly (readonly Cell[])[]>>
  /** More SQL to run first, such as the tables and rows of the company. */
  readonly sql?: string
  /** Settled one after the other; the values of the last are returned. */
  readonly periods?: readonly string[]
  readonly vocabulary?: Vocabulary
  /** Decimals as the database shows them, with their zeros. */
  readonly exact?: true
}

/** Values by object, key and name: decimals without trailing zeros; a problem as `!code`. */
export type Values = Readonly<
  Record<string, Readonly<Record<string, Readonly<Record<string, string | null>>>>>
>

/** Runs in a transaction that is rolled back, so that every case starts from nothing. */
export async function run(db: Database, given: Case): Promise<Values> {
  const program = programOf(given.text, given.vocabulary)
  const undo = new Error('undo')
  let values: Values = {}
  await db
    .transaction(async (inside) => {
      await createDeclared(inside, program.declared, given.records ?? {})
      if (given.sql) await inside.exec(given.sql)
      const periods = (given.periods ?? ['2026-10']).map(periodOf)
      values = await settle(inside, program, periods, given.exact)
      throw undo
    })
    .catch((error: unknown) => {
      if (error !== undo) throw error
    })
  return values
}

interface Computed {
  readonly results: readonly (ResultTable & { readonly table: string })[]
  readonly sites: Compiled['sites']
}

async function settle(
  db: Database,
  program: Program,
  periods: readonly Period[],
  exact?: true,
): Promise<Values> {
  const done = new Map<string, Computed>()
  for (const period of periods) done.set(period.name, await compute(db, program, period, done))
  const last = done.get(periods.at(-1)?.name ?? '')
  return last ? present(db, last, exact) : {}
}

/** A table per stage and per result, each made once and left to the transaction's end. */
async function compute(
  db: Database,
  program: Program,
  period: Period,
  done: ReadonlyMap<string, Computed>,
): Promise<Computed> {
  const request: CompileRequest = {
    period,
    stageTable: (stage) => `"stage ${stage.index} ${period.name}"`,
    whole: true,
    settledPeriods: () => [...done.keys()].map(periodOf),
    earlier: (object, earlier) => {
      const result = done.get(earlier.name)?.results.find((other) => other.object === object)
      const columns = result?.definitions.map((own) => [own.name.text, own.id] as const)
      return result && { table: result.table, columns: Object.fromEntries(columns ?? []) }
    },
  }
  const compiled = compile(program, request)
  for (const stage of compiled.stages)
    await db.exec(`create temp table ${request.stageTable(stage)} as ${stage.sql}`)
  const results: Computed['results'][number][] = []
  for (const result of resultTables(compiled, request)) {
    const table = `"result ${result.object.id} ${period.name}"`
    await db.exec(`create temp table ${table} as ${result.sql}`)
    results.push({ ...result, table })
  }
  return { results, sites: compiled.sites }
}

async function present(db: Database, { results, sites }: Computed, exact?: true): Promise<Values> {
  const values: Record<string, Record<string, Record<string, string | null>>> = {}
  for (const { object, definitions, table } of results) {
    const rows = await db.query<Record<string, unknown>>(`select * from ${table}`)
    const byKey: Record<string, Record<string, string | null>> = {}
    for (const row of rows) {
      const key = object.key.map((_, i) => String(row[`K${i + 1}`])).join('/')
      byKey[key] = Object.fromEntries(
        definitions.map((own) => {
          const value = shown(row[own.id], row[problemColumn(own)], sites)
          return [own.name.text, exact ? value : plain(value)]
        }),
      )
    }
    values[object.label] = byKey
  }
  return values
}

function shown(value: unknown, problem: unknown, sites: Computed['sites']): string | null {
  if (typeof problem === 'number') {
    const site = sites.find((other) => other.number === problem)
    return site ? `!${site.code} ${problemText(site)}` : `!unknown ${problem}`
  }
  if (value === null || value === undefined) return null
  return String(value)
}

function plain(value: string | null): string | null {
  return value !== null && /^-?\d+\.\d+$/.test(value)
    ? value.replace(/\.?0+$/, '').replace(/^-0$/, '0')
    : value
}

async function createDeclared(
  db: Database,
  objects: readonly RecordObject[],
  records: NonNullable<Case['records']>,
): Promise<void> {
  await db.exec('create schema declared')
  for (const object of objects) {
    const columns = object.fields.map((field) => `"${field.columns[0]}" ${sqlType(field.type)}`)
    await db.exec(
      `create table ${object.source} (row_number integer${columns.map((c) => `, ${c}`).join('')})`,
    )
    await fill(db, object, records[object.label] ?? [])
  }
}

async function fill(db: Database, object: RecordObject, rows: readonly (readonly Cell[])[]): Promise<void> {
  if (rows.length === 0) return
  const names = ['r', ...object.fields.map((_, i) => `c${i}`)]
  const values = object.fields.map((field, i) => `c${i}::${sqlType(field.type)}`)
  const arrays = names.map((_, i) => `$${i + 1}::text[]`)
  await db.query(
    `insert into ${object.source} select ${['r::integer', ...values].join(', ')} from unnest(${arrays.join(', ')}) as t(${names.join(', ')})`,
    [
      rows.map((_, i) => String(i + 1)),
      ...object.fields.map((_, i) => rows.map((row) => (row[i] === null ? null : String(row[i])))),
    ],
  )
}

function sqlType(type: FieldType | undefined): string {
  if (type?.kind === 'number') return 'numeric'
  return type?.kind === 'date' || type?.kind === 'boolean' ? type.kind : 'text collate "C"'
}
