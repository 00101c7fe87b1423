/** Aggregates over the same rows with the same keys: one grouped query, joined to the row it serves. */
import type { Expression } from '../check/expression.ts'
import type { RecordObject } from '../vocabulary.ts'
import { type Fragment, firstProblem, quote, whereOf } from './fragment.ts'
import type { Row } from './row.ts'

export interface GroupPlan {
  readonly identity: string
  readonly rows: RecordObject
  /** Runs once per outer row, because its condition compares with the outer row other than by equality. */
  readonly lateral: boolean
  readonly outerKeys: (row: Row) => Fragment[]
  readonly innerKeys: (row: Row) => Fragment[]
  /** The keys are those of the outer row itself, so a restriction of outer rows holds here too. */
  readonly byOwnKey: boolean
  /** A row here shows that the outer row is there in the period. */
  readonly vouches: boolean
}

interface Output {
  readonly alias: string
  readonly aggregate: (filter: string) => string
  readonly filter: string | undefined
}

export class Group {
  readonly inner: Row
  readonly #alias: string
  readonly #outer: readonly Fragment[]
  readonly #inner: readonly Fragment[]
  readonly #plan: GroupPlan
  readonly #level: number
  readonly #outputs: Output[] = []
  readonly #filters = new Map<Expression, Fragment>()
  /** Conditions of which each must hold, or be undecided, for a row of every outer row that is kept. */
  readonly #needed = new Set<string | undefined>()
  #depth = 1

