/** What the queries of one compilation share: the request, the stages and the numbered problems. */

import type { Expression } from '../check/expression.ts'
import { type Definition, objectById } from '../check/names.ts'
import type { CheckedDefinition, Program } from '../check/program.ts'
import type { Period } from '../period.ts'
import type { Span } from '../syntax/nodes.ts'
import { type RecordObject, sourceOfParts } from '../vocabulary.ts'
import { carriedColumn, dateLiteral, type Fragment, quote, textLiteral } from './fragment.ts'
import { type ProblemCode, type Site, siteNumber } from './site.ts'
import type { Stage } from './stages.ts'

/** Results of an earlier period: where they are and which column holds a variable. */
export interface EarlierResults {
  readonly table: string
  /** Column by variable name. */
  readonly columns: Readonly<Record<string, string>>
}

export interface CompileRequest {
  readonly period: Period
  /** Name of the table a stage is stored in. */
  readonly stageTable: (stage: Stage) => string
  /** Undefined when the period was not settled. */
  readonly earlier: (object: RecordObject, period: Period) => EarlierResults | undefined
  /** Earlier periods with results for an object, oldest first. */
  readonly settledPeriods: (object: RecordObject) => readonly Period[]
  /** Tables of keys ("K1", "K2" …) that a run is limited to, by object id. */
  readonly only?: Readonly<Record<string, string>>
  /**
   * Every stage is stored in a table of its own: the last of an object takes along what its earlier stages computed, and
   * so is its result; the first takes along what the later ones need of the records.
   */
  readonly whole?: boolean
  /**
   * Where the aggregates by which 计算范围 looks for rows are stored, before the stage that reads them: two statements, both
   * of which several workers can share, where one could be shared in part only.
   */
  readonly groupTable?: (stage: Stage) => string
  /** Tables with complete results, read instead of computing: for explanations. */
  readonly settled?: (object: RecordObject) => string
}

export class Compilation {
  readonly program: Program
  readonly request: CompileRequest
  readonly sites: Site[] = []
  /** Definitions that can have a problem, as far as compiled. */
  readonly failing = new Set<CheckedDefinition>()
  /** Columns of the records that stages after the first of an object read. */
  readonly read = new Map<RecordObject, Set<string>>()
  /** What the first stage of an object stores of the records beside what it computes. */
  carried: ReadonlyMap<RecordObject, ReadonlySet<string>> = new Map()
  readonly #stages: readonly Stage[]
  /** The stage being compiled. */
  #stage: Stage | undefined
  #group: string | undefined
  #kept: { readonly definition: Definition; readonly suffix: string; readonly fragment: Fragment }[] = []
  #rows = 0

  constructor(program: Program, request: CompileRequest, stages: readonly Stage[]) {
    this.program = program
    this.request = request
    this.#stages = stages
  }

  begin(stage: Stage): void {
    this.#stage = stage
    this.#rows = 0
    this.#kept = []
    this.#group = undefined
  }

  nextRow(): number {
    this.#rows += 1
    return this.#rows
  }

  object(id: string): RecordObject {
    return objectById(this.program.names, id)
  }

  /**
   * The rows of an object, and the condition that leaves out those the run does not compute; `wanted` and `known` as
   * `sourceOfParts` takes them.
   */
  sourceOf(
    object: RecordObject,
    all = false,
    wanted?: ReadonlySet<string>,
    known = false,
  ): { source: string; where: string | undefined } {
    const { first, last, name } = this.request.period
    const dated = (object.parts && wanted ? sourceOfParts(object.parts, wanted, known) : object.source)
      .replaceAll(':first', dateLiteral(first))
      .replaceAll(':last', dateLiteral(last))
    const source =
      object.period === undefined
        ? dated
        : `(select * from ${dated}${dated.startsWith('(') ? ' p' : ''} where "${object.period}" = ${textLiteral(name)})`
    const table = all || this.#stage?.object !== object ? undefined : this.restrictionOf(object)
    if (table === undefined) return { source, where: undefined }
    const own = object.key.map((column) => `o."${column}"`).join(', ')
    return {
      source,
      where: `(${own}) in (select ${object.key.map((_, i) => `"K${i + 1}"`).join(', ')} from ${table})`,
    }
  }

  /** The table of keys the current stage is limited to: its 计算范围, or the rows asked for. */
  restrictionOf(object: RecordObject): string | undefined {
    const scope = this.program.names.scopes.get(object.id)
    const ready = scope && this.#stage && this.stageOf(scope) < this.#stage.index
    return ready && !this.request.settled && !this.request.only
      ? this.tableOf(scope)
      : this.request.only?.[object.id]
  }

  /** Columns of the records that a stage stores for the later stages of its object. */
  carriedBy(stage: Stage): string[] {
    return this.#firstOf(stage.object) === stage ? [...(this.carried.get(stage.object) ?? [])] : []
  }

