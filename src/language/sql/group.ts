/** Aggregates over the same rows with the same keys: one grouped query, joined to the row it serves. */
import type { RecordObject } from '../vocabulary.ts'
import { type Fragment, firstProblem, quote } from './fragment.ts'
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
  #depth = 1
  #needed = false

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
    const sql = this.#output(filter?.sql, aggregate)
    const value = firstProblem(operands.map((operand) => operand.problem))
    const failing = caseOf(filter, value)
    // A row whose condition cannot be decided must still reach the problem column, so it has no filter.
    const own = failing && this.#output(undefined, () => `min(${failing})`)
    const problem = firstProblem([...this.#outer.map((key) => key.problem), own])
    return { sql, problem, level: this.level(this.#level), atom: true }
  }

  /** Leaves out outer rows that have no rows here at all. */
  need(): void {
    this.#needed = true
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
    const from = `${this.inner.source(this.#depth)} ${this.inner.alias}`
    const equal = (key: string, i: number) => `${key} = ${outerAlias}.${this.#outer[i]?.sql}`
    if (this.#plan.lateral) {
      const where = [...this.#inner.map((key, i) => equal(key.sql, i)), ...(shared ? [shared] : [])]
      return `left join lateral (select ${outputs.join(', ')} from ${from}${clause('where', where)}) ${this.#alias} on true`
    }
    const grouped = this.#inner.length === 0 ? '' : ` group by ${this.#inner.map((_, i) => i + 1).join(', ')}`
    const select = `select ${[...keys, ...outputs].join(', ')} from ${from}${clause('where', shared ? [shared] : [])}${grouped}`
    const on = this.#inner.map((_, i) => equal(`${this.#alias}."k${i + 1}"`, i))
    return `${this.#needed ? 'join' : 'left join'} (${select}) ${this.#alias} on ${on.join(' and ') || 'true'}`
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
  const guarded = value === undefined ? undefined : `case when ${filter.sql} then ${value} end`
  return firstProblem([filter.problem, guarded])
}

function clause(word: string, conditions: readonly string[]): string {
  return conditions.length === 0 ? '' : ` ${word} ${conditions.join(' and ')}`
}