  constructor(alias: string, inner: Row, outer: readonly Fragment[], plan: GroupPlan, level: number) {
    this.#alias = alias
    this.inner = inner
    this.#outer = outer
    this.#plan = plan
    this.#level = level
    this.#inner = plan.innerKeys(inner)
    for (const key of this.#inner) this.#depth = Math.max(this.#depth, key.level)
  }

  /** Adds one aggregate; `aggregate` receives a FILTER clause or nothing. Returns it as a value of the outer row. */
  add(
    operands: readonly Fragment[],
    filter: Fragment | undefined,
    aggregate: (filter: string) => string,
  ): Fragment {
    for (const operand of [...operands, ...(filter ? [filter] : [])])
      this.#depth = Math.max(this.#depth, operand.level)
    const sql = this.#output(filter && whereOf(filter), aggregate)
    const value = firstProblem(operands.map((operand) => operand.problem))
    const failing = caseOf(filter, value)
    // A row whose condition cannot be decided must still reach the problem column, so it has no filter.
    const own = failing && this.#output(undefined, () => `min(${failing})`)
    const problem = firstProblem([...this.#outer.map((key) => key.problem), own])
    return { sql, problem, level: this.level(this.#level), atom: true }
  }

  /** A condition on the rows, written once however many aggregates have it. */
  filter(condition: Expression): Fragment {
    const known = this.#filters.get(condition)
    if (known) return known
    const filter = condition.sql(this.inner)
    this.#filters.set(condition, filter)
    return filter
  }

  /** Leaves out outer rows that have no row here for which the condition holds or has a problem. */
  need(condition?: Fragment): void {
    if (condition) this.#depth = Math.max(this.#depth, condition.level)
    const problem = condition?.problem === undefined ? '' : ` or ${condition.problem} is not null`
    this.#needed.add(condition && `${whereOf(condition)}${problem}`)
  }

  /** Every outer row that is kept has a row here for which the condition holds. */
  certain(condition?: Fragment): boolean {
    return condition?.problem === undefined && this.#needed.has(condition && whereOf(condition))
  }

  /** Every outer row that is kept has a row here, which shows that the outer row is there in the period. */
  get vouches(): boolean {
    return this.#plan.vouches && this.#needed.size > 0
  }

  level(own: number): number {
    return this.#plan.lateral ? Math.max(own, this.inner.outerLevel) : own
  }

  outputs(): string[] {
    return this.#outputs.map((output) => `${this.#alias}.${output.alias}`)
  }

  joinSql(outerAlias: string): string {
    const keys = this.#inner.map((key, i) => `${key.sql} as "k${i + 1}"`)
    const shared = this.#sharedFilter()
    const outputs = this.#outputs.map((output) => {
      const filter =
        output.filter === undefined || output.filter === shared ? '' : ` filter (where ${output.filter})`
      return `${output.aggregate(filter)} as ${output.alias}`
    })
    this.#restrict()
    const needed = [...this.#needed].map((condition) => condition ?? '')
    const from = `${this.inner.source(this.#depth, [...keys, ...outputs, shared ?? '', ...needed])} ${this.inner.alias}`
    const where = [...(shared ? [shared] : []), ...this.#neededKeys(from, shared)]
    const equal = (key: string, i: number) => `${key} = ${outerAlias}.${this.#outer[i]?.sql}`
    if (this.#plan.lateral) {
      const own = [...this.#inner.map((key, i) => equal(key.sql, i)), ...(shared ? [shared] : [])]
      return `left join lateral (select ${outputs.join(', ')} from ${from}${clause('where', own)}) ${this.#alias} on true`
    }
    const grouped = this.#inner.length === 0 ? '' : ` group by ${this.#inner.map((_, i) => i + 1).join(', ')}`
    const select = `select ${[...keys, ...outputs].join(', ')} from ${from}${clause('where', where)}${grouped}`
    const on = this.#inner.map((_, i) => equal(`${this.#alias}."k${i + 1}"`, i))
    const strict = this.#needed.size > 0
    const apart = strict && !this.inner.enclosing.nested && this.inner.compilation.groupApart(select)
    return `${strict ? 'join' : 'left join'} ${apart || `(${select})`} ${this.#alias} on ${on.join(' and ') || 'true'}`
  }

  /** When other aggregates take in more rows than have to be there, only those of outer rows that are kept. */
  #neededKeys(from: string, shared: string | undefined): string[] {
    const keys = this.#inner.map((key) => key.sql).join(', ')
    return [...this.#needed]
      .filter((condition) => condition !== undefined && condition !== shared)
      .map((condition) => `(${keys}) in (select ${keys} from ${from} where ${condition})`)
  }

  /** The filter that all outputs have in common: it can become the WHERE of the whole group. */
  #sharedFilter(): string | undefined {
    const filters = new Set(this.#outputs.map((output) => output.filter))
    const [only] = filters
    return filters.size === 1 ? only : undefined
  }

  /** Rows are left out where they are gathered, before anything is computed for them. */
  #restrict(): void {
    const { enclosing, compilation } = this.inner
    const table =
      this.#plan.byOwnKey && !enclosing.nested ? compilation.restrictionOf(enclosing.object) : undefined
    if (table === undefined) return
    const own = this.#inner.slice(0, enclosing.object.key.length)
    this.inner.limitTo(own, `select ${own.map((_, i) => `"K${i + 1}"`).join(', ')} from ${table}`)
  }

  #output(filter: string | undefined, aggregate: (filter: string) => string): string {
    const text = aggregate('') + (filter ?? '')
    const known = this.#outputs.find((output) => output.aggregate('') + (output.filter ?? '') === text)
    if (known) return known.alias
    const alias = quote(`A${this.#alias.slice(1)}_${this.#outputs.length + 1}`)
    this.#outputs.push({ alias, aggregate, filter })
    return alias
  }
}

function caseOf(filter: Fragment | undefined, value: string | undefined): string | undefined {
  if (!filter) return value
  const guarded = value === undefined ? undefined : `case when ${whereOf(filter)} then ${value} end`
  return firstProblem([filter.problem, guarded])
}

function clause(word: string, conditions: readonly string[]): string {
  return conditions.length === 0 ? '' : ` ${word} ${conditions.join(' and ')}`
}
