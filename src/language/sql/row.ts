/**
 * Builds the query that computes values for the rows of one object, level by level.
 *
 * Level 0 gathers (`gathering.ts`). Every later level computes columns from the columns below it and is fenced, so that
 * PostgreSQL never copies an expression into its uses. Aggregates join in at the level where their keys exist.
 */

import type { Expression } from '../check/expression.ts'
import type { Definition } from '../check/names.ts'
import type { Span } from '../syntax/nodes.ts'
import type { Field, RecordObject } from '../vocabulary.ts'
import type { Compilation } from './compilation.ts'
import { type Fragment, firstProblem, problemColumn, quote } from './fragment.ts'
import { Gathering } from './gathering.ts'
import { Group, type GroupPlan } from './group.ts'
import { fencedLevels } from './levels.ts'
import type { ProblemCode } from './site.ts'

interface Column {
  readonly alias: string
  readonly sql: string
  /** For rows that are alone in the group that windows are of. */
  readonly alone?: string | undefined
}

interface GroupJoin {
  readonly group: Group
  /** The level above which its outputs can be named. */
  readonly level: number
  readonly sql: string
}

export class Row {
  readonly object: RecordObject
  readonly compilation: Compilation
  /** Alias of the level a lateral aggregate refers to. */
  readonly alias: string
  readonly #outer: Row | undefined
  readonly #gathering: Gathering
  readonly #levels: Column[][] = []
  readonly #groups = new Map<string, { group: Group; level: number; lateral: boolean }>()
  readonly #variables = new Map<string, Fragment>()
  readonly #outerColumns = new Map<string, Fragment>()
  readonly #prefix: string
  /** Definitions whose problems are being written, innermost last. */
  readonly #current: Definition[] = []
  #counter = 0
  /** Levels that must not be merged into the next; all when undefined. */
  #fenced: ReadonlySet<number> | undefined
  /** The column that says whether a row is alone in the group that windows are of. */
  #alone: string | undefined