  /** The table of the first stage of the object that is being computed, in a later one. */
  get carrier(): string | undefined {
    const stage = this.#stage
    if (!this.request.whole || !stage) return undefined
    const first = this.#firstOf(stage.object)
    return first && first !== stage ? this.request.stageTable(first) : undefined
  }

  /** Notes that a later stage reads these columns, and says whether the first one stores them. */
  carries(object: RecordObject, columns: ReadonlySet<string>): boolean {
    this.read.set(object, new Set([...(this.read.get(object) ?? []), ...columns]))
    const stored = this.carried.get(object)
    return stored !== undefined && [...columns].every((column) => stored.has(column))
  }

  /**
   * The table in which the first stage of an outer object stored what rows within it read of its records, if it did.
   * Notes that they do.
   */
  storedFor(within: NonNullable<RecordObject['within']>, outer: RecordObject): string | undefined {
    const stage = this.#stage
    const { whole, only, settled } = this.request
    const first = this.#firstOf(outer)
    // A stage that is the result already has the columns of the result only.
    const apart = first !== this.#stages.findLast((other) => other.object === outer)
    if (!whole || settled || !stage || !first || !apart || first.index >= stage.index) return undefined
    if (!this.carries(outer, new Set(within.columns)) || only) return undefined
    return this.request.stageTable(first)
  }

  /**
   * The same source, reading what it is within from that table instead of all records of the outer object. Only where
   * the rows are joined with results of that object: none beside those it stored can come of them.
   */
  narrowed(
    source: string,
    within: NonNullable<RecordObject['within']>,
    outer: RecordObject,
    table: string,
  ): string {
    const keys = outer.key.map((column, i) => `"K${i + 1}" as ${quote(column)}`)
    const columns = within.columns.map((column) => `${quote(carriedColumn(column))} as ${quote(column)}`)
    const stored = `(select ${[...keys, ...columns].join(', ')} from ${table})`
    return source.replace(within.table, `${stored} ${within.table.split(' ').at(-1)}`)
  }

  #firstOf(object: RecordObject): Stage | undefined {
    return this.#stages.find((stage) => stage.object === object)
  }

  /** The text of a formula, as problems quote it. */
  textOf(at: Span): string {
    return this.program.document.text.slice(at.from, at.to).replace(/\s+/g, ' ')
  }

  scoped(object: RecordObject): boolean {
    return this.program.names.scopes.has(object.id)
  }

  computedHere(object: RecordObject, definition: Definition, nested: boolean): boolean {
    if (nested || this.request.settled || this.#stage?.object !== object) return false
    return this.#stage.definitions.some((own) => own.id === definition.id)
  }

  tableOf(definition: Definition): string {
    if (this.request.settled) return this.request.settled(definition.object)
    const stage = this.#stages[this.stageOf(definition)]
    if (!stage) throw new Error(`no stage computes ${definition.name.text}`)
    return this.request.stageTable(stage)
  }

  stageOf(definition: Definition): number {
    return this.#stages.findIndex(
      (stage) =>
        stage.object === definition.object && stage.definitions.some((own) => own.id === definition.id),
    )
  }

  expressionOf(definition: Definition): Expression {
    return this.checked(definition).expression
  }

  checked(definition: Definition): CheckedDefinition {
    const found = this.program.definitions.find(
      (own) => own.object === definition.object && own.id === definition.id,
    )
    if (!found) throw new Error(`not a definition of this program: ${definition.name.text}`)
    return found
  }

  /** Whether a definition, already compiled, has a problem column. */
  canFail(definition: Definition): boolean {
    // Stored results have a problem column for every value.
    if (this.request.settled) return true
    return this.failing.has(this.checked(definition))
  }

  markFailing(definition: Definition): void {
    this.failing.add(this.checked(definition))
  }

  site(
    definition: Definition,
    code: ProblemCode,
    at: Span,
    values: Readonly<Record<string, string>>,
  ): number {
    const known = this.sites.find(
      (site) =>
        site.object === definition.object.id &&
        site.variable === definition.id &&
        site.code === code &&
        site.from === at.from &&
        site.to === at.to,
    )
    if (known) return known.number
    const number = siteNumber(this.sites.length, code)
    const { from, to } = at
    this.sites.push({ number, object: definition.object.id, variable: definition.id, code, values, from, to })
    return number
  }

  keep(definition: Definition, suffix: string, fragment: Fragment): void {
    if (this.#kept.some((other) => other.definition.id === definition.id && other.suffix === suffix)) return
    this.#kept.push({ definition, suffix, fragment })
  }

  /** The table in which a query is stored before the stage, when it may be; one a stage. */
  groupApart(select: string): string | undefined {
    if (!this.#stage || !this.request.groupTable || this.#group !== undefined) return undefined
    this.#group = select
    return this.request.groupTable(this.#stage)
  }

  /** The query to be stored before the stage. */
  get group(): string | undefined {
    return this.#group
  }

  takeKept() {
    return this.#kept
  }
}