  constructor(compilation: Compilation, object: RecordObject, outer?: Row) {
    this.compilation = compilation
    this.object = object
    this.#outer = outer
    const depth = compilation.nextRow()
    this.alias = `r${depth}`
    this.#prefix = outer ? `${depth}_` : ''
    this.#gathering = new Gathering(compilation, object, {
      nested: outer !== undefined,
      prefix: this.#prefix,
    })
  }

  get period() {
    return this.compilation.request.period
  }

  /** The definition being compiled: problems are its, also where definitions share the rows of an aggregate. */
  get definition(): Definition {
    const definition = this.#current.at(-1) ?? this.#outer?.definition
    if (!definition) throw new Error('no definition is being compiled')
    return definition
  }

  /** Compiles parts of a definition from outside, so that problems are its. */
  enter(definition: Definition): void {
    this.#current.push(definition)
  }

  leave(): void {
    this.#current.pop()
  }

  /** The row around this one, when this one is aggregated. */
  get enclosing(): Row {
    if (!this.#outer) throw new Error('there is no row around this one')
    return this.#outer
  }

  get nested(): boolean {
    return this.#outer !== undefined
  }

  /** Key of the row itself, or of the row that references lead to. */
  keys(steps: readonly Field[] = []): Fragment[] {
    const last = steps.at(-1)
    if (!last) return this.object.key.map((column) => this.#gather(`o.${quote(column)}`))
    const from = this.#walk(steps.slice(0, -1))
    return last.columns.map((column) => this.#gather(`${from}.${quote(column)}`))
  }

  /** A field of the row, or of the row that references lead to. */
  field(steps: readonly Field[], field: Field, at: Span): Fragment {
    const from = this.#walk(steps)
    const eventually = field.eventually && this.#gather(`${from}.${quote(field.eventually)}`).sql
    const value = { ...this.#gather(fieldValue(field, from)), ...(eventually ? { eventually } : {}) }
    const certain = !field.nullable && steps.every((step) => !step.nullable && this.#certain(step))
    if (certain) return value
    const problem = this.site('missing', at, { field: [...steps, field].map((step) => step.label).join('.') })
    const empty = `case when ${value.sql} is null then ${problem} end`
    return { ...value, problem: empty, missing: { of: empty, columns: [value.sql] } }
  }

  /** The row itself, or the row that references lead to, as one value. */
  self(steps: readonly Field[], at: Span): Fragment {
    const last = steps.at(-1)
    if (last) return this.field(steps.slice(0, -1), last, at)
    return this.#gather(rowValue(this.#ownKeys()))
  }

  /** A definition's value on the row, or on the row that references lead to. */
  variable(steps: readonly Field[], definition: Definition, at: Span): Fragment {
    if (steps.length === 0 && this.compilation.computedHere(this.object, definition, this.nested)) {
      return this.#computed(definition)
    }
    const table = this.compilation.tableOf(definition)
    const keys = steps.length === 0 ? this.#ownKeys() : this.#referenceKeys(steps)
    // An aggregate over computed values runs over the computed rows only, and so does a later stage of the row itself.
    const inScope =
      steps.length === 0 &&
      (this.nested || !this.compilation.request.settled) &&
      this.compilation.scoped(definition.object)
    const on = definition.object.key.map((_, i) => `"K${i + 1}" = ${keys[i]}`)
    const strict = inScope || this.#gathering.needs(table, on)
    const own = steps.length === 0 ? table : undefined
    const alias = this.#gathering.join(`${strict ? 'join' : 'left join'} ${table}`, on, { own })
    const value = this.#gather(`${alias}.${quote(definition.id)}`)
    const carried = this.compilation.canFail(definition)
      ? this.#gather(`${alias}.${quote(problemColumn(definition))}`).sql
      : undefined
    const scoped = this.compilation.scoped(definition.object)
    if (strict || (!scoped && steps.every((step) => !step.nullable && this.#certain(step)))) {
      return { ...value, problem: carried }
    }
    const present = this.#gather(`${alias}."K1"`)
    const code: ProblemCode = scoped ? 'out-of-scope' : 'missing-row'
    const values = { object: definition.object.label, field: definition.name.text }
    const absent = `case when ${present.sql} is null then ${this.site(code, at, values)} end`
    return { ...value, problem: firstProblem([absent, carried]) }
  }

  /** A definition's value in an earlier period; null where that period has no such row. */
  earlier(definition: Definition, table: string, column: string): { value: Fragment; present: Fragment } {
    const keys = this.#ownKeys()
    const alias = this.#gathering.join(
      `left join ${table}`,
      definition.object.key.map((_, i) => `"K${i + 1}" = ${keys[i]}`),
    )
    return { value: this.#gather(`${alias}.${quote(column)}`), present: this.#gather(`${alias}."K1"`) }
  }

  /** A column that an earlier stage computed for this very row. */
  computedBefore(table: string, column: string): Fragment {
    const on = this.#ownKeys().map((key, i) => `"K${i + 1}" = ${key}`)
    return this.#gather(`${this.#gathering.need(table, on, table)}.${quote(column)}`)
  }

  /** The column that says whether a row is alone with what it refers to, when there is one. */
  alone(reference: Field): string | undefined {
    const { alone } = this.object
    if (alone?.reference !== reference.id) return undefined
    this.#alone = this.#gather(`o.${quote(alone.column)}`).sql
    return this.#alone
  }

  /** A column of the row's records. */
  record(column: string): Fragment {
    return this.#gather(`o.${quote(column)}`)
  }

  /** Gives a value a column of its own, so that naming it twice costs nothing. */
  hoist(fragment: Fragment): Fragment {
    if (fragment.atom && isAtom(fragment.problem)) return fragment
    const name = `X${this.#prefix}${this.#next()}`
    const sql = fragment.atom
      ? fragment.sql
      : this.#column(fragment.level, name, fragment.sql, fragment.alone)
    const problem = isAtom(fragment.problem)
      ? fragment.problem
      : this.#column(fragment.level, `${name}p`, fragment.problem ?? 'null')
    return { sql, problem, level: fragment.level + 1, atom: true }
  }

  /** A named column that is kept in the results beside its definition, such as the table row used. */
  keep(suffix: string, fragment: Fragment): Fragment {
    const hoisted = this.hoist(fragment)
    if (!this.nested) this.compilation.keep(this.definition, suffix, hoisted)
    return hoisted
  }

  /** The number, as SQL, of a problem that can arise here. */
  site(code: ProblemCode, at: Span, values: Record<string, string> = {}): string {
    return String(this.compilation.site(this.definition, code, at, values))
  }

  /** Aggregates over other rows that share rows and keys are computed together. */
  group(plan: GroupPlan): Group {
    const outer = plan.outerKeys(this)
    const identity = `${plan.identity}|${outer.map((key) => key.sql).join('|')}|${plan.lateral ? this.#next() : ''}`
    const known = this.#groups.get(identity)
    if (known) return known.group
    const level = Math.max(1, ...outer.map((key) => key.level))
    const alias = `g${this.#prefix}${this.#groups.size + 1}`
    const inner = new Row(this.compilation, plan.rows, this)
    const group = new Group(alias, inner, outer, plan, level)
    this.#groups.set(identity, { group, level, lateral: plan.lateral })
    return group
  }

  /** Inside an aggregate: a value of the row around it. */
  outer(expression: Expression): Fragment {
    const outer = this.#outer
    if (!outer) throw new Error('there is no row around this one')
    const value = outer.hoist(expression.sql(outer))
    this.#outerColumns.set(value.sql, value)
    // A column of this row's own: SQL takes an aggregate that names only outer columns for one of the outer query.
    const here = (sql: string) => (sql.startsWith('"') ? this.#gather(`${outer.alias}.${sql}`).sql : sql)
    return { sql: here(value.sql), problem: value.problem && here(value.problem), level: 1, atom: true }
  }

  /** Levels of the outer row that values taken from it need. */
  get outerLevel(): number {
    return Math.max(1, ...[...this.#outerColumns.values()].map((value) => value.level))
  }

  /** Gathers only rows whose key, made of gathered columns, is among those a query selects. */
  limitTo(key: readonly Fragment[], query: string): void {
    this.#gathering.limitTo(key, query)
  }

  /** Gathers only rows whose references lead to a row that has a value, or a problem other than having none. */
  need(steps: readonly Field[], object: string, variable: string): void {
    const definition = this.compilation.program.definitions.find(
      (own) => own.object.id === object && own.id === variable,
    )
    if (!definition) throw new Error(`not a definition of this program: ${variable}`)
    const on = this.#referenceKeys(steps).map((key, i) => `"K${i + 1}" = ${key}`)
    const alias = this.#gathering.need(this.compilation.tableOf(definition), on)
    const problem = `${alias}.${quote(problemColumn(definition))}`
    if (this.compilation.canFail(definition))
      this.#gathering.keep(`(${problem} is null or ${problem} % 2 = 0)`)
  }

  /** FROM item with all columns that a fragment of `level` may name; `above` is all that will be written over it. */
  source(level: number, above: readonly string[]): string {
    const groups = [...this.#groups.values()]
    const levels = this.#levels.slice(0, level - 1)
    this.#fenced = groups.some(({ lateral }) => lateral) ? undefined : fencedLevels(levels, above)
    const joins = groups.map(({ group, level: own }) => ({
      group,
      level: group.level(own),
      sql: group.joinSql(this.alias),
    }))
    const columns = levels.flat().flatMap((column) => [column.sql, column.alone ?? ''])
    const gathered = this.#gathering.sql({
      above: [...above, ...columns, ...joins.map(({ sql }) => sql), this.#alone ?? ''],
      known: groups.some(({ group }) => group.vouches),
    })
    return this.#source(level, gathered, joins)
  }

  #source(level: number, gathered: string, joins: readonly GroupJoin[]): string {
    const below = level === 1 ? `(${gathered})` : this.#computedSource(level - 1, gathered, joins)
    const here = joins.filter((join) => join.level === level)
    if (here.length === 0) return below
    const columns = here.flatMap(({ group }) => group.outputs())
    return `(select ${[`${this.alias}.*`, ...columns].join(', ')} from ${below} ${this.alias} ${here.map(({ sql }) => sql).join(' ')})`
  }

  /** The level at which everything asked for so far is available. */
  get top(): number {
    const groups = [...this.#groups.values()].map((entry) => entry.group.level(entry.level))
    return Math.max(1, this.#levels.length + 1, ...groups)
  }

  #next(): number {
    this.#counter += 1
    return this.#counter
  }

  #computedSource(level: number, gathered: string, joins: readonly GroupJoin[]): string {
    const columns = this.#levels[level - 1] ?? []
    const list = ['*', ...columns.map((column) => `${column.sql} as ${column.alias}`)]
    const from = `${this.#source(level, gathered, joins)} ${this.alias}`
    const select = `select ${list.join(', ')} from ${from}`
    if (this.#fenced && columns.some((column) => column.alone !== undefined)) {
      // Rows that are alone need no windows, which cost a sort and as much again for every group.
      const plain = ['*', ...columns.map((column) => `${column.alone ?? column.sql} as ${column.alias}`)]
      const arms = [`${list.join(', ')} from below where not`, `${plain.join(', ')} from below where`]
      const both = arms.map((arm) => `select ${arm} ${this.#alone}`).join(' union all ')
      return fence(`with below as materialized (select * from ${from}) ${both}`)
    }
    return this.#fenced?.has(level) === false ? `(${select})` : fence(select)
  }

  #computed(definition: Definition): Fragment {
    const known = this.#variables.get(definition.id)
    if (known) return known
    this.#current.push(definition)
    const fragment = this.compilation.expressionOf(definition).sql(this)
    this.#current.pop()
    const sql = this.#column(fragment.level, definition.id, fragment.sql)
    const problem =
      fragment.problem && this.#column(fragment.level, problemColumn(definition), fragment.problem)
    const result = { sql, problem, level: fragment.level + 1, atom: true }
    this.#variables.set(definition.id, result)
    return result
  }

  #column(level: number, name: string, sql: string, alone?: string): string {
    while (this.#levels.length < level) this.#levels.push([])
    this.#levels[level - 1]?.push({ alias: quote(name), sql, alone })
    return quote(name)
  }

  #gather(sql: string): Fragment {
    return { sql: this.#gathering.column(sql), problem: undefined, level: 1, atom: true }
  }

  #ownKeys(): string[] {
    return this.object.key.map((column) => `o.${quote(column)}`)
  }

  #referenceKeys(steps: readonly Field[]): string[] {
    const from = this.#walk(steps.slice(0, -1))
    return (steps.at(-1)?.columns ?? []).map((column) => `${from}.${quote(column)}`)
  }

  /** Joins the rows that references lead to and returns the alias of the last. */
  #walk(steps: readonly Field[]): string {
    const step = steps.at(-1)
    if (step?.type.kind !== 'reference') return 'o'
    const target = this.compilation.object(step.type.object)
    const keys = this.#referenceKeys(steps)
    const { source } = this.compilation.sourceOf(target, true)
    const on = target.key.map((column, i) => `${quote(column)} = ${keys[i]}`)
    return this.#gathering.join(`left join ${source}`, on, { target })
  }

  /** A reference that always leads to a row: a foreign key to a whole table, not to what a query leaves of it. */
  #certain(step: Field): boolean {
    if (step.type.kind !== 'reference') return false
    const { period, source } = this.compilation.object(step.type.object)
    return period === undefined && !source.startsWith('(')
  }
}

/** Numbers may be kept as integers, whose functions are others and whose products overflow. */
function fieldValue(field: Field, from: string): string {
  const columns = field.columns.map((column) => `${from}.${quote(column)}`)
  if (field.type.kind === 'number') return `${columns[0]}::numeric`
  return field.type.kind === 'reference' ? rowValue(columns) : (columns[0] ?? 'null')
}

/** A row is named by its key. Several columns become one text, which PostgreSQL quotes so that no two keys look alike. */
function rowValue(columns: readonly string[]): string {
  const [first = 'null'] = columns
  return columns.length < 2
    ? first
    : `case when ${columns.at(-1)} is not null then row(${columns.join(', ')})::text end`
}

function isAtom(problem: string | undefined): boolean {
  return problem === undefined || /^(r\d+\.)?"[^"]+"$/.test(problem)
}

/**
 * Keeps a level from being merged into the next: PostgreSQL does not pull up a subquery with OFFSET. Written as a
 * bigint it is a constant from the start; a plain 0 still has to be converted, and PostgreSQL then leaves the level to
 * one worker.
 */
function fence(select: string): string {
  return `(${select} offset bigint '0')`
}
